"""Helps who is new, who wants to talk things over, and who is stuck."""

from collections.abc import Mapping
from typing import Annotated

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Items, Reply, Style, Text, words
from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.members.visibility import name_to
from bot.reading.record_readers import network_title
from bot.things.briefing import briefed
from commands.area_process import card
from commands.area_process.areas import Area, Several, area, is_partner
from commands.area_process.steps import show_process
from storage.area_process import agreements, ways
from storage.area_process.area_process import PRINCIPLE, Topic
from storage.members import people
from storage.vocabulary import Field, Role

BRIEF = 90


@command(
    nl=("uitgangspunten", "zeven uitgangspunten"),
    en=("principles", "seven principles"),
    summary=_("See the questions to talk over in an area process"),
    safe=True,
)
async def show_principles(ctx: Context, _which: str = "") -> Reply:
    every = await ctx.read(ways.all_principles)
    seven = [each for each in every if each.part == PRINCIPLE]
    if not seven:
        return Reply((Text(words(_("There are no questions to talk over yet."))),))
    heading = Heading(words(_("Seven questions to talk over, without figures")))
    items = Items(tuple(Item(words(each.question)) for each in seven), ordered=True)
    more = Actions((Action(_("The other questions"), more_questions.line()),))
    return Reply((heading, items, more))


@command(
    nl=("andere vragen bij een gebiedsproces",),
    en=("other questions of an area process",),
    summary=_("See the other questions to talk over"),
    safe=True,
    hidden=True,
)
async def more_questions(ctx: Context) -> Reply:
    others = [each for each in await ctx.read(ways.all_principles) if each.part != PRINCIPLE]
    items = Items(tuple(Item(words(each.question)) for each in others))
    return Reply(
        (
            Heading(words(_("Other questions to talk over"))),
            items,
            Actions((Action(_("Principles"), show_principles.line()),)),
        )
    )


@command(
    nl=("praat me bij over", "praat me bij"),
    en=("catch me up on", "catch me up"),
    summary=_("Hear in twelve lines how an area process stands"),
    allow=Role.member,
    safe=True,
    private=True,
    takes=Takes.names,
)
async def catch_up(ctx: Context, which: str = "") -> Reply:
    try:
        found = await area(ctx, which, catch_up.line())
    except Several as several:
        return several.reply
    network, process = found.network, found.process
    rows = [Fact(_("Aim"), words(shorten(network.aim, BRIEF)))] if network.aim else []
    if process:
        rows.append(Fact(_("Step"), words(card.step_of(process))))
    if await is_partner(ctx, network):
        held = await ctx.read(agreements.of, network.id)
        rows += [Fact(_("Who decides"), words(shorten(held[Topic.decides], BRIEF)))] if Topic.decides in held else []
        count = len(held)
        rows.append(Fact(_("Agreements"), words(_("{n} of {all} written down", n=count, all=len(Topic)))))
    rows += await briefed(ctx, network)
    rows.append(Fact(_("First contact"), words(await _contact(ctx, found))))
    buttons = [Action(_("Area process"), show_process.line(found.number))] if process else []
    buttons.append(Action(_("View the network"), found.number))
    return Reply((Heading(words(network.name)), Facts(tuple(rows)), Actions(tuple(buttons))))


async def _contact(ctx: Context, found: Area) -> list[Inline]:
    driving = await ctx.read(people.load, found.network.convenors)
    shown: list[Inline] = []
    for each in driving:
        if each.agreed(Field.found, ctx.place):
            shown += ["; ", name_to(ctx, each)]
    return shown[1:] or [_("who drives it")]


async def _stuck(ctx: Context, known: Values) -> Reply | None:
    """What was agreed for when they are stuck; else whether to put that on their agenda."""
    try:
        found = await area(ctx, str(known.get("which", "")), we_are_stuck.line())
    except Several as several:
        return several.reply
    except Refused:
        return None  # whatever area it is: what helps is told
    if await _agreed(ctx, found):
        return None
    buttons = (Action(_("Yes"), YES, style=Style.primary), Action(_("No"), NO))
    return Reply((*_ways_out(agreed=""), Actions(buttons, choices=True)))


async def _agreed(ctx: Context, found: Area) -> str:
    held: Mapping[Topic, str] = {}
    if await is_partner(ctx, found.network):
        held = await ctx.read(agreements.of, found.network.id)
    return held.get(Topic.stuck, "")


def _ways_out(*, agreed: str, area: bool = True) -> list[Block]:
    told: list[Block] = [Text(words(_("Only you see this.")))]
    if agreed:
        told.append(Text(words(_("You agreed on this: {what}", what=agreed))))
    help_ = _("Another can help: on the content, on the process, on the conversation.")
    told.append(Text(words(help_)))
    if area and not agreed:
        told.append(Text(words(_("Nothing was agreed about it yet. Shall I put it on your agenda?"))))
    return told


def _helper(ctx: Context) -> Action:
    return Action(_("Find an independent helper"), ctx.line("who_knows", "onafhankelijk procesbegeleider"))


@command(
    nl=("we lopen vast", "wij lopen vast", "we zitten vast"),
    en=("we are stuck",),
    summary=_("Hear in private what helps when an area process is stuck"),
    allow=Role.member,
    private=True,
    shows=True,
    takes=Takes.names,
)
async def we_are_stuck(ctx: Context, which: str = "", put: Annotated[bool, Ask(_stuck)] = False) -> Reply:
    try:
        found = await area(ctx, which, we_are_stuck.line())
    except Several as several:
        return several.reply
    except Refused:
        which_area = _("Which area is it about? Name it: then I see what you agreed on there.")
        return Reply((*_ways_out(agreed="", area=False), Text(words(which_area)), Actions((_helper(ctx),))))
    if agreed := await _agreed(ctx, found):
        helper = _helper(ctx)
        return Reply((*_ways_out(agreed=agreed), Actions((helper,))))
    if not put:
        return Reply((Text(words(_("Good. Nothing was put, and nobody hears anything."))),))
    name = found.network.name
    line = ctx.line("put_on_agenda") + f": wat doen we als we vastlopen in {name}"
    see = _("You see first how it will stand on the agenda of {name}.", name=network_title(found.network))
    return Reply((Text(words(see)), Actions((Action(_("Show me"), line, style=Style.primary),))))
