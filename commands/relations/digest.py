"""Tells in a digest which networks and organisations are tied now, since both sides said so."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from bot.chat.reply import Item, words
from bot.chat.texts import _
from bot.digest.selection import CONVENORS, Section, Story, look
from commands.relations.labels import KINDS
from commands.relations.readers import title_of
from commands.relations.show import show_relations
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.relations import partners, relations
from storage.relations.partners import Partner
from storage.relations.relation import Relation

MOST_READ: Final = 2_000


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = relations.agreed(tx, since, until, MOST_READ)
    sides = {side for each, _at in found for side in (each.one, each.other)}
    known = partners.load(tx, sides)
    held = {each.id: each for each in networks.load(tx, sorted(each.id for each in known if known[each].is_network))}
    return [
        _story(each, at, known[each.one], known[each.other], held)
        for each, at in found
        if each.one in known and each.other in known
    ]


def _story(relation: Relation, at: datetime, one: Partner, other: Partner, held: dict[int, Network]) -> Story:
    both = [held[each.thing.id] for each in (one, other) if each.is_network and each.thing.id in held]
    return Story(
        key=f"relation/{relation.id}",
        thing=f"network/{both[0].id}" if both else "",
        at=at,
        draw=partial(_drawn, relation, one, other),
        regions=frozenset(region for each in both for region in each.regions),
        themes=frozenset(theme for each in both for theme in each.themes),
        # Who drives them said so: it is no news to them.
        by=frozenset(member for each in both for member in each.convenors),
    )


def _drawn(relation: Relation, one: Partner, other: Partner) -> Item:
    side = one if one.is_network else other
    said = words(title_of(one), " ", KINDS[relation.kind], " ", title_of(other))
    notes = (words(relation.line),) if relation.line else ()
    return Item(said, notes, look(show_relations.line(f"N-{side.thing.id}"), _("View")))


TIES: Final = Section("ties", _("New ties between networks"), 36, _gather, most=2, first_for=CONVENORS)
