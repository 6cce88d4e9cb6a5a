"""Collects the names that a question can hold, from the map of the Café."""

from collections.abc import Iterable
from typing import Final

from bot.language.sentence import Name, Vocabulary
from storage.atlas import Atlas
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


def vocabulary(atlas: Atlas, more: Iterable[Name] = ()) -> Vocabulary:
    """Return the names of the map's regions and themes, and `more`: organisations, people, terms.
    Keep it with the atlas.
    """
    regions: dict[int, list[str]] = {}
    themes: dict[int, list[str]] = {}
    for names, ids in ((regions, atlas.region_names), (themes, atlas.theme_names)):
        for folded, id_ in ids.items():
            names.setdefault(id_, []).append(atlas.spellings[folded])
    return Vocabulary(
        names=(
            *(Name("region", id_, region.name, tuple(regions.get(id_, ()))) for id_, region in atlas.regions.items()),
            *(Name("theme", id_, theme.name, tuple(themes.get(id_, ()))) for id_, theme in atlas.themes.items()),
            *LEVELS,
            *KNOWLEDGE,
            *more,
        ),
        regions={id_: tuple(sorted(region.parents)) for id_, region in atlas.regions.items()},
        themes={id_: (theme.parent,) for id_, theme in atlas.themes.items() if theme.parent is not None},
    )
