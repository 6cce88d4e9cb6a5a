"""Keeps how far area processes are, and who is to hear of them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, exists, func, insert, or_, select, update

from storage.area_process import ways
from storage.area_process.area_process import AreaProcess
from storage.area_process.tables import area_processes, newcomers
from storage.messaging import cards
from storage.tables import network_members
from storage.vocabulary import Subject


def start(tx: Connection, network: int, way: str, number: int, now: datetime) -> bool:
    """Let a network be an area process: False when it is one already."""
    if get(tx, network):
        return False
    values = {"way": way, "number": number, "started_at": now, "moved_at": now}
    tx.execute(insert(area_processes).values(network_id=network, **values))
    cards.touch(tx, Subject.network, network)
    return True


def stop(tx: Connection, network: int) -> bool:
    """Let a network be no area process any more. Its agreements stay with it."""
    gone = tx.execute(area_processes.delete().where(area_processes.c.network_id == network)).rowcount == 1
    cards.touch(tx, Subject.network, network)
    return gone


def move(tx: Connection, network: int, was: int, to: int, now: datetime) -> bool:
    """Let it come to a step: False when it was at another than somebody saw."""
    its = (area_processes.c.network_id == network) & (area_processes.c.number == was)
    moved = tx.execute(update(area_processes).where(its).values(number=to, moved_at=now, asked_at=None)).rowcount == 1
    cards.touch(tx, Subject.network, network)
    return moved


def load(tx: Connection, ids: Collection[int]) -> Mapping[int, AreaProcess]:
    """Read the area processes among these networks."""
    rows = tx.execute(select(area_processes).where(area_processes.c.network_id.in_(list(ids)))).all() if ids else []
    steps = {way: tuple(ways.steps(tx, way)) for way in {row.way for row in rows}}
    return {
        row.network_id: AreaProcess(row.network_id, row.way, row.number, row.started_at, row.moved_at, steps[row.way])
        for row in rows
    }


def get(tx: Connection, network: int) -> AreaProcess | None:
    return load(tx, [network]).get(network)


def of_member(tx: Connection, member: int) -> list[int]:
    """Find the networks that are area processes and that a member takes part in."""
    mine = select(network_members.c.network_id).where(network_members.c.member_id == member)
    its = select(area_processes.c.network_id).where(area_processes.c.network_id.in_(mine))
    return list(tx.execute(its.order_by(area_processes.c.network_id)).scalars())


def moved_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[AreaProcess]:
    """Find those that came to a step in a period, or began, latest first."""
    which = select(area_processes.c.network_id).where(
        area_processes.c.moved_at >= since, area_processes.c.moved_at < until
    )
    ids = tx.execute(which.order_by(area_processes.c.moved_at.desc()).limit(most)).scalars().all()
    found = load(tx, ids)
    return [found[each] for each in ids]


def still(tx: Connection, before: datetime, most: int, *, asked: bool | None = None) -> list[AreaProcess]:
    """Find those without a step for that long, of which the keeper was asked or not, the longest first."""
    which = select(area_processes.c.network_id).where(area_processes.c.moved_at < before)
    if asked is not None:
        since = area_processes.c.asked_at
        which = which.where(since.is_not(None) if asked else or_(since.is_(None), since < before))
    ids = tx.execute(which.order_by(area_processes.c.moved_at).limit(most)).scalars().all()
    found = load(tx, ids)
    return [found[each] for each in ids]


def asked(tx: Connection, network: int, now: datetime) -> None:
    """Note that its keeper was asked whether the step is still right."""
    tx.execute(update(area_processes).where(area_processes.c.network_id == network).values(asked_at=now))


def confirm(tx: Connection, network: int, now: datetime) -> None:
    """Note that the step is still right."""
    its = area_processes.c.network_id == network
    tx.execute(update(area_processes).where(its).values(moved_at=now, asked_at=None))


def newcomers_of(tx: Connection, most: int) -> list[tuple[int, int]]:
    """Find who joined an area process since it began, and was not offered to be caught up: network and member."""
    told = exists().where(
        newcomers.c.network_id == network_members.c.network_id, newcomers.c.member_id == network_members.c.member_id
    )
    which = (
        select(network_members.c.network_id, network_members.c.member_id)
        .join(area_processes, area_processes.c.network_id == network_members.c.network_id)
        .where(network_members.c.since > area_processes.c.started_at, ~told)
    )
    rows = tx.execute(which.order_by(network_members.c.since).limit(most))
    return [(row.network_id, row.member_id) for row in rows]


def welcome(tx: Connection, network: int, member: int, now: datetime) -> bool:
    """Note that they are offered it now: False when another process did that."""
    its = (newcomers.c.network_id == network) & (newcomers.c.member_id == member)
    if tx.execute(select(func.count()).where(its)).scalar_one():
        return False
    tx.execute(insert(newcomers).values(network_id=network, member_id=member, at=now))
    return True


def every(tx: Connection) -> list[AreaProcess]:
    ids = tx.execute(select(area_processes.c.network_id).order_by(area_processes.c.network_id)).scalars().all()
    return [*load(tx, ids).values()]


def count_begun(tx: Connection, since: datetime, until: datetime) -> int:
    """Count those that were begun in a period."""
    its = area_processes.c
    begun = select(func.count()).select_from(area_processes).where(its.started_at >= since, its.started_at < until)
    return tx.execute(begun).scalar_one()
