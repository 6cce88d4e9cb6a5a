"""Finds what nobody does: functions of hubs and sides of tasks, and who might."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, insert, select

from storage.database.id_sets import ids_of, linked
from storage.database.once import once
from storage.programmes import hubs, tasks
from storage.programmes.hub import Covered
from storage.programmes.part import DUO, Part, Standing
from storage.programmes.tables import functions, told
from storage.programmes.tables import parts as part_table
from storage.programmes.tables import tasks as task_table
from storage.programmes.task import LIVE, Task
from storage.tables import members, network_members, network_regions, network_themes, networks
from storage.tables import organisations as organisation_table
from storage.vocabulary import NetworkRole, NetworkStatus, OrganisationKind


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Says what nobody does, since when, and what it is about."""

    part: Part
    title: str
    since: datetime
    regions: frozenset[int]
    themes: frozenset[int]
    network_id: int | None = None
    task_id: int | None = None
    function_id: int | None = None
    keepers: tuple[int, ...] = ()
    """The members who look after it: the convenors of a hub, who has the other side of a task."""
    asked: bool = False
    """They were asked and did not do anything about it yet."""


def half_duos(tx: Connection, before: datetime, most: int, *, asked: bool = False) -> list[Vacancy]:
    """Find the tasks with one side of two since then, longest waiting first, and nobody who offered the other.

    `asked` are those whose keepers were told.
    """
    rows = tx.execute(_half_duos(asked=asked), {"before": before, "most": most}).all()
    waiting = {row.id for row in rows if row.asked_at is not None}
    found = tasks.load(tx, [row.id for row in rows])
    return [_side(each, asked=each.id in waiting) for each in found if not _offered(each)]


@cache
def _half_duos(*, asked: bool) -> Select[int, datetime | None]:
    # From who has a side: of all tasks that are open few have one.
    which = (
        select(task_table.c.id, task_table.c.asked_at)
        .join(part_table, part_table.c.task_id == task_table.c.id)
        .where(part_table.c.part.in_(DUO), part_table.c.standing == Standing.holds)
        .where(task_table.c.state.in_(LIVE))
        .group_by(task_table.c.id, task_table.c.asked_at, task_table.c.changed_at)
        .having(func.count() == 1)
    )
    which = which.where(task_table.c.changed_at < bindparam("before"))
    if asked:
        which = which.where(task_table.c.asked_at.is_not(None))
    return which.order_by(task_table.c.changed_at, task_table.c.id).limit(bindparam("most"))


def _offered(task: Task) -> bool:
    return any(each.part in DUO and each.standing is not Standing.holds for each in task.people)


def _side(task: Task, *, asked: bool) -> Vacancy:
    return Vacancy(
        task.vacant[0],
        task.title,
        task.changed_at,
        task.draft.regions,
        task.draft.themes,
        task_id=task.id,
        keepers=task.duo,
        asked=asked,
    )


def open_functions(tx: Connection, most: int) -> list[Vacancy]:
    """Find the functions of listed hubs that nobody takes care of and somebody here said so."""
    rows = tx.execute(*_open_functions(most)).all()
    driving = _convenors(tx, {row.network_id for row in rows})
    return [
        Vacancy(
            Part(row.part),
            row.name,
            row.changed_at,
            ids_of(row.regions),
            ids_of(row.themes),
            network_id=row.network_id,
            function_id=row.id,
            keepers=tuple(member for _since, member in sorted(driving.get(row.network_id, ()))),
            asked=row.asked_at is not None,
        )
        for row in rows
    ]


@once
def _open_functions(most: int) -> Select[*tuple[Any, ...]]:
    f, n = functions.c, networks.c
    about = (linked(network_regions).label("regions"), linked(network_themes).label("themes"))
    return (
        select(f.id, f.network_id, f.part, f.asked_at, n.name, n.changed_at, *about)
        .join(networks, n.id == f.network_id)
        .where(f.covered == Covered.no, f.example.is_(False), n.status == NetworkStatus.listed)
        .order_by(f.id)
        .limit(most)
    )


def _convenors(tx: Connection, of: Collection[int]) -> Mapping[int, list[tuple[datetime, int]]]:
    """Read who drives these networks, and since when."""
    driving: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
    its = network_members.c
    drives = select(its.network_id, its.since, its.member_id).where(its.role == NetworkRole.convenor)
    for row in tx.execute(drives.where(its.network_id.in_(sorted(of)))) if of else ():
        driving[row.network_id].append((row.since, row.member_id))
    return driving


def fitting(tx: Connection, what: Vacancy, regions: Collection[int], since: datetime, most: int) -> list[int]:
    """Find who drives a network there on one of its themes, and did not hear of it since then."""
    there = select(network_regions.c.network_id).where(network_regions.c.region_id.in_(list(regions)))
    on = select(network_themes.c.network_id).where(network_themes.c.theme_id.in_(list(what.themes)))
    drives = (
        select(network_members.c.member_id)
        .join(networks, networks.c.id == network_members.c.network_id)
        .join(members, members.c.id == network_members.c.member_id)
        .outerjoin(organisation_table, organisation_table.c.id == members.c.organisation_id)
        .where(network_members.c.role == NetworkRole.convenor, networks.c.status == NetworkStatus.listed)
        .where(networks.c.id.in_(there), networks.c.id.in_(on), members.c.signed_up_at.is_not(None))
    )
    if what.network_id is not None:
        drives = drives.where(networks.c.id != what.network_id)
    rijk = organisation_table.c.kind == OrganisationKind.rijk
    if what.part is Part.rijk:
        drives = drives.where(rijk)
    elif what.part is Part.regio:
        drives = drives.where(organisation_table.c.kind.is_(None) | ~rijk)
    heard = select(told.c.member_id).where(_of(what), told.c.at >= since)
    who = drives.where(members.c.id.not_in(heard), members.c.id.not_in(what.keepers)).distinct()
    return list(tx.execute(who.order_by(network_members.c.member_id).limit(most)).scalars())


def tell(tx: Connection, what: Vacancy, member: int, now: datetime) -> None:
    """Note that somebody heard of it; who looks after it is noted with the thing itself."""
    values = {"network_id": what.network_id, "task_id": what.task_id, "part": what.part}
    tx.execute(insert(told).values(**values, member_id=member, at=now))
    if member in what.keepers and what.task_id is not None:
        tasks.asked(tx, what.task_id, now)
    elif member in what.keepers and what.function_id is not None:
        hubs.asked(tx, what.function_id, now)


def _of(what: Vacancy) -> ColumnElement[bool]:
    its = told.c.task_id == what.task_id if what.task_id is not None else told.c.network_id == what.network_id
    return its & (told.c.part == what.part)
