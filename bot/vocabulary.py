"""The names that a sentence may hold: what the atlas knows, and the kinds, levels and knowledge types."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.labels import label_of
from bot.search_sentence import Name, Vocabulary, understand
from bot.wording import LANGUAGES, Language
from storage.atlas import Atlas
from storage.search.analyser import content, tokens
from storage.vocabulary import KnowledgeType, Level, NetworkKind

ALSO = {
    NetworkKind.community_of_practice: ("CoP", "communities of practice"),
    NetworkKind.maatschappelijk_initiatief: (
        "bewonersinitiatief",
        "burgerinitiatief",
        "maatschappelijke initiatieven",
        "initiatief",
        "initiatieven",
    ),
    NetworkKind.leernetwerk: ("leerkring", "leerkringen", "leernetwerken"),
    NetworkKind.kennisnetwerk: ("kennisnetwerken",),
    NetworkKind.regionale_kennishub: ("kennishub", "kennishubs", "hub", "hubs", "regionale kennishubs"),
    NetworkKind.programma: ("programma's",),
    NetworkKind.gebiedswerkplaats: ("gebiedswerkplaatsen", "werkplaats", "werkplaatsen"),
    Level.nationaal: ("landelijk", "landelijke", "nationale"),
    Level.regionaal: ("regionale",),
    Level.lokaal: ("lokale",),
    Level.europees: ("europese",),
}
"""What else people call a kind or level, when they filter by it."""


def of(atlas: Atlas) -> Vocabulary:
    """Regions and themes with all their names, and knowledge types."""
    also: dict[tuple[str, int], list[str]] = {}
    for folded, region in atlas.region_names.items():
        also.setdefault(("region", region), []).append(atlas.spellings[folded])
    for folded, theme in atlas.theme_names.items():
        also.setdefault(("theme", theme), []).append(atlas.spellings[folded])
    names = [
        *(
            Name("region", each.id, each.name, _but(each.name, also["region", each.id]))
            for each in atlas.regions.values()
        ),
        *(Name("theme", each.id, each.name, _but(each.name, also["theme", each.id])) for each in atlas.themes.values()),
        *(Name("knowledge", each.value, each.value) for each in KnowledgeType),
    ]
    return Vocabulary(
        names,
        regions={each.id: tuple(sorted(each.parents)) for each in atlas.regions.values()},
        themes={each.id: (each.parent,) if each.parent else () for each in atlas.themes.values()},
    )


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a few words ask for: regions and themes as named, not yet widened to what lies below; and what is left."""

    regions: frozenset[int]
    themes: frozenset[int]
    kinds: frozenset[NetworkKind]
    levels: frozenset[Level]
    words: tuple[str, ...]


def filtered(text: str, vocabulary: Vocabulary) -> Filtered:
    """Read a filter: "leernetwerken water in Overijssel"."""
    of_places = understand(text, vocabulary)
    of_kinds = understand(text, _KINDS)
    said: set[str] = set()
    for name in (*of_places.named, *of_kinds.named):
        if name.kind != "knowledge":
            said.update(token.word for form in (name.name, *name.also) for token in tokens(form))
    return Filtered(
        of_places.ids("region"),
        of_places.ids("theme"),
        frozenset(NetworkKind(value) for value in of_kinds.values("kind")),
        frozenset(Level(value) for value in of_kinds.values("level")),
        tuple(word for word in content(text) if word not in said and word not in _EMPTY),
    )


_EMPTY = frozenset(
    {"netwerk", "netwerken", "networks", "network", "alle", "all", "vragen", "questions", "thema", "regio"}
)


def _names(kind: str, values: type[StrEnum]) -> Iterator[Name]:
    for value in values:
        labels = {Language(code).text(label_of(value)) for code in LANGUAGES}
        yield Name(kind, value.value, value.value, (*sorted(labels), *ALSO.get(value, ())))


_KINDS = Vocabulary([*_names("kind", NetworkKind), *_names("level", Level)])


def _but(name: str, names: list[str]) -> tuple[str, ...]:
    return tuple(other for other in names if other != name)
