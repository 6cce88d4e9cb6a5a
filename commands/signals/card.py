"""Draws a signal as people see it: its card, its name in links, and a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, say, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.signals.labels import DECISIONS, RHYTHMS, SCOPES, stands
from commands.signals.life import Act
from commands.signals.rights import can, goes_on, sees, subject, unseen
from storage import links
from storage.links import Thing
from storage.signals import signals
from storage.signals.signal import SIGNAL, Signal, Sort, State, Voice

BRIEF = 60
MOST_VIEWS = 2
"""Views that a card tells of; the others stand in the list of views."""


async def card(ctx: Context, signal: Signal) -> Reply:
    """The signal with what is decided on it and what this member can do, kept up to date where it stands."""
    if not await sees(ctx, signal):
        return say(unseen(signal))
    if signal.state is State.merged:
        return goes_on(signal)
    if signal.state is State.withdrawn:
        return say(_("{number} was taken back.", number=Code(signal.number)))
    thing, its = subject(signal), Thing(SIGNAL, signal.id)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = (*_facts(ctx, signal), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    blocks: list[Block] = [
        Heading(words(signal.number, " · ", stands(signal))),
        Quote(words(signal.text)),
        Facts(rows),
    ]
    first, more = await _buttons(ctx, signal)
    if first:
        blocks.append(Actions(tuple(first)))
    more += await buttons_of(ctx, thing)
    if more:
        blocks.append(Actions(tuple(more), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


def _facts(ctx: Context, signal: Signal) -> list[Fact]:
    about = [
        *sorted(ctx.atlas.regions[each].name for each in signal.regions if each in ctx.atlas.regions),
        *sorted(ctx.atlas.themes[each].name for each in signal.themes if each in ctx.atlas.themes),
    ]
    rows = [Fact(_("About"), words(" · ".join(about)))] if about else []
    if signal.sort is Sort.risk:
        rows += [Fact(_("Effect"), words(signal.effect))] if signal.effect else []
        rows += [Fact(_("What we do"), words(signal.measure))] if signal.measure else []
        return [*rows, Fact(_("Comes back"), words(RHYTHMS[signal.rhythm]))]
    rows.append(Fact(_("Where"), words(SCOPES[signal.scope])))
    rows.append(Fact(_("Raised by"), words(raised_by(signal))))
    rows += [Fact(_("What it costs"), words(signal.cost))] if signal.cost else []
    if signal.proposal:
        rows.append(Fact(_("Proposal"), words(signal.proposal)))
    views = [each.text for each in signal.said if each.voice is Voice.view]
    if views and signal.state is State.put_to:
        more: list[Inline] = ["; ".join(shorten(each, BRIEF) for each in views[-MOST_VIEWS:])]
        rows.append(Fact(_("Views"), words(*more)))
    if signal.decision:
        decided: list[Inline] = [DECISIONS[signal.decision]]
        decided += [": ", signal.decided] if signal.decided else []
        rows.append(Fact(_("Decision"), words(*decided)))
        rows.append(Fact(_("Because"), words(signal.reason or _("withdrawn"))))
        rows.append(Fact(_("Action"), words(signal.action or _("not told yet"))))
    elif signal.state is State.closed and signal.reason:
        rows.append(Fact(_("Because"), words(signal.reason)))
    return rows


def raised_by(signal: Signal) -> Msg | str:
    """Tell how many raised it, and nobody by name: each has one line, whoever they are."""
    count = len(signal.raisers)
    if not count:
        return signal.raised_by or _("nobody yet")
    told = _n("{n} person", "{n} people", count)
    return _("{people}, and {group}", people=told, group=signal.raised_by) if signal.raised_by else told


async def _buttons(ctx: Context, signal: Signal) -> tuple[list[Action], list[Action]]:
    """What most people want to do, and the rest behind `More`."""
    number, acts = signal.number, await can(ctx, signal)
    mine = any(each.member_id == ctx.member.id for each in signal.raisers)
    first: list[Action] = []
    more: list[Action] = []
    if signal.sort is Sort.risk:
        if Act.return_ in acts:
            first = [
                Action(_("Still at issue"), ctx.line("risk_stays", number)),
                Action(_("Different"), ctx.line("risk_changes", number)),
                Action(_("Gone"), ctx.line("risk_gone", number)),
            ]
    else:
        if Act.decide in acts:
            first.append(Action(_("Decide"), ctx.line("decide_signal", number)))
            more.append(Action(_("Send back"), ctx.line("send_back_signal", number)))
        if (Act.join_in in acts or not ctx.member.signed_up_at) and not mine:
            first.append(Action(_("With us too"), ctx.line("join_signal", number)))
        if Act.propose in acts:
            (first if len(first) < 2 else more).append(Action(_("I propose"), ctx.line("propose_for", number)))
        if Act.put_to in acts:
            more.append(Action(_("Put it to who decides"), ctx.line("put_signal_to", number)))
        if Act.act in acts:
            first.append(Action(_("Tell the action"), ctx.line("act_on_signal", number)))
        if Act.react in acts:
            first.append(Action(_("React"), ctx.line("react_to_signal", number)))
        if Act.view in acts:
            more.append(Action(_("My view"), ctx.line("view_signal", number)))
        if Act.stop in acts:
            more.append(Action(_("Go no further"), ctx.line("stop_signal", number)))
    return first, [*more, *await follow_button(ctx, subject(signal))]


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what signals are called, but for those that the reader does not see or that go on in another."""
    found = [each for each in await ctx.read(signals.load, ids) if each.state not in (State.merged, State.withdrawn)]
    return {each.id: f"{each.number} {shorten(each.text, BRIEF)}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what a signal is, for who keeps it."""
    signal = await ctx.read(signals.get, id)
    if signal is None or not await sees(ctx, signal):
        return None
    return Held(signal.text, signal.maker_id, signal.regions, signal.unnamed)


def line_of(signal: Signal) -> Item:
    """A line of a list: the number and text, and where it stands."""
    return Item(
        words(Code(signal.number), " ", shorten(signal.text, 140)),
        (words(stands(signal)),),
        (Action(_("View"), signal.number),),
    )


def decision_of(signal: Signal) -> Item:
    """A line of the ledger: what was decided, why, and who was heard in numbers."""
    notes = [words(stands(signal), *([": ", signal.decided] if signal.decided else []))]
    if signal.reason:
        notes.append(words(_("Because: {text}", text=signal.reason)))
    notes.append(words(_("Heard: {who}", who=raised_by(signal))))
    return Item(
        words(Code(signal.number), " ", shorten(signal.text, 140)), tuple(notes), (Action(_("View"), signal.number),)
    )
