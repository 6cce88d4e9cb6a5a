"""Names the states and kinds of meetings and series, and tells when they are, as people read it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.texts import Msg, _
from bot.command.labels import Labels
from commands.events.moments import Moment
from storage.events.meeting import Draft, State
from storage.events.series import SeriesKind, SeriesState
from storage.vocabulary import HOME_ZONE

STATES = Labels(
    State,
    {
        State.planned: _("planned"),
        State.held: _("held"),
        State.reported: _("held, with a report"),
        State.cancelled: _("cancelled"),
        State.withdrawn: _("withdrawn"),
    },
)
SERIES_STATES = Labels(
    SeriesState,
    {
        SeriesState.active: _("goes on"),
        SeriesState.ended: _("ended"),
        SeriesState.withdrawn: _("withdrawn"),
    },
)
KINDS = Labels(
    SeriesKind,
    {
        SeriesKind.reeks: _("series"),
        SeriesKind.dialoogtafel: _("dialogue table"),
        SeriesKind.intervisie: _("peer group"),
    },
)
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def weekday(day: date) -> Msg:
    return WEEKDAYS[day.weekday()]


def day_in_full(day: date) -> Msg:
    """A day with its name and its year."""
    return _("{weekday} {day}", weekday=weekday(day), day=day)


def moment_in_full(moment: Moment) -> Msg:
    """From when until when, in full, on the clock of where it is."""
    start, end = moment.local
    values: dict[str, Msg | str] = {
        "day": day_in_full(start.date()),
        "hour": f"{start:%H}",
        "minute": f"{start:%M}",
        "last": f"{end:%H}",
        "last_minute": f"{end:%M}",
    }
    if moment.zone == HOME_ZONE:
        return _("{day}, {hour}:{minute}-{last}:{last_minute}", **values)
    place = moment.zone.rpartition("/")[2].replace("_", " ")
    return _("{day}, {hour}:{minute}-{last}:{last_minute} ({place} time)", **values, place=place)


def when(draft: Draft) -> Msg | str:
    """When a meeting is or was, as far as that is known."""
    if not draft.told_when:
        return moment_in_full(Moment(draft.starts_at, draft.ends_at, draft.zone))
    try:
        return day_in_full(date.fromisoformat(draft.told_when))
    except ValueError:
        pass
    return _("day not known") if draft.told_when == "?" else _month_of(draft.told_when)


def _month_of(told: str) -> Msg | str:
    year, _hyphen, month = told.partition("-")
    return _("{month}-{year}", month=month, year=year) if month else year


def starts(draft: Draft) -> Msg:
    """At what time it begins."""
    at = draft.starts_at.astimezone(ZoneInfo(draft.zone))
    return clock(at)


def clock(at: datetime) -> Msg:
    return _("{hour}:{minute}", hour=f"{at:%H}", minute=f"{at:%M}")
