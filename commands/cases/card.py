"""Draws a case as people see it: its card, its name in links, a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.cases.labels import ASPECTS, SIZES, STATES
from commands.cases.life import Act
from commands.cases.rights import can, sees, subject, unseen
from storage import links
from storage.cases import cases
from storage.cases.case import CASE, Case, State
from storage.links import Thing
from storage.members import people
from storage.members.member import Member

BRIEF = 60
LATEST = 2
"""Thoughts that a card tells of; the others stand in a list."""


async def card(ctx: Context, case: Case) -> Reply:
    """The case with how it goes and what this member can do, kept up to date where it stands."""
    if not await sees(ctx, case):
        return say(unseen(case))
    thing, its = subject(case), Thing(CASE, case.id)
    if case.state is State.withdrawn:
        return Reply(say(_("{number} was taken back.", number=Code(case.number))).blocks, subject=thing)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = (*await _facts(ctx, case), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    text = case.draft.text if case.draft.text != case.title else case.title
    blocks: list[Block] = [
        Heading(words(f"{case.number} · ", STATES[case.state], f" · {shorten(case.title, BRIEF)}")),
        Quote(words(text)),
        *((Facts(rows),) if rows else ()),
    ]
    first, more = await _buttons(ctx, case)
    more += await buttons_of(ctx, thing)
    if first:
        blocks.append(Actions(tuple(first)))
    if more:
        blocks.append(Actions(tuple(more), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, case: Case) -> list[Fact]:
    draft, rows = case.draft, []
    if draft.question:
        rows.append(Fact(_("Question"), words(draft.question)))
    about = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions if each in ctx.atlas.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes if each in ctx.atlas.themes),
    ]
    if about or draft.size:
        size: list[Inline] = [" · " if about else "", SIZES[draft.size]] if draft.size else []
        rows.append(Fact(_("About"), words(" · ".join(about), *size)))
    known = {each.id: each for each in await ctx.read(people.load, sorted(case.thinkers | {case.shown_maker or 0}))}
    if case.shown_maker is not None:
        rows.append(Fact(_("Put in by"), words(name_to(ctx, known.get(case.shown_maker)))))
    elif draft.brought_by:
        rows.append(Fact(_("Put in by"), words(draft.brought_by)))
    if case.moments:
        rows.append(Fact(_("Last"), words(shorten(case.moments[-1].text, 140))))
    rows += [Fact(_("What came of it"), words(case.result))] if case.result else []
    if case.thoughts:
        rows.append(Fact(_("Thought along"), words(*_thinkers(case, len(_organisations(known, case))))))
    rows += [Fact(ASPECTS[each], words(shorten(said, 140))) for each, said in case.aspects.items()]
    return rows


def _organisations(known: dict[int, Member], case: Case) -> set[int]:
    """From which organisations people thought along: a number only."""
    there = [known[each].organisation for each in case.thinkers if each in known]
    return {each.id for each in there if each is not None}


def _thinkers(case: Case, organisations: int) -> list[Inline]:
    n = len(case.thinkers) or len(case.thoughts)
    told: list[Inline] = [_n("{n} person", "{n} people", n)]
    if organisations > 1:
        told += [" ", _n("from {n} organisation", "from {n} organisations", organisations)]
    return [*told, ": ", "; ".join(shorten(each.text, 80) for each in case.thoughts[-LATEST:])]


async def _buttons(ctx: Context, case: Case) -> tuple[list[Action], list[Action]]:
    """What most people want to do, and the rest behind `More`."""
    number, acts = case.number, await can(ctx, case)
    first: list[Action] = []
    if Act.think in acts or (not ctx.member.signed_up_at and case.state in (State.brought, State.followed)):
        first.append(Action(_("Think along"), ctx.line("think_along", number)))
    if Act.move in acts:
        first.append(Action(_("How it goes"), ctx.line("tell_moment", number)))
    first += await follow_button(ctx, subject(case))
    possible = (
        (Act.compare, _("What it is compared by"), "fill_in_case"),
        (Act.close, _("Finish"), "close_case"),
        (Act.reopen, _("Take up again"), "reopen_case"),
        (Act.withdraw, _("Take back"), "withdraw_case"),
    )
    more = (
        [Action(_("All that was thought"), ctx.line("list_thoughts", number))] if case.thoughts or case.moments else []
    )
    more += [Action(label, ctx.line(command, number)) for act, label, command in possible if act in acts]
    if case.closed_in and Act.restrict in acts:
        more.append(Action(_("For everybody"), ctx.line("open_case", number)))
    return first, more


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what cases are called, but for those that the reader does not see."""
    found = [each for each in await ctx.read(cases.load, ids) if each.state is not State.withdrawn]
    return {each.id: f"{each.number} {shorten(each.title, BRIEF)}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what a case is, for who keeps it."""
    case = await ctx.read(cases.get, id)
    if case is None or not await sees(ctx, case):
        return None
    return Held(case.title, case.maker_id, case.draft.regions, case.draft.unnamed)


def line_of(case: Case) -> Item:
    """A line of a list: the number and title, what is asked, and where it stands."""
    told = words(STATES[case.state], *([f" · {shorten(case.draft.question, 100)}"] if case.draft.question else []))
    return Item(words(Code(case.number), " ", case.title), (told,), (Action(_("View"), case.number),))
