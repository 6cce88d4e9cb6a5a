"""Keeps digest subscriptions and the issues made of them: one a subscription and window, whoever makes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.extents import ANY, Needs
from storage.messaging import outbox
from storage.messaging.outbox import Letter
from storage.tables import conversations, digest_issues, digest_subscriptions, posts
from storage.vocabulary import Frequency, Holidays, Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus, Quiet


@dataclass(frozen=True, slots=True)
class Edits:
    """Holds what a coordinator did to the issue to come. Stories go by their key ("question/12"), sections by name."""

    introduction: str = ""
    pinned: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Says when an audience wants it. `weekday` counts from 0 = Monday."""

    weekday: int
    at: time
    time_zone: str
    frequency: Frequency = Frequency.weekly
    holidays: Holidays = Holidays.move
    quiet_from: time | None = time(21)
    quiet_until: time | None = time(7)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's digest (`conversation_id`) or a person's (`member_id`).

    The window to come begins at `window_start`, where the last one ended, and ends at `due_at` or later.
    """

    id: int
    conversation_id: int | None
    member_id: int | None
    rhythm: Rhythm
    quiet: Quiet
    active: bool
    skip_next: bool
    window_start: datetime
    due_at: datetime
    edits: Edits = field(default_factory=Edits)
    needs: Needs = ANY
    """Of questions, which of them come."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One that is made: its letter, or None when there was nothing to send, and what it held."""

    subscription: Subscription
    window_end: datetime
    next_due: datetime
    letter: Letter | None
    held: tuple[str, ...] = ()


def of_conversation(tx: Connection, conversation: int) -> Subscription | None:
    return _first(tx, digest_subscriptions.c.conversation_id == conversation)


def set_by(tx: Connection, place: str) -> int | None:
    """Return who turned on the digest that a place gets, by its key."""
    of_place = digest_subscriptions.join(conversations, conversations.c.id == digest_subscriptions.c.conversation_id)
    found = select(digest_subscriptions.c.created_by).select_from(of_place)
    return tx.execute(found.where(conversations.c.key == place, digest_subscriptions.c.active)).scalar()


def of_member(tx: Connection, member: int) -> Subscription | None:
    return _first(tx, digest_subscriptions.c.member_id == member)


def put(
    tx: Connection,
    *,
    conversation: int | None = None,
    member: int | None = None,
    rhythm: Rhythm,
    due_at: datetime,
    by: int | None,
    now: datetime,
    quiet: Quiet | None = None,
    since: datetime | None = None,
) -> Subscription:
    """Turn it on, or change when it comes. A window that was open stays open.

    One that is new, or was off, begins now, or at `since` as far as that was not told of before.
    """
    begin = since or now
    held = of_conversation(tx, conversation) if conversation is not None else of_member(tx, member or 0)
    values: dict[str, Any] = {**_columns(rhythm), "due_at": due_at, "active": True, "skip_next": False}
    if quiet is not None:
        values["quiet"] = quiet
    if held is None:
        values = {"quiet": Quiet.nothing, "window_start": begin, "created_by": by, **values}
        values |= {"conversation_id": conversation, "member_id": member}
        tx.execute(insert(digest_subscriptions).values(**values))
    else:
        if not held.active:
            values["window_start"] = max(held.window_start, begin)
        tx.execute(update(digest_subscriptions).where(digest_subscriptions.c.id == held.id).values(**values))
    made = of_conversation(tx, conversation) if conversation is not None else of_member(tx, member or 0)
    if made is None:
        raise LookupError("The subscription just made is gone")
    return made


def change(
    tx: Connection,
    subscription: int,
    *,
    quiet: Quiet | None = None,
    active: bool | None = None,
    skip_next: bool | None = None,
    edits: Edits | None = None,
    needs: Needs | None = None,
    by: int | None = None,
) -> None:
    """Change what is not None."""
    values: dict[str, Any] = {"quiet": quiet, "active": active, "skip_next": skip_next}
    given = {name: value for name, value in values.items() if value is not None}
    if edits is not None:
        given |= {"edits": _dump(edits), "edited_by": by}
    if needs is not None:
        given["needs"] = {name: sorted(getattr(needs, name)) for name in _NEEDS} | {
            name: getattr(needs, name) for name in _DAYS
        }
    tx.execute(update(digest_subscriptions).where(digest_subscriptions.c.id == subscription).values(**given))


def due(tx: Connection, now: datetime, *, limit: int, but: Iterable[int] = ()) -> list[Subscription]:
    """Read what is due, longest due first."""
    rows = tx.execute(
        select(digest_subscriptions)
        .where(
            digest_subscriptions.c.active,
            digest_subscriptions.c.due_at <= now,
            digest_subscriptions.c.id.not_in(list(but)),
        )
        .order_by(digest_subscriptions.c.due_at, digest_subscriptions.c.id)
        .limit(limit)
    ).all()
    return [_subscription(row) for row in rows]


def oldest_due(tx: Connection, now: datetime) -> datetime | None:
    """Since when the digest is due that is longest due; None when none is."""
    return tx.execute(
        select(func.min(digest_subscriptions.c.due_at)).where(
            digest_subscriptions.c.active, digest_subscriptions.c.due_at <= now
        )
    ).scalar()


def publish(tx: Connection, issues: Sequence[Issue], now: datetime) -> list[Issue]:
    """Claim each window and post its letter, all in this transaction; those that someone else claimed are left out.

    So is one whose subscription was changed, skipped or turned off while it was made: it is looked at again.
    """
    unchanged = _hold(tx, [issue.subscription for issue in issues])
    wanted = [issue for issue in issues if issue.subscription.id in unchanged]
    if not wanted:
        return []
    new = postgres_insert if tx.dialect.name == "postgresql" else sqlite_insert
    rows = [
        {
            "subscription_id": issue.subscription.id,
            "window_start": issue.subscription.window_start,
            "window_end": issue.window_end,
            "outbox_key": issue.letter.key if issue.letter else None,
            "held": list(issue.held),
            "made_at": now,
        }
        for issue in wanted
    ]
    claimed = set(
        tx.execute(
            new(digest_issues)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["subscription_id", "window_end"])
            .returning(digest_issues.c.subscription_id)
        ).scalars()
    )
    tx.execute(
        update(digest_subscriptions)
        .where(digest_subscriptions.c.id == bindparam("subscription"))
        .values(window_start=bindparam("ends"), due_at=bindparam("next"), skip_next=False, edits=None, edited_by=None),
        [{"subscription": issue.subscription.id, "ends": issue.window_end, "next": issue.next_due} for issue in wanted],
    )
    made = [issue for issue in wanted if issue.subscription.id in claimed]
    outbox.post(tx, [issue.letter for issue in made if issue.letter], now, leased=False)
    return made


def reopen(tx: Connection, outbox_key: str) -> bool:
    """Let a window whose letter did not arrive begin the next one: False when there is none, or another came since."""
    row = tx.execute(select(digest_issues).where(digest_issues.c.outbox_key == outbox_key)).first()
    if row is None:
        return False
    mine = (digest_subscriptions.c.id == row.subscription_id, digest_subscriptions.c.window_start == row.window_end)
    open_again = update(digest_subscriptions).where(*mine).values(window_start=row.window_start)
    if not tx.execute(open_again).rowcount:
        return False
    tx.execute(
        delete(digest_issues).where(
            digest_issues.c.subscription_id == row.subscription_id, digest_issues.c.window_end == row.window_end
        )
    )
    return True


def postpone(tx: Connection, subscription: Subscription, next_due: datetime) -> bool:
    """Leave one out: its news goes into the next. False when someone else dealt with it."""
    if subscription.id not in _hold(tx, [subscription]):
        return False
    which = digest_subscriptions.c.id == subscription.id
    tx.execute(update(digest_subscriptions).where(which).values(due_at=next_due, skip_next=False))
    return True


def told(tx: Connection, subscriptions: Iterable[int], since: datetime) -> Mapping[int, frozenset[str]]:
    """Return the stories that issues made since then held, by subscription."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = tx.execute(
        select(digest_issues.c.subscription_id, digest_issues.c.held).where(
            digest_issues.c.subscription_id.in_(list(subscriptions)), digest_issues.c.made_at >= since
        )
    )
    for row in rows:
        found[row.subscription_id].update(row.held)
    return {subscription: frozenset(keys) for subscription, keys in found.items()}


def shown(
    tx: Connection, conversations: Iterable[str], members: Iterable[int], since: datetime
) -> tuple[Mapping[str, frozenset[str]], Mapping[int, frozenset[str]]]:
    """Cards posted since then as story keys: by place, and by the member for whom they were drawn."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    viewers: defaultdict[int, set[str]] = defaultdict(set)
    keys, viewer_ids = set(conversations), set(members)
    for row in tx.execute(
        select(posts).where(
            posts.c.posted_at >= since,
            or_(posts.c.conversation_key.in_(keys), posts.c.viewer_id.in_(viewer_ids)),
        )
    ):
        story = f"{row.subject}/{row.subject_id}"
        places[row.conversation_key].add(story)
        if row.viewer_id is not None:
            viewers[row.viewer_id].add(story)
    return (
        {key: frozenset(stories) for key, stories in places.items()},
        {member: frozenset(stories) for member, stories in viewers.items()},
    )


def _hold(tx: Connection, seen: Sequence[Subscription]) -> set[int]:
    """Lock those subscriptions until the end of this transaction; the ids of those that are still as they were seen."""
    columns = digest_subscriptions.c
    rows = tx.execute(
        select(columns.id, columns.window_start, columns.due_at, columns.skip_next, columns.active)
        .where(columns.id.in_([each.id for each in seen]))
        .order_by(columns.id)
        .with_for_update()
    )
    now = {row.id: (row.window_start, row.due_at, row.skip_next, row.active) for row in rows}
    return {each.id for each in seen if now.get(each.id) == (each.window_start, each.due_at, each.skip_next, True)}


def _columns(rhythm: Rhythm) -> dict[str, Any]:
    return {
        "weekday": rhythm.weekday,
        "at": rhythm.at,
        "time_zone": rhythm.time_zone,
        "frequency": rhythm.frequency,
        "holidays": rhythm.holidays,
        "quiet_from": rhythm.quiet_from,
        "quiet_until": rhythm.quiet_until,
    }


def _first(tx: Connection, which: ColumnElement[bool]) -> Subscription | None:
    row = tx.execute(select(digest_subscriptions).where(which)).first()
    return _subscription(row) if row else None


def _subscription(row: Any) -> Subscription:  # Any: a Row of all columns
    return Subscription(
        id=row.id,
        conversation_id=row.conversation_id,
        member_id=row.member_id,
        rhythm=Rhythm(
            row.weekday,
            row.at,
            row.time_zone,
            Frequency(row.frequency),
            Holidays(row.holidays),
            row.quiet_from,
            row.quiet_until,
        ),
        quiet=Quiet(row.quiet),
        active=row.active,
        skip_next=row.skip_next,
        window_start=row.window_start,
        due_at=row.due_at,
        edits=_load(row.edits),
        needs=_needs(row.needs),
    )


_NEEDS = {
    "kinds": QuestionKind,
    "knowledge": KnowledgeType,
    "knowing": Knowing,
    "levels": Level,
    "organisations": int,
    "statuses": QuestionStatus,
    "regions": int,
    "themes": int,
}
"""How each set of needs is read back."""
_DAYS = ("older", "younger")


def _needs(held: Mapping[str, Any] | None) -> Needs:  # Any: each set as its values, and numbers of days
    told = held or {}
    sets: Mapping[str, Any] = {name: frozenset(map(read, told.get(name, ()))) for name, read in _NEEDS.items()}
    return Needs(**sets, **{name: told.get(name, 0) for name in _DAYS})


def _dump(edits: Edits) -> dict[str, Any]:
    return {
        "introduction": edits.introduction,
        "pinned": list(edits.pinned),
        "dropped": list(edits.dropped),
        "order": list(edits.order),
    }


def _load(stored: Mapping[str, Any] | None) -> Edits:
    if not stored:
        return Edits()
    return Edits(stored["introduction"], tuple(stored["pinned"]), tuple(stored["dropped"]), tuple(stored["order"]))
