"""Says which period a list is asked for, on the clock of its reader."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.language import periods
from bot.language.periods import Near

_NEAR = {
    Near.this_week: _("this week"),
    Near.next_week: _("next week"),
    Near.last_week: _("last week"),
    Near.this_month: _("this month"),
    Near.next_month: _("next month"),
    Near.last_month: _("last month"),
    Near.this_quarter: _("this quarter"),
    Near.next_quarter: _("next quarter"),
    Near.last_quarter: _("last quarter"),
    Near.this_year: _("this year"),
    Near.next_year: _("next year"),
    Near.last_year: _("last year"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The period that a list is asked for, how it is told, and what the line says beside it."""

    since: datetime | None
    until: datetime | None
    told: Msg
    """Behind what is listed: "2 meetings next week"."""
    rest: str
    named: str
    """The words that name it."""


def span(ctx: Context, text: str, *, past: bool = False) -> Span | None:
    """Return the period that a line names, None when it names none. `past` is of what was."""
    found = periods.within(text, ctx.local_now.date(), past=past)
    if found is None:
        return None
    if found.near is not None:
        told = _NEAR[found.near]
    elif found.until == periods.ON:
        begun = found.first <= ctx.local_now.date()
        told = _("since {day}", day=found.first) if begun else _("from {day} on", day=found.first)
    elif found.first == periods.EVER:
        told = _("from before {day}", day=found.until)
    elif found.first == found.last:
        told = _("on {day}", day=found.first)
    else:
        told = _("from {first} to {last}", first=found.first, last=found.last)
    zone = ZoneInfo(ctx.member.time_zone)
    since = None if found.first == periods.EVER else _begin(found.first, zone)
    until = None if found.until == periods.ON else _begin(found.until, zone)
    return Span(since, until, told, found.without(text), text[found.start : found.end])


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
