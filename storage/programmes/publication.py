"""Finds the tasks, programmes and hubs that are on the web, and takes them off."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Column, Connection, Table, select, update

from storage.programmes import hubs as kept_hubs
from storage.programmes import programmes as kept_programmes
from storage.programmes import tasks as kept
from storage.programmes.hub import Phase, Reach
from storage.programmes.programme import Facts
from storage.programmes.tables import hubs, programmes, task_regions, task_themes, tasks
from storage.programmes.task import SHOWN
from storage.publications import Shelf, turn
from storage.tables import network_regions, network_themes, networks
from storage.vocabulary import NetworkStatus

SHELF = Shelf(
    tasks.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    tasks.c.published & tasks.c.maker_id.is_not(None) & tasks.c.state.in_(SHOWN),
    (),
    (tasks.c.title, tasks.c.list_name),
    tasks.c.state,
    task_regions,
    task_themes,
)


def publish(tx: Connection, task: int, now: datetime, on: bool) -> bool:
    """Put a task on the web, or take it off: False when it was so already."""
    if turned := turn(tx, tasks, task, now, on):
        kept.reindexed(tx, task)
    return turned


def _places(table: Table, sort: "Column[str]") -> Shelf:
    """Make the shelf of networks that are a programme or hub, by name: listed ones, by an act of who looks after it."""
    there = select(table.c.network_id).where(table.c.published_at.is_not(None))
    put_there = select(table.c.published_at).where(table.c.network_id == networks.c.id).scalar_subquery()
    return Shelf(
        networks.c.id,
        (networks.c.status == NetworkStatus.listed) & networks.c.id.in_(there),
        (networks.c.folded,),
        (networks.c.name, networks.c.aim),
        select(sort).where(table.c.network_id == networks.c.id).scalar_subquery(),
        network_regions,
        network_themes,
        (put_there.desc(),),
    )


PROGRAMMES = _places(programmes, programmes.c.course)
HUBS = _places(hubs, hubs.c.phase)


def programmes_since(tx: Connection, ids: Collection[int]) -> Mapping[int, datetime]:
    """Tell of these networks which are on the web as a programme, and since when."""
    return _since(tx, programmes, ids)


def hubs_since(tx: Connection, ids: Collection[int]) -> Mapping[int, datetime]:
    """Tell the same of hubs."""
    return _since(tx, hubs, ids)


def _since(tx: Connection, table: Table, ids: Collection[int]) -> Mapping[int, datetime]:
    rows = select(table.c.network_id, table.c.published_at).where(
        table.c.network_id.in_(list(ids)), table.c.published_at.is_not(None)
    )
    return {row.network_id: row.published_at for row in tx.execute(rows)}


def publish_place(tx: Connection, network: int, now: datetime, on: bool) -> bool:
    """Put a network on the web as the programme or hub that it is, or take it off: False when it was so already."""
    turned = False
    if kept_programmes.load(tx, [network]):
        if on and not _has_row(tx, programmes, network):
            kept_programmes.tell(tx, network, Facts())
        turned |= _turn_place(tx, programmes, network, now, on)
    if kept_hubs.get(tx, network):
        if on and not _has_row(tx, hubs, network):
            kept_hubs.put(tx, network, Reach.regional, Phase.idea)
        turned |= _turn_place(tx, hubs, network, now, on)
    return turned


def _has_row(tx: Connection, table: Table, network: int) -> bool:
    return tx.execute(select(table.c.network_id).where(table.c.network_id == network)).first() is not None


def _turn_place(tx: Connection, table: Table, network: int, now: datetime, on: bool) -> bool:
    since = table.c.published_at
    other = since.is_(None) if on else since.is_not(None)
    turned = update(table).where(table.c.network_id == network, other).values(published_at=now if on else None)
    return tx.execute(turned).rowcount == 1
