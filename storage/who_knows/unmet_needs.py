"""Counts needs that nobody could meet, by theme and region: what coordinators want to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from storage.tables import needs

ONCE = timedelta(days=1)
"""Who looks for the same again, in the same words, is not one more."""


@dataclass(frozen=True, slots=True)
class Unmet:
    theme_id: int | None
    region_id: int | None
    times: int
    topics: tuple[str, ...]
    """The latest few."""


def record(
    tx: Connection,
    topic: str,
    *,
    regions: Iterable[int],
    themes: Iterable[int],
    now: datetime,
    member: int | None = None,
) -> None:
    """Nobody was known for it. One row for each theme and region that it names; the same topic counts once a day."""
    kept = topic[:200]
    if tx.execute(select(needs.c.id).where(needs.c.at > now - ONCE, needs.c.topic == kept).limit(1)).first():
        return
    of_regions: list[int | None] = [*sorted(regions)]
    of_themes: list[int | None] = [*sorted(themes)]
    for region in of_regions or [None]:
        for theme in of_themes or [None]:
            tx.execute(insert(needs).values(topic=kept, member_id=member, region_id=region, theme_id=theme, at=now))


def unmet(tx: Connection, since: datetime, *, limit: int = 20) -> list[Unmet]:
    """Most asked for first."""
    times = func.count().label("times")
    rows = tx.execute(
        select(needs.c.theme_id, needs.c.region_id, times)
        .where(needs.c.at >= since)
        .group_by(needs.c.theme_id, needs.c.region_id)
        .order_by(times.desc(), needs.c.theme_id, needs.c.region_id)
        .limit(limit)
    ).all()
    return [
        Unmet(
            row.theme_id,
            row.region_id,
            row.times,
            tuple(
                tx.execute(
                    select(needs.c.topic)
                    .where(
                        needs.c.theme_id.is_not_distinct_from(row.theme_id),
                        needs.c.region_id.is_not_distinct_from(row.region_id),
                        needs.c.at >= since,
                    )
                    .order_by(needs.c.id.desc())
                    .limit(3)
                ).scalars()
            ),
        )
        for row in rows
    ]
