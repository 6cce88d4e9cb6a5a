"""Draws a meeting as people see it: its card, an item of a list, and how it is named elsewhere."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, Text, say, words
from bot.chat.spans import Bold, Code, Link, UnsafeLink, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.labels import label_of
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.events.labels import STATES, when
from commands.events.life import GUEST, Act
from commands.events.rate import worth_fact
from commands.events.rights import can, groups, held, sees, subject, unseen
from storage import links
from storage.events import all_series, attendance, homework, meetings
from storage.events.meeting import MEETING, Meeting, State
from storage.links import Thing
from storage.members import people
from storage.vocabulary import OrganisationKind

BRIEF = 60
"""Letters of a title that are enough to know it by."""
LONGEST_REPORT = 280
"""Letters of a report that a card shows."""
ENOUGH = 5
"""People who come, from which is told who is missing."""
EXPECTED = (
    OrganisationKind.gemeente,
    OrganisationKind.provincie,
    OrganisationKind.waterschap,
    OrganisationKind.rijk,
    OrganisationKind.maatschappelijk_initiatief,
)
"""Kinds of organisation that a table of a region has, in the order in which they are missed."""
MISSED = 2
"""Kinds that a card names."""


async def card(ctx: Context, meeting: Meeting) -> Reply:
    """The meeting, what is done with it, who comes, and what this member can do; kept up to date where it stands."""
    thing = subject(meeting)
    if not await sees(ctx, meeting):
        return say(unseen(meeting.number, closed=meeting.draft.closed))
    acts = await can(ctx, meeting)
    if meeting.state is State.withdrawn:
        return say(_("{number} is withdrawn.", number=Code(meeting.number)), subject=thing)
    its = Thing(MEETING, meeting.id)
    rows = [
        *await _facts(ctx, meeting, acts),
        *await links_of(ctx, (await ctx.read(links.of, [its])).get(its, [])),
        *await facts_of(ctx, thing),
    ]
    blocks: list[Block] = [Heading(words(_title(ctx, meeting))), Text(words(Bold(meeting.title)))]
    if meeting.report:
        blocks.append(Quote(words(shorten(meeting.report, LONGEST_REPORT))))
    if rows:
        blocks.append(Facts(tuple(rows)))
    blocks += await _buttons(ctx, meeting, acts)
    return Reply(tuple(blocks), subject=thing)


def _title(ctx: Context, meeting: Meeting) -> str:
    said = [meeting.number, ctx.language.text(when(meeting.draft))]
    if meeting.state is not State.planned:
        said.insert(1, ctx.language.text(STATES[meeting.state]))
    return " · ".join(said)


def about(ctx: Context, meeting: Meeting) -> str:
    """The regions and themes that it is about, and what it is."""
    draft = meeting.draft
    told = [draft.sort] if draft.sort else []
    told += [ctx.atlas.regions[each].name for each in sorted(draft.regions)]
    told += [ctx.atlas.themes[each].name for each in sorted(draft.themes)]
    return " · ".join(told)


async def _facts(ctx: Context, meeting: Meeting, acts: frozenset[str]) -> list[Fact]:
    draft = meeting.draft
    rows: list[tuple[Msg, Inline | str]] = []
    if told := about(ctx, meeting):
        rows.append((_("About"), told))
    if meeting.state is State.cancelled:
        rows.append((_("Why"), meeting.reason or "-"))
    if draft.purpose:
        rows.append((_("What is done with it"), draft.purpose))
    if draft.outcome:
        rows.append((_("What came of it"), draft.outcome))
    if draft.follow_up:
        rows.append((_("And then"), draft.follow_up))
    facts = [Fact(label, words(value)) for label, value in rows]
    facts += await _where(ctx, meeting)
    if meeting.state is State.planned:
        facts.append(Fact(_("Comes"), words(*await _coming(ctx, meeting))))
    facts += await _homework(ctx, meeting)
    if meeting.state in (State.held, State.reported) and Act.change in acts:
        facts += await worth_fact(ctx, meeting)
    host = await _host(ctx, meeting)
    return [*facts, Fact(_("Held by"), words(host))] if host else facts


async def _where(ctx: Context, meeting: Meeting) -> list[Fact]:
    """Where it is, for who comes or holds it, in their own chat."""
    draft, mine = meeting.draft, await held(ctx, meeting)
    if not (draft.place or draft.link) or not ctx.personal or meeting.state is not State.planned:
        return []
    if GUEST not in mine and Act.move not in await can(ctx, meeting):
        return []
    return [Fact(_("Where"), words(*place_told(meeting)))]


def place_told(meeting: Meeting) -> list[Inline]:
    """The place and the address, as far as they were said."""
    draft = meeting.draft
    told: list[Inline] = [draft.place] if draft.place else []
    if draft.link:
        told += [" · "] if told else []
        try:
            told.append(Link(draft.link, draft.link))
        except UnsafeLink:
            told.append(draft.link)
    return told


async def _coming(ctx: Context, meeting: Meeting) -> list[Inline]:
    told: list[Inline] = [str(meeting.people) if meeting.people else _("nobody yet")]
    absent = await missing(ctx, meeting)
    if absent:
        told += [" · ", _("nobody yet of: {kinds}", kinds=[label_of(each) for each in absent[:MISSED]])]
    return told


async def missing(ctx: Context, meeting: Meeting) -> list[OrganisationKind]:
    """Tell from which kinds of organisation nobody comes yet, once enough people do."""
    if meeting.coming < ENOUGH:
        return []
    kinds = await ctx.read(attendance.kinds_coming, meeting.id)
    return [each for each in EXPECTED if str(each) not in kinds]


async def _homework(ctx: Context, meeting: Meeting) -> list[Fact]:
    if meeting.state is not State.planned:
        return []
    every = await ctx.read(homework.of_meeting, meeting.id)
    mine = [each for each in every if each.member_id == ctx.member.id and not each.done] if ctx.personal else []
    if mine:
        told = shorten("; ".join(each.text for each in mine), 100)
        return [Fact(_("Your homework"), words(told))]
    if every:
        done = sum(each.done for each in every)
        return [Fact(_("Homework"), words(_("{done} of {n} done", done=done, n=len(every))))]
    return []


async def _host(ctx: Context, meeting: Meeting) -> Inline | str:
    if meeting.draft.host:
        return meeting.draft.host
    if meeting.shown_maker is None:
        return ""
    known = await ctx.read(people.load, [meeting.shown_maker])
    return name_to(ctx, known[0] if known else None)


async def _buttons(ctx: Context, meeting: Meeting, acts: frozenset[str]) -> list[Actions]:
    number = meeting.number
    said = await ctx.read(attendance.of_member, meeting.id, ctx.member.id) if ctx.personal else None
    first: list[Action] = []
    if Act.come in acts or (not ctx.member.signed_up_at and meeting.state is State.planned):
        if not (said and said.coming):
            first.append(Action(_("I come"), ctx.line("come", number)))
        first.append(Action(_("I do not come"), ctx.line("stay_away", number)))
        first.append(Action(_("Add to my calendar"), ctx.line("calendar_of", number)))
    if len(meeting.report) > LONGEST_REPORT:
        first.append(Action(_("Read the report"), ctx.line("read_report", meeting.number)))
    if Act.report in acts and not meeting.report:
        first.append(Action(_("Write the report"), ctx.line("report_meeting", number)))
    more = await _more(ctx, meeting, acts)
    shown = [Actions(tuple(first[:3]))] if first else []
    return [*shown, *([Actions(tuple(more), under=_("More"))] if more else [])]


async def _more(ctx: Context, meeting: Meeting, acts: frozenset[str]) -> list[Action]:
    number, more = meeting.number, list[Action]()
    if Act.come in acts:
        more.append(Action(_("I bring somebody"), ctx.line("bring_somebody", number)))
    if Act.prepare in acts:
        more.append(Action(_("I do something for it"), ctx.line("prepare", number)))
    more += await follow_button(ctx, subject(meeting))
    if Act.move in acts:
        more += [
            Action(_("Who comes"), ctx.line("who_comes", number)),
            Action(_("Move it"), ctx.line("move_meeting", number)),
            Action(_("Cancel it"), ctx.line("cancel_meeting", number)),
        ]
    if Act.reopen in acts:
        more.append(Action(_("It takes place after all"), ctx.line("reopen_meeting", number)))
    return more + await buttons_of(ctx, subject(meeting))


def item(ctx: Context, meeting: Meeting) -> Item:
    """A meeting in a list."""
    notes = [words(when(meeting.draft))]
    told = about(ctx, meeting)
    if meeting.state is not State.planned:
        told = " · ".join(filter(None, (ctx.language.text(STATES[meeting.state]), told)))
    elif meeting.people:
        told = " · ".join(filter(None, (told, ctx.language.text(_n("{n} comes", "{n} come", meeting.people)))))
    if told:
        notes.append(words(told))
    return Item(words(Code(meeting.number), " ", Bold(meeting.title)), tuple(notes), (look(meeting),))


def look(meeting: Meeting) -> Action:
    return Action(_("View"), meeting.number)


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what meetings are called, those that are shown to the reader."""
    return {
        each.id: f"{each.number} {shorten(each.title, BRIEF)}"
        for each in await ctx.read(meetings.load, ids)
        if each.state is not State.withdrawn and await sees(ctx, each)
    }


async def held_of(ctx: Context, id: int) -> Held | None:
    """A meeting as the core needs to know it, for its keeper."""
    found = await ctx.read(meetings.get, id)
    if found is None or not await sees(ctx, found) or found.state is State.withdrawn:
        return None
    return Held(found.title, found.member_id, found.draft.regions, found.draft.unnamed)


async def named_series(ctx: Context, series_id: int | None) -> str:
    """What the series of a meeting is called, when the reader may see it."""
    series = await ctx.read(all_series.get, series_id) if series_id is not None else None
    if series is None or (series.draft.closed and series.id not in await groups(ctx)):
        return ""
    return f"{series.number} {shorten(series.name, BRIEF)}"
