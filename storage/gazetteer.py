"""Knows where places of the Netherlands lie that a Café does not have on its map, and what else they are called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storage.database.text import fold

_FILE = Path(__file__).parent / "places.txt"


@dataclass(frozen=True, slots=True)
class Known:
    """A place, and the areas that it lies in, the nearest first."""

    name: str
    within: tuple[str, ...]


def said_of(area: str) -> tuple[str, ...]:
    """Return what is said of what lies in an area, or comes from it: of Twente, Twentse."""
    return _adjectives().get(fold(area), ())


def is_said_of(word: str) -> bool:
    """Tell whether a word is said of what lies in some area."""
    return fold(word) in _of_areas()


def wide(called: str) -> tuple[str, ...]:
    """Return the areas that a part of the country holds: of the north Groningen, Friesland and Drenthe."""
    return _parts().get(fold(called), ())


def places(called: str) -> tuple[Known, ...]:
    """The places that go by a name: several when it is ambiguous."""
    return _by_name().get(fold(called), ())


@cache
def longest() -> int:
    """How many words the longest name has."""
    return max(len(folded.replace("-", " ").split()) for folded in (*_by_name(), *_parts()))


@cache
def _by_name() -> Mapping[str, tuple[Known, ...]]:
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for names, known in _read(_lines()):
        for name in names:
            found[fold(name)].append(known)
    return {folded: tuple(each) for folded, each in found.items()}


@cache
def _adjectives() -> Mapping[str, tuple[str, ...]]:
    return {
        fold(area): tuple(map(str.strip, said.split(",")))
        for line in _lines()
        if line.startswith("~")
        for area, _, said in (line.removeprefix("~").partition(":"),)
    }


@cache
def _of_areas() -> frozenset[str]:
    return frozenset(fold(word) for said in _adjectives().values() for word in said)


@cache
def _parts() -> Mapping[str, tuple[str, ...]]:
    return {
        fold(name): tuple(map(str.strip, held.split(";")))
        for line in _lines()
        if line.startswith("+")
        for names, _, held in (line.removeprefix("+").partition(":"),)
        for name in _names(names)
    }


@cache
def _lines() -> tuple[str, ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def _read(lines: Iterable[str]) -> Iterator[tuple[list[str], Known]]:
    for line in lines:
        if line.startswith(("~", "+")):
            continue
        area, _, held = line.partition(":")
        inner, _, outer = area.partition("<")
        names = _names(inner)
        above = tuple(each for each in (outer.strip(),) if each)
        yield names, Known(names[0], (names[0], *above))
        for place in held.split(";"):
            of_place = _names(place)
            if of_place:
                yield of_place, Known(of_place[0], (names[0], *above))


def _names(text: str) -> list[str]:
    name, _, others = text.partition("=")
    return [each.strip() for each in (name, *others.split(",")) if each.strip()]
