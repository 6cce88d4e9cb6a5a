"""Makes one member of two, and lets one identity go its own way again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, delete, insert, select, update

from storage import search, tables, things
from storage.accounts import traces
from storage.members import evidence, people
from storage.members.member import Member
from storage.messaging import cards
from storage.networks import networks
from storage.tables.base import metadata

_GO = (tables.dialogues, tables.one_time_codes, tables.posts)
"""Tables whose rows are of the member who was, and of no use to who stays."""

_TAKEN_OVER = (tables.members, tables.identities, *_GO)
"""Tables that `merge` deals with by itself."""

_ONCE = {tables.roles: ("role", "region_id", "network_id", "conversation_id")}
"""What a member has once, though no constraint of its table can say so: a part of it is null."""


def merge(tx: Connection, stays: int, goes: int) -> Member:
    """Let everything of member `goes` be of member `stays`. Roles come along as they were granted, never higher.

    The profile and consents of `stays` hold; only who never signed up takes over those of the other.
    """
    kept, other = people.get_one(tx, stays), people.get_one(tx, goes)
    takes_over = kept.signed_up_at is None and other.signed_up_at is not None
    concerned = things.involving(tx, goes)
    if not takes_over:
        for table in (tables.member_regions, tables.member_themes, tables.consents):
            tx.execute(delete(table).where(table.c.member_id == goes))
    for column, others in _of_members():
        if others is None:
            tx.execute(update(column.table).where(column == goes).values({column: stays}))
        else:
            _hand_over_once(tx, column, others, stays, goes)
    keys = tables.exchange_keys.c
    tx.execute(update(tables.exchange_keys).where(keys.kind == "member", keys.id == goes).values(id=stays))
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
    search.rename(tx, ("member", goes), ("member", stays))
    traces.hand_over(tx, goes, stays)
    tx.execute(delete(tables.members).where(tables.members.c.id == goes))
    for thing in concerned:
        cards.touch(tx, *thing)
        if thing.kind == "network":
            # Where both were members of it, it has a convenor less perhaps.
            networks.reindexed(tx, thing.id)
    return people.reindexed(tx, stays)


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


def _of_members() -> Iterator[tuple[Column[Any], tuple[str, ...] | None]]:
    """Yield the columns that say whose a row is, in whichever table, with those beside which it may stand but once.

    None of these: where both have such a row, the one that stays keeps all.
    """
    for table in metadata.sorted_tables:
        for key in () if table in _TAKEN_OVER else table.foreign_keys:
            if key.column is tables.members.c.id:
                yield key.parent, _once(table, key.parent)


def _once(table: Table, whose: Column[Any]) -> tuple[str, ...] | None:
    if table in _ONCE:
        return _ONCE[table] if whose.name == "member_id" else None
    sets = [table.primary_key.columns]
    sets += [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    return next((tuple(each.name for each in held if each is not whose) for held in sets if whose.name in held), None)


def _hand_over_once(tx: Connection, whose: Column[Any], others: tuple[str, ...], stays: int, goes: int) -> None:
    """Where both have a row that may be there once, the one that stays keeps theirs."""
    table = whose.table
    mine_already = select(*(table.c[column] for column in others)).where(whose == stays)
    held = {tuple(row) for row in tx.execute(mine_already.add_columns(whose))}
    for row in tx.execute(select(table).where(whose == goes)).mappings().all():
        mine = tuple(row[column] for column in others)
        same = [table.c[column].is_not_distinct_from(row[column]) for column in others]
        if (*mine, stays) in held:
            tx.execute(delete(table).where(whose == goes, *same))
        else:
            tx.execute(update(table).where(whose == goes, *same).values({whose: stays}))
            held.add((*mine, stays))
