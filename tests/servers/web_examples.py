"""Puts a good part of the example Café on the web, as its members would, so that there is something to look at."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Table, select, update

from storage import tables
from storage.agenda.tables import items
from storage.lessons.tables import lessons
from storage.programmes import hubs
from storage.programmes.publication import publish_place
from storage.programmes.tables import programmes, tasks
from storage.signals.tables import signals


def publish(tx: Connection) -> None:
    """Put what the examples have of each kind on the web. What a list brought has no maker: somebody becomes it."""
    someone = tx.execute(select(tables.members.c.id).order_by(tables.members.c.id).limit(1)).scalar()
    now = datetime.now(UTC)
    made: Sequence[tuple[Table, Column[int]]] = (
        (tables.questions, tables.questions.c.asker_id),
        (items, items.c.maker_id),
        (lessons, lessons.c.member_id),
        (signals, signals.c.maker_id),
        (tasks, tasks.c.maker_id),
    )
    for table, maker in made:
        tx.execute(update(table).where(maker.is_(None)).values({maker.name: someone}))
        tx.execute(update(table).values(published=True, changed_at=now))
    for network in (*tx.execute(select(programmes.c.network_id)).scalars(), *hubs.listed(tx, 100)):
        publish_place(tx, network, now, True)
    tx.execute(update(tables.answers).where(tables.answers.c.member_id.is_not(None)).values(published=True))
