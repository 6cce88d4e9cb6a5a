"""How long each table keeps its rows, and why; and the pruning of what is past that."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, or_, select

from storage import links, tables
from storage.accounts import erasure
from storage.database import cursors
from storage.links import Thing
from storage.tables.base import metadata
from storage.vocabulary import NetworkStatus

BATCH = 500
"""Rows a transaction: short enough that nobody who chats waits for it."""


@dataclass(frozen=True, slots=True)
class Retention:
    """`past` says which rows have outlived `period`; both are None for what stays as long as the thing it tells of."""

    period: timedelta | None
    reason: str
    past: Callable[[datetime], ColumnElement[bool]] | None = None


def _days(days: int, reason: str, past: Callable[[datetime], ColumnElement[bool]]) -> Retention:
    return Retention(timedelta(days=days), reason, past)


def _with(thing: str) -> Retention:
    return Retention(None, f"Goes with {thing}.")


def _stays(reason: str) -> Retention:
    return Retention(None, reason)


def _unused_visitor(before: datetime) -> ColumnElement[bool]:
    members = tables.members
    left_something = or_(
        *(
            exists().where(column == members.c.id)
            for column in (
                tables.questions.c.asker_id,
                tables.answers.c.member_id,
                tables.reuses.c.member_id,
                tables.roles.c.member_id,
                tables.network_members.c.member_id,
                tables.networks.c.proposed_by,
                tables.follows.c.member_id,
                tables.digest_subscriptions.c.member_id,
            )
        )
    )
    return and_(
        members.c.signed_up_at.is_(None), members.c.blocked_at.is_(None), members.c.seen_at < before, ~left_something
    )


def _settled_letter(before: datetime) -> ColumnElement[bool]:
    outbox = tables.outbox
    stands = or_(
        exists().where(tables.posts.c.outbox_key == outbox.c.key),
        exists().where(tables.digest_issues.c.outbox_key == outbox.c.key),
        exists().where(tables.question_places.c.outbox_key == outbox.c.key),
    )
    return and_(or_(outbox.c.sent_at < before, outbox.c.parked_at < before), ~stands)


RETENTION: Mapping[str, Retention] = {
    # The map.
    "regions": _stays("The map of the Café; coordinators change it."),
    "region_names": _with("its region"),
    "region_parents": _with("its region"),
    "themes": _stays("The map of the Café; coordinators change it."),
    "theme_names": _with("its theme"),
    # People.
    "organisations": _stays("Not personal; members and networks refer to it."),
    "organisation_names": _with("its organisation"),
    "members": _days(
        365,
        "Who never signed up, did nothing that stayed and was not seen for a year. Who signed up stays until they "
        "sign off or are erased.",
        _unused_visitor,
    ),
    "identities": _with("its member"),
    "member_regions": _with("its member"),
    "member_themes": _with("its member"),
    "consents": _with("its member, who can withdraw it at any time"),
    "roles": _with("its member, until it is withdrawn; the audit trail tells of both"),
    "one_time_codes": _days(
        7,
        "Of no use once expired; a week, to see that one was used.",
        lambda at: tables.one_time_codes.c.expires_at < at,
    ),
    # Networks.
    "networks": _days(
        365,
        "A draft that nobody took up for a year. Listed and archived networks are the memory of the Café.",
        lambda at: and_(tables.networks.c.status == NetworkStatus.draft, tables.networks.c.changed_at < at),
    ),
    "network_names": _with("its network"),
    "network_regions": _with("its network"),
    "network_themes": _with("its network"),
    "network_members": _with("its network and member"),
    # Questions.
    "questions": _stays("What was asked and answered is the knowledge of the Café; erasure takes the name off it."),
    "question_regions": _with("its question"),
    "question_themes": _with("its question"),
    "question_places": _with("its question and place"),
    "question_messages": _days(
        90,
        "To bring a correction or a deletion to the copies, for as long as those are known. It holds no words.",
        lambda at: tables.question_messages.c.said_at < at,
    ),
    "question_copies": _with("the message that it is a copy of"),
    "reuses": _stays("That an answer helped again; erasure takes the name off it."),
    "answers": _with("its question"),
    "follows": _with("its member, until they stop"),
    "requests": _with("its question and whom it was put to"),
    "needs": _days(
        730,
        "What nobody knew, to see over two years whether it is met; it holds no name and no sentence.",
        lambda at: tables.needs.c.at < at,
    ),
    # Places and digests.
    "conversations": _days(
        365,
        "A place that the bot left a year ago will not take it back.",
        lambda at: tables.conversations.c.left_at < at,
    ),
    "conversation_regions": _with("its place"),
    "conversation_themes": _with("its place"),
    "digest_subscriptions": _with("its place or member"),
    "digest_issues": _days(
        365,
        "Proves that each window was sent once; a year covers every schedule.",
        lambda at: tables.digest_issues.c.window_end < at,
    ),
    # The way of a message.
    "inbox": _days(
        14,
        "Holds what people wrote. A platform repeats an event within days, if ever.",
        lambda at: tables.inbox.c.handled_at < at,
    ),
    "outbox": _days(
        90,
        "Holds what we wrote, and to whom. Its buttons work as long as it is known. A card that is kept up to date "
        "stays as long as its post, and what brought a question to a place as long as it lives there.",
        _settled_letter,
    ),
    "dialogues": _days(0, "A draft says itself until when it waits.", lambda at: tables.dialogues.c.expires_at < at),
    "posts": _days(
        365,
        "Where a card stands that is kept up to date; nobody scrolls back further.",
        lambda at: tables.posts.c.posted_at < at,
    ),
    "cursors": _stays("One row for each stream that is read."),
    "exchange_keys": _stays("Keys without content; they keep an import from bringing back who was erased."),
    "links": _with("the things that it links"),
    # Trust.
    "audit": _days(730, "Two years, so that what was done can be answered for.", lambda at: tables.audit.c.at < at),
    "reports": _days(365, "A report that was dealt with a year ago.", lambda at: tables.reports.c.handled_at < at),
    "erasures": _days(
        erasure.KEPT_DAYS,
        "A hash, to erase someone again after a restore: backups are kept for a year at most.",
        lambda at: tables.erasures.c.erased_at < at,
    ),
    # The index: nothing in it is a source of truth.
    "search_state": _stays("One row."),
    "search_subject": _with("the member, network or question it is about"),
    "search_row": _with("the member, network or question that says it"),
    "search_recent": _with("its row"),
    "search_segment": _with("the index"),
    "search_block": _with("its segment"),
    "search_vector": _with("its row"),
    "search_change": _stays("The last changes, as many as `storage.search.merging.CHANGES_KEPT`."),
}

_THINGS = {"networks": "network", "members": "member"}
"""The kind of thing that a row of a table is, where such rows go by their age: its links go with it."""

_PRUNED = "pruned"
"""The cursor that holds when the last pruning began."""


def due(tx: Connection, now: datetime, every: timedelta) -> bool:
    """Whether it is time to prune; of several that ask, one is told so."""
    last = cursors.get(tx, _PRUNED)
    if last and now - datetime.fromisoformat(last) < every:
        return False
    cursors.put(tx, _PRUNED, now.isoformat(), now)
    return True


def prunable() -> Iterator[str]:
    """The tables of which rows go by their age."""
    return (name for name, retention in RETENTION.items() if retention.past)


def prune(tx: Connection, table: str, now: datetime, *, limit: int = BATCH) -> int:
    """Drop rows of a table that have outlived its retention, at most `limit`: how many."""
    retention = RETENTION[table]
    if retention.past is None or retention.period is None:
        return 0
    (key,) = metadata.tables[table].primary_key.columns
    old = select(key).where(retention.past(now - retention.period)).order_by(key).limit(limit)
    gone = tx.execute(old).scalars().all()
    if kind := _THINGS.get(table):
        links.forget(tx, (Thing(kind, id) for id in gone))
    return tx.execute(delete(metadata.tables[table]).where(key.in_(gone))).rowcount
