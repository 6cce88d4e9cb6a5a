"""Keeps cases with who thought along and how they went on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.cases import evidence
from storage.cases.case import CASE, OPEN, Aspect, Case, Draft, Filter, Size, State, Thought, Unanswered
from storage.cases.tables import case_regions, case_themes, cases, moments, thoughts
from storage.database.id_sets import ids_of, linked, only_within, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, narrowed, page
from storage.links import Thing
from storage.messaging import cards

_CASES = select(cases, linked(case_regions).label("regions"), linked(case_themes).label("themes"))


def put(tx: Connection, maker: int | None, draft: Draft, now: datetime) -> Case:
    number: int = tx.execute(
        insert(cases)
        .values(
            maker_id=maker,
            title=draft.title,
            text=draft.text,
            question=draft.question,
            size=draft.size,
            state=draft.state,
            brought_by=draft.brought_by,
            unnamed=draft.unnamed,
            room_id=draft.room_id,
            made_at=now,
            changed_at=now,
            moved_at=now,
            closed_at=now if draft.state is State.closed else None,
        )
        .returning(cases.c.id)
    ).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    return changed(tx, number)


def describe(tx: Connection, case: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, case_regions, case, regions)
    relink(tx, case_themes, case, themes)


def get(tx: Connection, case: int) -> Case | None:
    return next(iter(load(tx, [case])), None)


def get_one(tx: Connection, case: int) -> Case:
    found = get(tx, case)
    if found is None:
        raise LookupError(f"No case {case}")
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Case]:
    """Read cases in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    thought, moved = _said(tx, thoughts, ids), _said(tx, moments, ids)
    found = {
        row.id: _case(row, thought[row.id], moved[row.id]) for row in tx.execute(_CASES.where(cases.c.id.in_(ids)))
    }
    return [found[each] for each in ids if each in found]


def _said(tx: Connection, table: Table, ids: Sequence[int]) -> defaultdict[int, list[Thought]]:
    said: defaultdict[int, list[Thought]] = defaultdict(list)
    for row in tx.execute(select(table).where(table.c.case_id.in_(ids)).order_by(table.c.id)):
        said[row.case_id].append(Thought(row.id, row.member_id, row.text, row.at))
    return said


def latest(tx: Connection, most: int) -> list[int]:
    """Find the numbers of the newest that all members may see."""
    shown = select(cases.c.id).where(*_conditions(tx, Filter())).order_by(cases.c.id.desc()).limit(most)
    return list(tx.execute(shown).scalars())


def named(tx: Connection, text: str) -> int | None:
    """Find the one case that a text names by its title; None when it names none, or several."""
    c = cases.c
    said = f" {text.casefold()} "
    shown = select(c.id, c.title).where(c.state.in_(sorted({*OPEN, State.closed})), c.room_id.is_(None))
    titled = shown.where(c.circle_id.is_(None), func.length(c.title) > 3)
    # In SQL, so that a hundred thousand titles are not read: a title stands in the text.
    within = (
        titled.where(func.instr(said, func.lower(c.title)) > 0)
        if tx.dialect.name == "sqlite"
        else titled.where(func.strpos(said, func.lower(c.title)) > 0)
    )
    rows = tx.execute(within.order_by(func.length(c.title).desc()).limit(2)).all()
    whole = [row.id for row in rows if _stands_in(row.title.casefold(), said)]
    return whole[0] if len(whole) == 1 else None


def _stands_in(title: str, said: str) -> bool:
    before, _title, after = said.partition(title)
    return not before[-1:].isalnum() and not after[:1].isalnum()


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Case], int]:
    """One page, newest first, and how many there are in all."""
    ordered = select(cases.c.id).where(*_conditions(tx, which)).order_by(cases.c.id.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def turn(
    tx: Connection,
    /,
    case: int,
    among: Collection[State],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those states. Who comes second sees what the first made of it."""
    where = and_(cases.c.id == case, cases.c.state.in_(sorted(among)))
    turned = tx.execute(update(cases).where(where).values(**values, changed_at=now)).rowcount == 1
    if turned:
        changed(tx, case)
    return turned


def change(tx: Connection, /, case: int, now: datetime, **values: Any) -> Case:  # Any: columns
    """Let it be otherwise, in whatever state it is."""
    tx.execute(update(cases).where(cases.c.id == case).values(**values, changed_at=now))
    return changed(tx, case)


def restrict(tx: Connection, case: int, circle: Thing | None, now: datetime) -> None:
    """From now on it is for that circle alone; for all members without one."""
    kind, id_ = (circle.kind, circle.id) if circle else (None, None)
    change(tx, case, now, circle_kind=kind, circle_id=id_, room_id=None)


def think(tx: Connection, case: int, member: int, text: str, now: datetime) -> int:
    """Keep what somebody gives to think about: its number."""
    return _add(tx, thoughts, case, member, text, now)


def unthink(tx: Connection, case: int, thought: int) -> bool:
    return _take_away(tx, thoughts, case, thought)


def move(tx: Connection, case: int, member: int, text: str, now: datetime) -> int:
    """Keep how it went on: the number of that."""
    number = _add(tx, moments, case, member, text, now)
    tx.execute(update(cases).where(cases.c.id == case).values(moved_at=now, asked_at=None))
    return number


def unmove(tx: Connection, case: int, moment: int) -> bool:
    return _take_away(tx, moments, case, moment)


def _add(tx: Connection, table: Table, case: int, member: int, text: str, now: datetime) -> int:
    made = insert(table).values(case_id=case, member_id=member, text=text, at=now).returning(table.c.id)
    number: int = tx.execute(made).scalar_one()
    changed(tx, case)
    return number


def _take_away(tx: Connection, table: Table, case: int, said: int) -> bool:
    gone = tx.execute(delete(table).where(table.c.id == said, table.c.case_id == case)).rowcount == 1
    changed(tx, case)
    return gone


def changed(tx: Connection, case: int) -> Case:
    """Return the case, from now on found by what it says now, and shown so wherever its card stands."""
    found = get_one(tx, case)
    evidence.case(tx, found)
    cards.touch(tx, CASE, case)
    return found


def quiet(tx: Connection, column: str, before: datetime, asked: str, limit: int) -> list[Case]:
    """Find those that were last at that before then, and of which the keeper was not asked that, longest first."""
    c = cases.c
    which = and_(c[column] < before, c[asked].is_(None), c.state.in_(sorted(OPEN)), ~c.example)
    return load(tx, tx.execute(select(c.id).where(which).order_by(c[column]).limit(limit)).scalars().all())


def asked(tx: Connection, case: int, column: str, now: datetime) -> None:
    """Note that the keeper was asked."""
    tx.execute(update(cases).where(cases.c.id == case).values({column: now}))


def ask_missing(tx: Connection, case: int, now: datetime) -> bool:
    """Note that the keeper is asked what misses to compare it: False when they were before."""
    once = update(cases).where(cases.c.id == case, cases.c.missing_asked_at.is_(None))
    return tx.execute(once.values(missing_asked_at=now)).rowcount == 1


def unanswered(tx: Connection, before: datetime, regions: frozenset[int] | None, limit: int) -> list[Unanswered]:
    """Find those of these regions and no other, None for all, along with which nobody thought, longest first.

    They were brought in before then, for all to see.
    """
    rows = tx.execute(_unanswered(regions), {"before": before, "most": limit})
    return [Unanswered(row.id, row.title, row.made_at, ids_of(row.regions)) for row in rows]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _unanswered(regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    c = cases.c
    none = ~exists().where(thoughts.c.case_id == c.id)
    which = [c.state == State.brought, c.made_at < bindparam("before"), c.circle_id.is_(None), c.room_id.is_(None)]
    those = select(c.id, c.title, c.made_at, linked(case_regions).label("regions")).where(*which, ~c.example, none)
    return those.where(only_within(case_regions, regions)).order_by(c.id).limit(bindparam("most"))


def given(tx: Connection, member: int, limit: int) -> list[Case]:
    """Find what a member brought in or thought along with, latest first."""
    return load(tx, tx.execute(*_given(member, limit)).scalars().all())


@once
def _given(member: int, limit: int) -> Select[int]:
    mine = (
        select(cases.c.id)
        .where(cases.c.maker_id == member)
        .union(
            select(thoughts.c.case_id).where(thoughts.c.member_id == member),
            select(moments.c.case_id).where(moments.c.member_id == member),
        )
        .subquery()
    )
    return select(mine.c.id).order_by(mine.c.id.desc()).limit(limit)


def between(tx: Connection, column: str, start: datetime, end: datetime, limit: int) -> list[Case]:
    """Read those to which that happened in a period and that all members may see, latest first."""
    at = cases.c[column]
    which = [*_conditions(tx, Filter(frozenset({*OPEN, State.closed}))), at >= start, at < end]
    return load(tx, tx.execute(select(cases.c.id).where(*which).order_by(at.desc()).limit(limit)).scalars().all())


def brought_about(tx: Connection, regions: Collection[int], start: datetime, end: datetime, limit: int) -> list[Case]:
    """Read those about these regions that were brought in in a period, latest first; of the example set none."""
    within = (cases.c.made_at >= start, cases.c.made_at < end, ~cases.c.example)
    which = _conditions(tx, Filter(frozenset({*OPEN, State.closed}), regions=frozenset(regions)))
    ids = select(cases.c.id).where(*which, *within).order_by(cases.c.made_at.desc()).limit(limit)
    return load(tx, tx.execute(ids).scalars().all())


def count_between(tx: Connection, column: str, start: datetime, end: datetime) -> int:
    """Count the cases to which that happened in a period."""
    at = cases.c[column]
    return tx.execute(select(func.count()).where(at >= start, at < end)).scalar_one()


def count_thoughts(tx: Connection, start: datetime, end: datetime) -> int:
    """Count how many times people thought along in a period."""
    return tx.execute(select(func.count()).where(thoughts.c.at >= start, thoughts.c.at < end)).scalar_one()


def _conditions(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    c = cases.c
    everyone: ColumnElement[bool] = and_(c.room_id.is_(None), c.circle_id.is_(None))
    here = [c.room_id.in_(sorted(which.rooms))] if which.rooms else []
    mine = [and_(c.circle_kind == each.kind, c.circle_id == each.id) for each in sorted(which.circles)]
    state = filtered(tx, c.state, which.narrow, which.regions, which.themes)
    found = [state.in_(sorted(which.states)), or_(everyone, *here, *mine)]
    found += about_all(tx, (case_regions, which.regions), (case_themes, which.themes), by_id=True)
    found += narrowed(tx, which.narrow, cases.c.id, cases.c.made_at, by_id=True)
    if which.alone:
        found.append(~exists().where(thoughts.c.case_id == c.id))
    if which.size is not None:
        found.append(c.size == which.size)
    return found


def _case(row: Any, thought: list[Thought], moved: list[Thought]) -> Case:  # Any: a Row
    return Case(
        id=row.id,
        maker_id=row.maker_id,
        state=State(row.state),
        was=State(row.was) if row.was else None,
        draft=Draft(
            row.title,
            row.text,
            row.question,
            Size(row.size) if row.size else None,
            State(row.state),
            row.brought_by,
            row.unnamed,
            row.room_id,
            ids_of(row.regions),
            ids_of(row.themes),
        ),
        circle=Thing(row.circle_kind, row.circle_id) if row.circle_id is not None else None,
        aspects={each: getattr(row, each.column) for each in Aspect if getattr(row, each.column)},
        result=row.result,
        made_at=row.made_at,
        changed_at=row.changed_at,
        moved_at=row.moved_at,
        thoughts=tuple(thought),
        moments=tuple(moved),
        example=row.example,
    )
