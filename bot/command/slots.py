"""Finds what a line names beside what it wants: numbers of things, regions, themes, organisations, networks, people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.command.kind import Kind
from bot.language.sentence import Name, Vocabulary
from storage.search.analyser import tokens

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""What people and their phones write between a letter and a number."""

_WORDS = {"region": "region", "theme": "theme", "organisation": "org", "network": "net", "member": "name"}
"""What a sample calls what a vocabulary calls otherwise. Levels and kinds of knowledge stay the words that they are."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something named in a line: what samples call it, how a command is told it, and where it stands."""

    word: str
    value: str
    start: int
    end: int


def slots(
    text: str, kinds: Iterable[Kind[object]], vocabulary: Vocabulary, names: Iterable[Name], common: frozenset[str]
) -> list[Slot]:
    """Return what a line names, in order, none overlapping.
    Words that are `common` in samples are no theme by themselves.
    """
    found = [*_numbers(text, kinds), *_names(text, Vocabulary(names), common), *_names(text, vocabulary, common)]
    taken: list[Slot] = []
    # A number beats a name, and a longer name a shorter one.
    for slot in sorted(found, key=lambda each: (len(each.word) > 1, each.start - each.end)):
        if all(slot.end <= other.start or other.end <= slot.start for other in taken):
            taken.append(slot)
    return sorted(taken, key=lambda each: each.start)


def words_of(text: str, found: Iterable[Slot]) -> tuple[str, ...]:
    """Return the words of a line, with what it names in place of the names: as samples are written."""
    said: list[str] = []
    at = 0
    for slot in found:
        said += [token.word for token in tokens(text[at : slot.start])]
        said.append(f"{{{slot.word}}}")
        at = slot.end
    asks = ("?",) if text.rstrip().endswith("?") else ()
    return (*said, *(token.word for token in tokens(text[at:])), *asks)


def _numbers(text: str, kinds: Iterable[Kind[object]]) -> Iterator[Slot]:
    """K-12, k12, K 12 with any hyphen; a letter that roads have too (A28, N35) only with one."""
    by_letter = {kind.letter.casefold(): kind for kind in kinds}
    for match in re.finditer(rf"(?<!\w)([a-z])\s?([{HYPHENS}]?)\s?(\d{{1,9}})(?!\w)", text, re.IGNORECASE):
        kind = by_letter.get(match[1].casefold())
        alone = not (text[: match.start()] + text[match.end() :]).strip(" ?!.,")
        if kind is not None and (match[2] or alone or match[1].casefold() not in _ROADS):
            yield Slot(kind.letter, kind.number(int(match[3])), match.start(), match.end())


_ROADS = frozenset("abdens")
"""Letters that stand before a number for something else than ours: A28, B1, D66, E10, N35, S100."""


def _names(text: str, vocabulary: Vocabulary, common: frozenset[str]) -> Iterator[Slot]:
    said = list(tokens(text))
    for name, first, last in vocabulary.named(said):
        if name.kind not in _WORDS:
            continue
        if name.kind == "theme" and last - first == 1 and said[first].word in common:
            continue
        yield Slot(_WORDS[name.kind], name.name, said[first].start, said[last - 1].end)
