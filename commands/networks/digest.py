"""Tells in a digest of networks that are new on the list, of those that changed, and of those that end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.command.labels import label_of
from bot.digest.selection import Section, Story, look
from commands.networks.browse import list_networks
from storage.database.database import Tx
from storage.networks import endings, networks, news
from storage.networks.endings import Ending
from storage.networks.network import Network
from storage.networks.news import Listed

MOST_READ = 10_000


def _stories(found: Sequence[Listed], draw: Callable[[Listed], Item], kind: str) -> list[Story]:
    return [
        Story(
            key=f"{kind}/{each.id}",
            at=each.at,
            draw=partial(draw, each),
            regions=each.regions,
            themes=each.themes,
            by=each.convenors,
        )
        for each in found
    ]


def _new(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return _stories(news.listed(tx, since, until, limit=MOST_READ), _network, "network")


def _changed(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return _stories(news.changed(tx, since, until, limit=MOST_READ), _name, "changed")


def _network(listed: Listed) -> Item:
    notes = (words(shorten(listed.aim, 110)),) if listed.aim else ()
    return Item(words(Bold(listed.name)), notes, look(f"N-{listed.id}", _("View")), words(label_of(listed.kind)))


def _name(listed: Listed) -> Item:
    return Item(words(Bold(listed.name)), (), look(f"N-{listed.id}", _("View")))


def _endings(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = endings.told_between(tx, since, until, MOST_READ)
    known = {each.id: each for each in networks.load(tx, sorted({each.network_id for each, _at in found}))}
    return [
        Story(
            key=f"ending/{each.network_id}/{each.on.isoformat()}",
            at=at,
            draw=partial(_end, each, known[each.network_id]),
            regions=known[each.network_id].regions,
            themes=known[each.network_id].themes,
            by=frozenset(known[each.network_id].convenors),
        )
        for each, at in found
        if each.network_id in known
    ]


def _end(ending: Ending, network: Network) -> Item:
    number = f"N-{network.id}"
    told = _("ends on {day}", day=ending.on)
    return Item(words(Code(number), " ", Bold(network.name)), (words(told),), look(number, _("View")))


NEW = Section("networks", _("New networks"), 30, _new, more=list_networks.line())
CHANGED = Section("changes", _("Networks that changed"), 40, _changed, most=2, more=list_networks.line())
ENDING = Section("endings", _("Networks that end soon"), 33, _endings, most=2, more=list_networks.line())
