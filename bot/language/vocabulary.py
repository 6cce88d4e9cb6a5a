"""Collects the names that a question can hold, from the map of the Café."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from bot.language.names import Name, Vocabulary
from storage import gazetteer, terms
from storage.atlas import Atlas
from storage.database import text
from storage.vocabulary import KnowledgeType, Level

LEVELS: Final = (
    Name("level", Level.lokaal, "lokaal", ("lokale", "plaatselijk", "gemeentelijk niveau", "local")),
    Name("level", Level.regionaal, "regionaal", ("provinciaal niveau", "regional")),
    Name("level", Level.nationaal, "nationaal", ("nationale", "landelijk", "landelijke", "national")),
    Name("level", Level.europees, "Europees", ("Europese", "European")),
)
KNOWLEDGE: Final = (
    Name("knowledge", KnowledgeType.praktijkkennis, "praktijkkennis", ("uit de praktijk", "practical knowledge")),
    Name("knowledge", KnowledgeType.onderzoekskennis, "onderzoekskennis", ("uit onderzoek", "research knowledge")),
    Name("knowledge", KnowledgeType.beleidskennis, "beleidskennis", ("policy knowledge",)),
    Name("knowledge", KnowledgeType.proceskennis, "proceskennis", ("process knowledge",)),
    Name("knowledge", KnowledgeType.methodologische_kennis, "methodologische kennis", ("methodological knowledge",)),
    Name("knowledge", KnowledgeType.transitiekennis, "transitiekennis", ("transition knowledge",)),
    Name("knowledge", KnowledgeType.materiekennis, "materiekennis", ("subject knowledge",)),
)


_kept: deque[tuple[Atlas, Vocabulary]] = deque(maxlen=4)
"""The latest, each with the map that it is of: one is in use, or one for each group that sees other words."""


def vocabulary(atlas: Atlas) -> Vocabulary:
    """Return the names of the map's regions and themes, and what else has a name here.

    Maps that say the same have one and the same, whoever read them.
    """
    kept = tuple(_kept)
    known = next((each for of, each in kept if of is atlas), None)
    known = known or next((each for of, each in kept if of == atlas), None)
    if known is None:
        known = _made(atlas)
        _kept.append((atlas, known))
    return known


@lru_cache(1 << 13)
def fold(name: str) -> str:
    """A name as names are compared. Those of the field are the same on every map."""
    return text.fold(name)


def _made(atlas: Atlas) -> Vocabulary:
    regions: dict[int, list[str]] = {}
    themes: dict[int, list[str]] = {}
    for names, ids in ((regions, atlas.region_names), (themes, atlas.theme_names)):
        for folded, id_ in ids.items():
            names.setdefault(id_, []).append(atlas.spellings[folded])
    for called in regions.values():
        called.extend(word for name in (*called,) for word in gazetteer.said_of(name))
    near: dict[int, list[int]] = {}
    others = [*_terms(atlas, themes, near)]
    return Vocabulary(
        names=(
            *(Name("region", id_, region.name, tuple(regions.get(id_, ()))) for id_, region in atlas.regions.items()),
            *(
                Name("theme", id_, theme.name, tuple(themes.get(id_, ())), tuple(near.get(id_, ())))
                for id_, theme in atlas.themes.items()
            ),
            *others,
            *LEVELS,
            *KNOWLEDGE,
        ),
        regions={id_: tuple(sorted(region.parents)) for id_, region in atlas.regions.items()},
        themes={id_: (theme.parent,) for id_, theme in atlas.themes.items() if theme.parent is not None},
    )


def _terms(atlas: Atlas, themes: dict[int, list[str]], near_to: dict[int, list[int]]) -> Iterator[Name]:
    """What is no theme. The other names of what a theme goes by too become names of that theme, and what it is near."""
    told: set[str] = set()
    for term in (*atlas.terms, *terms.of_the_field()):
        called = (term.name, *term.also)
        folded = [fold(name) for name in called]
        theme = next((atlas.theme_names[each] for each in folded if each in atlas.theme_names), None)
        others = [
            name for name, each in zip(called, folded, strict=True) if each not in told | atlas.region_names.keys()
        ]
        told.update(folded)
        if theme is not None:
            fresh = (name for name in others if fold(name) not in atlas.theme_names and name not in term.capitals)
            themes.setdefault(theme, []).extend(fresh)
            near_to.setdefault(theme, []).extend(each for each in _known(atlas, term.near) if each != theme)
        elif others:
            near = [*([term.theme] if term.theme else []), *_known(atlas, term.near)]
            capitals = frozenset(fold(name) for name in term.capitals)
            yield Name(
                "term", f"{term.kind} {term.id or term.name}", others[0], tuple(others[1:]), tuple(near), capitals
            )


def _known(atlas: Atlas, names: Iterable[str]) -> Iterator[int]:
    """The themes of these names that this Café has."""
    for name in names:
        theme = atlas.theme_names.get(fold(name))
        if theme is not None:
            yield theme
