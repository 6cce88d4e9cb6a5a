"""Says who takes care of a function of a hub and what misses, and how far a hub is."""

import re
from collections.abc import Mapping
from typing import Annotated, Final

from bot.chat.reply import Action, Actions, Reply, Text, say, words
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.reading.record_readers import network_number, network_title
from bot.things.undoing import undo_button
from commands.programmes import sentences
from commands.programmes.labels import COVERED, PARTS, PHASES
from commands.programmes.readers import AHub, AProgramme
from commands.programmes.rights import noted, require_looks_after
from storage import links
from storage.database.text import fold
from storage.links import Thing
from storage.networks import networks
from storage.programmes import hubs
from storage.programmes.hub import Covered, Function, Phase
from storage.programmes.part import Part
from storage.vocabulary import LinkKind, Role, Subject

FILL, OVER, PHASE, MISSES, STEP = "fill function", "go over", "set phase", "function misses", "function step"
COLUMNS: Final = {MISSES: "missing", STEP: "next_step"}
LONGEST, LONGEST_LINE = 160, 300
_HOW: Final = re.compile(r"^\s*(?P<how>ja|deels|nee|yes|partly|no)\b\s*[:,]?\s*", re.IGNORECASE)
_COVERED: Final = {
    "ja": Covered.yes,
    "yes": Covered.yes,
    "deels": Covered.partly,
    "partly": Covered.partly,
    "nee": Covered.no,
    "no": Covered.no,
}
_SAYS: Final = {Covered.yes: "ja", Covered.partly: "deels", Covered.no: "nee"}
"""How each is typed, in either language."""
_ITSELF: Final = frozenset(
    {
        *("hub", "de hub", "de hub zelf", "hub zelf", "het hub", "onze hub", "wij", "wij zelf", "wijzelf", "zelf"),
        *("the hub", "the hub itself", "our hub", "itself", "we ourselves", "ourselves", "we do"),
    }
)


@command(
    nl=("functie",),
    en=("function",),
    summary=_("Say who takes care of a function of a hub"),
    allow=Role.member,
    adds=True,
)
async def fill_function(
    ctx: Context,
    part: Annotated[Part, Ask(_("Which function?"), label=_("Function"))],
    hub: Annotated[AHub, Ask(_("Of which hub?"), label=_("Hub"))],
    by: Annotated[
        str,
        Ask(
            _(
                "Which network or organisation does it? Begin with {partly} when not all is done.",
                partly=COVERED[Covered.partly],
            ),
            label=_("Who"),
            max_length=LONGEST,
        ),
    ],
) -> Reply:
    network = hub.network
    require_looks_after(ctx, network)
    _require_function(hub, part)
    said = _HOW.match(by)
    covered = _COVERED[said["how"].lower()] if said else Covered.yes
    who = (by[said.end() :] if said else by).strip(" .")
    named = {fold(each) for each in await ctx.read(networks.names_of, network.id)}
    if fold(who) in _ITSELF | named:
        raise Refused(
            _("The hub sees to it that it happens, and does not do it itself. Which network or organisation does it?")
        )
    by_network = (await ctx.read(networks.by_name, who))[:1] if who else []
    before = next((each for each in hub.hub.functions if each.part is part), None)
    await ctx.write(
        hubs.cover,
        network.id,
        part,
        ctx.now,
        covered=covered,
        by_whom=who if covered is not Covered.no else "",
        by_network_id=by_network[0] if by_network else None,
        said_by=ctx.member.id,
        confirmed_at=ctx.now,
    )
    empty = before is None or (before.covered is Covered.no and not before.by)
    entry = await noted(ctx, network, FILL, part=part.value, empty=int(empty))
    told = _("{part} at {network}: {how}.", part=PARTS[part], network=network_title(network), how=COVERED[covered])
    look = Action(_("View"), ctx.line("show_hub", network_number(network)))
    back = undo_button(ctx, entry) if before is None or empty else _back(ctx, hub, part, before)
    return Reply((Text(words(told)), Actions((look, back))))


def _back(ctx: Context, hub: AHub, part: Part, before: Function) -> Action:
    """The way back to words is to say them again: what somebody wrote does not stand with a note."""
    said = ": ".join(filter(None, (_SAYS[before.covered], before.by)))
    return Action(_("As it was"), fill_function.line(part.value, f"{network_number(hub.network)}:", said))


def _require_function(hub: AHub, part: Part) -> None:
    if part not in hub.hub.reach.functions:
        raise Refused(_("{network} has no such function.", network=network_title(hub.network)))


@command(
    nl=("functie mist",),
    en=("function misses",),
    summary=_("Say what misses at a function of a hub"),
    allow=Role.member,
    adds=True,
    hidden=True,
)
async def function_misses(
    ctx: Context,
    part: Part,
    hub: AHub,
    text: Annotated[str, Ask(_("What misses?"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    return await _told(ctx, part, hub, MISSES, text)


@command(
    nl=("functie stap",),
    en=("function step",),
    summary=_("Say what is next for a function of a hub"),
    allow=Role.member,
    adds=True,
    hidden=True,
)
async def function_step(
    ctx: Context,
    part: Part,
    hub: AHub,
    text: Annotated[str, Ask(_("What is next?"), max_length=LONGEST_LINE, long=True)],
) -> Reply:
    return await _told(ctx, part, hub, STEP, text)


async def _told(ctx: Context, part: Part, hub: AHub, act: str, text: str) -> Reply:
    """Let that stand with a function from now on; what stood there can be said again."""
    require_looks_after(ctx, hub.network)
    _require_function(hub, part)
    before = next((each for each in hub.hub.functions if each.part is part), None)
    was = getattr(before, COLUMNS[act]) if before else ""
    now = {"said_by": ctx.member.id, "confirmed_at": ctx.now}
    await ctx.write(hubs.cover, hub.network.id, part, ctx.now, **{COLUMNS[act]: text}, **now)
    entry = await noted(ctx, hub.network, act, part=part.value, column=COLUMNS[act], empty=int(not was))
    number = network_number(hub.network)
    again = function_misses if act == MISSES else function_step
    back = Action(_("As it was"), again.line(part.value, f"{number}:", was)) if was else undo_button(ctx, entry)
    told = _("It stands at {network}.", network=network_title(hub.network))
    return Reply((Text(words(told)), Actions((Action(_("View"), ctx.line("show_hub", number)), back))))


@command(
    nl=("functie klopt nog",),
    en=("function still right",),
    summary=_("Say that a function of a hub is still as it stands"),
    allow=Role.member,
    hidden=True,
)
async def confirm_function(ctx: Context, part: Part, hub: AHub) -> Reply:
    require_looks_after(ctx, hub.network)
    _require_function(hub, part)
    await ctx.write(hubs.cover, hub.network.id, part, ctx.now, confirmed_at=ctx.now)
    return say(_("Thank you. It stands as it was, confirmed today."))


async def _phase(ctx: Context, text: str) -> Mapping[str, str]:
    """Return the hub and the phase that a sentence names: "zet de hub Twente op realisatie"."""
    said = f" {fold(text)} "
    named = next((each for each in Phase for name in PHASES.names(each) if f" {fold(name)} " in said), None)
    return {**await sentences.hub(ctx, text), **({"phase": named.value} if named else {})}


@command(
    nl=("fase",),
    en=("phase",),
    summary=_("Say how far a hub is"),
    allow=Role.member,
    hidden=True,
    fills=_phase,
)
async def set_phase(
    ctx: Context, hub: AHub, phase: Annotated[Phase, Ask(_("How far is it?"), label=_("Phase"))]
) -> Reply:
    require_looks_after(ctx, hub.network)
    look = Action(_("View"), ctx.line("show_hub", network_number(hub.network)))
    if not await ctx.write(hubs.put, hub.network.id, hub.hub.reach, phase):
        return Reply((Text(words(_("That stands there already."))), Actions((look,))))
    entry = await noted(ctx, hub.network, PHASE, was=hub.hub.phase.value)
    told = _("{network} is in this phase now: {phase}.", network=network_title(hub.network), phase=PHASES[phase])
    return Reply((Text(words(told)), Actions((look, undo_button(ctx, entry)))))


@command(
    nl=("gaat over in",),
    en=("goes over into",),
    summary=_("Say what a programme goes over into"),
    allow=Role.member,
    hidden=True,
)
async def goes_over(ctx: Context, programme: AProgramme, into: AProgramme) -> Reply:
    network, other = programme.network, into.network
    require_looks_after(ctx, network)
    if network.id == other.id:
        raise Refused(_("A programme cannot go over into itself."))
    one, next_ = Thing(Subject.network, network.id), Thing(Subject.network, other.id)
    if not await ctx.write(links.link, next_, LinkKind.opvolger_van, one, ctx.member.id, ctx.now):
        return say(_("That stands there already."))
    entry = await noted(ctx, network, OVER, into=other.id)
    told = _("{network} goes over into {other}.", network=network_title(network), other=network_title(other))
    return Reply((Text(words(told)), Actions((Action(_("View"), network_number(network)), undo_button(ctx, entry)))))
