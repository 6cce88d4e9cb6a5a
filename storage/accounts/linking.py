"""One person on several platforms: two members become one, and one identity goes its own way again."""

from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, select, update

from storage import tables
from storage.members import evidence, people
from storage.members.member import Member
from storage.networks import networks
from storage.questions import questions

_POINTS_AT_MEMBER = (
    (tables.questions, "asker_id"),
    (tables.answers, "member_id"),
    (tables.question_messages, "member_id"),
    (tables.networks, "proposed_by"),
    (tables.audit, "actor_id"),
    (tables.reports, "reporter_id"),
    (tables.requests, "asked_by"),
    (tables.requests, "settled_by"),
    (tables.reuses, "member_id"),
    (tables.digest_subscriptions, "created_by"),
    (tables.roles, "granted_by"),
)
_HELD_ONCE = (
    (tables.member_regions, ("region_id",)),
    (tables.member_themes, ("theme_id",)),
    (tables.consents, ("field", "place")),
    (tables.network_members, ("network_id",)),
    (tables.follows, ("subject", "subject_id")),
    (tables.requests, ("question_id",)),
    (tables.roles, ("role", "region_id", "network_id", "conversation_id")),
    (tables.digest_subscriptions, ()),
)
"""Tables with at most one row a member for these columns: where both have it, the one that stays keeps theirs."""


def merge(tx: Connection, stays: int, goes: int) -> Member:
    """Let everything of member `goes` be of member `stays`. Roles come along as they were granted, never higher.

    The profile and consents of `stays` hold; only who never signed up takes over those of the other.
    """
    kept, other = people.get_one(tx, stays), people.get_one(tx, goes)
    takes_over = kept.signed_up_at is None and other.signed_up_at is not None
    concerned = involved(tx, goes)
    if not takes_over:
        for table in (tables.member_regions, tables.member_themes, tables.consents):
            tx.execute(delete(table).where(table.c.member_id == goes))
    for table, columns in _HELD_ONCE:
        _hand_over_once(tx, table, columns, stays, goes)
    for table, column in _POINTS_AT_MEMBER:
        tx.execute(update(table).where(table.c[column] == goes).values({column: stays}))
    keys = tables.exchange_keys.c
    tx.execute(update(tables.exchange_keys).where(keys.kind == "member", keys.id == goes).values(id=stays))
    tx.execute(delete(tables.dialogues).where(tables.dialogues.c.member_id == goes))
    tx.execute(update(tables.identities).where(tables.identities.c.member_id == goes).values(member_id=stays))
    if takes_over:
        row = tx.execute(select(tables.members).where(tables.members.c.id == goes)).one()
        told = ("name", "organisation_id", "position", "knows", "signed_up_at", "paused_until")
        values = {column: getattr(row, column) for column in told}
        tx.execute(update(tables.members).where(tables.members.c.id == stays).values(**values))
    if other.asks_unnamed:
        # Who chose to stay unnamed on the one is not named by linking the other.
        people.ask_unnamed(tx, stays, always=True)
    if other.blocked_at and not kept.blocked_at:
        # Linking is no way around being kept out.
        tx.execute(update(tables.members).where(tables.members.c.id == stays).values(blocked_at=other.blocked_at))
    evidence.forgotten(tx, goes)
    tx.execute(delete(tables.members).where(tables.members.c.id == goes))
    merged = people.reindexed(tx, stays)
    reindex(tx, *concerned)
    return merged


def split(tx: Connection, platform: str, native_id: str, now: datetime) -> Member | None:
    """Let one identity be a new member of its own, who has told nothing yet; None when it is the only one."""
    known = people.identity(tx, platform, native_id)
    if known is None or len(people.identities_of(tx, known.member_id)) < 2:
        return None
    language = people.get_one(tx, known.member_id).language
    member = tx.execute(
        insert(tables.members)
        .values(name=known.name, language=language, created_at=now, seen_at=now)
        .returning(tables.members.c.id)
    ).scalar_one()
    tx.execute(
        update(tables.identities)
        .where(tables.identities.c.platform == platform, tables.identities.c.native_id == native_id)
        .values(member_id=member, preferred=False)
    )
    return people.get_one(tx, member)


def _hand_over_once(tx: Connection, table: Table, columns: tuple[str, ...], stays: int, goes: int) -> None:
    mine_already = select(*(table.c[column] for column in columns), table.c.member_id).where(table.c.member_id == stays)
    held = {tuple(row) for row in tx.execute(mine_already)}
    for row in tx.execute(select(table).where(table.c.member_id == goes)).mappings().all():
        mine = tuple(row[column] for column in columns)
        same = [table.c[column].is_not_distinct_from(row[column]) for column in columns]
        moving = table.c.member_id == goes
        if (*mine, stays) in held:
            tx.execute(delete(table).where(moving, *same))
        else:
            tx.execute(update(table).where(moving, *same).values(member_id=stays))
            held.add((*mine, stays))


def involved(tx: Connection, member: int) -> tuple[list[int], list[int]]:
    """Questions and networks whose evidence speaks for a member."""
    asked = select(tables.questions.c.id).where(tables.questions.c.asker_id == member)
    answered = select(tables.answers.c.question_id).where(tables.answers.c.member_id == member)
    driven = select(tables.network_members.c.network_id).where(tables.network_members.c.member_id == member)
    return (
        sorted({*tx.execute(asked).scalars(), *tx.execute(answered).scalars()}),
        sorted(set(tx.execute(driven).scalars())),
    )


def reindex(tx: Connection, question_ids: list[int], network_ids: list[int]) -> None:
    """Let these questions and networks be found by, and for, who has a part in them now."""
    for question in question_ids:
        questions.reindexed(tx, question)
    for network in network_ids:
        networks.reindexed(tx, network)
