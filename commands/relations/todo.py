"""Tells who speaks for a side what waits for their yes, and coordinators once a month what is tied to nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.chat.reply import Action, words
from bot.chat.spans import Named
from bot.chat.texts import _, _n
from bot.members.todo import Chore, Chores, Keeper
from commands.relations.islands import islands
from commands.relations.labels import KINDS
from commands.relations.readers import title_of
from commands.relations.tie import confirm_tie, deny_tie
from storage.database.database import Tx
from storage.links import Thing
from storage.networks import networks
from storage.relations import partners, relations, ties
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK, Relation
from storage.vocabulary import NetworkRole

MOST = 50
ISLANDS = 200
"""Networks without a tie that are counted: of more it says no other number."""
WAITS, LONE = 0.6, 0.05
FIRST_DAYS = 7
"""Days of a month in which coordinators see what is tied to nothing."""


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    yield from _waiting(tx, keeper)
    yield from _lone(tx, keeper)


def _waiting(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    driven = networks.of_member(tx, keeper.member.id, NetworkRole.convenor)
    sides = [Thing(NETWORK, each.id) for each in driven]
    found = relations.waiting(tx, sides, MOST) if sides else []
    known = partners.load(tx, {side for each in found for side in (each.one, each.other)})
    for each in found:
        one, other = known.get(each.one), known.get(each.other)
        if one and other:
            yield _asked(each, one, other)


def _asked(held: Relation, one: Partner, other: Partner) -> Chore:
    first: Named = title_of(one)
    buttons = (Action(_("Yes"), confirm_tie.line(held.id)), Action(_("No"), deny_tie.line(held.id)))
    title = words(_("{one} {is_} {other}", one=first, is_=KINDS[held.kind], other=title_of(other)))
    return Chore(title, _("the other side says this; is that right?"), held.made_at, WAITS, buttons)


def _lone(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Who coordinates a region or the country sees this in the first week of a month."""
    regions = keeper.reach
    if keeper.today.day > FIRST_DAYS or regions == frozenset():
        return
    found = ties.islands(tx, regions=regions, limit=ISLANDS)
    if found:
        since = keeper.now - timedelta(days=keeper.today.day - 1)
        told = _n("{n} network without a tie", "{n} networks without a tie", len(found))
        yield Chore(
            words(told), _("who could they meet?"), _midnight(since), LONE, (Action(_("View"), islands.line()),)
        )


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


CHORES = Chores(_find)
