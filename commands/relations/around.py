"""Reads the ties of things with what they lead to, for cards and pictures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.database.database import Tx
from storage.links import Thing
from storage.relations import partners, ties
from storage.relations.partners import Partner
from storage.relations.relation import Tie


@dataclass(frozen=True, slots=True)
class Around:
    """Holds the ties of some things, with what they lead to."""

    ties: Sequence[Tie]
    others: Mapping[Thing, Partner]


def around(tx: Tx, things: Iterable[Thing]) -> Around:
    """Read the ties of these that lead to what is on the list: what is said before what is counted."""
    found = ties.of(tx, frozenset(things))
    others = partners.load(tx, {each.other for each in found})
    shown = [each for each in found if each.other in others]
    return Around(sorted(shown, key=lambda each: (each.chance, each.times > 0)), others)
