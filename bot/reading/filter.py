"""Reads a filter from a few words: "leernetwerken water in Overijssel", "nog niet beantwoord"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, cast

from bot.chat.texts import Msg
from bot.command.labels import LEVELS, NETWORK_KINDS, Labels
from bot.language.sentence import Vocabulary, understand
from storage.atlas import Atlas
from storage.search.analyser import Token, content, tokens
from storage.search.stopwords import CHAT

E = TypeVar("E", bound=StrEnum)

OF_NETWORKS: tuple[Labels[Any], ...] = (NETWORK_KINDS, LEVELS)
"""The closed sets that networks are told apart by."""
LONGEST = 500
"""Characters of a filter: what a search takes too."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a few words ask for: regions and themes as named, not yet widened to what lies below; and what is left."""

    regions: frozenset[int]
    themes: frozenset[int]
    words: tuple[str, ...]
    """What is no name of ours. It is looked for or named, never dropped."""
    labels: tuple[Labels[Any], ...] = ()
    values: Mapping[type[StrEnum], frozenset[Any]] = field(default_factory=dict)
    """What is wanted of each closed set; nothing where any will do."""
    no_regions: frozenset[int] = frozenset()
    """What is left out: "behalve Twente"."""
    no_themes: frozenset[int] = frozenset()

    def regions_in(self, atlas: Atlas) -> frozenset[int] | None:
        """Return the regions that are meant, with what lies in them; None for any."""
        if not self.regions and not self.no_regions:
            return None
        meant = atlas.within(self.regions) if self.regions else frozenset(atlas.regions)
        return meant - atlas.within(self.no_regions)

    def themes_in(self, atlas: Atlas) -> frozenset[int] | None:
        """Return the themes that are meant, with those below them; None for any."""
        if not self.themes and not self.no_themes:
            return None
        meant = atlas.beneath(self.themes) if self.themes else frozenset(atlas.themes)
        return meant - atlas.beneath(self.no_themes)

    def of(self, kind: type[E]) -> frozenset[E]:
        """Tell what is wanted of a closed set; nothing where any will do."""
        return cast("frozenset[E]", self.values.get(kind, frozenset()))

    def told(self, atlas: Atlas) -> list[str | Msg]:
        """Say the filter as it was understood."""
        parts: list[str | Msg] = [
            *(each[value] for each in self.labels for value in sorted(self.of(each.kind))),
            *(atlas.themes[theme].name for theme in sorted(self.themes)),
            *(atlas.regions[region].name for region in sorted(self.regions)),
            *self.words,
        ]
        spaced: list[str | Msg] = []
        for part in parts:
            spaced += [", ", part] if spaced else [part]
        return spaced


def filtered(text: str, vocabulary: Vocabulary, labels: Sequence[Labels[Any]] = OF_NETWORKS) -> Filtered:
    """Tell what the words name of the map and of these closed sets, and the words that are left."""
    text = text[:LONGEST]
    of_places = understand(text, vocabulary)
    said: set[str] = set()
    for name in (*of_places.named, *of_places.refused):
        if name.kind in ("region", "theme"):
            said.update(token.word for form in (name.name, *name.also) for token in tokens(form))
    values: dict[type[StrEnum], frozenset[Any]] = {}
    words = list(tokens(text))
    for each in labels:
        wanted, named = _wanted(words, each)
        said |= named
        if wanted:
            values[each.kind] = wanted
    left = tuple(word for word in content(text) if word not in said and word not in _EMPTY | _NOT)
    telling = tuple(word for word in left if word not in CHAT)
    return Filtered(
        of_places.ids("region"),
        of_places.ids("theme"),
        telling if telling or said else left,
        tuple(labels),
        values,
        of_places.not_meant("region"),
        of_places.not_meant("theme"),
    )


def spoken(text: str, labels: Iterable[Labels[Any]]) -> Iterator[str]:
    """Say the values of these sets that a sentence names, as a filter does: "niet beantwoord"."""
    words = list(tokens(text[:LONGEST]))
    for each in labels:
        for _value, start, end, refused in _named(words, each):
            yield " ".join((*(("niet",) if refused else ()), *(token.word for token in words[start:end])))


def instead(text: str, said: str, labels: Iterable[Labels[Any]]) -> str:
    """A filter with what is `said` now in place of the values of the same sets before."""
    for each in labels:
        if any(True for _ in spoken(said, (each,))):
            words = list(tokens(text))
            for _value, start, end, _no in reversed([*_named(words, each)]):
                text = text[: words[start].start] + text[words[end - 1].end :]
    return " ".join(f"{text} {said}".split())


def _wanted(words: Sequence[Token], labels: Labels[E]) -> tuple[frozenset[E], set[str]]:
    """Tell what is wanted of a set, all but what is refused if it is said like that; and the words that say so."""
    wanted: set[E] = set()
    refused: set[E] = set()
    said: set[str] = set()
    for value, start, end, no in _named(words, labels):
        (refused if no else wanted).add(value)
        said.update(token.word for token in words[start:end])
    if refused and not wanted:
        wanted = set(labels.labels) - refused
    return frozenset(wanted), said


def _named(words: Sequence[Token], labels: Labels[E]) -> Iterator[tuple[E, int, int, bool]]:
    """The values that are named, where, and whether with a "niet" before them; of overlapping names the longest."""
    forms = labels.forms
    longest = max(map(len, forms), default=0)
    at = 0
    while at < len(words):
        end = at + 1
        for count in range(min(longest, len(words) - at), 0, -1):
            value = forms.get(tuple(token.word for token in words[at : at + count]))
            if value is not None:
                before = {token.word for token in words[max(0, at - NEAR) : at]}
                yield value, at, at + count, not before.isdisjoint(_NOT)
                end = at + count
                break
        at = end


NEAR = 2
"""Words before a value among which a "niet" speaks of it: "niet meer open"."""
_NOT = frozenset(
    "niet geen niemand nooit zonder not non no never nobody without behalve except".split()  # noqa: SIM905  # reads better
)


def paged(text: str) -> tuple[str, int]:
    """Return a filter, and the page asked for, from 1: "flevoland p2"."""
    head, _gap, last = text.strip().rpartition(" ")
    if last[:1] in ("p", "P") and last[1:].isdecimal() and len(last) < 6:
        return head, max(1, int(last[1:]))
    return text.strip(), 1


_EMPTY = frozenset(
    """netwerk netwerken networks network alle all vragen questions vraag question kennisvragen leervragen thema regio
    werken rond rondom omtrent gebied welke zijn ligt liggen staan staat loopt lopen lijst overzicht laten zien toon
    laat andere ander graag regarding list show there those lijstje nog niemand
    houden houdt bezighouden houd around near gaan doen liefst binnenkort
    still yet speelt spelen leeft leven lang langer gesteld stellen beantwoorden vinden bestaan""".split()  # noqa: SIM905  # reads better
)
"""What says nothing of which things are wanted."""
