"""Tells what a network looks for and offers, and until when it runs, to who asks after that by its name."""

import re
from typing import Final

from bot.chat.reply import Action, Actions, Inline, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.known import Known
from bot.command.labels import label_of
from bot.command.scope import covers
from bot.reading.record_readers import network_number, network_title
from bot.things.names import listed
from storage.networks import endings, networks
from storage.networks.network import Network
from storage.vocabulary import NetworkStatus, Resource, Role

_NET: Final = r"(?:(?:het|de|the)\s+)?(?:netwerk\s+|network\s+)?(?P<net>\S.*?)"
_SHAPES: Final = {
    "trade_of": (
        rf"wat (?:zoekt|biedt|vraagt) {_NET}(?: (?:aan|nodig))?",
        rf"wat heeft {_NET} (?:te bieden|nodig)(?: van anderen)?",
        rf"waar (?:heeft|is) {_NET} (?:behoefte aan|naar op zoek)",
        rf"what (?:does|can) {_NET} (?:need|look for|offer|have to offer)(?: others)?",
        rf"what is {_NET} looking for",
    ),
    "ends_when": (
        rf"(?:tot wanneer|hoe lang|tot welke datum) (?:loopt|bestaat|duurt|gaat) {_NET}(?: (?:nog|door|nog door))?",
        rf"wanneer (?:stopt|eindigt) {_NET}",
        rf"wanneer (?:loopt|houdt) {_NET} (?:af|op)",
        rf"(?:until when|how long) (?:does|will) {_NET} (?:run|last|go on)",
        rf"when does {_NET} (?:end|stop)",
    ),
}
_READ: Final = [
    (name, re.compile(rf"\W*(?:en\s+|and\s+)?{shape}\W*", re.IGNORECASE))
    for name, shapes in _SHAPES.items()
    for shape in shapes
]


async def _read(ctx: Context, text: str) -> str | None:
    """Only of what a network is called in full: what anybody else looks for is looked up."""
    for name, shape in _READ:
        found = shape.fullmatch(text)
        ids = await ctx.read(networks.by_name, found["net"]) if found else []
        if len(ids) == 1:
            return ctx.line(name, f"N-{ids[0]}")
    return None


KNOWN: Final = Known(_read)


@command(
    nl=("wat zoekt en biedt netwerk",),
    en=("needs and offers of network",),
    summary=_("See what a network looks for and offers"),
    safe=True,
    hidden=True,
)
async def trade_of(ctx: Context, network: Network) -> Reply:
    title = network_title(network)
    told: list[Text] = []
    if network.needs:
        told.append(Text(words(_("{network} looks for: ", network=title), *_named(network.needs))))
    if network.offers:
        told.append(Text(words(_("{network} offers: ", network=title), *_named(network.offers))))
    if not told:
        told.append(Text(words(_("{network} did not say yet what it looks for or offers.", network=title))))
    more = [Action(_("View"), network_number(network))]
    if _drives(ctx, network):
        more += [
            Action(_("Say what it needs"), ctx.line("tell_needs", network_number(network))),
            Action(_("Say what it offers"), ctx.line("tell_offers", network_number(network))),
        ]
    return Reply((*told, Actions(tuple(more))))


def _named(what: frozenset[Resource]) -> list[Inline]:
    return listed([label_of(each) for each in Resource if each in what])


@command(
    nl=("tot wanneer loopt netwerk",),
    en=("until when runs network",),
    summary=_("See until when a network runs"),
    safe=True,
    hidden=True,
)
async def ends_when(ctx: Context, network: Network) -> Reply:
    ending, title = await ctx.read(endings.ending, network.id), network_title(network)
    told = _("Of {network} is not told until when it runs.", network=title)
    if network.status is NetworkStatus.archived:
        told = _("{network} ended.", network=title)
    elif ending:
        told = _("{network} runs until {day}.", network=title, day=ending.on)
    more = [Action(_("View"), network_number(network))]
    if _drives(ctx, network):
        more.append(Action(_("Say until when"), ctx.line("runs_until", network_number(network))))
    return Reply((Text(words(told)), Actions(tuple(more))))


def _drives(ctx: Context, network: Network) -> bool:
    return covers(ctx.member, ctx.atlas, Role.convenor, regions=network.regions, network=network.id)
