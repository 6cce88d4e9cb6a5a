"""Keeps what hubs saw in a month: drafted once, edited by who keeps the hub, and sent up."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.database.once import once
from storage.links import Thing
from storage.news.review import Review, Stage
from storage.news.tables import hub_reviews


def draft(tx: Connection, network: int, month: str, seen: Iterable[Thing], now: datetime) -> int | None:
    """Draft what a hub saw in a month: None when that was done already, also by another process just now."""
    values = {"network_id": network, "month": month, "stage": Stage.draft, "seen": _kept(seen), "made_at": now}
    insert = postgres_insert if tx.dialect.name == "postgresql" else sqlite_insert
    made = insert(hub_reviews).values(values).on_conflict_do_nothing(index_elements=["network_id", "month"])
    return tx.execute(made.returning(hub_reviews.c.id)).scalar()


def get(tx: Connection, review: int) -> Review | None:
    row = tx.execute(select(hub_reviews).where(hub_reviews.c.id == review)).first()
    return _review(row) if row else None


def newest(tx: Connection, networks: Collection[int], *, stages: Collection[Stage] = tuple(Stage)) -> list[Review]:
    """Find of each of these hubs the latest that is in one of those stages."""
    found: dict[int, Review] = {}
    its = hub_reviews.c.network_id.in_(sorted(networks)) & hub_reviews.c.stage.in_(sorted(stages))
    for row in tx.execute(select(hub_reviews).where(its).order_by(hub_reviews.c.month.desc(), hub_reviews.c.id.desc())):
        found.setdefault(row.network_id, _review(row))
    return list(found.values())


def waiting(tx: Connection, most: int) -> list[Review]:
    """Find those that nobody sent up yet, oldest first."""
    return [_review(row) for row in tx.execute(*_waiting(most))]


@once
def _waiting(most: int) -> Select[*tuple[Any, ...]]:
    drafts = select(hub_reviews).where(hub_reviews.c.stage == Stage.draft)
    return drafts.order_by(hub_reviews.c.made_at).limit(most)


def edit(tx: Connection, review: int, seen: Iterable[Thing], note: str, by: int) -> bool:
    """Let it tell of these, with those words: False when it was sent meanwhile."""
    values: dict[str, Any] = {"seen": _kept(seen), "note": note, "noted_by": by if note else None}
    return _turn(tx, review, Stage.draft, **values)


def send(tx: Connection, review: int, now: datetime) -> bool:
    """Say that it goes up: False when somebody else sent it."""
    return _turn(tx, review, Stage.draft, stage=Stage.sent, sent_at=now)


def take_back(tx: Connection, review: int) -> bool:
    """Let it be a draft again: False when it was."""
    return _turn(tx, review, Stage.sent, stage=Stage.draft, sent_at=None)


def _turn(tx: Connection, review: int, was: Stage, **values: Any) -> bool:  # Any: columns
    held = update(hub_reviews).where(hub_reviews.c.id == review, hub_reviews.c.stage == was)
    return tx.execute(held.values(**values)).rowcount == 1


def _kept(seen: Iterable[Thing]) -> list[list[str | int]]:
    return [[each.kind, each.id] for each in seen]


def _review(row: Any) -> Review:  # Any: a Row
    things: Sequence[Sequence[Any]] = row.seen
    seen = tuple(Thing(str(kind), int(id)) for kind, id in things)
    return Review(row.id, row.network_id, row.month, Stage(row.stage), seen, row.note, row.made_at, row.sent_at)
