"""Says what a network needs from others and what it offers: people, money, law, technique, training, a room."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, TypeAlias

from bot.chat.reply import Action, Actions, Inline, Reply, Text, words
from bot.chat.reply import Subject as Card
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, command
from bot.command.labels import RESOURCES, label_of
from bot.command.shapes import Shape, said_of
from bot.members.permissions import require
from bot.reading.record_readers import network_number, network_title
from bot.things.names import listed
from bot.things.undoing import Undoable, did, undo_button
from commands.networks.approve import subject
from commands.networks.browse import list_networks
from commands.networks.filled import of_trade
from storage.database.text import fold
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import Resource, Role, Side, Subject

TELL = {Side.needs: "tell needs", Side.offers: "tell offers"}
"""The acts, as they are noted."""
_OTHER = {Side.needs: Side.offers, Side.offers: Side.needs}
_HINT = _("For instance people, money, legal help, technique, training or a room. Nothing any more: skip.")

Needed: TypeAlias = Annotated[list[Resource] | None, Ask(_("What does it need?"), label=_("Needs"), hint=_HINT)]
Offered: TypeAlias = Annotated[
    list[Resource] | None, Ask(_("What can others get from it?"), label=_("Offers"), hint=_HINT)
]


@command(
    nl=("netwerk zoekt", "netwerk heeft nodig"),
    en=("network needs",),
    summary=_("Say what a network needs"),
    allow=Role.convenor,
    fills=of_trade,
)
async def tell_needs(ctx: Context, network: Network, what: Needed = None) -> Reply:
    return await _told(ctx, network, Side.needs, what or ())


@command(
    nl=("netwerk biedt",),
    en=("network offers",),
    summary=_("Say what a network offers"),
    allow=Role.convenor,
    fills=of_trade,
)
async def tell_offers(ctx: Context, network: Network, what: Offered = None) -> Reply:
    return await _told(ctx, network, Side.offers, what or ())


async def _told(ctx: Context, network: Network, side: Side, what: Iterable[Resource]) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    was, now = _of(network, side), frozenset(what)
    await ctx.write(networks.revise, network.id, ctx.now, **{side.value: now})
    entry = await did(ctx, subject(network), TELL[side], was=",".join(sorted(was)))
    told = _says(side, network, now)
    buttons = [Action(_("View"), network_number(network)), undo_button(ctx, entry)]
    if now:
        names = [ctx.language.text(label_of(each)) for each in sorted(now)]
        line = list_networks.line(ctx.language.text(label_of(_OTHER[side])), *names)
        label = _("Who offers that") if side is Side.needs else _("Who needs that")
        buttons.insert(0, Action(label, line))
    return Reply((Text(words(*told)), Actions(tuple(buttons))))


def _says(side: Side, network: Network, now: Iterable[Resource]) -> list[Inline]:
    names = listed([label_of(each) for each in Resource if each in now])
    if not names:
        nothing = {
            Side.needs: _("{network} needs nothing now.", network=network_title(network)),
            Side.offers: _("{network} offers nothing now.", network=network_title(network)),
        }
        return [nothing[side]]
    return [network_title(network), " ", label_of(side), ": ", *names, "."]


def _of(network: Network, side: Side) -> frozenset[Resource]:
    return network.needs if side is Side.needs else network.offers


async def _put_back(ctx: Context, thing: Card, side: Side, detail: Mapping[str, Any]) -> Msg | None:
    network = await ctx.read(networks.get, thing.id)
    if network is None:
        return None
    was = frozenset(Resource(each) for each in str(detail["was"]).split(",") if each)
    await ctx.write(networks.revise, network.id, ctx.now, **{side.value: was})
    return _("{name} is as it was.", name=network_title(network))


async def _needs_back(ctx: Context, thing: Card, detail: Mapping[str, Any]) -> Msg | None:
    return await _put_back(ctx, thing, Side.needs, detail)


async def _offers_back(ctx: Context, thing: Card, detail: Mapping[str, Any]) -> Msg | None:
    return await _put_back(ctx, thing, Side.offers, detail)


_TRADES = (
    ("nl", r"(?:biedt|bieden|geeft|geven)\s+(?:er\s+)?(?P<what>.+?)(?:\s+aan)?", Side.offers),
    ("nl", r"(?:heeft|hebben)\s+(?:er\s+)?(?P<what>.+?)\s+(?:over|te bieden|in de aanbieding)", Side.offers),
    ("nl", r"(?:zoekt|zoeken)\s+(?:er\s+)?(?P<what>.+?)", Side.needs),
    ("nl", r"(?:heeft|hebben)\s+(?:er\s+)?(?P<what>.+?)\s+nodig", Side.needs),
    ("en", r"(?:offers?|provides?|gives?)\s+(?P<what>.+?)", Side.offers),
    ("en", r"(?:has|have)\s+(?P<what>.+?)\s+to (?:spare|offer)", Side.offers),
    ("en", r"(?:needs?|wants?|looks? for|is looking for|are looking for)\s+(?P<what>.+?)", Side.needs),
)
_WHO = {
    "nl": r"\s*(?:wie|welke?\s+(?:netwerk(?:en)?|clubs?|groep(?:en)?))\s+",
    "en": r"\s*(?:who|which\s+(?:networks?|groups?))\s+",
}
_WHERE = r"(?P<where>\s+(?:in|over|rond|op het gebied van|on|about|around)\s+[^?]+?)?"
_ASKED = tuple(
    (said, re.compile(rf"{_WHO[said]}{way}{_WHERE}[\s?.!]*", re.IGNORECASE), side) for said, way, side in _TRADES
)
LONGEST_ASKED = 160
_AND = re.compile(r"\s*(?:,|\ben\b|\bof\b|\band\b|\bor\b)\s*", re.IGNORECASE)


def _of_trades(line: str) -> tuple[str, str] | None:
    """Read who offers or needs something, when all that is named is what networks trade: "wie biedt training"."""
    if len(line) > LONGEST_ASKED:
        return None
    for language, pattern, side in _ASKED:
        if (found := pattern.fullmatch(line)) and (what := _traded(found["what"])):
            return language, " ".join((_SAID[side][language], *what, (found["where"] or "").strip())).strip()
    return None


_SAID = {Side.needs: {"nl": "zoekt", "en": "needs"}, Side.offers: {"nl": "biedt", "en": "offers"}}


def _traded(text: str) -> list[str]:
    """Return what is named of that; nothing when something else is named too."""
    said = [fold(each) for each in _AND.split(text)]
    forms = {fold(form) for each in Resource for form in RESOURCES.names(each)}
    return said if all(each in forms for each in said) else []


SHAPES = (
    Shape(list_networks.name, _of_trades),
    said_of("N", tell_needs.name, nl=("# zoekt", "# heeft nodig"), en=("# needs", "# looks for")),
    said_of("N", tell_offers.name, nl=("# biedt", "# heeft over"), en=("# offers", "# has to spare")),
)
UNDO = (
    Undoable(Subject.network, TELL[Side.needs], _needs_back),
    Undoable(Subject.network, TELL[Side.offers], _offers_back),
)
