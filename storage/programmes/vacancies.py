"""Finds what nobody does: functions of hubs and sides of tasks, and who might."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select

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
    # From who has a side: of all tasks that are open few have one.
    which = (
        select(task_table.c.id, task_table.c.asked_at)
        .join(part_table, part_table.c.task_id == task_table.c.id)
        .where(part_table.c.part.in_(DUO), part_table.c.standing == Standing.holds)
        .where(task_table.c.state.in_(LIVE))
        .group_by(task_table.c.id, task_table.c.asked_at, task_table.c.changed_at)
        .having(func.count() == 1)
    )
    which = which.where(task_table.c.changed_at < before)
    if asked:
        which = which.where(task_table.c.asked_at.is_not(None))
    rows = tx.execute(which.order_by(task_table.c.changed_at, task_table.c.id).limit(most)).all()
    waiting = {row.id for row in rows if row.asked_at is not None}
    found = tasks.load(tx, [row.id for row in rows])
    return [_side(each, asked=each.id in waiting) for each in found if not _offered(each)]


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
    rows = tx.execute(
        select(
            functions.c.id,
            functions.c.network_id,
            functions.c.part,
            functions.c.asked_at,
            networks.c.name,
            networks.c.changed_at,
        )
        .join(networks, networks.c.id == functions.c.network_id)
        .where(functions.c.covered == Covered.no, functions.c.example.is_(False))
        .where(networks.c.status == NetworkStatus.listed)
        .order_by(functions.c.id)
        .limit(most)
    ).all()
    found = []
    for row in rows:
        driving = select(network_members.c.member_id).where(
            network_members.c.network_id == row.network_id, network_members.c.role == NetworkRole.convenor
        )
        found.append(
            Vacancy(
                Part(row.part),
                row.name,
                row.changed_at,
                _ids(tx, network_regions.c.region_id, network_regions.c.network_id == row.network_id),
                _ids(tx, network_themes.c.theme_id, network_themes.c.network_id == row.network_id),
                network_id=row.network_id,
                function_id=row.id,
                keepers=tuple(tx.execute(driving.order_by(network_members.c.since)).scalars()),
                asked=row.asked_at is not None,
            )
        )
    return found


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


def _ids(tx: Connection, column: "ColumnElement[int]", which: ColumnElement[bool]) -> frozenset[int]:
    return frozenset(tx.execute(select(column).where(which)).scalars())
