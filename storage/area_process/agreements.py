"""Keeps what the partners of an area process agreed on: for them alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.area_process.area_process import Topic
from storage.area_process.tables import agreements


def of(tx: Connection, network: int) -> Mapping[Topic, str]:
    """Read what was agreed, by what it is about."""
    rows = tx.execute(select(agreements).where(agreements.c.network_id == network))
    return {Topic(row.topic): row.text for row in rows}


def put(tx: Connection, network: int, topic: Topic, text: str, member: int, now: datetime) -> str:
    """Write down what was agreed: what stood there before."""
    its = (agreements.c.network_id == network) & (agreements.c.topic == topic)
    was = tx.execute(select(agreements.c.text).where(its)).scalar()
    values = {"text": text, "said_by": member, "at": now}
    if was is None:
        tx.execute(insert(agreements).values(network_id=network, topic=topic, **values))
    else:
        tx.execute(update(agreements).where(its).values(**values))
    return was or ""


def written_by(tx: Connection, network: int, topic: Topic) -> list[int | None]:
    """Tell who wrote down what was agreed on that; nobody when nothing was, and None for who was forgotten."""
    its = (agreements.c.network_id == network) & (agreements.c.topic == topic)
    return list(tx.execute(select(agreements.c.said_by).where(its)).scalars())


def drop(tx: Connection, network: int, topic: Topic) -> bool:
    """Let nothing be agreed on that any more."""
    its = (agreements.c.network_id == network) & (agreements.c.topic == topic)
    return tx.execute(delete(agreements).where(its)).rowcount == 1
