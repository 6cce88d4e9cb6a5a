"""Counts votes: one a member while a poll is open; once it is closed nothing tells whose they were.

Who votes and who closes lock the poll, so that no vote falls between its count and its end.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from storage import tables
from storage.database.once import once
from storage.messaging import cards
from storage.messaging.unsaid import unpress, unsay
from storage.polls import polls as kept
from storage.polls.poll import LEAST, POLL, VOTE, Cast, Poll, Result, State, Vote
from storage.polls.tables import poll_ballots, poll_guests, poll_voters, poll_votes, polls

EVERY = 5
"""Votes after which a card says anew how many there are, where nobody sees what they are."""


def cast(
    tx: Connection, poll: int, member: int, picked: Collection[int], why: str, now: datetime, *, said_at: datetime
) -> Cast:
    """Count what a member chose, in the place of what they chose before. A vote that was said in time is in time."""
    shared = select(polls.c.state, polls.c.until_at, polls.c.named).where(polls.c.id == poll)
    held = tx.execute(shared.with_for_update(read=True)).first()
    if held is None or held.state != State.open or min(said_at, now) > held.until_at:
        return Cast.closed
    if _settled(tx, poll, member):
        return Cast.settled
    mine = (poll_votes.c.poll_id == poll) & (poll_votes.c.member_id == member)
    before = tx.execute(select(poll_votes.c.picked, poll_votes.c.why).where(mine)).first()
    values = {"picked": ",".join(map(str, picked)), "why": why}
    if before is None:
        tx.execute(insert(poll_votes).values(poll_id=poll, member_id=member, said_at=now, **values))
    elif (before.picked, before.why) == tuple(values.values()):
        return Cast.same
    else:
        tx.execute(update(poll_votes).where(mine).values(**values, said_at=now))
    _counted(tx, poll, named=held.named)
    return Cast.first if before is None else Cast.changed


def take_back(tx: Connection, poll: int, member: int) -> bool:
    """A member does not vote after all: False when they did not, or it is closed."""
    shared = select(polls.c.state, polls.c.named).where(polls.c.id == poll).with_for_update(read=True)
    held = tx.execute(shared).first()
    if held is None or held.state != State.open:
        return False
    mine = (poll_votes.c.poll_id == poll) & (poll_votes.c.member_id == member)
    if not tx.execute(delete(poll_votes).where(mine)).rowcount:
        return False
    _counted(tx, poll, named=held.named)
    return True


def of_member(tx: Connection, poll: int, member: int) -> Vote | None:
    """What a member chose, while it is open."""
    mine = (poll_votes.c.poll_id == poll) & (poll_votes.c.member_id == member)
    row = tx.execute(select(poll_votes).where(mine)).first()
    return _vote(row) if row else None


def of_poll(tx: Connection, poll: int) -> list[Vote]:
    """Who chose what while a poll is open: for one that shows it, to who may see it."""
    return [_vote(row) for row in tx.execute(select(poll_votes).where(poll_votes.c.poll_id == poll))]


def voted(tx: Connection, poll: int, member: int) -> bool:
    """Whether a member voted, whether or not it is known what."""
    return of_member(tx, poll, member) is not None or _settled(tx, poll, member)


def admit(tx: Connection, poll: int, member: int, now: datetime) -> None:
    """They are in the closed room that it is for."""
    if not admitted(tx, poll, member):
        tx.execute(insert(poll_guests).values(poll_id=poll, member_id=member, since=now))


def admitted(tx: Connection, poll: int, member: int) -> bool:
    """Whether they were in the closed room that it is for, or voted in it."""
    mine = (poll_guests.c.poll_id == poll) & (poll_guests.c.member_id == member)
    return tx.execute(select(poll_guests.c.poll_id).where(mine)).first() is not None or voted(tx, poll, member)


def polls_of(tx: Connection, member: int, most: int) -> list[tuple[int, datetime]]:
    """The polls in which a member voted, and when or by when, latest first."""
    return [(poll, at) for poll, at in tx.execute(*_polls_of(member, most)).tuples()]


@once
def _polls_of(member: int, most: int) -> Select[int, datetime]:
    live = select(poll_votes.c.poll_id, poll_votes.c.said_at.label("at")).where(poll_votes.c.member_id == member)
    past = select(poll_voters.c.poll_id, poll_voters.c.closed_at).where(poll_voters.c.member_id == member)
    every = live.union_all(past).subquery()
    last = func.max(every.c.at)
    return select(every.c.poll_id, last).group_by(every.c.poll_id).order_by(last.desc()).limit(most)


def voters(tx: Connection, poll: int) -> list[int]:
    """Who voted, in no order that tells anything."""
    live = select(poll_votes.c.member_id).where(poll_votes.c.poll_id == poll)
    past = select(poll_voters.c.member_id).where(poll_voters.c.poll_id == poll)
    return sorted(tx.execute(live.union(past)).scalars())


def still_to_vote(tx: Connection, poll: Poll, guests: Collection[int] = ()) -> list[int]:
    """Who is invited by name and did not vote: the members of its network, and the guests of what it is for."""
    members = select(tables.network_members.c.member_id).where(
        tables.network_members.c.network_id == poll.draft.network
    )
    invited = {*tx.execute(members).scalars(), *guests}
    return sorted(invited - set(voters(tx, poll.id)))


def close(tx: Connection, poll: int, now: datetime) -> bool:
    """Nobody can vote any more, and no vote is anybody's: False when it was closed already."""
    over = update(polls).where(polls.c.id == poll, polls.c.state == State.open)
    if tx.execute(over.values(state=State.closed, closed_at=now, changed_at=now)).rowcount != 1:
        return False
    rows = tx.execute(
        select(poll_votes, tables.organisations.c.kind)
        .join(tables.members, tables.members.c.id == poll_votes.c.member_id)
        .outerjoin(tables.organisations, tables.organisations.c.id == tables.members.c.organisation_id)
        .where(poll_votes.c.poll_id == poll)
    ).all()
    told = _told_apart(row.kind for row in rows)
    # Sorted by what they say: their order tells nothing of who was first.
    ballots = sorted((row.picked, row.why, row.kind if row.kind in told else None) for row in rows)
    if rows:
        held = [{"poll_id": poll, "picked": picked, "why": why, "kind": kind} for picked, why, kind in ballots]
        tx.execute(insert(poll_ballots), held)
        who = [{"poll_id": poll, "member_id": each, "closed_at": now} for each in sorted(row.member_id for row in rows)]
        tx.execute(insert(poll_voters), who)
        tx.execute(delete(poll_votes).where(poll_votes.c.poll_id == poll))
    unsay(tx, VOTE, poll)
    unpress(tx, POLL, poll)
    kept.changed(tx, poll)
    return True


def reopen(tx: Connection, poll: int, now: datetime) -> bool:
    """It goes on. Who voted before cannot change that: it is nobody's any more."""
    back = update(polls).where(polls.c.id == poll, polls.c.state == State.closed, polls.c.until_at > now)
    if tx.execute(back.values(state=State.open, closed_at=None, changed_at=now)).rowcount != 1:
        return False
    kept.changed(tx, poll)
    return True


def drop_withdrawn(tx: Connection, before: datetime) -> int:
    """Votes in polls that were taken back since then are nobody's business: how many."""
    gone = select(polls.c.id).where(polls.c.state == State.withdrawn, polls.c.changed_at < before)
    return tx.execute(delete(poll_votes).where(poll_votes.c.poll_id.in_(gone))).rowcount


def result(tx: Connection, poll: int) -> Result:
    """What came of it so far, of those whose person is known and not. Whether it may be told is for who shows it."""
    counts: Counter[int] = Counter()
    by_kind: defaultdict[str, Counter[int]] = defaultdict(Counter)
    reasons: list[tuple[int, str]] = []
    number = 0
    for table in (poll_ballots, poll_votes):
        for row in tx.execute(select(table).where(table.c.poll_id == poll).order_by(table.c.id)).mappings():
            picked = _places(row["picked"])
            number += 1
            counts.update(picked)
            if row.get("kind"):
                by_kind[row["kind"]].update(picked)
            if row["why"]:
                reasons.append((picked[0], row["why"]))
    return Result(number, counts, by_kind, tuple(sorted(reasons)))


def _told_apart(kinds: Iterable[str | None]) -> frozenset[str]:
    """The kinds of organisation that are told apart: five of each, and nobody left over who could be told from that."""
    number = Counter(kinds)
    told = {kind for kind, votes in number.items() if kind is not None and votes >= LEAST}
    while told and 0 < sum(number.values()) - sum(number[kind] for kind in told) < LEAST:
        told.discard(min(told, key=lambda kind: (number[kind], kind)))
    return frozenset(told)


def _settled(tx: Connection, poll: int, member: int) -> bool:
    """Whether they voted before it was closed for a while."""
    mine = (poll_voters.c.poll_id == poll) & (poll_voters.c.member_id == member)
    return tx.execute(select(poll_voters.c.poll_id).where(mine)).first() is not None


def _counted(tx: Connection, poll: int, *, named: bool) -> None:
    """Its cards say how many voted: at once where everybody sees it, else now and then."""
    number = tx.execute(select(func.count()).where(poll_votes.c.poll_id == poll)).scalar_one()
    if named or number % EVERY == 0:
        cards.touch(tx, POLL, poll)


def _places(picked: str) -> tuple[int, ...]:
    return tuple(map(int, picked.split(",")))


def _vote(row: Any) -> Vote:  # Any: a Row of all columns
    return Vote(row.member_id, _places(row.picked), row.why)
