"""Shows meetings: one, and those asked for, the soonest first."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Heading, Inline, Items, Quote, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.one_view import on_one_view
from bot.reading.period import span
from bot.things.listed import Listed, listed
from bot.things.listing import Asked, Part, asked, names_of_values, page_size, within_a_sentence
from bot.things.making import room_of
from commands.events.announce import announce
from commands.events.card import card, item, look
from commands.events.labels import STATES, when
from commands.events.rights import groups, require_seen
from storage.database.pages import Narrow
from storage.events import meetings
from storage.events.meeting import MEETING, Filter, Meeting, State

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
        "meetup",
        "meetups",
    ),
)


@command(
    nl=("toon bijeenkomst", "b"), en=("show meeting", "b"), summary=_("Look at one meeting"), safe=True, hidden=True
)
async def show_meeting(ctx: Context, meeting: Meeting) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, meeting))


@command(nl=("lees verslag",), en=("read report",), summary=_("Read a whole report"), safe=True, hidden=True)
async def read_report(ctx: Context, meeting: Meeting) -> Reply:
    await require_seen(ctx, meeting)
    if not meeting.report:
        return _unreported(ctx, meeting)
    told = Heading(words(_("Report of {number} {title}", number=Code(meeting.number), title=meeting.title)))
    return Reply((told, Quote(words(meeting.report)), Actions((look(meeting),))))


def _unreported(ctx: Context, meeting: Meeting) -> Reply:
    """Say of which meeting there is no report, when that was, and what is known to have come of it."""
    number, title, draft = Code(meeting.number), meeting.title, meeting.draft
    told: list[Inline] = [
        _("There is no report yet of {number} {title} ({when}).", number=number, title=title, when=when(draft))
    ]
    if draft.outcome:
        told += [" ", _("What came of it: {outcome}.", outcome=draft.outcome.strip(" ."))]
    return Reply((Text(words(*told)), Actions((look(meeting),))))


async def _read(ctx: Context, text: str) -> Mapping[str, str]:
    return {"which": await within_a_sentence(ctx, text, _KNOWN, empty=_EMPTY)}


@command(
    nl=("bijeenkomsten", "welke bijeenkomsten", "alle bijeenkomsten"),
    en=("meetings", "which meetings", "all meetings", "events"),
    summary=_("See which meetings there are"),
    safe=True,
    fills=_read,
)
async def list_meetings(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY, to_come=True)
    if State.held in found.values:
        found = replace(found, when=span(ctx, found.text, past=True))
    told = found.when.told if found.when else None
    room, mine = await room_of(ctx), await groups(ctx)

    async def find(each: Asked) -> tuple[list[Meeting], int]:
        what = _filter(ctx, each, room.id if room else None, mine)
        return await ctx.read(meetings.find, what, limit=page_size(ctx), offset=each.offset)

    shown = await listed(
        ctx,
        found,
        find,
        partial(item, ctx),
        kind=MEETING,
        command="list_meetings",
        what=_("the list of meetings"),
        besides=_earlier,
        dated=True,
    )
    if not shown.things:
        return Reply(tuple(_none(found, shown)))
    heading = _n("{n} meeting", "{n} meetings", shown.total)
    if told:
        heading = _n("{n} meeting {period}", "{n} meetings {period}", shown.total, period=told)
    items = Items(tuple(item(ctx, each) for each in shown.things))
    blocks: list[Block] = [*shown.told, Heading(words(heading)), items]
    buttons = []
    if found.page * page_size(ctx) < shown.total:
        buttons.append(Action(_("More"), list_meetings.line(found.text, f"p{found.page + 1}")))
    if State.held not in found.values:
        buttons.append(Action(_("Past meetings"), list_meetings.line(Line("gehouden", en="past"))))
    return Reply((*blocks, *([Actions(tuple(buttons))] if buttons else [])))


def _earlier(found: Asked) -> Part | None:
    """What was, of what is asked for to come."""
    if State.held in found.values:
        return None
    past = replace(found, when=None, values=frozenset({State.held.value}), said={State.held.value: "gehouden"})
    return Part("", past, instead=_("But there were earlier ones:"), label=_("Earlier ones"))


def _none(found: Asked, shown: Listed[Meeting]) -> list[Block]:
    told = found.when.told if found.when else None
    if told is not None:
        said = _("No meeting is planned {period}.", period=told)
    elif found.values or found.themes:
        said = _("There are no such meetings.")
    else:
        said = _("No meeting is planned there.") if found.regions else _("No meeting is planned yet.")
    buttons = [*shown.ways, Action(_("Announce a meeting"), announce.line())]
    if found.text and not shown.ways:
        buttons.append(Action(_("All meetings"), list_meetings.line()))
    if not shown.ways:
        buttons.append(Action(_("Past meetings"), list_meetings.line(Line("gehouden", en="past"))))
    none = [] if shown.unsaid else [Text(words(said))]
    return [*none, *shown.told, Actions(tuple(buttons))]


def _filter(ctx: Context, found: Asked, room: int | None, mine: frozenset[int]) -> Filter:
    when = found.when
    states = frozenset(State(each) for each in found.values if each in set(State))
    if not states and when and when.until and when.until <= ctx.now:
        states = frozenset({State.held})
    what = Filter(
        regions=found.regions,
        themes=found.themes,
        states=states or frozenset({State.planned}),
        since=when.since if when else None,
        until=when.until if when else None,
        room=room,
        groups=mine,
        narrow=Narrow(found.ids),
    )
    if State.held in states:
        what = replace(what, states=states | {State.reported})
    if not states - {State.planned}:
        return replace(what, since=what.since or ctx.now)
    return replace(what, latest_first=True)
