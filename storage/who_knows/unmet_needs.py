"""Counts needs that nobody could meet, by theme, region and kind of knowledge: what coordinators want to know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, select

from storage.extents import Extent
from storage.tables import needs
from storage.vocabulary import KnowledgeType

ONCE = timedelta(days=1)
"""Who looks for the same again, in the same words, is not one more."""
MOST = 1_000_000
"""Needs that are counted."""
LONGEST = 200
"""Letters of a topic that are kept."""


@dataclass(frozen=True, slots=True)
class Unmet:
    theme_id: int | None
    region_id: int | None
    knowledge: KnowledgeType | None
    times: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looked for in vain."""

    id: int
    topic: str


def record(
    tx: Connection,
    topic: str,
    *,
    regions: Iterable[int],
    themes: Iterable[int],
    now: datetime,
    knowledge: Iterable[KnowledgeType] = (),
    member: int | None = None,
) -> None:
    """Nobody was known for it. One row for each theme, region and kind of knowledge that it names.

    The same topic of the same member counts once a day.
    """
    kept = topic[:LONGEST]
    same = (needs.c.at > now - ONCE, needs.c.topic == kept, needs.c.member_id.is_not_distinct_from(member))
    if tx.execute(select(needs.c.id).where(*same).limit(1)).first():
        return
    of_regions: list[int | None] = [*sorted(regions)]
    of_themes: list[int | None] = [*sorted(themes)]
    of_kinds: list[str | None] = [*sorted(knowledge)]
    rows = [
        {"region_id": region, "theme_id": theme, "knowledge_type": kind}
        for region, theme, kind in product(of_regions or [None], of_themes or [None], of_kinds or [None])
    ]
    tx.execute(insert(needs).values(topic=kept, member_id=member, at=now), rows)


def of_late(tx: Connection, member: int, since: datetime) -> list[Sought]:
    """Return what a member looked for in vain since a moment."""
    rows = tx.execute(select(needs.c.id, needs.c.topic).where(needs.c.member_id == member, needs.c.at >= since))
    return [Sought(row.id, row.topic) for row in rows]


def withdraw(tx: Connection, ids: Collection[int]) -> None:
    """It was no need: a slip, that was said again and understood, or that we misunderstood."""
    tx.execute(delete(needs).where(needs.c.id.in_(ids)))


def unmet(tx: Connection, extent: Extent, *, limit: int | None = None) -> list[Unmet]:
    """Return what was looked for by what it is about, most often first."""
    of = {"since": extent.since, "until": extent.until, "most": MOST if limit is None else limit}
    rows = tx.execute(_unmet(extent.regions, extent.themes), of)
    return [
        Unmet(row.theme_id, row.region_id, KnowledgeType(row.knowledge_type) if row.knowledge_type else None, row.times)
        for row in rows
    ]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _unmet(regions: frozenset[int] | None, themes: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    times = func.count().label("times")
    period = (needs.c.at >= bindparam("since"), needs.c.at < bindparam("until"))
    # Cut off, so that SQLite first finds those of this time: to group, it would go through all that there ever were.
    recent = select(needs.c.theme_id, needs.c.region_id, needs.c.knowledge_type)
    of = tuple(recent.where(*period, *_about(regions, themes)).limit(MOST).subquery().c)
    return select(*of, times).group_by(*of).order_by(times.desc(), *of).limit(bindparam("most"))


def times(tx: Connection, extent: Extent) -> int:
    """Return how often something was looked for: of several themes or regions it is one need still."""
    each = select(needs.c.at, needs.c.topic, needs.c.member_id).where(*_of(extent)).limit(MOST).subquery()
    once = select(*each.c).distinct().subquery()
    return tx.execute(select(func.count()).select_from(once)).scalar_one()


def _of(extent: Extent) -> list[ColumnElement[bool]]:
    return [extent.at(needs.c.at), *_about(extent.regions, extent.themes)]


def _about(regions: frozenset[int] | None, themes: frozenset[int] | None) -> list[ColumnElement[bool]]:
    of_both = ((needs.c.region_id, regions), (needs.c.theme_id, themes))
    return [column.in_(ids) for column, ids in of_both if ids is not None]


def latest(tx: Connection, about: Unmet, since: datetime, limit: int = 3) -> tuple[str, ...]:
    """Return the words of what was looked for in vain about that, the latest few."""
    rows = tx.execute(
        select(needs.c.topic)
        .where(
            needs.c.theme_id.is_not_distinct_from(about.theme_id),
            needs.c.region_id.is_not_distinct_from(about.region_id),
            needs.c.knowledge_type.is_not_distinct_from(about.knowledge),
            needs.c.at >= since,
        )
        .order_by(needs.c.at.desc(), needs.c.id.desc())
        .limit(limit)
    )
    return tuple(rows.scalars())
