"""Finds people by their part in something: who drives a network or programme, who coordinates a region."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from bot.chat.reply import Action, Actions, Block, Item, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Takes, command
from bot.command.shapes import Shape
from bot.members.visibility import named_to, place_of
from bot.reading.record_readers import member_number, network_number, network_title
from commands.who_knows.who_knows import show_member, who_knows
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import Field, NetworkStatus, Role

MOST: Final = 3
"""People shown: more does not fit a phone."""

_PART: Final = {
    "nl": r"(?:aanjagers?|(?:kar)?trekkers?|convenors?|co[oö]rdinator(?:en|s)?"
    r"|contact(?:persoon|personen)?|aanspreekpunt)",
    "en": r"(?:convenors?|co-?ordinators?|contacts?(?: persons?)?|leads?|leaders?|drivers?)",
}
_WHO: Final = {
    "nl": r"(?:wie\s+(?:is|zijn)\s+)?(?:(?:er|hier|eigenlijk|nu|dan|ook|alweer)\s+)*(?:de\s+|het\s+|een\s+)?",
    "en": r"(?:who\s+(?:is|are)|who's)?\s*(?:the\s+|a\s+)?",
}
_OF: Final = {"nl": r"(?:van|voor|bij|in)", "en": r"(?:of|for|in|at)"}
_DOES: Final = {
    "nl": r"wie\s+(?:co[oö]rdineert|trekt|leidt|drijft|runt|zit(?:\s+er)?\s+achter)\s+(?P<{of}>\S.*)"
    r"|wie\s+jaagt\s+(?P<{other}>\S.*)\s+aan",
    "en": r"who\s+(?:coordinates|convenes|leads|drives|runs|is\s+behind)\s+(?P<{of}>\S.*)|(?!)(?P<{other}>)",
}
_LED: Final = re.compile(
    r"^(?:(?:het|de|het\s+netwerk|netwerk|de\s+regio|regio|(?:het\s+)?programma|the|network|region|programme)\s+)+",
    re.IGNORECASE,
)
"""What may stand before the name of a network or region, and be no part of it."""
_ASKS_MORE: Final = re.compile(
    r",?\s(?:en|and)\s(?:kan|kun|mag|hoe|waar|wanneer|is|heeft|can|may|how|where|when|does)\s.*$", re.IGNORECASE
)
"""A second question behind the first: "en kan ik die iets vragen"."""
_NUMBER: Final = re.compile(r"n\s?-?\s?(\d{1,9})", re.IGNORECASE)
_SHAPES: Final = {
    language: re.compile(
        rf"{_WHO[language]}{_PART[language]}\s+{_OF[language]}\s+(?P<of>\S.*)"
        rf"|{_DOES[language].format(of='does', other='also')}",
        re.IGNORECASE,
    )
    for language in _PART
}


def _read(line: str) -> tuple[str, str] | None:
    """Return the language of a line that asks for somebody by their part in something, and the line itself."""
    said = line.strip().rstrip(" ?.!")
    language = next((each for each, shape in _SHAPES.items() if shape.fullmatch(said)), None)
    return (language, said) if language else None


ASKED: Final = Shape("show_by_role", _read)


@dataclass(frozen=True, slots=True)
class Part:
    """Who has a part in something. `regions`: of a region, that which they coordinate, where it is a wider one."""

    of: Network | str
    members: Sequence[Member]
    wider: str = ""


@command(
    nl=("wie heeft de rol",),
    en=("who has the role",),
    summary=_("Find who drives a network or coordinates a region"),
    hidden=True,
    safe=True,
    takes=Takes.sentence,
)
async def show_by_role(
    ctx: Context,
    which: Annotated[
        str,
        Ask(
            _("Which role, and of what?"),
            label=_("Role"),
            hint=_("Convenor of a network, or coordinator of a region."),
            max_length=300,
        ),
    ],
) -> Reply:
    found = next((match for shape in _SHAPES.values() if (match := shape.fullmatch(which.strip(" ?.!")))), None)
    called = next((each for each in found.groups() if each), which) if found else which
    if member := await _of_that_name(ctx, which):
        return await show_member(ctx, member)
    part = await ctx.read(_part, ctx, _ASKS_MORE.sub("", called))
    return _shown(ctx, part) if part else await who_knows(ctx, called)


async def _of_that_name(ctx: Context, which: str) -> Member | None:
    """A member who is called so: "Coördinator van de Delta" is a name here."""
    name = re.sub(r"^(?:wie\s+(?:is|zijn)|who\s+(?:is|are))\s+(?:de\s+|the\s+)?", "", which, flags=re.IGNORECASE)
    found = [each for each in await ctx.read(people.named, name) if each.agreed(Field.found, place_of(ctx))]
    return found[0] if len(found) == 1 else None


def _part(tx: Tx, ctx: Context, called: str) -> Part | None:
    """Read who drives the network of that name, or coordinates the region."""
    for name in dict.fromkeys((called, _LED.sub("", called))):
        numbered = _NUMBER.fullmatch(name)
        ids = [int(numbered[1])] if numbered else networks.by_name(tx, name)
        listed = [each for each in networks.load(tx, ids) if each.status is NetworkStatus.listed]
        if listed:
            return Part(listed[0], people.load(tx, listed[0].convenors))
        region = ctx.atlas.region(name)
        if region is not None:
            return _coordinators(tx, ctx, region.id)
    return None


def _coordinators(tx: Tx, ctx: Context, region: int) -> Part:
    """Read who coordinates a region; when nobody does, the nearest around it that somebody does, or everything."""
    held = people.with_role(tx, Role.coordinator)
    above = ctx.vocabulary.regions.above(region)
    name = ctx.atlas.regions[region].name
    for each in (region, *sorted(above, key=lambda one: (above[one], one))):
        there = [one for one in held if any(grant.region_id == each for grant in one.grants)]
        if there := [one for one in there if one.agreed(Field.found, place_of(ctx))]:
            return Part(name, there, "" if each == region else ctx.atlas.regions[each].name)
    every = [one for one in held if any(grant.everywhere and grant.role is Role.coordinator for grant in one.grants)]
    return Part(name, every, "*" if every else "")


def _shown(ctx: Context, part: Part) -> Reply:
    known = [each for each in part.members if each.agreed(Field.found, place_of(ctx)) and each.blocked_at is None]
    blocks: list[Block] = [Text(words(_heading(part, bool(known))))]
    blocks += [Items(tuple(_item(ctx, each) for each in known[:MOST]))] if known else []
    if isinstance(part.of, Network):
        number = network_number(part.of)
        look = [Action(_("View"), number)]
        ask = [] if known else [Action(_("Ask them"), ctx.line("ask_network", number))]
        blocks.append(Actions((*look, *ask)))
    elif not known:
        blocks.append(Actions((Action(_("Networks in {region}", region=part.of), ctx.line("list_networks", part.of)),)))
    return Reply(tuple(blocks))


def _heading(part: Part, known: bool) -> Msg:
    if isinstance(part.of, Network):
        if known:
            return _("Convenor of {network}:", network=network_title(part.of))
        return _("Nobody shows themselves here as convenor of {network}.", network=network_title(part.of))
    region = Bold(part.of)
    if not known:
        return _("Nobody shows themselves here as coordinator of {region}.", region=region)
    if part.wider == "*":
        return _("{region} has no coordinator of its own. For the whole Café:", region=region)
    if part.wider:
        return _("{region} has no coordinator of its own. For all of {wider}:", region=region, wider=Bold(part.wider))
    return _("Coordinator of {region}:", region=region)


def _item(ctx: Context, member: Member) -> Item:
    name, about = named_to(ctx, member)
    number = member_number(member)
    look = Action(_("View"), number)
    ask = () if member.id == ctx.member.id else (Action(_("Ask them"), ctx.line("ask_member", number)),)
    return Item(words(name), (words(about),) if about else (), (look, *ask))
