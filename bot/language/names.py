"""Holds the names that a sentence can hold, and the trees that regions and themes stand in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.slips import slipped, sound
from storage.search.analyser import Token, stem, tokens


@dataclass(frozen=True, slots=True)
class Name:
    """Something that a sentence can name. `kind` is region, theme, term, level, knowledge, organisation or member."""

    kind: str
    id: int | str
    name: str
    also: tuple[str, ...] = ()
    """Other names, synonyms and abbreviations."""
    near: tuple[int, ...] = ()
    """Of a term: the themes that it is near."""
    capitals: frozenset[str] = frozenset()
    """Those of its names, folded, that are only meant when they are written in capitals."""


class Tree(dict[int, tuple[int, ...]]):
    """The parents of each node, of which it may have several. It does not change, so what was looked up is kept."""

    def __init__(self, parents: Mapping[int, tuple[int, ...]]) -> None:
        super().__init__(parents)
        self._above: dict[int, Mapping[int, int]] = {}

    def above(self, node: int) -> Mapping[int, int]:
        """Return everything above a node, with the number of steps to it."""
        known = self._above.get(node)
        if known is None:
            known = self._above[node] = self._climb(node)
        return known

    def _climb(self, node: int) -> Mapping[int, int]:
        steps: dict[int, int] = {}
        level, front = 0, {node}
        while front:
            level += 1
            front = {parent for child in front for parent in self.get(child, ())} - steps.keys() - {node}
            steps.update(dict.fromkeys(front, level))
        return steps


_ByWords: TypeAlias = dict[str, list[tuple[int, dict[tuple[str, ...], list[Name]]]]]
"""By its first word and by how many it has, most first: the names that go by such a form."""


class Vocabulary:
    """The names known here, and the trees that regions and themes stand in.

    Made from the tables by whoever asks, and cheap to keep: 1,000 names take a few milliseconds to build.
    """

    def __init__(
        self,
        names: Iterable[Name] = (),
        regions: Mapping[int, tuple[int, ...]] | None = None,
        themes: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        names = [*names]
        self.of = {(name.kind, name.id): name for name in names}
        self.regions = Tree(regions or {})
        self.themes = Tree(themes or {})
        self._forms: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        """Of themes and terms: nobody minds whether they say warmtenet or warmtenetten."""
        for name in names:
            for form in dict.fromkeys((name.name, *name.also)):
                words = _words(form)
                if words:
                    self._forms.setdefault(words[0], []).append((words, name))
                    if name.kind in {"theme", "term"}:
                        stems = tuple(map(name_stem, words))
                        self._stems.setdefault(stems[0], []).append((stems, name))
        self._of_one = {
            first: of_one
            for first, forms in self._forms.items()
            if len(first) >= LONG_ENOUGH
            and (of_one := [name for form, name in forms if len(form) == 1 and name.kind == "region"])
        }
        self._by_words = _by_words(self._forms), _by_words(self._stems)

    def beneath(self, themes: Iterable[int]) -> frozenset[int]:
        """The themes themselves and everything below them."""
        wanted = frozenset(themes)
        return wanted | {theme for theme in self.themes if wanted & self.themes.above(theme).keys()}

    @cached_property
    def themes_of_one_word(self) -> Mapping[str, int]:
        """The themes that are called by one word, by its stem."""
        found: dict[str, int] = {}
        for stems, name in (way for ways in self._stems.values() for way in ways):
            if len(stems) == 1 and name.kind == "theme" and isinstance(name.id, int):
                found.setdefault(stems[0], name.id)
        return found

    @cached_property
    def near_of_one_word(self) -> Mapping[str, tuple[int, ...]]:
        """The themes that terms of one word are near, by the stem of that word."""
        ways = (way for ways in self._stems.values() for way in ways)
        return {stems[0]: name.near for stems, name in ways if len(stems) == 1 and name.kind == "term" and name.near}

    def named(self, words: list[Token]) -> Iterator[tuple[Name, int, int]]:
        """The names in a sentence, longest first from the left, with the first and the last but one token of each."""
        said = [token.word for token in words]
        stems = [name_stem(word) for word in said] if self._stems else []
        at = 0
        while at < len(words):
            end = at + 1
            for each, forms in zip((said, stems), self._by_words, strict=True):
                for count, known in forms.get(each[at], ()) if forms else ():
                    for name in known.get(tuple(each[at : at + count]), ()):
                        end = max(end, at + count)
                        yield name, at, at + count
            at = end

    def misspelled(self, words: list[Token]) -> Iterator[tuple[Name, int, int]]:
        """Yield the regions that a sentence names with one slip: "in Tvente". Only after a word that says where."""
        for at, (before, token) in enumerate(pairwise(words), 1):
            if before.word not in WHERE or len(token.word) < LONG_ENOUGH or token.word in self._forms:
                continue
            for first, _slips, _ in process.extract(
                token.word, self._of_one.keys(), scorer=OSA.distance, score_cutoff=1, limit=None
            ):
                yield from ((name, at, at + 1) for name in self._of_one[first])

    def nearest(self, word: str, *, is_word: bool = True) -> Name | None:
        """The theme or term that is called by one word, of which `word` is one slip away. None when several are.

        Of a few letters it is no slip when it `is_word`, and never when another letter stands in place of one.
        """
        if word[:1].isdigit():
            return None
        if len(word) < NOT_SHORT:
            meant = None if is_word else slipped(word, self._said_in_one)
            return self._of_one_theme[meant] if meant else None
        near = [each for length in (-1, 0, 1) for each in self._by_length.get(len(word) + length, ())]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=2)
        if found:
            return self._of_one_theme[found[0][0]] if len(found) == 1 and found[0][0][0] == word[0] else None
        return self._by_sound.get(sound(word))

    @cached_property
    def _of_one_theme(self) -> Mapping[str, Name]:
        ways = [way for ways in self._forms.values() for way in ways]
        return {form[0]: name for form, name in ways if len(form) == 1 and name.kind in {"theme", "term"}}

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = {}
        for word in self._of_one_theme:
            found.setdefault(len(word), []).append(word)
        return found

    @cached_property
    def _by_sound(self) -> Mapping[str, Name]:
        """Themes and terms that are called by one long word, by how that sounds."""
        found: dict[str, Name] = {}
        for word, name in self._of_one_theme.items():
            if len(word) >= NOT_SHORT:
                found[sound(word)] = found.get(sound(word), name)
        return found

    @cached_property
    def _said_in_one(self) -> frozenset[str]:
        return frozenset(self._of_one_theme)


@lru_cache(1 << 13)
def _words(form: str) -> tuple[str, ...]:
    """The words of a name. Most names are those of the field, in every vocabulary."""
    return tuple(token.word for token in tokens(form))


def _by_words(forms: Mapping[str, list[tuple[tuple[str, ...], Name]]]) -> _ByWords:
    """Looked up, not gone through: a map may have hundreds of names that begin with the same word."""
    found: _ByWords = {}
    for first, ways in forms.items():
        lengths: dict[int, dict[tuple[str, ...], list[Name]]] = {}
        for form, name in sorted(ways, key=lambda way: -len(way[0])):
            lengths.setdefault(len(form), {}).setdefault(form, []).append(name)
        found[first] = list(lengths.items())
    return found


def name_stem(word: str) -> str:
    """Return the stem by which names are known.

    Abbreviations have none, and what is left of bijen is not what stands in "bij ons".
    """
    root = stem(word) if len(word) >= LONG_ENOUGH else word
    return root if len(root) >= LONG_ENOUGH - 1 else word


WHERE = frozenset({"in", "rond", "uit", "around", "from"})
"""What stands before the name of a region."""
LONG_ENOUGH = 5
"""Letters of a name that may be misspelt."""
NOT_SHORT = 7
"""Letters of a word that may be a theme, misspelt."""
COMPASS = frozenset(
    """noord oost zuid west midden noordoost noordwest zuidoost zuidwest noordelijk oostelijk zuidelijk westelijk
    north east south west northern eastern southern western""".split()  # noqa: SIM905  # reads better
)
"""What is said of a part of a region that has no name of its own here: Zuid-Limburg is Limburg, and no Zuid-Holland."""
