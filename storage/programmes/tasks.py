"""Keeps tasks: what they are about, their two lists of lines, and how far they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, func, insert, select, update

from storage.database import distinct
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, holds, narrowed, page
from storage.messaging import cards
from storage.programmes import evidence, parts
from storage.programmes.part import DUO, Held, Standing
from storage.programmes.tables import parts as part_table
from storage.programmes.tables import task_lines, task_regions, task_themes, tasks
from storage.programmes.task import LIVE, SHOWN, TASK, Draft, Filter, Half, Line, Scale, State, Task

_TASKS = select(tasks, linked(task_regions).label("regions"), linked(task_themes).label("themes")).where(
    tasks.c.id.in_(bindparam("tasks", expanding=True))
)
_LINES = (
    select(task_lines).where(task_lines.c.task_id.in_(bindparam("tasks", expanding=True))).order_by(task_lines.c.id)
)


def put(tx: Connection, maker: int | None, draft: Draft, now: datetime) -> Task:
    task = tx.execute(
        insert(tasks)
        .values(
            **columns_of(draft),
            state=draft.state,
            maker_id=maker,
            made_at=now,
            changed_at=now,
            complete_at=now if draft.state is State.complete else None,
            done_at=now if draft.state is State.done else None,
        )
        .returning(tasks.c.id)
    ).scalar_one()
    describe(tx, task, draft.regions, draft.themes)
    return reindexed(tx, task)


def columns_of(draft: Draft) -> dict[str, Any]:  # Any: values of columns
    """Return what a draft says, by column."""
    rijk, regio, third = draft.roles
    return {
        "title": draft.title,
        "list_name": draft.list_name,
        "region_id": draft.region_id,
        "network_id": draft.network_id,
        "sort": draft.sort,
        "scale": draft.scale,
        "rijk_role": rijk,
        "regio_role": regio,
        "third_role": third,
        "learnt": draft.learnt,
    }


def describe(tx: Connection, task: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, task_regions, task, regions)
    relink(tx, task_themes, task, themes)


def get(tx: Connection, task: int) -> Task | None:
    return next(iter(load(tx, [task])), None)


def get_one(tx: Connection, task: int) -> Task:
    found = get(tx, task)
    if found is None:
        raise LookupError(f"No task {task}")
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Task]:
    """Read tasks in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    these = {"tasks": list(ids)}
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for row in tx.execute(_LINES, these):
        lines[row.task_id].append(Line(row.id, Half(row.half), row.text, row.member_id, row.at))
    people = parts.of_tasks(tx, ids)
    found = {row.id: _task(row, lines[row.id], people.get(row.id, ())) for row in tx.execute(_TASKS, these)}
    return [found[each] for each in ids if each in found]


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Task], int]:
    """Find one page of tasks, the newest first, and how many there are."""
    ordered = select(tasks.c.id).where(*_conditions(tx, which)).order_by(tasks.c.id.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def list_names(tx: Connection) -> list[str]:
    """Read whose agendas have tasks."""
    return distinct.values(tx, tasks.c.list_name)


def latest(tx: Connection, most: int) -> list[int]:
    """Find the numbers of the newest tasks that may be seen."""
    newest = select(tasks.c.id, tasks.c.state).order_by(tasks.c.id.desc()).limit(most * 10)
    return [row.id for row in tx.execute(newest) if row.state in SHOWN][:most]


def titles(tx: Connection) -> list[tuple[int, str]]:
    """Read what the newest tasks are called, for whoever names one by its title."""
    newest = select(tasks.c.id, tasks.c.title, tasks.c.state).order_by(tasks.c.id.desc()).limit(MOST_TITLES)
    return [(row.id, row.title) for row in tx.execute(newest) if row.state in SHOWN]


MOST_TITLES = 2_000
"""Tasks that can be named by a part of their title: the newest."""


def lock(tx: Connection, task: int) -> Task:
    """Read it, and let nobody else change it until this is done: who comes second sees what the first made of it."""
    tx.execute(select(tasks.c.id).where(tasks.c.id == task).with_for_update())
    return get_one(tx, task)


def turn(
    tx: Connection,
    /,
    task: int,
    among: Iterable[State],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those states."""
    where = and_(tasks.c.id == task, tasks.c.state.in_(list(among)))
    changed = tx.execute(update(tasks).where(where).values(**values, changed_at=now, asked_at=None)).rowcount == 1
    if changed:
        reindexed(tx, task)
    return changed


def settle(tx: Connection, task: int, now: datetime, *, stopped: bool = False) -> Task:
    """Let its state follow from who has a side: complete, or what it was before somebody stopped; else open."""
    held = get_one(tx, task)
    values: dict[str, Any] = {}
    if held.state is State.open and not held.vacant:
        state = held.was if held.was in LIVE and held.was is not State.open else None
        state = state or (State.running if held.lines else State.complete)
        values = {"state": state, "was": None, "complete_at": held.complete_at or now}
    elif stopped and held.state in LIVE and held.vacant:
        values = {"state": State.open, "was": held.was if held.state is State.open else held.state}
    if values:
        tx.execute(update(tasks).where(tasks.c.id == task).values(**values, changed_at=now, asked_at=None))
    return reindexed(tx, task)


def add(tx: Connection, task: int, half: Half, text: str, member: int, now: datetime) -> int:
    """Write down what runs already, or comes with it; the number of the line."""
    values = {"task_id": task, "half": half, "text": text, "member_id": member, "at": now}
    number: int = tx.execute(insert(task_lines).values(**values).returning(task_lines.c.id)).scalar_one()
    tx.execute(update(tasks).where(tasks.c.id == task).values(changed_at=now, asked_at=None))
    tx.execute(update(tasks).where(tasks.c.id == task, tasks.c.state == State.complete).values(state=State.running))
    reindexed(tx, task)
    return number


def take_away(tx: Connection, line: int) -> bool:
    """Let a line stand there no longer: False when it did not."""
    task = tx.execute(delete(task_lines).where(task_lines.c.id == line).returning(task_lines.c.task_id)).scalar()
    if task is None:
        return False
    left = tx.execute(select(func.count()).where(task_lines.c.task_id == task)).scalar_one()
    if not left:
        running = (tasks.c.id == task) & (tasks.c.state == State.running)
        tx.execute(update(tasks).where(running).values(state=State.complete))
    reindexed(tx, task)
    return True


def asked(tx: Connection, task: int, now: datetime) -> None:
    """Note that who looks after it was told that it misses a side."""
    tx.execute(update(tasks).where(tasks.c.id == task).values(asked_at=now))


def given(tx: Connection, member: int, most: int) -> list[Task]:
    """Find the tasks that somebody put, or has a side of, latest first."""
    return load(tx, tx.execute(*_given(member, most)).scalars().all())


@once
def _given(member: int, most: int) -> Select[int]:
    mine = select(part_table.c.task_id).where(part_table.c.member_id == member, part_table.c.task_id.is_not(None))
    which = (tasks.c.maker_id == member) | tasks.c.id.in_(mine)
    return select(tasks.c.id).where(which).order_by(tasks.c.changed_at.desc()).limit(most)


def happened(tx: Connection, column: str, since: datetime, until: datetime, most: int) -> list[tuple[Task, datetime]]:
    """Find the tasks to which that happened in a period, latest first, but for those of the example set."""
    at = tasks.c[column]
    rows = tx.execute(
        select(tasks.c.id, at.label("at"))
        .where(at >= since, at < until, tasks.c.state.in_(SHOWN), tasks.c.example.is_(False))
        .order_by(at.desc())
        .limit(most)
    ).all()
    found = {each.id: each for each in load(tx, [row.id for row in rows])}
    return [(found[row.id], row.at) for row in rows if row.id in found]


def count_between(tx: Connection, column: str, since: datetime, until: datetime) -> int:
    """Count the tasks to which that happened in a period."""
    at = tasks.c[column]
    return tx.execute(select(func.count()).where(at >= since, at < until)).scalar_one()


def reindexed(tx: Connection, task: int) -> Task:
    """What it says is what search knows of it, and what its cards show."""
    found = get_one(tx, task)
    evidence.task(tx, found)
    cards.touch(tx, TASK, task)
    return found


def _conditions(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        filtered(tx, tasks.c.state, which.narrow, which.regions, which.themes).in_(list(which.states))
    ]
    conditions += about_all(tx, (task_regions, which.regions), (task_themes, which.themes), by_id=True)
    conditions += narrowed(tx, which.narrow, tasks.c.id, tasks.c.made_at, by_id=True)
    if which.list_name:
        conditions.append(tasks.c.list_name == which.list_name)
    for word in which.words:
        conditions.append(holds(tx, tasks.c.title, word))
    return conditions


def _task(row: Any, lines: Sequence[Line], people: Sequence[Held]) -> Task:  # Any: a Row
    draft = Draft(
        title=row.title,
        list_name=row.list_name,
        region_id=row.region_id,
        network_id=row.network_id,
        sort=row.sort,
        scale=Scale(row.scale) if row.scale else None,
        roles=(row.rijk_role, row.regio_role, row.third_role),
        learnt=row.learnt,
        state=State(row.state),
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
    )
    state, was = State(row.state), State(row.was) if row.was else None
    sides = {each.part for each in people if each.part in DUO and each.standing is Standing.holds}
    if state in (State.complete, State.running) and len(sides) == 1:
        # Who had the other side was forgotten: it misses one, and is what it was once somebody takes it.
        state, was = State.open, state
    return Task(
        id=row.id,
        draft=draft,
        state=state,
        was=was,
        result=row.result,
        maker_id=row.maker_id,
        published=row.published,
        example=row.example,
        made_at=row.made_at,
        changed_at=row.changed_at,
        complete_at=row.complete_at,
        done_at=row.done_at,
        lines=tuple(lines),
        people=tuple(people),
    )
