"""Reads a filter from a few words: "leernetwerken water in Overijssel"."""

from dataclasses import dataclass

from bot.command.labels import NETWORK_KINDS
from bot.language.sentence import Name, Vocabulary, understand
from storage.search.analyser import content, tokens
from storage.search.stopwords import CHAT
from storage.vocabulary import Level, NetworkKind

LONGEST = 500
"""Characters of a filter: what a search takes too."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """What a few words ask for: regions and themes as named, not yet widened to what lies below; and what is left."""

    regions: frozenset[int]
    themes: frozenset[int]
    kinds: frozenset[NetworkKind]
    levels: frozenset[Level]
    words: tuple[str, ...]


def filtered(text: str, vocabulary: Vocabulary) -> Filtered:
    """Tell what the words name, and the words that are left."""
    text = text[:LONGEST]
    of_places = understand(text, vocabulary)
    of_kinds = understand(text, _KINDS)
    said: set[str] = set()
    for name in (*of_places.named, *of_kinds.named):
        if name.kind != "knowledge":
            said.update(token.word for form in (name.name, *name.also) for token in tokens(form))
    left = tuple(word for word in content(text) if word not in said and word not in _EMPTY)
    telling = tuple(word for word in left if word not in CHAT)
    return Filtered(
        of_places.ids("region"),
        of_places.ids("theme"),
        frozenset(NetworkKind(value) for value in of_kinds.values("kind")),
        frozenset(Level(value) for value in of_places.values("level")),
        telling if telling or said else left,
    )


def paged(text: str) -> tuple[str, int]:
    """Return a filter, and the page asked for, from 1: "flevoland p2"."""
    head, _gap, last = text.strip().rpartition(" ")
    if last[:1] in ("p", "P") and last[1:].isdecimal() and len(last) < 6:
        return head, max(1, int(last[1:]))
    return text.strip(), 1


_EMPTY = frozenset(
    {"netwerk", "netwerken", "networks", "network", "alle", "all", "vragen", "questions", "thema", "regio", "werken"}
)


_KINDS = Vocabulary(Name("kind", kind.value, kind.value, NETWORK_KINDS.names(kind)) for kind in NetworkKind)
