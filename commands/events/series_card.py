"""Draws a series as people see it: its card, an item of a list, and how it is named elsewhere."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Reply, Text, say, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.labels import label_of
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.events.card import BRIEF, EXPECTED, MISSED
from commands.events.labels import KINDS, SERIES_STATES, when
from commands.events.life import SeriesAct
from commands.events.rights import can_with_series, sees_series, subject_of_series, unseen
from storage import links
from storage.events import all_series, meetings
from storage.events.series import SERIES, Series, SeriesKind, SeriesState
from storage.links import Thing
from storage.members import people
from storage.vocabulary import OrganisationKind


async def series_card(ctx: Context, series: Series) -> Reply:
    """The series, its rhythm, its next meeting, who is missing, and what this member can do."""
    thing = subject_of_series(series)
    if not await sees_series(ctx, series):
        return say(unseen(series.number, closed=series.draft.closed))
    if series.state is SeriesState.withdrawn:
        return say(_("{number} is withdrawn.", number=Code(series.number)), subject=thing)
    acts = await can_with_series(ctx, series)
    its = Thing(SERIES, series.id)
    rows = [
        *await _facts(ctx, series),
        *await links_of(ctx, (await ctx.read(links.of, [its])).get(its, [])),
        *await facts_of(ctx, thing),
    ]
    title = [series.number, ctx.language.text(KINDS[series.draft.kind])]
    if series.state is not SeriesState.active:
        title.append(ctx.language.text(SERIES_STATES[series.state]))
    blocks: list[Block] = [Heading(words(" · ".join(title))), Text(words(Bold(series.name))), Facts(tuple(rows))]
    blocks += await _buttons(ctx, series, acts)
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, series: Series) -> list[Fact]:
    draft = series.draft
    rows: list[Fact] = []
    about = [ctx.atlas.regions[each].name for each in sorted(draft.regions)]
    about += [ctx.atlas.themes[each].name for each in sorted(draft.themes)]
    if about:
        rows.append(Fact(_("About"), words(" · ".join(about))))
    if draft.rhythm:
        rows.append(Fact(_("Rhythm"), words(draft.rhythm)))
    if draft.audience:
        rows.append(Fact(_("For"), words(draft.audience)))
    following = await ctx.read(all_series.next_of, series.id, ctx.now)
    found = await ctx.read(meetings.get, following) if following is not None else None
    told: Sequence[Inline] = (Code(found.number), " ", when(found.draft)) if found else (_("not planned yet"),)
    rows.append(Fact(_("Next"), words(told)))
    if series.seats:
        rows.append(Fact(_("Fixed members"), words(str(len(series.seats)))))
    if absent := await absent_of(ctx, series):
        rows.append(
            Fact(_("Nobody yet of"), words(", ".join(ctx.language.text(label_of(each)) for each in absent[:MISSED])))
        )
    if turn := await _turn(ctx, series):
        rows.append(Fact(_("Whose case is next"), words(turn)))
    if draft.purpose or draft.outcome:
        rows.append(Fact(_("What is done with it"), words(draft.purpose or draft.outcome)))
    if draft.host:
        rows.append(Fact(_("Held by"), words(draft.host)))
    return rows


async def absent_of(ctx: Context, series: Series) -> list[OrganisationKind]:
    """Tell from which kinds of organisation nobody is a fixed member; of a peer group that is no matter."""
    if series.draft.kind is SeriesKind.intervisie or not series.seats:
        return []
    known = await ctx.read(people.load, sorted(series.members))
    kinds = {each.organisation.kind for each in known if each.organisation}
    return [each for each in EXPECTED if each not in kinds]


async def _turn(ctx: Context, series: Series) -> Inline | None:
    """Whose case a peer group speaks about next: each in turn."""
    if series.draft.kind is not SeriesKind.intervisie or not series.seats:
        return None
    held = await ctx.read(all_series.last_of, series.id, ctx.now, ENOUGH)
    seat = series.seats[len(held) % len(series.seats)]
    known = await ctx.read(people.load, [seat.member_id])
    return name_to(ctx, known[0] if known else None)


ENOUGH = 500
"""Meetings that a group has held, at most, to know whose turn it is."""


async def _buttons(ctx: Context, series: Series, acts: frozenset[str]) -> list[Actions]:
    number = series.number
    first: list[Action] = []
    if SeriesAct.plan in acts:
        first.append(Action(_("Plan the next"), ctx.line("plan_next", number)))
    elif SeriesAct.sit in acts and ctx.member.id not in series.members and not series.draft.closed:
        first.append(Action(_("I want to be a fixed member"), ctx.line("ask_seat", number)))
    first.append(Action(_("Who is in it"), ctx.line("who_sits", number)))
    more: list[Action] = []
    if SeriesAct.leave in acts:
        more.append(Action(_("I stop with it"), ctx.line("leave_series", number)))
    if SeriesAct.end in acts:
        more.append(Action(_("End it"), ctx.line("end_series", number)))
    if SeriesAct.reopen in acts:
        more.append(Action(_("Open it again"), ctx.line("reopen_series", number)))
    more += await follow_button(ctx, subject_of_series(series))
    more += await buttons_of(ctx, subject_of_series(series))
    return [Actions(tuple(first)), *([Actions(tuple(more), under=_("More"))] if more else [])]


def series_item(ctx: Context, series: Series) -> Item:
    """A series in a list."""
    told = [ctx.language.text(KINDS[series.draft.kind]), series.draft.rhythm]
    told += [ctx.atlas.regions[each].name for each in sorted(series.draft.regions)[:2]]
    notes = (words(" · ".join(filter(None, told))),)
    return Item(words(Code(series.number), " ", Bold(series.name)), notes, (Action(_("View"), series.number),))


async def series_names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what series are called, those that are shown to the reader."""
    return {
        each.id: f"{each.number} {shorten(each.name, BRIEF)}"
        for each in await ctx.read(all_series.load, ids)
        if each.state is not SeriesState.withdrawn and await sees_series(ctx, each)
    }


async def series_held(ctx: Context, id: int) -> Held | None:
    """A series as the core needs to know it, for its keeper."""
    found = await ctx.read(all_series.get, id)
    if found is None or not await sees_series(ctx, found) or found.state is SeriesState.withdrawn:
        return None
    return Held(found.name, found.member_id, found.draft.regions, found.draft.unnamed)
