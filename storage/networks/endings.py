"""Keeps until when networks run, and whether who looks after them was told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.messaging import cards
from storage.tables import network_endings, networks
from storage.vocabulary import NetworkStatus, Subject


@dataclass(frozen=True, slots=True)
class Ending:
    """Says when a network ends."""

    network_id: int
    on: date


def ends(tx: Connection, network: int, on: date | None) -> None:
    """Say when a network ends; None when that is not known any more. Who looks after it hears of a new day anew."""
    held = ending(tx, network)
    if (held and held.on) == on:
        return
    tx.execute(delete(network_endings).where(network_endings.c.network_id == network))
    if on is not None:
        tx.execute(insert(network_endings).values(network_id=network, ends_on=on))
    cards.touch(tx, Subject.network, network)


def ending(tx: Connection, network: int) -> Ending | None:
    row = tx.execute(select(network_endings).where(network_endings.c.network_id == network)).first()
    return Ending(row.network_id, row.ends_on) if row else None


def ending_before(tx: Connection, until: date, today: date, most: int) -> list[Ending]:
    """Find the networks that end before that day and of which nobody was told, the first to end first."""
    listed = select(networks.c.id).where(networks.c.status == NetworkStatus.listed)
    due = (
        select(network_endings)
        .where(network_endings.c.told_at.is_(None))
        .where(network_endings.c.ends_on <= until, network_endings.c.ends_on >= today)
        .where(network_endings.c.network_id.in_(listed))
        .order_by(network_endings.c.ends_on, network_endings.c.network_id)
        .limit(most)
    )
    return [Ending(row.network_id, row.ends_on) for row in tx.execute(due)]


def claim(tx: Connection, what: Ending, now: datetime) -> bool:
    """Take it upon oneself to tell: False when somebody else did."""
    that = (network_endings.c.network_id == what.network_id, network_endings.c.ends_on == what.on)
    mine = update(network_endings).where(*that, network_endings.c.told_at.is_(None))
    return tx.execute(mine.values(told_at=now)).rowcount == 1


def told_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[tuple[Ending, datetime]]:
    """Find the network_endings that were told in a period, latest first."""
    those = select(network_endings).where(network_endings.c.told_at >= since, network_endings.c.told_at < until)
    rows = tx.execute(those.order_by(network_endings.c.told_at.desc()).limit(most))
    return [(Ending(row.network_id, row.ends_on), row.told_at) for row in rows]


def every(tx: Connection) -> dict[int, date]:
    """Return when each network ends of which that is known."""
    return dict(tx.execute(select(network_endings.c.network_id, network_endings.c.ends_on)).tuples().all())
