"""Answers what members ask about area processes: how one goes, who sees what was agreed, and what step follows."""

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context, Takes, command
from bot.command.refusal import Refused
from bot.reading.record_readers import network_title
from bot.things.answers import answer
from commands.area_process import card
from commands.area_process.agree import agree, show_agreements
from commands.area_process.areas import Several, area
from commands.area_process.steps import show_process, show_ways, start_process, step_done
from storage.area_process import area_processes, ways
from storage.area_process.area_process import Step
from storage.database.text import fold
from storage.networks import networks

_SEEN = _("All see at which step it is. What was agreed only who takes part sees, coordinators neither.")
ASIDES = Asides(
    (start_process, step_done, agree, show_agreements, show_process),
    {
        Aside.seen: _SEEN,
        Aside.hears: _("Who takes part and who follows it hears when it comes to its next step."),
        Aside.decides: _("Who drives it says when a step is done. Who decides in it the partners agree themselves."),
    },
)
START = (_("Start an area process"), start_process)
WAYS = (_("Steps to work by"), show_ways)
SHORTEST = 5
"""Letters of a word that names a way of working."""


@answer(
    nl=("hoe werkt een gebiedsproces", "wat is een gebiedsproces"),
    en=("how does an area process work", "what is an area process"),
    asks=_("How an area process goes, and who may start one"),
    then=(START, WAYS),
)
async def how_area_processes_go(_ctx: Context) -> Msg:
    return _(
        "A network works step by step by a way of working; each step says when it is done, and what others learnt. "
        "Who drives the network starts it, or a coordinator: {example}.",
        example=Code(Line("gebiedsproces starten De Peel", en="start an area process De Peel")),
    )


@answer(
    nl=("wie ziet de afspraken van een gebied",),
    en=("who sees the agreements of an area",),
    asks=_("Who sees what was agreed in an area process"),
    then=((_("Agreements"), show_agreements),),
)
async def who_sees_agreements(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("hoe stopt een gebiedsproces",),
    en=("how does an area process stop",),
    asks=_("How an area process stops"),
)
async def how_area_processes_stop(_ctx: Context) -> Msg:
    return _(
        "Just started, {undo} takes it back within a day. Later it does not stop by a word: it stays at its step, "
        "and {line} tells until when the network runs.",
        undo=Code(Line("maak ongedaan", en="undo")),
        line=Code(Line("loopt tot", en="runs until")),
    )


@command(
    nl=("gebiedsprocessen", "welke gebiedsprocessen lopen er"),
    en=("area processes", "which area processes run"),
    summary=_("See which area processes run, and at which step"),
    safe=True,
    hidden=True,
)
async def list_processes(ctx: Context) -> Reply:
    going = await ctx.read(area_processes.every)
    known = {each.id: each for each in await ctx.read(networks.load, [each.network_id for each in going])}
    rows = [(known[each.network_id], each) for each in going if each.network_id in known]
    if not rows:
        none = _("No area process runs yet.")
        return Reply((Text(words(none)), Actions((Action(START[0], start_process.line()),))))
    items = tuple(
        Item(words(network_title(network)), (words(card.step_of(its)),), (_look(f"N-{network.id}"),))
        for network, its in rows
    )
    return Reply((Heading(words(_n("{n} area process", "{n} area processes", len(rows)))), Items(items)))


def _look(number: str) -> Action:
    return Action(_("View"), show_process.line(number))


@command(
    nl=("volgende stap van gebiedsproces", "wat is de volgende stap van het gebiedsproces"),
    en=("next step of area process", "what is the next step of the area process"),
    summary=_("See what makes a step done, and which comes next"),
    safe=True,
    hidden=True,
    takes=Takes.names,
)
async def step_to_come(ctx: Context, which: str = "") -> Reply:
    try:
        found = await area(ctx, which, step_to_come.line())
    except Several as several:
        return several.reply
    except Refused:
        return await _of_the_common_way(ctx, which)
    if found.process is None:
        return await _of_the_common_way(ctx, which, words(_not_yet(network_title(found.network)), " "))
    process = found.process
    told: list[Inline] = [network_title(found.network), ": ", card.step_of(process), "."]
    told += [" ", _("Done when: {what}", what=process.step.done_when), "."] if process.step.done_when else []
    told += [" ", _next(process.following)]
    return Reply((Text(words(*told)), Actions((_look(found.number),))))


def _not_yet(name: Inline) -> Msg:
    return _("{name} is no area process yet.", name=name)


def _next(step: Step | None) -> Msg:
    if step is None:
        return _("It is the last step.")
    return _("Then comes step {number}, {title}.", number=step.number, title=step.title)


async def _of_the_common_way(ctx: Context, which: str, before: tuple[Inline, ...] = ()) -> Reply:
    """The steps of the way of working that most go by: the one that is named, with the next."""
    steps = await ctx.read(ways.steps, card.COMMON_WAY)
    said = fold(which)
    at = next((n for n, each in enumerate(steps) if fold(each.title) in said or f"stap {each.number}" in said), 0)
    if not steps:
        raise Refused(_("Of which area? Name it, such as {example}.", example=Bold("De Peel")))
    one, following = steps[at], steps[at + 1] if at + 1 < len(steps) else None
    told: list[Inline] = [*before, _("Step {number}, {title}.", number=one.number, title=one.title)]
    told += [" ", _("Done when: {what}", what=one.done_when), "."] if one.done_when else []
    buttons = Actions((Action(WAYS[0], show_ways.line()), Action(START[0], start_process.line())))
    return Reply((Text(words(*told, " ", _next(following))), buttons))


@command(
    nl=("stappen van de aanpak", "stappen van"),
    en=("steps of the approach", "steps of"),
    summary=_("See the steps of a way of working"),
    safe=True,
    hidden=True,
    takes=Takes.names,
)
async def steps_of_way(ctx: Context, which: str = "") -> Reply:
    every = await ctx.read(ways.steps)
    known = list(dict.fromkeys(each.way for each in every))
    said = [word for word in fold(which).split() if len(word) >= SHORTEST]
    fit = {way: sum(word in fold(way) for word in said) for way in known}
    best = max(fit, key=lambda way: fit[way], default="")
    if not best or not fit[best]:
        buttons = tuple(Action(each, steps_of_way.line(each)) for each in known)
        return Reply((Text(words(_("Of which way of working?"))), Actions(buttons)))
    those = [each for each in every if each.way == best]
    items = Items(tuple(Item(words(each.title)) for each in those), ordered=True)
    return Reply((Heading(words(best)), items, Actions((Action(WAYS[0], steps_of_way.line()),))))
