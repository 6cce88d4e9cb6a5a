"""Notes that meetings were held once their end has passed, and finds what waits for their keepers."""

from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, bindparam, func, or_, select, update

from storage import keepers
from storage.database.id_sets import only_within
from storage.database.pages import met_on
from storage.events import all_series
from storage.events import meetings as planned
from storage.events.meeting import MEETING, Meeting, State
from storage.events.series import SERIES
from storage.events.tables import meeting_regions, meetings, series
from storage.links import links
from storage.vocabulary import LinkKind


def hold(tx: Connection, now: datetime, limit: int) -> int:
    """What ended was held: how many. For calendars nothing changed."""
    over = select(meetings.c.id).where(meetings.c.state == State.planned, meetings.c.ends_at <= now).limit(limit)
    ids = list(tx.execute(over).scalars())
    if not ids:
        return 0
    held = update(meetings).where(meetings.c.id.in_(ids), meetings.c.state == State.planned)
    tx.execute(held.values(state=State.held))
    for each in ids:
        planned.changed(tx, each)
    return len(ids)


def without_programme(tx: Connection, now: datetime, until: datetime, most: int) -> list[Meeting]:
    """What begins before then and has nothing on its programme, where its keeper was not asked."""
    programme = (
        select(links.c.id)
        .where(links.c.from_kind == MEETING, links.c.from_id == meetings.c.id, links.c.kind == LinkKind.gaat_over)
        .exists()
    )
    which = [meetings.c.state == State.planned, meetings.c.starts_at > now, meetings.c.starts_at <= until]
    rows = select(meetings.c.id).where(*which, meetings.c.programme_asked_at.is_(None), ~programme)
    return planned.load(tx, list(tx.execute(rows.order_by(meetings.c.starts_at).limit(most)).scalars()))


def without_report(tx: Connection, since: datetime, before: datetime, most: int) -> list[Meeting]:
    """What ended in that period and has no report, where its keeper was not asked for it."""
    which = [meetings.c.state == State.held, meetings.c.ends_at >= since, meetings.c.ends_at <= before]
    shown = [meetings.c.told_when == "", meetings.c.hidden_at.is_(None), meetings.c.report_asked_at.is_(None)]
    rows = select(meetings.c.id).where(*which, *shown).order_by(meetings.c.ends_at).limit(most)
    return planned.load(tx, list(tx.execute(rows).scalars()))


def unreported(
    tx: Connection, since: datetime, before: datetime, keeper: int, regions: frozenset[int] | None, most: int
) -> list[tuple[Meeting, bool]]:
    """Find what ended in that period and has no report, though one was asked for; and whether that member keeps it.

    What they do not keep nobody does, and is about these regions and no other: None are all.
    """
    told = {"since": since, "before": before, "keeper": keeper, "most": most}
    kept: dict[int, bool] = {row[0]: bool(row[1]) for row in tx.execute(_unreported(tx.dialect.name, regions), told)}
    return [(each, kept[each.id]) for each in planned.load(tx, list(kept))]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _unreported(dialect: str, regions: frozenset[int] | None) -> Select[int, bool]:
    its = meetings.c
    keeper = bindparam("keeper", type_=BigInteger)
    maker = select(series.c.member_id).where(series.c.id == its.series_id).scalar_subquery()
    who = func.coalesce(
        *(keepers.who(MEETING, its.id), its.member_id),
        *(keepers.who(SERIES, its.series_id), maker),
    )
    theirs: ColumnElement[bool] = who == keeper
    if regions is None or regions:
        theirs |= who.is_(None) & ~its.closed & only_within(meeting_regions, regions)
    # By who may keep it, which indexes tell: of all that were held in the period others keep nearly all.
    offered = keepers.offered_to(MEETING, keeper)
    may_be_theirs = or_(its.member_id == keeper, its.member_id.is_(None), its.id.in_(offered))
    ended, state = met_on(dialect, its.ends_at), met_on(dialect, its.state)
    period = [ended >= bindparam("since"), ended <= bindparam("before")]
    which = [may_be_theirs, state == State.held, *period, its.report_asked_at.is_not(None)]
    shown = [its.told_when == "", its.hidden_at.is_(None), theirs]
    return select(its.id, who.is_not(None)).where(*which, *shown).order_by(its.ends_at).limit(bindparam("most"))


def missed(tx: Connection, now: datetime) -> list[tuple[int, int]]:
    """Fixed members who came to neither of the last two meetings of a series, the last of which was of late."""
    late = [meetings.c.series_id.is_not(None), meetings.c.ends_at <= now, meetings.c.ends_at > now - OF_LATE]
    held = meetings.c.state.in_([State.held, State.reported])
    found = []
    for its in tx.execute(select(meetings.c.series_id).where(*late, held).distinct()).scalars().all():
        last = all_series.last_of(tx, its, now, TWICE)
        if len(last) == TWICE:
            found += [(its, each) for each in all_series.missed_twice(tx, its, last)]
    return found


OF_LATE = timedelta(days=7)
TWICE = 2
