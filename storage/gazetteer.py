"""Knows where places of the Netherlands lie that a Café does not have on its map, and what they are called besides."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
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


def places(called: str) -> tuple[Known, ...]:
    """The places that go by a name: several when it is ambiguous."""
    return _by_name().get(fold(called), ())


@cache
def longest() -> int:
    """How many words the longest name has."""
    return max(len(folded.split()) for folded in _by_name())


@cache
def _by_name() -> Mapping[str, tuple[Known, ...]]:
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for names, known in _read(_FILE.read_text(encoding="utf-8")):
        for name in names:
            found[fold(name)].append(known)
    return {folded: tuple(each) for folded, each in found.items()}


def _read(text: str) -> Iterator[tuple[list[str], Known]]:
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        area, _, held = line.partition(":")
        inner, _, outer = area.partition("<")
        names = _names(inner)
        above = tuple(each for each in (outer.strip(),) if each)
        yield names, Known(names[0], (names[0], *above))
        for place in held.split(";"):
            of_place = _names(place)
            yield of_place, Known(of_place[0], (names[0], *above))


def _names(text: str) -> list[str]:
    name, _, others = text.partition("=")
    return [each.strip() for each in (name, *others.split(",")) if each.strip()]
