"""Keeps signals with who raised them and what was said of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, func, insert, or_, select, update

from storage import links, search
from storage.atlas import theme_names
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, narrowed, page
from storage.links import Thing
from storage.messaging import cards
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS
from storage.signals.signal import (
    SIGNAL,
    Decision,
    Draft,
    Filter,
    Part,
    Raiser,
    Rhythm,
    Said,
    Scope,
    Signal,
    Sort,
    State,
    Voice,
)
from storage.signals.tables import raisers, signal_regions, signal_themes, signal_words, signals, voices

_SIGNALS = select(signals, linked(signal_regions).label("regions"), linked(signal_themes).label("themes")).where(
    signals.c.id.in_(bindparam("signals", expanding=True))
)
_RAISERS = select(raisers).where(raisers.c.signal_id.in_(bindparam("signals", expanding=True))).order_by(raisers.c.at)
_VOICES = select(voices).where(voices.c.signal_id.in_(bindparam("signals", expanding=True))).order_by(voices.c.id)


def put(tx: Connection, maker: int | None, draft: Draft, now: datetime, *, due_at: datetime | None = None) -> Signal:
    number = tx.execute(
        insert(signals)
        .values(
            sort=draft.sort,
            text=draft.text,
            scope=draft.scope,
            state=draft.state,
            body=draft.body,
            decision=draft.decision,
            decided=draft.decided,
            reason=draft.reason,
            effect=draft.effect,
            measure=draft.measure,
            rhythm=draft.rhythm,
            raised_by=draft.raised_by,
            maker_id=maker,
            unnamed=draft.unnamed,
            room_id=draft.room_id,
            made_at=now,
            changed_at=now,
            decided_at=now if draft.decision else None,
            due_at=due_at,
        )
        .returning(signals.c.id)
    ).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    return reindexed(tx, number)


def describe(tx: Connection, signal: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, signal_regions, signal, regions)
    relink(tx, signal_themes, signal, themes)


def get(tx: Connection, signal: int) -> Signal | None:
    return next(iter(load(tx, [signal])), None)


def get_one(tx: Connection, signal: int) -> Signal:
    found = get(tx, signal)
    if found is None:
        raise LookupError(f"No signal {signal}")
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Signal]:
    """Read signals in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    these = {"signals": list(ids)}
    raised: defaultdict[int, list[Raiser]] = defaultdict(list)
    for row in tx.execute(_RAISERS, these):
        raised[row.signal_id].append(Raiser(row.member_id, row.region_id, row.unnamed, row.at))
    said: defaultdict[int, list[Said]] = defaultdict(list)
    for row in tx.execute(_VOICES, these):
        said[row.signal_id].append(Said(row.id, row.member_id, Voice(row.voice), row.text, row.at))
    found = {row.id: _signal(row, raised[row.id], said[row.id]) for row in tx.execute(_SIGNALS, these)}
    return [found[each] for each in ids if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """Find the numbers of the newest that all members may see."""
    seen = select(signals.c.id).where(signals.c.state != State.hidden, signals.c.room_id.is_(None))
    return list(tx.execute(seen.order_by(signals.c.id.desc()).limit(most)).scalars())


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Signal], int]:
    """One page, newest first whoever raised them, and how many there are in all. Of those who wait the first first."""
    first = signals.c.id.asc() if which.unheard else signals.c.id.desc()
    ordered = select(signals.c.id).where(*_conditions(tx, which)).order_by(first)
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def turn(
    tx: Connection,
    /,
    signal: int,
    among: frozenset[State],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those states. Who comes second sees what the first made of it."""
    where = and_(signals.c.id == signal, signals.c.state.in_(among))
    changed = tx.execute(update(signals).where(where).values(**values, changed_at=now)).rowcount == 1
    if changed:
        reindexed(tx, signal)
    return changed


def change(tx: Connection, /, signal: int, now: datetime, **values: Any) -> Signal:  # Any: columns
    """Let it say something else, in whatever state it is."""
    tx.execute(update(signals).where(signals.c.id == signal).values(**values, changed_at=now))
    return reindexed(tx, signal)


def heard(tx: Connection, signal: int, now: datetime) -> None:
    """Note that those who raised it hear something."""
    first = func.coalesce(signals.c.first_heard_at, now)
    tx.execute(update(signals).where(signals.c.id == signal).values(heard_at=now, first_heard_at=first))


def raise_too(
    tx: Connection, signal: int, member: int, region: int | None, now: datetime, *, unnamed: bool = False
) -> bool:
    """From now on a member is among those who raised it: False when they were already."""
    mine = and_(raisers.c.signal_id == signal, raisers.c.member_id == member)
    if tx.execute(select(raisers.c.at).where(mine)).first():
        return False
    values = {"signal_id": signal, "member_id": member, "region_id": region, "unnamed": unnamed, "at": now}
    tx.execute(insert(raisers).values(**values))
    cards.touch(tx, SIGNAL, signal)
    return True


def raise_no_more(tx: Connection, signal: int, member: int) -> bool:
    mine = and_(raisers.c.signal_id == signal, raisers.c.member_id == member)
    gone = tx.execute(delete(raisers).where(mine)).rowcount == 1
    cards.touch(tx, SIGNAL, signal)
    return gone


def gave(tx: Connection, signal: int, member: int, part: Part) -> None:
    """Keep who gave those words of it: who did so before did not."""
    tx.execute(delete(signal_words).where(signal_words.c.signal_id == signal, signal_words.c.part == part))
    tx.execute(insert(signal_words).values(signal_id=signal, member_id=member, part=part))


def say(tx: Connection, signal: int, member: int | None, voice: Voice, text: str, now: datetime) -> int:
    """Keep what somebody adds to it."""
    made = insert(voices).values(signal_id=signal, member_id=member, voice=voice, text=text, at=now)
    number: int = tx.execute(made.returning(voices.c.id)).scalar_one()
    reindexed(tx, signal)
    return number


def unsay(tx: Connection, signal: int, number: int) -> bool:
    gone = tx.execute(delete(voices).where(voices.c.id == number, voices.c.signal_id == signal)).rowcount == 1
    reindexed(tx, signal)
    return gone


def merge(tx: Connection, signal: int, into: int, among: frozenset[State], now: datetime) -> list[int] | None:
    """Let it go on in another: who raised that too from now on; None when it cannot."""
    state = tx.execute(select(signals.c.state).where(signals.c.id == signal)).scalar()
    if not turn(tx, signal, among, now, state=State.merged, was=state, merged_into=into):
        return None
    links.merge(tx, Thing(SIGNAL, signal), Thing(SIGNAL, into), now)
    moved = []
    for row in tx.execute(select(raisers).where(raisers.c.signal_id == signal)).all():
        if raise_too(tx, into, row.member_id, row.region_id, row.at, unnamed=row.unnamed):
            moved.append(row.member_id)
    return moved


def due(tx: Connection, now: datetime, limit: int) -> list[Signal]:
    """Find what is due by the clock, oldest first."""
    ids = select(signals.c.id).where(signals.c.due_at <= now).order_by(signals.c.due_at).limit(limit)
    return load(tx, list(tx.execute(ids).scalars()))


def claim(tx: Connection, /, signal: int, now: datetime, **values: Any) -> bool:  # Any: columns
    """Take what is due: False when another process did."""
    where = and_(signals.c.id == signal, signals.c.due_at <= now)
    taken = tx.execute(update(signals).where(where).values(**values)).rowcount == 1
    if taken:
        reindexed(tx, signal)
    return taken


def given(tx: Connection, member: int, limit: int) -> list[Signal]:
    """Find what a member raised or added to, latest first."""
    return load(tx, tx.execute(*_given(member, limit)).scalars().all())


@once
def _given(member: int, limit: int) -> Select[int]:
    mine = (
        select(signals.c.id)
        .where(signals.c.maker_id == member)
        .union(
            select(raisers.c.signal_id).where(raisers.c.member_id == member),
            select(voices.c.signal_id).where(voices.c.member_id == member),
        )
        .subquery()
    )
    return select(mine.c.id).order_by(mine.c.id.desc()).limit(limit)


def count_between(tx: Connection, column: str, start: datetime, end: datetime) -> int:
    """Count the signals to which that happened in a period."""
    at = signals.c[column]
    return tx.execute(select(func.count()).where(at >= start, at < end)).scalar_one()


def decided_between(tx: Connection, start: datetime, end: datetime, limit: int) -> list[Signal]:
    """Read what was decided in a period and all members may see, latest first."""
    at = signals.c.decided_at
    ids = tx.execute(
        select(signals.c.id)
        .where(at >= start, at < end, signals.c.room_id.is_(None))
        .order_by(at.desc(), signals.c.id.desc())
        .limit(limit)
    ).scalars()
    return load(tx, ids.all())


def raised_about(tx: Connection, regions: Collection[int], start: datetime, end: datetime, limit: int) -> list[Signal]:
    """Read the signals about these regions that were raised in a period and all members may see, latest first."""
    states = tuple(set(State) - {State.hidden, State.withdrawn, State.merged})
    which = _conditions(tx, Filter(states, regions=frozenset(regions)))
    within = (signals.c.made_at >= start, signals.c.made_at < end, ~signals.c.example)
    ids = select(signals.c.id).where(*which, *within).order_by(signals.c.id.desc()).limit(limit)
    return load(tx, tx.execute(ids).scalars().all())


def reindexed(tx: Connection, signal: int) -> Signal:
    """Return the signal, from now on found by what it says now, and shown so wherever its card stands."""
    found = get_one(tx, signal)
    _evidence(tx, found)
    cards.touch(tx, SIGNAL, signal)
    return found


def _evidence(tx: Connection, what: Signal) -> None:
    if what.room_id is not None or what.state in (State.hidden, State.withdrawn, State.merged):
        search.withdraw(tx, SIGNAL, what.id)
        search.remove(tx, SIGNAL, what.id)
        return
    search.admit(
        tx,
        search.Subject(
            SIGNAL,
            what.id,
            what.text,
            audience=MEMBERS,
            regions=tuple(sorted(what.regions)),
            themes=tuple(sorted(what.themes)),
            sort=what.state,
            confirmed=what.changed_at,
        ),
    )
    itself = (Owner(SIGNAL, what.id, "self"),)
    rows = [
        Evidence("signal", what.text, owners=itself, audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, what.themes)), owners=itself, audience=MEMBERS, at=what.made_at),
    ]
    if what.proposal:
        rows.append(Evidence("proposal", what.text, what.proposal, itself, audience=MEMBERS, at=what.changed_at))
    if what.reason and what.decision:
        rows.append(
            Evidence(
                "outcome", what.text, f"{what.decided} {what.reason}", itself, audience=MEMBERS, at=what.decided_at
            )
        )
    search.put(tx, SIGNAL, what.id, rows)


def _conditions(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    seen: ColumnElement[bool] = signals.c.room_id.is_(None)
    if which.rooms:
        seen = or_(seen, signals.c.room_id.in_(which.rooms))
    conditions: list[ColumnElement[bool]] = [
        filtered(tx, signals.c.state, which.narrow, which.regions, which.themes).in_(list(which.states)),
        filtered(tx, signals.c.sort, which.narrow, which.regions, which.themes) == which.sort,
        seen,
    ]
    conditions += about_all(tx, (signal_regions, which.regions), (signal_themes, which.themes), by_id=True)
    conditions += narrowed(tx, which.narrow, signals.c.id, signals.c.made_at, by_id=True)
    if which.unheard:
        conditions.append(signals.c.first_heard_at.is_(None))
    if which.scope is not None:
        conditions.append(signals.c.scope == which.scope)
    return conditions


def _signal(row: Any, raised: list[Raiser], said: list[Said]) -> Signal:  # Any: a Row
    return Signal(
        id=row.id,
        sort=Sort(row.sort),
        text=row.text,
        cost=row.cost,
        scope=Scope(row.scope),
        state=State(row.state),
        was=State(row.was) if row.was else None,
        body=row.body,
        passed_to=row.passed_to,
        decision=Decision(row.decision) if row.decision else None,
        decided=row.decided,
        reason=row.reason,
        action=row.action,
        effect=row.effect,
        measure=row.measure,
        rhythm=Rhythm(row.rhythm),
        raised_by=row.raised_by,
        merged_into=row.merged_into,
        maker_id=row.maker_id,
        unnamed=row.unnamed,
        room_id=row.room_id,
        published=row.published,
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
        made_at=row.made_at,
        changed_at=row.changed_at,
        heard_at=row.heard_at,
        decided_at=row.decided_at,
        raisers=tuple(raised),
        said=tuple(said),
    )
