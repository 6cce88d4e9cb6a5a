"""Starts an area process, shows how far it is, and lets it come to its next step."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Heading, Reply, Style, Subject, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Takes, Values, command
from bot.command.refusal import Refused
from bot.reading.record_readers import network_title
from bot.things.hearing import Hearer, Tale, tell
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import Undoable, did, undo_button
from commands.area_process import card
from commands.area_process.areas import Area, Several, area, going, require_looks_after
from storage.area_process import area_processes, ways
from storage.area_process.area_process import AreaProcess
from storage.database.text import fold
from storage.members import follows
from storage.networks import networks
from storage.vocabulary import Role
from storage.vocabulary import Subject as Kind

START, STEP, STILL = "start area process", "next step", "step still right"


def _split(which: str) -> tuple[str, str]:
    """The area, and the way of working behind a colon."""
    name, _colon, way = which.partition(":")
    return name, way.strip()


async def _meant(ctx: Context, which: str) -> tuple[Area, str, int]:
    """The area, the way of working and its first step. Raises `Refused`, `Several`."""
    name, said = _split(which)
    found = await area(ctx, name, start_process.line())
    require_looks_after(ctx, found.network)
    if found.process:
        raise Refused(_("{name} is an area process already.", name=network_title(found.network)))
    every = await ctx.read(ways.steps)
    known = list(dict.fromkeys(each.way for each in every))
    way = next((each for each in known if fold(each) == fold(said)), None) if said else _common(known)
    if way is None:
        raise Refused(
            _(
                "I do not know that way of working. Type {command} to see which there are.",
                command=Code(show_ways.line()),
            )
        )
    return found, way, min(each.number for each in every if each.way == way)


def _common(known: list[str]) -> str | None:
    return card.COMMON_WAY if card.COMMON_WAY in known else next(iter(known), None)


async def _shown(ctx: Context, known: Values) -> Reply:
    try:
        found, way, number = await _meant(ctx, str(known.get("which", "")))
    except Several as several:
        return several.reply
    steps = await ctx.read(ways.steps, way)
    process = AreaProcess(found.network.id, way, number, ctx.now, ctx.now, tuple(steps))
    what = _(
        "This is how I put it: {name}, {way}, {step}.",
        name=network_title(found.network),
        way=Bold(way),
        step=card.step_of(process),
    )
    who = _("Members see the step; only those who take part see agreements.")
    other = Action(_("Another way"), show_ways.line(found.number))
    buttons = (Action(_("That is right"), YES, style=Style.primary), Action(_("No"), NO))
    return Reply((Text(words(what)), Text(words(who)), Actions((other,)), Actions(buttons, choices=True)))


@command(
    nl=("gebiedsproces starten", "start gebiedsproces"),
    en=("start area process", "start an area process for", "start an area process"),
    summary=_("Start an area process with a network that you drive"),
    allow=Role.member,
    takes=Takes.names,
)
async def start_process(ctx: Context, which: str = "", sure: Annotated[bool, Ask(_shown)] = True) -> Reply:
    if not sure:
        return Reply((Text(words(UNCHANGED)),))
    try:
        found, way, number = await _meant(ctx, which)
    except Several as several:
        return several.reply
    await ctx.write(area_processes.start, found.network.id, way, number, ctx.now)
    entry = await did(ctx, card.subject(found), START)
    return await _stands(ctx, found, entry)


@command(
    nl=("aanpakken",),
    en=("ways of working",),
    summary=_("See which ways of working there are for an area process"),
    allow=Role.member,
    hidden=True,
    safe=True,
)
async def show_ways(ctx: Context, which: str = "") -> Reply:
    known = dict.fromkeys(each.way for each in await ctx.read(ways.steps))
    buttons = tuple(Action(each, start_process.line(f"{which.strip()}:", each)) for each in known)
    return Reply((Heading(words(_("Steps to work by"))), Actions(buttons)))


async def _stands(ctx: Context, found: Area, entry: int) -> Reply:
    """Tell at which step it is now, what makes that done, and what others learnt there."""
    process = await ctx.read(area_processes.get, found.network.id)
    if process is None:
        raise LookupError(found.network.id)
    told = [Text(words(network_title(found.network), ": ", card.step_of(process), "."))]
    if process.step.done_when:
        told.append(Text(words(_("Done when: {what}", what=process.step.done_when))))
    look = Action(_("View"), show_process.line(found.number))
    return Reply((*told, *await card.lessons(ctx, process.step), Actions((look, undo_button(ctx, entry)))))


@command(
    nl=("gebiedsproces", "waar staan we in", "waar staan we met"),
    en=("area process", "where are we in", "where are we with"),
    summary=_("See at which step an area process is"),
    safe=True,
    takes=Takes.names,
)
async def show_process(ctx: Context, which: str = "") -> Reply:
    try:
        found = await area(ctx, which, show_process.line())
    except Several as several:
        return several.reply
    if found.process is None:
        start = Action(_("Start it"), start_process.line(found.number))
        told = _("{name} is no area process yet.", name=network_title(found.network))
        return Reply((Text(words(told)), Actions((start, Action(_("View"), found.number)))))
    return await card.drawn(ctx, found, found.process)


async def _done_now(ctx: Context, known: Values) -> Reply:
    try:
        found = await area(ctx, str(known.get("which", "")), step_done.line())
    except Several as several:
        return several.reply
    require_looks_after(ctx, found.network)
    process = going(found)
    if process.following is None:
        raise Refused(_("{name} is at its last step.", name=network_title(found.network)))
    step, what = process.step, process.step.done_when or process.step.title
    done = _("Step {number}, {title}, is done when: {what}", number=step.number, title=Bold(step.title), what=what)
    return are_you_sure(_("{told}. Is it done?", told=done))


@command(
    nl=("stap klaar", "stap is klaar"),
    en=("step done", "step is done"),
    summary=_("Say that a step of an area process is done"),
    allow=Role.member,
    takes=Takes.names,
)
async def step_done(ctx: Context, which: str = "", sure: Annotated[bool, Ask(_done_now)] = True) -> Reply:
    if not sure:
        return Reply((Text(words(UNCHANGED)),))
    try:
        found = await area(ctx, which, step_done.line())
    except Several as several:
        return several.reply
    require_looks_after(ctx, found.network)
    process = going(found)
    following = process.following
    if following is None:
        raise Refused(_("{name} is at its last step.", name=network_title(found.network)))
    if not await ctx.write(area_processes.move, found.network.id, process.number, following.number, ctx.now):
        return Reply((Text(words(UNCHANGED)),))
    entry = await did(ctx, card.subject(found), STEP, was=process.number, to=following.number)
    await _tell(ctx, found, entry)
    return await _stands(ctx, found, entry)


async def _tell(ctx: Context, found: Area, entry: int) -> None:
    """Let the partners and the followers of the network hear of it."""
    process = await ctx.read(area_processes.get, found.network.id)
    if process is None:
        return
    members = await ctx.read(networks.members_of, found.network.id)
    partners = [Hearer(each, _("You hear this because you take part.")) for each in members]
    followers = await ctx.read(follows.followers, Kind.network, [found.network.id])
    others = [Hearer(each.id, _("You hear this because you follow this network.")) for each in followers]
    tale = Tale(card.subject(found), found.network.name, _("Now at {step}", step=card.step_of(process)))
    await tell(ctx, tale, [*partners, *others], entry=entry)


@command(
    nl=("stap klopt nog",),
    en=("step still right",),
    summary=_("Say that an area process is still at its step"),
    allow=Role.member,
    hidden=True,
)
async def step_still_right(ctx: Context, which: str = "") -> Reply:
    found = await area(ctx, which, step_still_right.line())
    require_looks_after(ctx, found.network)
    going(found)
    await ctx.write(area_processes.confirm, found.network.id, ctx.now)
    return Reply((Text(words(_("Good. It stays at this step."))),))


async def _unstart(ctx: Context, thing: Subject, _detail: Mapping[str, Any]) -> Msg | None:  # Any: as it was noted
    return _("It is no area process any more.") if await ctx.write(area_processes.stop, thing.id) else None


async def _unstep(ctx: Context, thing: Subject, detail: Mapping[str, Any]) -> Msg | None:  # Any: as above
    was, to = int(detail["was"]), int(detail["to"])
    if not await ctx.write(area_processes.move, thing.id, to, was, ctx.now):
        return None
    return _("It is at step {number} again.", number=was)


UNDO = (Undoable(Kind.network, START, _unstart, alone=True), Undoable(Kind.network, STEP, _unstep, alone=True))
