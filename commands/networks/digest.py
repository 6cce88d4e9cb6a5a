"""Tells in a digest of networks that are new on the list, of those that changed, and of those that end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, Words, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.command.labels import label_of
from bot.digest.selection import CONVENORS, INITIATIVES, Section, Story, look
from bot.things.names import listed as names_behind
from commands.networks.browse import list_networks
from storage.database.database import Tx
from storage.networks import endings, networks, news
from storage.networks.endings import Ending
from storage.networks.network import Network
from storage.networks.news import Listed
from storage.vocabulary import Readership, Resource, Side

MOST_READ = 10_000


def _stories(found: Sequence[Listed], draw: Callable[[Listed], Item], kind: str) -> list[Story]:
    return [
        Story(
            key=f"{kind}/{each.id}",
            thing=f"network/{each.id}",
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


def _needs(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return _trading(tx, since, until, Side.needs)


def _offers(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return _trading(tx, since, until, Side.offers)


def _trading(tx: Tx, since: datetime, until: datetime, side: Side) -> Sequence[Story]:
    """What networks need or offer that are new or changed, latest first."""
    found = [*news.listed(tx, since, until, limit=MOST_READ), *news.changed(tx, since, until, limit=MOST_READ)]
    told = [each for each in found if (each.needs if side is Side.needs else each.offers)]
    stories = _stories(told, partial(_traded, side), side.value)
    return sorted(stories, key=lambda each: each.at, reverse=True)


def _traded(side: Side, listed: Listed) -> Item:
    return Item(words(Bold(listed.name)), _trades(listed, side), look(f"N-{listed.id}", _("View")))


def _trades(listed: Listed, *sides: Side) -> tuple[Words, ...]:
    """Tell what it needs and offers, a line each."""
    told = []
    for side in sides:
        those = listed.needs if side is Side.needs else listed.offers
        if those:
            what = names_behind([label_of(each) for each in Resource if each in those])
            told.append(words(label_of(side), ": ", *what))
    return tuple(told)


def _network(listed: Listed) -> Item:
    notes = (words(shorten(listed.aim, 110)),) if listed.aim else ()
    told = (*notes, *_trades(listed, *Side))  # it is told once, whatever other part of the digest it would fit
    return Item(words(Bold(listed.name)), told, look(f"N-{listed.id}", _("View")), words(label_of(listed.kind)))


def _name(listed: Listed) -> Item:
    return Item(words(Bold(listed.name)), _trades(listed, *Side), look(f"N-{listed.id}", _("View")))


def _endings(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = endings.told_between(tx, since, until, MOST_READ)
    known = {each.id: each for each in networks.load(tx, sorted({each.network_id for each, _at in found}))}
    return [
        Story(
            key=f"ending/{each.network_id}/{each.on.isoformat()}",
            thing=f"network/{each.network_id}",
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


NEW = Section("networks", _("New networks"), 30, _new, more=list_networks.line(), first_for=CONVENORS)
CHANGED = Section(
    "changes",
    _("Networks that changed"),
    40,
    _changed,
    most=2,
    more=list_networks.line(),
    first_for=CONVENORS,
)
ENDING = Section(
    "endings",
    _("Networks that end soon"),
    33,
    _endings,
    most=2,
    more=list_networks.line(),
    first_for=CONVENORS,
)
NEEDS = Section(
    "needs", _("What networks look for"), 34, _needs, more=list_networks.line(), only_for=frozenset(Readership)
)
OFFERS = Section(
    "offers",
    _("What networks offer"),
    35,
    _offers,
    more=list_networks.line(),
    first_for=INITIATIVES,
    only_for=INITIATIVES | CONVENORS,
)
