"""Keeps requests with whose turn it is and what the desk said: nothing of them is found by search."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, update

from storage.database.once import once
from storage.database.pages import filtered, narrowed, page
from storage.helpdesk.likeness import ALIKE, alike
from storage.helpdesk.request import (
    REQUEST,
    Desk,
    Draft,
    Filter,
    Help,
    Part,
    Request,
    Said,
    Scope,
    State,
    Turn,
)
from storage.helpdesk.tables import requests, turns, words
from storage.messaging import cards

MOST_COMPARED = 500
"""Requests of the last months that a new one is compared with: the latest."""


def put(tx: Connection, asker: int | None, draft: Draft, now: datetime, *, due_at: datetime | None = None) -> Request:
    number: int = tx.execute(
        insert(requests)
        .values(
            asker_id=asker,
            desk=draft.desk,
            text=draft.text,
            help=draft.help,
            region_id=draft.region_id,
            state=State.new,
            asked_by=draft.asked_by,
            advice=draft.advice,
            made_at=now,
            changed_at=now,
            due_at=due_at,
        )
        .returning(requests.c.id)
    ).scalar_one()
    return get_one(tx, number)


def get(tx: Connection, request: int) -> Request | None:
    return next(iter(load(tx, [request])), None)


def get_one(tx: Connection, request: int) -> Request:
    found = get(tx, request)
    if found is None:
        raise LookupError(f"No request {request}")
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Request]:
    """Read requests in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    mine: dict[tuple[int, str], int] = {
        (row.desk_request_id, row.turn): row.member_id
        for row in tx.execute(select(turns).where(turns.c.desk_request_id.in_(ids)))
    }
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for row in tx.execute(select(words).where(words.c.desk_request_id.in_(ids)).order_by(words.c.id)):
        said[row.desk_request_id].append(Said(row.id, row.member_id, Part(row.part), row.text, row.at))
    found = {
        row.id: _request(row, mine.get((row.id, Turn.told)), mine.get((row.id, Turn.owner)), said[row.id])
        for row in tx.execute(select(requests).where(requests.c.id.in_(ids)))
    }
    return [found[each] for each in ids if each in found]


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Request], int]:
    """One page, newest first, and how many there are in all."""
    ordered = select(requests.c.id).where(*_conditions(tx, which)).order_by(requests.c.id.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def asked_by(tx: Connection, member: int, limit: int) -> list[Request]:
    """Find what a member asked, latest first."""
    return load(tx, tx.execute(*_asked_by(member, limit)).scalars().all())


@once
def _asked_by(member: int, limit: int) -> Select[int]:
    return select(requests.c.id).where(requests.c.asker_id == member).order_by(requests.c.id.desc()).limit(limit)


def waiting(tx: Connection, scope: Scope, states: Collection[State], limit: int) -> list[Request]:
    """Find those at a desk that are in these states, longest first."""
    which = and_(_in(scope), requests.c.state.in_(sorted(states)), ~requests.c.example)
    ids = tx.execute(select(requests.c.id).where(which).order_by(requests.c.id).limit(limit)).scalars()
    return load(tx, ids.all())


def owned(tx: Connection, member: int, states: Collection[State], limit: int) -> list[Request]:
    """Find those that a member owns, longest first."""
    return load(tx, tx.execute(*_owned(member, sorted(states), limit)).scalars().all())


@once
def _owned(member: int, states: Sequence[State], limit: int) -> Select[int]:
    mine = (turns.c.member_id == member) & (turns.c.turn == Turn.owner)
    of_mine = select(requests.c.id).join(turns, turns.c.desk_request_id == requests.c.id)
    return of_mine.where(mine, requests.c.state.in_(states)).order_by(requests.c.changed_at).limit(limit)


def load_of(tx: Connection, members: Collection[int]) -> dict[int, int]:
    """Count for each of these members the requests that wait for them."""
    held = select(turns.c.member_id, func.count()).where(turns.c.member_id.in_(list(members)))
    open_ = held.join(requests, requests.c.id == turns.c.desk_request_id).where(
        requests.c.state.in_([State.new, State.taken, State.passed])
    )
    return dict(tx.execute(open_.group_by(turns.c.member_id)).tuples().all())


def late(tx: Connection, silences: int, limit: int) -> list[Request]:
    """Find those of which nobody did anything so often, longest first."""
    # What is done with it ends the silence: no state needs to be looked at, and the index on silences finds them.
    found = tx.execute(*_late(silences, limit)).scalars().all()
    return sorted(load(tx, found), key=lambda each: each.changed_at)


@once
def _late(silences: int, limit: int) -> Select[int]:
    return select(requests.c.id).where(requests.c.silent >= silences).order_by(requests.c.silent).limit(limit)


def turn(
    tx: Connection,
    /,
    request: int,
    among: Collection[State],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those states. Who comes second sees what the first made of it."""
    where = and_(requests.c.id == request, requests.c.state.in_(sorted(among)))
    changed = tx.execute(update(requests).where(where).values(**values, changed_at=now)).rowcount == 1
    cards.touch(tx, REQUEST, request)
    return changed


def change(tx: Connection, /, request: int, now: datetime, **values: Any) -> None:  # Any: columns
    """Let it be otherwise, in whatever state it is."""
    tx.execute(update(requests).where(requests.c.id == request).values(**values, changed_at=now))
    cards.touch(tx, REQUEST, request)


def assign(tx: Connection, request: int, whose: Turn, member: int | None, now: datetime) -> None:
    """From now on it is the turn of that member, or of nobody."""
    tx.execute(delete(turns).where(turns.c.desk_request_id == request, turns.c.turn == whose))
    if member is not None:
        tx.execute(insert(turns).values(desk_request_id=request, member_id=member, turn=whose, at=now))
    cards.touch(tx, REQUEST, request)


def say(tx: Connection, request: int, member: int, part: Part, text: str, now: datetime) -> int:
    """Keep what the desk says of it: the number of that."""
    values = {"desk_request_id": request, "member_id": member, "part": part, "text": text, "at": now}
    return int(tx.execute(insert(words).values(**values).returning(words.c.id)).scalar_one())


def unsay(tx: Connection, request: int, said: int) -> bool:
    gone = tx.execute(delete(words).where(words.c.id == said, words.c.desk_request_id == request)).rowcount == 1
    cards.touch(tx, REQUEST, request)
    return gone


def due(tx: Connection, now: datetime, limit: int) -> list[Request]:
    """Find those with which something must have been done by now, oldest first."""
    ids = select(requests.c.id).where(requests.c.due_at <= now).order_by(requests.c.due_at).limit(limit)
    return load(tx, tx.execute(ids).scalars().all())


def claim(tx: Connection, request: int, now: datetime, *, due_at: datetime | None, silent: int) -> bool:
    """Take up that nobody did anything in time: False when another process did. It is no word on the request."""
    where = and_(requests.c.id == request, requests.c.due_at <= now)
    return tx.execute(update(requests).where(where).values(due_at=due_at, silent=silent)).rowcount == 1


def alike_to(tx: Connection, request: Request, since: datetime) -> list[int]:
    """Find the requests at that desk, since then, that ask the same: the latest first."""
    c = requests.c
    others = (
        select(c.id, c.text)
        .where(c.made_at >= since, c.desk == request.draft.desk, c.id != request.id)
        .where(c.state != State.withdrawn, ~c.example)
        .order_by(c.made_at.desc())
        .limit(MOST_COMPARED)
    )
    return [row.id for row in tx.execute(others) if alike(row.text, request.text) >= ALIKE]


def recurring(tx: Connection, scope: Scope, since: datetime, least: int, limit: int) -> list[Request]:
    """Find those that so many others asked too since then, the latest first."""
    c = requests.c
    which = and_(c.alike >= least, c.made_at >= since, _in(scope))
    return load(tx, tx.execute(select(c.id).where(which).order_by(c.id.desc()).limit(limit)).scalars().all())


def mark_alike(tx: Connection, ids: Collection[int], others: int) -> None:
    """Note how many others ask the same; none when they were told apart."""
    tx.execute(update(requests).where(requests.c.id.in_(list(ids))).values(alike=others))


def count_put(tx: Connection, start: datetime, end: datetime) -> int:
    """Count the requests put in a period."""
    c = requests.c
    return tx.execute(select(func.count()).where(c.made_at >= start, c.made_at < end)).scalar_one()


def count_solved(tx: Connection, start: datetime, end: datetime) -> int:
    """Count the requests that are solved and had their last word in a period."""
    c = requests.c
    which = and_(c.changed_at >= start, c.changed_at < end, c.state == State.solved)
    return tx.execute(select(func.count()).select_from(requests).where(which)).scalar_one()


def _in(scope: Scope) -> ColumnElement[bool]:
    at = requests.c.desk == scope.desk
    return at if scope.regions is None else and_(at, requests.c.region_id.in_(sorted(scope.regions)))


def _conditions(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    owns = select(turns.c.desk_request_id).where(turns.c.member_id == which.member_id, turns.c.turn == Turn.owner)
    asked = requests.alias()
    mine = owns.union_all(select(asked.c.id).where(asked.c.asker_id == which.member_id))
    whose = or_(requests.c.id.in_(mine), *(_in(scope) for scope in which.scopes))
    found = [whose, filtered(tx, requests.c.state, which.narrow).in_(sorted(which.states))]
    found += narrowed(tx, which.narrow, requests.c.id, requests.c.made_at, by_id=True)
    if which.desk is not None:
        found.append(requests.c.desk == which.desk)
    if which.regions is not None:
        found.append(requests.c.region_id.in_(sorted(which.regions)))
    return found


def _request(row: Any, told: int | None, owner: int | None, said: Sequence[Said]) -> Request:  # Any: a Row
    return Request(
        id=row.id,
        asker_id=row.asker_id,
        draft=Draft(row.text, Desk(row.desk), Help(row.help), row.region_id, row.asked_by, row.advice),
        more=row.more,
        state=State(row.state),
        was=State(row.was) if row.was else None,
        told=told,
        owner=owner,
        silent=row.silent,
        alike=row.alike,
        made_at=row.made_at,
        changed_at=row.changed_at,
        due_at=row.due_at,
        said=tuple(said),
    )
