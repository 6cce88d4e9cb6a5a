"""Finds how things hang together: the shortest way from one to another along their ties."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from storage.links import Thing
from storage.relations import partners, ties
from storage.relations.relation import Tie

STEPS = 3
"""Ties of the longest way that is looked for: nobody is introduced over more."""


def shortest(tx: Connection, starts: Collection[Thing], ends: Collection[Thing], most: int = STEPS) -> list[Tie]:
    """Return the ties of the shortest way from any of these to any of those; none when there is no such way.

    Both ends reach out in turn, the smaller first, so that few ties are read of however many there are. What is not on
    the list is no step.
    """
    there: dict[Thing, Tie | None] = dict.fromkeys(sorted(starts))
    back: dict[Thing, Tie | None] = dict.fromkeys(sorted(ends))
    edges = [list(there), list(back)]
    for _step in range(most):
        smaller = int(len(edges[1]) < len(edges[0]))
        known, other = (there, back) if smaller == 0 else (back, there)
        edges[smaller] = _reach(tx, edges[smaller], known)
        if met := [each for each in edges[smaller] if each in other]:
            return _way(there, back, met[0])
        if not edges[smaller]:
            break
    return []


def _reach(tx: Connection, edge: Collection[Thing], known: dict[Thing, Tie | None]) -> list[Thing]:
    """Add what is one tie further, and return that."""
    found = [each for each in ties.of(tx, edge, chances=False) if each.other not in known]
    shown = partners.load(tx, {each.other for each in found})
    new: dict[Thing, Tie | None] = {}
    for each in found:
        if each.other in shown:
            new.setdefault(each.other, each)
    known |= new
    return list(new)


def _way(there: Mapping[Thing, Tie | None], back: Mapping[Thing, Tie | None], met: Thing) -> list[Tie]:
    way: list[Tie] = []
    at = met
    while step := there[at]:
        way.insert(0, step)
        at = step.one
    at = met
    while step := back[at]:
        way.append(replace(step, one=step.other, other=step.one, back=not step.back))
        at = step.one
    return way


def apart(tx: Connection, most: int) -> list[list[Thing]]:
    """Return the little groups that are tied among each other and to nothing else, the smallest first.

    The largest group is the mainland, and no island.
    """
    head: dict[Thing, Thing] = {}

    def top(thing: Thing) -> Thing:
        while (above := head.setdefault(thing, thing)) != thing:
            head[thing] = head[above]
            thing = head[thing]
        return thing

    for one, other in ties.pairs(tx):
        head[top(one)] = top(other)
    groups: dict[Thing, list[Thing]] = {}
    for thing in head:
        groups.setdefault(top(thing), []).append(thing)
    smallest = sorted(groups.values(), key=lambda group: (len(group), sorted(group)))[:-1][:most]
    shown = partners.load(tx, {thing for group in smallest for thing in group})
    return [sorted(thing for thing in group if thing in shown) for group in smallest]
