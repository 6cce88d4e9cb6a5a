"""Draws an area process: its step, what makes that done, and what others learnt there."""

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Reply, Subject, Text, words
from bot.chat.spans import shorten
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.briefing import learnt_at
from bot.things.card import buttons_of
from bot.things.following import follow_button
from commands.area_process.areas import Area, is_partner, looks_after
from storage.area_process import agreements, area_processes
from storage.area_process.area_process import AreaProcess, Step, Topic
from storage.vocabulary import Subject as Kind

BRIEF = 110
LESSONS = 2
COMMON_WAY = "Integraal gebiedsproces"
"""The way of working that lessons tell their step of."""


def subject(found: Area) -> Subject:
    """An area process as the engine knows it: its network."""
    return Subject(Kind.network, found.network.id, found.number)


def step_of(process: AreaProcess) -> Msg:
    """ "stap 1 van 5: Inzicht krijgen"."""
    number, last, title = process.number, process.last, process.step.title
    return _("step {number} of {last}: {title}", number=number, last=last, title=title)


async def lessons(ctx: Context, step: Step) -> list[Text]:
    """What pilots and others learnt at a step: two at most."""
    told: list[Inline] = [step.lesson] if step.lesson else []
    if step.way == COMMON_WAY:
        told += await learnt_at(ctx, step.number, LESSONS)
    return [Text(words(_("Lesson of others: {text}", text=each))) for each in told[:LESSONS]]


async def drawn(ctx: Context, found: Area, process: AreaProcess) -> Reply:
    blocks: list[Block] = [Heading(words(found.network.name, " · ", step_of(process)))]
    if process.step.done_when:
        blocks.append(Text(words(_("Done when: {what}", what=shorten(process.step.done_when, BRIEF)))))
    blocks += await lessons(ctx, process.step)
    partner = await is_partner(ctx, found.network)
    rows = []
    if partner:
        held = await ctx.read(agreements.of, found.network.id)
        decides = shorten(held[Topic.decides], BRIEF) if Topic.decides in held else _("nothing agreed yet")
        stuck = shorten(held[Topic.stuck], BRIEF) if Topic.stuck in held else _("nothing agreed yet")
        rows = [Fact(_("Who decides"), words(decides)), Fact(_("When we are stuck"), words(stuck))]
    if rows:
        blocks.append(Facts(tuple(rows)))
    first = [Action(_("Step done"), ctx.line("step_done", found.number))] if looks_after(ctx, found.network) else []
    first += [Action(_("Agreements"), ctx.line("show_agreements", found.number))] if partner else []
    first.append(Action(_("Catch me up"), ctx.line("catch_up", found.number)))
    more = [Action(_("Principles"), ctx.line("show_principles")), Action(_("View the network"), found.number)]
    thing = Subject(Kind.network, found.network.id, ctx.line("show_process", found.number))
    more += [*await follow_button(ctx, subject(found)), *await buttons_of(ctx, thing)]
    return Reply((*blocks, Actions(tuple(first)), Actions(tuple(more), under=_("More"))), subject=thing)


async def facts(ctx: Context, thing: Subject) -> list[Fact]:
    """On the card of a network: how far it is as an area process."""
    process = await ctx.read(area_processes.get, thing.id)
    return [Fact(_("Area process"), words(step_of(process)))] if process else []


async def buttons(ctx: Context, thing: Subject) -> list[Action]:
    if thing.line != f"N-{thing.id}" or await ctx.read(area_processes.get, thing.id) is None:
        return []
    return [Action(_("Area process"), ctx.line("show_process", thing.line))]
