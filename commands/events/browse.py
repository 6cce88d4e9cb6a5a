"""Shows meetings: one, and those asked for, the soonest first."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Block, Heading, Items, Quote, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.named import named_in
from bot.language import days
from bot.things.listing import PAGE, Asked, asked, names_of_values, unknown_words
from bot.things.making import room_of
from commands.events.announce import announce
from commands.events.card import card, item, look
from commands.events.labels import STATES
from commands.events.rights import groups, require_seen
from storage.database.text import fold
from storage.events import meetings
from storage.events.meeting import Filter, Meeting, State

_KNOWN = names_of_values(
    STATES.labels,
    {
        State.planned: ("komende", "aankomende", "coming", "upcoming", "geplande"),
        State.held: ("gehouden", "geweest", "voorbij", "past", "afgelopen", "vorige"),
        State.reported: ("verslagen", "met verslag", "verslag", "reports", "with a report"),
        State.cancelled: ("afgelaste", "cancelled"),
    },
)
_EMPTY = (
    *(
        "bijeenkomst",
        "bijeenkomsten",
        "meetings",
        "meeting",
        "events",
        "te",
        "doen",
        "er",
        "zijn",
        "wat",
        "welke",
        "is",
    ),
    *(
        "over",
        "about",
        "on",
        "alle",
        "all",
        "in",
        "van",
        "voor",
        "de",
        "het",
        "the",
        "met",
        "komen",
        "en",
        "and",
        "nog",
    ),
    *(
        "binnenkort",
        "gepland",
        "eerstvolgende",
        "eerst",
        "volgende",
        "straks",
        "wanneer",
        "soon",
        "next",
        "when",
        "planned",
        "up",
        "are",
        "there",
        "dingen",
        "iets",
        "things",
        "anything",
    ),
)
_PERIOD = re.compile(
    r"\b(?P<which>deze|komende|volgende|dit|this|next|coming)\s+(?P<unit>week|maand|month|kwartaal|quarter|jaar|year)\b",
    re.IGNORECASE,
)
_SHORTLY = re.compile(r"\b(?:vandaag|morgen|today|tomorrow)\b", re.IGNORECASE)


@command(
    nl=("toon bijeenkomst", "b"), en=("show meeting", "b"), summary=_("Look at one meeting"), safe=True, hidden=True
)
async def show_meeting(ctx: Context, meeting: Meeting) -> Reply:
    return await card(ctx, meeting)


@command(nl=("lees verslag",), en=("read report",), summary=_("Read a whole report"), safe=True, hidden=True)
async def read_report(ctx: Context, meeting: Meeting) -> Reply:
    await require_seen(ctx, meeting)
    if not meeting.report:
        return say(_("There is no report yet."))
    told = Heading(words(_("Report of {number} {title}", number=Code(meeting.number), title=meeting.title)))
    return Reply((told, Quote(words(meeting.report)), Actions((look(meeting),))))


async def _read(ctx: Context, text: str) -> Mapping[str, str]:
    """What a list is asked for: as it was typed; of a sentence the days, states and names in it."""
    rest, _since, _until, told = _period(ctx, text)
    if len(asked(ctx, rest, _KNOWN, empty=_EMPTY).unknown) <= FEW:
        return {"which": text}
    named = " ".join(slot.value for slot in await named_in(ctx, rest))
    states = " ".join(name for name in _KNOWN if f" {name} " in f" {fold(rest)} ")
    when = _without(text, rest) if told else ""
    return {"which": " ".join(filter(None, (when, states, named)))}


def _without(text: str, rest: str) -> str:
    """The piece of a text that is not in the rest of it."""
    named = _PERIOD.search(text)
    return named[0] if named else next((each for each in text.split() if each not in rest.split()), "")


FEW = 1
"""Words not known from which a line is a sentence rather than a list that is asked for."""


@command(
    nl=("bijeenkomsten", "welke bijeenkomsten", "alle bijeenkomsten"),
    en=("meetings", "which meetings", "all meetings", "events"),
    summary=_("See which meetings there are"),
    safe=True,
    fills=_read,
)
async def list_meetings(ctx: Context, which: str = "") -> Reply:
    rest, since, until, told = _period(ctx, which)
    found = asked(ctx, rest, _KNOWN, empty=_EMPTY)
    what = await _filter(ctx, found, since, until)
    held, total = await ctx.read(meetings.find, what, limit=PAGE, offset=found.offset)
    unknown = unknown_words(found, _("the list of meetings"))
    if not held:
        return Reply((*unknown, *_none(found, told)))
    heading = _n("{n} meeting", "{n} meetings", total)
    if told:
        heading = _n("{n} meeting {period}", "{n} meetings {period}", total, period=told)
    blocks: list[Block] = [*unknown, Heading(words(heading)), Items(tuple(item(ctx, each) for each in held))]
    buttons = []
    if found.page * PAGE < total:
        buttons.append(Action(_("More"), list_meetings.line(which.strip(), f"p{found.page + 1}")))
    if State.held not in what.states:
        buttons.append(Action(_("Past meetings"), list_meetings.line("gehouden")))
    return Reply((*blocks, *([Actions(tuple(buttons))] if buttons else [])))


def _none(found: Asked, told: Msg | None) -> list[Block]:
    said = _("No meeting is planned there.") if told is None else _("No meeting is planned {period}.", period=told)
    if found.values:
        said = _("There are no such meetings.")
    buttons = [Action(_("Announce a meeting"), announce.line())]
    if found.text or told:
        buttons.append(Action(_("All meetings"), list_meetings.line()))
    buttons.append(Action(_("Past meetings"), list_meetings.line("gehouden")))
    return [Text(words(said)), Actions(tuple(buttons))]


async def _filter(ctx: Context, found: Asked, since: datetime | None, until: datetime | None) -> Filter:
    room = await room_of(ctx)
    states = frozenset(State(each) for each in found.values if each in set(State))
    what = Filter(
        regions=found.regions,
        themes=found.themes,
        states=states or frozenset({State.planned}),
        since=since,
        until=until,
        room=room.id if room else None,
        groups=await groups(ctx),
    )
    if State.held in states:
        what = replace(what, states=states | {State.reported})
    if not states - {State.planned}:
        return replace(what, since=since or ctx.now)
    return replace(what, latest_first=True)


def _period(ctx: Context, which: str) -> tuple[str, datetime | None, datetime | None, Msg | None]:
    """What is left of what a list is asked for, without the days that it names; from when until when those are."""
    today, zone = ctx.local_now.date(), ZoneInfo(ctx.member.time_zone)
    named = _PERIOD.search(which)
    if named:
        first, last, told = _days_of(today, fold(named["which"]), fold(named["unit"]))
        rest = which[: named.start()] + which[named.end() :]
        return rest, _begin(first, zone), _begin(last, zone), told
    for each in days.within(which, today):
        if _SHORTLY.search(which[each.start : each.end]) or any(c.isdigit() for c in which[each.start : each.end]):
            rest = which[: each.start] + which[each.end :]
            told = _("on {day}", day=each.day)
            return rest, _begin(each.day, zone), _begin(each.day + timedelta(days=1), zone), told
    return which, None, None, None


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _days_of(today: date, which: str, unit: str) -> tuple[date, date, Msg]:
    ahead = which in ("volgende", "komende", "next", "coming")
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(days=7 * ahead)
        return first, first + timedelta(days=7), _("next week") if ahead else _("this week")
    months = {"maand": 1, "month": 1, "kwartaal": 3, "quarter": 3}.get(unit, 12)
    start = (today.month - 1) // months * months
    first = _month(today.year, start + months * ahead)
    told: dict[int, tuple[Msg, Msg]] = {
        1: (_("this month"), _("next month")),
        3: (_("this quarter"), _("next quarter")),
        12: (_("this year"), _("next year")),
    }
    return first, _month(today.year, start + months * (1 + ahead)), told[months][ahead]


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)
