"""Reads and offers how wide a need is looked for: "alleen netwerken", "alleen Twente", "heel Overijssel"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from bot.chat.texts import Msg, _
from bot.language.refusals import refused as refused_in
from bot.language.sentence import Vocabulary
from bot.search.findable import Findable, findables
from bot.search.kept import THERE
from bot.search.search import Hit
from bot.topic import Topics
from storage.atlas import Atlas
from storage.search.analyser import tokens

_WHERE = r"(?:in|rond|uit|van|voor|over|from|around|for)\s+(?:(?:heel|hele|all of)\s+)?"
_ONLY = re.compile(rf"\b(?:alleen|only)\s+(?P<where>{_WHERE})?$", re.IGNORECASE)
_BEFORE = re.compile(rf"[\s,]*\b(?:(?:alleen|only)\s+{_WHERE}|(?:alleen|only)\s+|{_WHERE})$", re.IGNORECASE)


class Kinds:
    """The kinds of things that are found, and what people call them who want one of these only."""

    def __init__(self, found: Sequence[Findable[Any]]) -> None:
        self.found = tuple(found)
        self.all = frozenset(each.kind for each in found)
        self._knowing = frozenset(each.kind for each in found if each.knows)
        self._by_word = {word: each.kind for each in found for word in each.words}
        named = "|".join(map(re.escape, self._by_word)) or "(?!)"
        self.only = re.compile(rf"[\s,]*\b(?:alleen|only)\s+({named})\b", re.IGNORECASE)
        self._first = re.compile(
            rf"^({named})\s+(?=(?:over|in|rond|voor|met|about|on|for|around|with)\b)", re.IGNORECASE
        )

    def knowing(self, wanted: frozenset[str]) -> frozenset[str]:
        """Return those of some kinds that know or answer something; all of them when only mentions are wanted."""
        return wanted & self._knowing or wanted

    def of(self, text: str) -> frozenset[str]:
        """Return those that a text wants; all when it names none."""
        named = self.only.search(text) or self._first.search(text)
        return frozenset({self._by_word[named[1].lower()]}) if named else self.all


@cache
def kinds_of(topics: Topics) -> Kinds:
    """Return those of all topics."""
    return Kinds(findables(topics))


@dataclass(frozen=True, slots=True)
class Scope:
    """A need without the words that say how wide to look, and what these say."""

    need: str
    kinds: frozenset[str]
    only_there: bool = False


def scope(text: str, vocabulary: Vocabulary, kinds: Kinds) -> Scope:
    """Tell what "bodem alleen in Twente alleen netwerken" says."""
    rest = kinds.only.sub("", text)
    only_there = False
    for start, _end in reversed([*_mentions(rest, vocabulary)]):
        only = _ONLY.search(rest[:start])
        if only:
            only_there = True
            rest = rest[: only.start()] + (only["where"] or "in ") + rest[start:]
    return Scope(rest.strip(), kinds.of(text), only_there)


def of_kind(text: str, word: str, kinds: Kinds) -> str:
    """Return the same need, for one kind only."""
    return f"{kinds.only.sub('', text).rstrip(' ?.!')} alleen {word}"


def elsewhere(text: str, vocabulary: Vocabulary, region: str, kinds: Kinds, *, only: bool = False) -> str:
    """Return the same need in another region, in place of those that it names."""
    kind = kinds.only.search(text)
    rest = kinds.only.sub("", text).rstrip(" ?.!")
    for start, end in reversed([*_mentions(rest, vocabulary)]):
        rest = _BEFORE.sub("", rest[:start]) + rest[end:]
    moved = f"{rest.strip()} {'alleen ' if only else ''}in {region}".strip()
    return f"{moved}{kind[0]}" if kind else moved


def about(text: str, vocabulary: Vocabulary, theme: str) -> str:
    """The same list of another theme, in place of those that it names."""
    rest = text.rstrip(" ?.!")
    for start, end in reversed([*_mentions(rest, vocabulary, "theme")]):
        rest = f"{rest[:start]}{theme}{rest[end:]}"
        theme = ""
    return " ".join(f"{theme} {rest}".split())


def offers(
    text: str,
    regions: frozenset[int],
    hits: Sequence[Hit],
    vocabulary: Vocabulary,
    atlas: Atlas,
    home: frozenset[int],
    kinds: Kinds,
    refused: frozenset[int] = frozenset(),
) -> Iterator[tuple[Msg, str]]:
    """Narrower and wider needs that would give another answer, each with its label. `home`: the asker's own regions."""
    asked = scope(text, vocabulary, kinds)
    there = [hit for hit in hits if hit.region_how in THERE]
    mixed = there and len(there) < len(hits) and not asked.only_there
    near = regions if mixed else home if not regions and len(home) == 1 and len(hits) > 1 else frozenset()
    for each in sorted(near - refused)[:1]:
        name = atlas.regions[each].name
        yield _("Only {region}", region=name), elsewhere(text, vocabulary, name, kinds, only=True)
    for name in around(regions, atlas) if not refused else ():
        yield _("All of {region}", region=name), elsewhere(text, vocabulary, name, kinds)
    seen = {hit.kind for hit in hits}
    for kind in kinds.found:
        if kind.only and kind.kind in seen and len(seen) > 1:
            yield kind.only, of_kind(text, kind.words[0], kinds)


def around(regions: frozenset[int], atlas: Atlas) -> list[str]:
    """Return the nearest of the wider regions that these lie in, and the widest."""
    wider = atlas.around(regions) - regions
    upward = sorted(wider, key=lambda each: (-len(atlas.around([each])), each))
    return [atlas.regions[each].name for each in dict.fromkeys((*upward[:1], *upward[-1:]))]


def _mentions(text: str, vocabulary: Vocabulary, kind: str = "region") -> Iterator[tuple[int, int]]:
    """Yield where a text names a region, also with a slip, or a theme; of names within one another only the longest."""
    unmeant = refused_in(text, vocabulary.named)
    said = list(tokens(unmeant.without(text)))
    at = 0
    names = chain(vocabulary.named(said), vocabulary.misspelled(said))
    found = [(start, end) for name, start, end in names if name.kind == kind]
    for start, end in sorted(set(found), key=lambda span: (span[0], -span[1])):
        if start >= at:
            yield said[start].start, said[end - 1].end
            at = end
