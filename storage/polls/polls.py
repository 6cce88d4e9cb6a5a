"""Keeps polls: makes, finds and changes them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, insert, or_, select, update

from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, narrowed
from storage.links import Thing
from storage.messaging import cards
from storage.polls import evidence
from storage.polls.poll import POLL, Draft, Filter, Poll, Sort, State
from storage.polls.tables import poll_ballots, poll_options, poll_regions, poll_themes, poll_votes, polls
from storage.tables import conversations

_THESE: BindParameter[int] = bindparam("polls", expanding=True)
_POLLS = (
    select(
        polls,
        linked(poll_regions).label("regions"),
        linked(poll_themes).label("themes"),
        conversations.c.name.label("place"),
        conversations.c.closed.label("shut"),
    )
    .outerjoin(conversations, conversations.c.id == polls.c.conversation_id)
    .where(polls.c.id.in_(_THESE))
)
_OPTIONS = select(poll_options).where(poll_options.c.poll_id.in_(_THESE)).order_by(poll_options.c.place)
_VOTED = [
    select(each.c.poll_id, func.count()).where(each.c.poll_id.in_(_THESE)).group_by(each.c.poll_id)
    for each in (poll_votes, poll_ballots)
]


def get(tx: Connection, poll: int) -> Poll | None:
    return next(iter(load(tx, [poll])), None)


def get_one(tx: Connection, poll: int) -> Poll:
    """Raises `LookupError` for one that is not there."""
    found = get(tx, poll)
    if found is None:
        raise LookupError(poll)
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Poll]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    these = {"polls": list(ids)}
    options: defaultdict[int, list[str]] = defaultdict(list)
    for row in tx.execute(_OPTIONS, these):
        options[row.poll_id].append(row.text)
    voters = _voters(tx, ids)
    found = {row.id: _poll(row, tuple(options[row.id]), voters.get(row.id, 0)) for row in tx.execute(_POLLS, these)}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def _voters(tx: Connection, ids: Sequence[int]) -> dict[int, int]:
    """How many voted in each: those of whom that is known still, and those of whom it is not."""
    counted: defaultdict[int, int] = defaultdict(int)
    for voted in _VOTED:
        for poll, number in tx.execute(voted, {"polls": list(ids)}).tuples():
            counted[poll] += number
    return counted


def _poll(row: Any, options: tuple[str, ...], voters: int) -> Poll:  # Any: a Row of _POLLS
    draft = Draft(
        row.question,
        Sort(row.sort),
        options,
        row.until_at,
        row.named,
        row.purpose,
        ids_of(row.regions),
        ids_of(row.themes),
        row.conversation_id,
        row.network_id,
        row.again_of,
        Thing(row.gathering_kind, row.gathering_id) if row.gathering_kind else None,
    )
    return Poll(
        row.id,
        row.member_id,
        State(row.state),
        row.hidden_at is not None,
        draft,
        row.follow_up,
        row.made_at,
        row.changed_at,
        row.closed_at,
        voters,
        row.place or "",
        bool(row.shut),
    )


def put(tx: Connection, member: int | None, draft: Draft, now: datetime) -> int:
    """Open a poll: its number."""
    poll: int = tx.execute(
        insert(polls)
        .values(
            member_id=member,
            question=draft.question,
            sort=draft.sort,
            state=State.open,
            named=draft.named,
            purpose=draft.purpose,
            conversation_id=draft.room,
            network_id=draft.network,
            gathering_kind=draft.gathering.kind if draft.gathering else None,
            gathering_id=draft.gathering.id if draft.gathering else None,
            again_of=draft.again_of,
            until_at=draft.until,
            made_at=now,
            changed_at=now,
        )
        .returning(polls.c.id)
    ).scalar_one()
    rows = [{"poll_id": poll, "place": place, "text": text} for place, text in enumerate(draft.options, 1)]
    if rows:
        tx.execute(insert(poll_options), rows)
    relink(tx, poll_regions, poll, draft.regions)
    relink(tx, poll_themes, poll, draft.themes)
    changed(tx, poll)
    return poll


def find(tx: Connection, what: Filter, *, limit: int, offset: int = 0) -> tuple[list[Poll], bool]:
    """A page of the polls, latest first, and whether there are more: to count them all would read them all."""
    page = select(polls.c.id).where(*_shown(tx, what)).order_by(polls.c.id.desc()).limit(limit + 1).offset(offset)
    found = _ids(tx, page)
    return load(tx, found[:limit]), len(found) > limit


def _shown(tx: Connection, what: Filter) -> list[ColumnElement[bool]]:
    closed = select(conversations.c.id).where(conversations.c.closed)
    here = or_(polls.c.conversation_id.is_(None), polls.c.conversation_id.not_in(closed))
    if what.room is not None:
        here = or_(here, polls.c.conversation_id == what.room)
    states = what.states or frozenset({State.open, State.closed, State.done})
    state = filtered(tx, polls.c.state, what.narrow, what.regions, what.themes)
    which = [state.in_(sorted(states)), polls.c.hidden_at.is_(None), here]
    which += about_all(tx, (poll_regions, what.regions), (poll_themes, what.themes), by_id=True)
    which += narrowed(tx, what.narrow, polls.c.id, polls.c.made_at, by_id=True)
    if what.sorts:
        which.append(polls.c.sort.in_(sorted(what.sorts)))
    return which


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that can be looked at, for who gave a number that does not exist."""
    return _ids(tx, select(polls.c.id).where(*_shown(tx, Filter())).order_by(polls.c.id.desc()).limit(most))


def open_in(tx: Connection, room: int | None, networks: Collection[int], most: int) -> list[Poll]:
    """The polls that are open in a room, or for one of these networks, latest first."""
    here: ColumnElement[bool] = polls.c.network_id.in_(sorted(networks))
    if room is not None:
        here = or_(here, polls.c.conversation_id == room)
    newest = select(polls.c.id).where(polls.c.state == State.open, polls.c.hidden_at.is_(None), here)
    return load(tx, _ids(tx, newest.order_by(polls.c.id.desc()).limit(most)))


def move(
    tx: Connection, poll: int, to: State, now: datetime, /, *, among: Collection[State], **values: str | int | None
) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those."""
    held = update(polls).where(polls.c.id == poll, polls.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, changed_at=now, **values)).rowcount != 1:
        return False
    changed(tx, poll)
    return True


def say_purpose(tx: Connection, poll: int, purpose: str, now: datetime) -> None:
    """Tell before what will be done with it."""
    tx.execute(update(polls).where(polls.c.id == poll).values(purpose=purpose, changed_at=now))
    changed(tx, poll)


def hide(tx: Connection, poll: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = polls.c.hidden_at.is_(None) if hidden else polls.c.hidden_at.is_not(None)
    held = update(polls).where(polls.c.id == poll, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    changed(tx, poll)
    return True


def changed(tx: Connection, poll: int) -> None:
    """Something about it changed: search and its cards say how it is now."""
    held = get(tx, poll)
    if held is not None:
        evidence.poll(tx, held)
    cards.touch(tx, POLL, poll)


def due(tx: Connection, now: datetime, most: int) -> list[Poll]:
    """Open ones whose time is over, oldest first."""
    over = select(polls.c.id).where(polls.c.state == State.open, polls.c.until_at <= now)
    return load(tx, _ids(tx, over.order_by(polls.c.until_at).limit(most)))


def ending(tx: Connection, now: datetime, before: datetime, most: int) -> list[Poll]:
    """Open ones of a network or gathering that end before then, and of which nobody was reminded."""
    soon = select(polls.c.id).where(
        polls.c.state == State.open,
        polls.c.until_at > now,
        polls.c.until_at <= before,
        polls.c.reminded_at.is_(None),
        or_(polls.c.network_id.is_not(None), polls.c.gathering_id.is_not(None)),
        polls.c.hidden_at.is_(None),
    )
    return load(tx, _ids(tx, soon.order_by(polls.c.until_at).limit(most)))


def claim_reminder(tx: Connection, poll: int, now: datetime) -> bool:
    """Say that its reminder goes out now: False when another process did."""
    mine = update(polls).where(polls.c.id == poll, polls.c.reminded_at.is_(None), polls.c.state == State.open)
    return tx.execute(mine.values(reminded_at=now)).rowcount == 1


@dataclass(frozen=True, slots=True)
class Kept:
    """Which polls somebody keeps: those that they made, those handed on to them, and with `nobody` those of nobody."""

    member: int
    handed_on: Collection[int]
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class Untold:
    """What is told of a closed poll that waits, of which there may be hundreds: no more of each is read."""

    closed_at: datetime
    id: int
    member_id: int | None
    text: str
    regions: frozenset[int]

    @property
    def number(self) -> str:
        return f"Z-{self.id}"


def untold(tx: Connection, before: datetime, of: Kept, most: int) -> list[Untold]:
    """Closed ones of which nobody told yet what is done with them, longest first."""
    ways = [_untold_of(before, most, of.member), *([_untold_of_nobody(before, most)] if of.nobody else [])]
    ways += [_untold_among(before, most, sorted(of.handed_on))] if of.handed_on else []
    found = {row.id: row for way in ways for row in tx.execute(*way)}
    longest = sorted(found.values(), key=lambda row: (row.closed_at, row.id))[:most]
    return [Untold(row.closed_at, row.id, row.member_id, row.question, ids_of(row.regions)) for row in longest]


# Each from an index of its own: of all at once every closed poll would be read.
@once
def _untold_of(before: datetime, most: int, member: int) -> Select[*tuple[Any, ...]]:
    return _untold(before, most).where(polls.c.member_id == member)


@once
def _untold_of_nobody(before: datetime, most: int) -> Select[*tuple[Any, ...]]:
    return _untold(before, most).where(polls.c.member_id.is_(None))


@once
def _untold_among(before: datetime, most: int, ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return _untold(before, most).where(polls.c.id.in_(ids))


def _untold(before: datetime, most: int) -> Select[*tuple[Any, ...]]:
    c = polls.c
    waiting = select(c.closed_at, c.id, c.member_id, c.question, linked(poll_regions).label("regions"))
    closed = waiting.where(c.state == State.closed, c.closed_at < before, c.hidden_at.is_(None))
    return closed.order_by(c.closed_at).limit(most)


def made_by(tx: Connection, member: int, most: int) -> list[Poll]:
    """Those that a member made, latest first."""
    mine = select(polls.c.id).where(polls.c.member_id == member).order_by(polls.c.id.desc())
    return load(tx, _ids(tx, mine.limit(most)))


def between(tx: Connection, since: datetime, until: datetime, most: int, *, closed: bool) -> list[Poll]:
    """Those that were opened in a period, or `closed` in it, latest first."""
    at = polls.c.closed_at if closed else polls.c.made_at
    states = frozenset({State.closed, State.done}) if closed else frozenset({State.open})
    newly = select(polls.c.id).where(*_shown(tx, Filter(states=states)), at >= since, at < until)
    return load(tx, _ids(tx, newly.order_by(at.desc()).limit(most)))


def count_made(tx: Connection, since: datetime, until: datetime) -> int:
    """How many were opened in a period."""
    made = select(func.count()).select_from(polls).where(polls.c.made_at >= since, polls.c.made_at < until)
    return tx.execute(made).scalar_one()


def count_told(tx: Connection, since: datetime, until: datetime) -> int:
    """How many of those closed in a period said what is done with them."""
    told = select(func.count()).select_from(polls).where(polls.c.closed_at >= since, polls.c.closed_at < until)
    return tx.execute(told.where(polls.c.state == State.done)).scalar_one()


def pages(tx: Connection, after: int, most: int) -> list[Poll]:
    """The next polls by number, for who reads them all."""
    return load(tx, _ids(tx, select(polls.c.id).where(polls.c.id > after).order_by(polls.c.id).limit(most)))


def _ids(tx: Connection, statement: Select[int]) -> list[int]:
    return list(tx.execute(statement).scalars())
