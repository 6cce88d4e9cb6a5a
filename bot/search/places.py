"""Reads where a need is about: places that the map lacks, that two places are called, and "bij ons"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.refusals import refusing
from bot.search.names import BETWEEN
from storage import gazetteer
from storage.atlas import Atlas
from storage.database.text import fold
from storage.search.analyser import Token, tokens

_OURS: Final = re.compile(
    r"\b(?:(?:hier\s+)?(?:bij|voor)\s+(?:ons|mij)(?:\s+in\s+de\s+(?:buurt|regio|gemeente|provincie|streek))?"
    r"|in\s+(?:mijn|onze|ons|m'n)\s+(?:eigen\s+)?(?:regio|gemeente|provincie|gebied|streek|stad|dorp)"
    r"|hier\s+in\s+de\s+(?:buurt|regio|gemeente|provincie|streek)"
    r"|(?:near|around)\s+(?:us|me|here)|in\s+(?:my|our)\s+(?:own\s+)?(?:region|area|province|municipality))\b",
    re.IGNORECASE,
)
_WHERE: Final = frozenset({"in", "rond", "rondom", "uit", "bij", "nabij", "omgeving", "around", "from", "near"})
"""What stands before the name of a place."""
SLIPS: Final = 2
"""In a name of a place that may be another, misspelt."""
NOT_SHORT: Final = 4
"""Letters of a name that nobody knows and that may be one of a place."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A place that is said and is not on the map, with the region there that it lies in or that looks most like it."""

    name: str
    near: int | None
    lies_in: bool
    refused: bool = False
    """Whether it is said not to be meant."""


@dataclass(frozen=True, slots=True)
class Where:
    """A need without the words that say where, as far as the map does not know these."""

    need: str
    regions: frozenset[int] = frozenset()
    around: frozenset[int] = frozenset()
    """Those of them that are only where a missing place lies."""
    ours: bool = False
    """Whether it says "bij ons"."""
    missing: tuple[Missing, ...] = ()
    either: tuple[tuple[str, str], ...] = ()
    """What it may mean instead when two places are called so: the name of each, and the need with that one."""


def where(need: str, atlas: Atlas, home: frozenset[int]) -> Where:
    """See which places a need names. `home` are the regions of who asks."""
    ours = _OURS.search(need)
    regions = set(home) if ours else set()
    text = _OURS.sub("", need) if ours and need[: ours.start()].strip() + need[ours.end() :].strip() else need
    around: set[int] = set()
    missing: list[Missing] = []
    for name, start, end in reversed([*_said(text, atlas)]):
        choice = _either(name, text, start, end, atlas)
        if len(choice) > 1:
            return Where(need, either=tuple(choice))
        refused = refusing(text[:start])
        meant = _on_the_map(name, atlas)
        if refused and meant:
            text = f"{text[:start]}{', '.join(atlas.regions[each].name for each in meant)}{text[end:]}"
            continue
        near, lies_in = _near(name, atlas)
        if near is not None and lies_in and not meant and not refused:
            around.add(near)
        regions.update(meant)
        missing += [] if meant else [Missing(name, near, lies_in, refused=bool(refused))]
        before = text[: refused.start()] if refused else _BEFORE.sub("", text[:start])
        text = f"{before}{text[end:]}"
    every, only_around = frozenset(regions | around), frozenset(around - regions)
    return Where(" ".join(text.split()), every, only_around, bool(ours), tuple(missing))


_BEFORE: Final = re.compile(rf"\s*\b(?:{'|'.join(sorted(_WHERE))})(?:\s+(?:de|het|the))?\s*$", re.IGNORECASE)


def _said(text: str, atlas: Atlas) -> Iterator[tuple[str, int, int]]:
    """The names of places that are not on the map, as they were typed; longest first from the left."""
    words = [*tokens(text)]
    at = 0
    while at < len(words):
        for end in range(min(at + gazetteer.longest(), len(words)), at, -1):
            name = text[words[at].start : words[end - 1].end]
            if fold(name) in atlas.region_names or gazetteer.is_said_of(name):
                break
            if _is_place(name, text, words, at, end, atlas):
                yield name, words[at].start, words[end - 1].end
                break
        else:
            end = at + 1
        at = end


def _is_place(name: str, text: str, words: list[Token], at: int, end: int, atlas: Atlas) -> bool:
    """Whether that names a place: one that is known somewhere, or one with a capital after a word that says where."""
    capital = not name[0].islower()
    if gazetteer.wide(name):  # The north of Twente is a part of Twente.
        whole = end == len(words) or words[end].word not in {"van", "of"}
        return whole and (capital or _follows_where(text, words, at))
    if gazetteer.places(name):
        if _follows_where(text, words, at):
            return capital or fold(name) not in _WORDS
        # "Bodem Hilversum", and no surname: "Jan van de Beek".
        before = words[at - 1]
        alone = at > 0 and text[before.start].islower() and before.word not in BETWEEN
        return capital and alone and fold(name) not in _WORDS
    if end - at == 1 and _named_twice(name, atlas):
        return True
    if end - at > 1 or at == 0 or words[at - 1].word not in _IN or len(name) < NOT_SHORT or atlas.meaning(name):
        return False
    if text[words[end - 1].end :].startswith("-"):  # of a longer name
        return False
    # One slip away from a region it is that region, as the sentence reads it.
    slip = process.extractOne(fold(name), [*atlas.region_names], scorer=OSA.distance, score_cutoff=1)
    return capital and name[1:].islower() and slip is None


def _follows_where(text: str, words: list[Token], at: int) -> bool:
    """Whether a word stands after one that says where, or that refuses what follows."""
    article = at > 1 and words[at - 1].word in _ARTICLES
    before = at - 1 if article else at
    return before > 0 and (words[before - 1].word in _WHERE or refusing(text[: words[at].start]) is not None)


_WORDS: Final = frozenset(
    """
    baronie beek bergen best borne buren duiven elburg goes gooi heerde hoorn houten huizen hulst laren losser putten
    stein uden waterland weert westland wierden wadden
    """.split()  # noqa: SIM905  # reads better
)
"""Places that are words too: only meant with a capital."""
_ARTICLES: Final = frozenset({"de", "het", "the"})
_IN: Final = frozenset({"in", "rond", "rondom", "nabij"})
"""What stands before the name of a place and of nothing else."""


def _named_twice(name: str, atlas: Atlas) -> list[str]:
    """The regions of that name that tell themselves apart: Bergen (NH) and Bergen (L)."""
    folded = f"{fold(name)} "
    found = [each.name for each in atlas.regions.values() if fold(each.name).startswith(folded) and "(" in each.name]
    return found if len(found) > 1 else []


def _either(name: str, text: str, start: int, end: int, atlas: Atlas) -> list[tuple[str, str]]:
    """What an ambiguous name may mean, each with the text that means it."""
    held = [(each, each) for each in _named_twice(name, atlas)]
    if not held:
        areas = {each.within[-1]: each for each in gazetteer.places(name)}
        held = [
            (f"{each.name} ({area})", atlas.regions[near].name)
            for area, each in areas.items()
            if (near := _first(each.within, atlas)) is not None
        ]
    return [(label, f"{text[:start]}{region}{text[end:]}") for label, region in held]


def _on_the_map(name: str, atlas: Atlas) -> list[int]:
    """The regions of the map that a name stands for: one by another name, or those of a part of the country."""
    parts = gazetteer.wide(name)
    called = parts or [each.name for each in gazetteer.places(name)]
    found = [region.id for each in called if (region := atlas.region(each)) is not None]
    return found if parts else found[:1]


def _near(name: str, atlas: Atlas) -> tuple[int | None, bool]:
    """The region of the map that a place lies in, or that looks most like it; and whether it lies there."""
    for place in gazetteer.places(name):
        near = _first((place.name, *place.within), atlas)
        if near is not None:
            return near, True
    found = process.extractOne(fold(name), [*atlas.region_names], scorer=OSA.distance, score_cutoff=SLIPS)
    return (atlas.region_names[found[0]], False) if found else (None, False)


def _first(names: tuple[str, ...], atlas: Atlas) -> int | None:
    return next((region.id for name in names if (region := atlas.region(name)) is not None), None)
