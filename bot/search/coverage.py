"""Tells how much of a need a text carries: by whole words, and not by letters that happen to be alike.

A need is a number of pieces, each worth how rare it is in this corpus. A text carries a piece that has its word: in any
form of it, in Dutch for English, as the beginning or a known part of a compound of its own, or as a synonym, of which
all words must be there. Where words name a theme, the subject must be about that theme, or one below it.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Self

from rapidfuzz.distance import OSA

from bot.language.english import in_english, reads_english
from bot.language.names import Vocabulary, name_stem
from bot.language.sentence import Sentence, Wanted
from bot.language.slips import is_slip
from bot.search.compounds import halves, heads
from bot.search.light import VERB, is_light_verb
from storage.search.analyser import content, stem
from storage.search.forms import akin
from storage.search.lexicon import Lexicon
from storage.search.stopwords import CHAT

HALF: Final = 0.5
"""How much of a need must be carried for a text to be exactly about it."""
UNKNOWN: Final = 1.25
"""What a word is worth that the corpus does not have, against the rarest that it has."""
BESIDE: Final = 0.5
"""What a word counts that names a theme, in a text of somebody who is about other themes."""
BEGIN: Final = 5
"""Letters of a word that may be the beginning of a longer one."""
END: Final = 6
"""Letters of a word that may be the end of one."""
MENDED: Final = 7
"""Letters of any word that may be misspelt: boeken are no boeren."""
UNHEARD: Final = 8
"""Letters of one that nobody here ever wrote, which may be a word of a single text with a slip."""
STORY: Final = 4
"""Pieces of a need that tell more than one matter: what nobody here ever wrote of it may be no matter at all."""
TELLING: Final = 7
"""Pieces of a need that are looked at, rarest first: nobody's text holds half of a long story."""

IN_ENGLISH: Final = 0.5
"""How much the English for a Dutch word counts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a need, and all by which a text carries it."""

    word: str
    worth: float
    stems: frozenset[str]
    """Any of these will do ..."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """... or one of these, one word after another ..."""
    together: tuple[frozenset[str], ...] = ()
    """... or all of one of these, wherever they stand."""
    english: tuple[tuple[str, ...], ...] = ()
    """... or the English for it, in an English text."""
    written: frozenset[str] = frozenset()
    """An English word as it is written, as one and as many: the stems of Dutch would take cars for care."""
    begins: str = ""
    """With what a longer word may begin."""
    misspelt: str = ""
    """The word, where nobody here ever wrote it and it is long."""
    themes: frozenset[int] = frozenset()
    """That it names, with those below ..."""
    akin: frozenset[int] = frozenset()
    """... and those in line with them: above, and below what is right above."""

    def within(self, text: "Words") -> bool:
        """Whether a text has it."""
        if not (self.stems.isdisjoint(text.roots) and self.stems.isdisjoint(text.parts)):
            return True
        if not self.written.isdisjoint(text.words):
            return True
        if self.begins and any(self.in_compound(word) for word in text.words):
            return True
        if any(self._holds(each, text) for each in self.together) or any(map(self.is_slip_of, text.words)):
            return True
        if any(text.english.issuperset(phrase) for phrase in self.english):
            return True
        return any(text.holds(phrase) for phrase in self.phrases)

    def _holds(self, parts: frozenset[str], text: "Words") -> bool:
        """Whether a text has the parts of a compound; of one that has a name of its own as words, or waterstof would be
        any stof and water.
        """
        if parts <= text.roots:
            return True
        return not self.phrases and parts <= text.all and not parts.isdisjoint(text.roots)

    def is_slip_of(self, word: str) -> bool:
        """Whether it is that word with one slip."""
        if not self.misspelt or word[0] != self.misspelt[0] or abs(len(word) - len(self.misspelt)) > 1:
            return False
        return OSA.distance(word, self.misspelt, score_cutoff=1) <= 1

    def in_compound(self, word: str) -> bool:
        """Whether a word begins with it, or ends with it where it is long: hennep of vezelhennep."""
        ends = len(self.begins) >= END and len(word) >= len(self.begins) + 3  # no part is shorter
        return bool(self.begins) and (word.startswith(self.begins) or (ends and word.endswith(self.begins)))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: as they are, their stems, and the stems of the parts of compounds among them."""

    words: frozenset[str]
    roots: frozenset[str]
    parts: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Stems that stand one after another, but for words that say nothing."""
    english: frozenset[str] = frozenset()
    """The stems of those of its sentences that are English."""

    @property
    def all(self) -> frozenset[str]:
        return self.roots | self.parts

    @classmethod
    def of(cls, texts: Iterable[str], lexicon: Lexicon) -> Self:
        texts = [*texts]
        said = [_content(text) for text in texts]
        words = frozenset(word for each in said for word in each)
        pairs = frozenset(pair for each in said for pair in pairwise(map(stem, each)))
        parts = frozenset(stem(part) for word in words for part in lexicon.split(word))
        roots = frozenset(map(stem, words))
        return cls(words, roots, parts, pairs, roots if reads_english(" ".join(texts)) else frozenset())

    def __or__(self, other: "Words") -> "Words":
        return Words(
            self.words | other.words,
            self.roots | other.roots,
            self.parts | other.parts,
            self.pairs | other.pairs,
            self.english | other.english,
        )

    def holds(self, phrase: tuple[str, ...]) -> bool:
        """Whether these stems stand one after another."""
        return phrase[0] in self.roots and self.pairs.issuperset(pairwise(phrase))


@lru_cache(1 << 12)  # the same texts are looked at for one need after another
def _content(text: str) -> tuple[str, ...]:
    return tuple(content(text))


class Need:
    """The pieces of a sentence."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._every = sorted(pieces, key=lambda piece: -piece.worth)
        self.pieces = tuple(self._every[:TELLING])
        self.unknown = tuple(piece.word for piece in self.pieces if piece.worth == UNKNOWN and not piece.themes)
        self._whole = math.fsum(piece.worth for piece in self.pieces)

    def carried(self, text: Words, themes: Collection[int]) -> float:
        """How much of the need one subject carries that is about these themes, from 0 to 1.

        Nothing when the need names a theme, and the subject has neither that nor a word of it.
        """
        of = {piece: _carries(piece, text, themes) for piece in self.pieces}
        named = [piece for piece in self.pieces if piece.themes]
        if not of or (named and not any(of[piece] for piece in named)):
            return 0.0
        return math.fsum(piece.worth * carried for piece, carried in of.items()) / self._whole

    def known(self) -> "Need | None":
        """Of a story, the need without the words that nobody here ever wrote; None when it tells no more than that."""
        known = [piece for piece in self._every if piece.worth < UNKNOWN or piece.themes]
        tells = any(piece.themes or len(piece.word) >= MENDED for piece in known)
        if len(self._every) < STORY or len(known) == len(self._every) or not tells:
            return None
        return Need(known)


def _carries(piece: Piece, text: Words, themes: Collection[int]) -> float:
    if not piece.themes.isdisjoint(themes):
        return 1.0
    said = piece.within(text)
    return BESIDE * said if piece.themes and themes and piece.akin.isdisjoint(themes) else float(said)


def pieces_of(
    sentence: Sentence, vocabulary: Vocabulary, lexicon: Lexicon, rows: Mapping[str, float]
) -> Iterator[Piece]:
    """`rows` tells of each stem how telling it is, from 0 to 1; those that the corpus lacks are not in it."""
    by_instead: dict[str, list[Wanted]] = {}
    for wanted in sentence.wanted:
        if wanted.instead_of is not None and wanted.how in {"translation", "fuzzy", "stem"}:
            by_instead.setdefault(wanted.instead_of, []).append(wanted)
    phrases, english, places = _phrases(sentence), sentence.translated, _places(sentence)
    for wanted in sentence.wanted:
        if wanted.aside or wanted.instead_of is not None or wanted.word in CHAT - phrases.keys():
            continue
        others = [other for said, found in by_instead.items() if wanted.word in said.split() for other in found]
        meant = (each for each in others if each.how != "fuzzy" or _is_slip_for(wanted.word, each.word, lexicon))
        own = english and wanted.word in english and not _is_dutch(wanted.word, others)
        stems = {
            *(() if own else (stem(wanted.word),)),
            *(stem(each.word) for each in meant),
            *map(stem, akin(wanted.word)),
            *_without_light(wanted.word, vocabulary, rows),
        }
        known = max((rows[each] for each in (*stems, stem(wanted.word)) if each in rows), default=UNKNOWN)
        somewhere = wanted.word in places
        ids = frozenset() if somewhere else _themes(sentence, wanted.word)
        yield Piece(
            wanted.word,
            known * (VERB if (is_light_verb(wanted.word) and not ids) or somewhere else 1),
            frozenset(stems),
            phrases.get(wanted.word, ()),
            tuple(_in_parts_of({wanted.word, *(each.word for each in others)}, lexicon, rows)),
            tuple(_in_english(wanted.word, rows)),
            frozenset(_one_and_many(wanted.word)) if own else frozenset(),
            wanted.word if len(wanted.word) >= BEGIN else "",
            wanted.word if known == UNKNOWN and len(wanted.word) >= UNHEARD else "",
            vocabulary.beneath(ids) if ids else frozenset(),
            _akin(ids, vocabulary),
        )


_PLACE: Final = re.compile(
    r"\b(?:in|op|buiten)\s+(?:de|het|een)\s+(?:\w+se?\s+)?(platteland|buitengebied|stad|binnenstad|dorp|wijk|buurt)\b"
)


def _places(sentence: Sentence) -> frozenset[str]:
    """The words that say in what kind of place: of young people on the platteland it is the matter who they are."""
    said = frozenset(_PLACE.findall(sentence.text.lower()))
    others = sentence.said - said - {word.word for word in sentence.wanted if word.aside} - CHAT
    return said if others else frozenset()


def _is_dutch(word: str, others: Iterable[Wanted]) -> bool:
    return any(each.word == word for each in others)


def _one_and_many(word: str) -> tuple[str, ...]:
    return word, f"{word}s", word.removesuffix("s")


def with_english(sentence: Sentence, rows: Collection[str]) -> Sentence:
    """The sentence with the English for its Dutch words, as far as texts here have that: some are English."""
    said = {word.word for word in sentence.wanted}
    added: dict[str, Wanted] = {}
    for wanted in sentence.wanted:
        if wanted.instead_of is None and not wanted.aside:
            for phrase in in_english(wanted.word):
                if all(stem(word) in rows for word in phrase):
                    for word in phrase:
                        added.setdefault(word, Wanted(word, IN_ENGLISH / len(phrase), wanted.word, "synonym"))
    fresh = (wanted for word, wanted in added.items() if word not in said)
    return replace(sentence, wanted=(*sentence.wanted, *fresh))


def english_of(sentence: Sentence) -> frozenset[str]:
    """The stems of the English for the Dutch words of a sentence."""
    said = (wanted.word for wanted in sentence.wanted if wanted.instead_of is None and not wanted.aside)
    return frozenset(stem(word) for each in said for phrase in in_english(each) for word in phrase)


def _in_english(word: str, rows: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    for phrase in in_english(word):
        stems = tuple(map(stem, phrase))
        if rows.keys() >= set(stems):
            yield stems


def _is_slip_for(word: str, meant: str, lexicon: Lexicon) -> bool:
    """Whether one may stand for the other: of a few letters only where it is spelled as no word is."""
    return len(word) >= MENDED or (is_slip(word, meant) and not lexicon.looks_written(word))


def _phrases(sentence: Sentence) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each word that names something, the other names of it: of one of several words all must be there."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for stretch in sentence.stretches:
        if stretch.name.kind in {"theme", "term", "organisation"}:
            forms = tuple(
                tuple(map(stem, words))
                for form in (stretch.name.name, *stretch.name.also)
                if (words := content(form)) and form not in stretch.name.capitals
            )
            for word in stretch.words:
                found[word] = (*found.get(word, ()), *forms)
    return found


def _themes(sentence: Sentence, word: str) -> frozenset[int]:
    return frozenset(
        stretch.name.id
        for stretch in sentence.stretches
        if stretch.name.kind == "theme" and word in stretch.words and isinstance(stretch.name.id, int)
    )


def _akin(themes: frozenset[int], vocabulary: Vocabulary) -> frozenset[int]:
    right_above = [above for theme in themes for above in vocabulary.themes.get(theme, ())]
    every = {above for theme in themes for above in vocabulary.themes.above(theme)}
    return vocabulary.beneath(right_above) | every if right_above else frozenset()


def _in_parts_of(words: Iterable[str], lexicon: Lexicon, rows: Mapping[str, float]) -> Iterator[frozenset[str]]:
    for word in words:
        if stem(word) not in rows:
            yield from _compound(word, lexicon, rows)


def _compound(word: str, lexicon: Lexicon, rows: Mapping[str, float]) -> Iterator[frozenset[str]]:
    """The parts of a compound, which carry it together: as common words have it, or two that the corpus has."""
    parts = frozenset(map(stem, lexicon.split(word)))
    if len(parts) > 1 and _EMPTY.isdisjoint(parts):
        yield parts
    yield from (frozenset(both) for both in halves(word) if rows.keys() >= set(both) and _telling(both))


def _telling(both: tuple[str, str]) -> bool:
    """Whether two halves are of some matter: kaartspel is about no map on which something is said to play."""
    return both[0] != both[1] and _EMPTY.isdisjoint(both)


_EMPTY: Final = frozenset(map(stem, CHAT))


def _without_light(word: str, vocabulary: Vocabulary, rows: Mapping[str, float]) -> Iterator[str]:
    """What a compound is about whose last part only says what is done with it, where the corpus has that.

    Of one that is about a theme, the theme is near: bodemdaling is not bodem.
    """
    for head in heads(word):
        if stem(head) in rows and name_stem(head) not in vocabulary.themes_of_one_word:
            yield stem(head)


def telling(rows: Mapping[str, int], whole: int) -> dict[str, float]:
    """How telling each stem is that occurs in so many of `whole` rows, from 0 to 1."""
    most = math.log1p(whole)
    return {root: math.log1p(whole / count) / most for root, count in rows.items() if count and most}
