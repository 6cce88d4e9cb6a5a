"""Turns text into index terms: the same for a row that is stored and for a sentence that is asked.

Two views of a text are indexed (docs/ranking.md has what each gives):

- `words`: folded words, stemmed, and the parts of compounds; precise.
- `grams`: the four-letter pieces of every word; forgiving of typos, inflection and compounding.

Pure: the only state is a `Lexicon`, which is handed in.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import snowballstemmer

from storage.search.forms import regular
from storage.search.lexicon import Lexicon
from storage.search.stopwords import STOP

_UNSEEN = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
"""What stands within words and is not shown: soft hyphens, marks of width and direction."""
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|\b[^\W\d_]&[^\W\d_]\b|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:['’{_UNSEEN}]+[^\W_]+)*"
)
_UNSEEN_LETTERS = re.compile(f"[{_UNSEEN}]")
_SUFFIXES = frozenset(("s", "n", "en", "er", "tje", "tjes"))
_LONGEST = 40
"""Letters of a word that count; the longest Dutch word in the relevance data has 38."""

TITLE = 2.0
"""How often a word in a title counts. Tried 1 to 4 (docs/ranking.md)."""
PART = 1.0
"""How often a part of a compound counts, against a whole word."""
GRAM = 4
KEY_BITS = 48
"""Of the index key of a term."""


class Token(NamedTuple):
    """A word, folded, and where it stands in the text it came from."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each index key occurs in a text, title and compound parts weighed in."""

    words: dict[int, float] = field(default_factory=dict)
    grams: dict[int, float] = field(default_factory=dict)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of `text`, in order: abbreviations in one piece (`m.e.r.` is mer, `I&W` is ienw)."""
    for match in written(text):
        # Of a longer one nothing counts, and none is to stand in the memory of `normal`.
        if word := normal(match.group()[: 4 * _LONGEST]):
            yield Token(word, match.start(), match.end())


def written(text: str) -> Iterator[re.Match[str]]:
    """Tell where the words of `text` stand, as they are written there."""
    return _TOKEN.finditer(text)


def content(text: str) -> list[str]:
    """Return the words of `text` that carry meaning."""
    said = (normal(match.group()[: 4 * _LONGEST]) for match in written(text))
    return [word for word in said if len(word) > 1 and word not in STOP]


def fold(text: str) -> str:
    """Lower case without accents.

    >>> fold("Fryslân")
    'fryslan'
    """
    # Twice: some signs come apart into capitals (ᴬ), and some capitals into a letter with a mark (İ).
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(1 << 16)
def normal(token: str) -> str:
    """Return the form a written word is known by: folded, without possessives, hyphens and dots.

    >>> normal("regio's"), normal("m.e.r."), normal("I&W")
    ('regio', 'mer', 'ienw')
    """
    word = fold(_UNSEEN_LETTERS.sub("", token)).replace("’", "'")
    if word[:1].isdigit():
        return word.replace(",", ".").replace("'", "")[:_LONGEST]  # an article of law: 2.21 is not 221
    word = word.replace(".", "")
    if len(word) == 3 and word[1] == "&":
        word = f"{word[0]}en{word[2]}"
    head, apostrophe, tail = word.partition("'")
    if apostrophe:
        if tail in _SUFFIXES and len(head) > 1:
            word = head
        elif head in {"d", "l", "n", "s"}:
            word = tail
        else:
            word = head + tail
    return word.replace("'", "")[:_LONGEST]


_stem_word = snowballstemmer.stemmer("dutch_porter").stemWord
_AT_THE_END = {"v": "f", "z": "s"}


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """Return the Dutch stem. Porter's: Snowball's newer one cuts inside words (omgevingswet: omvingswet).

    It ends as the word does when nothing follows: in one consonant, and in f or s.

    >>> stem("wolven"), stem("wolf"), stem("bossen"), stem("bos")
    ('wolf', 'wolf', 'bos', 'bos')
    """
    found = str(_stem_word(regular(word)))
    if len(found) > 3 and found[-1] == found[-2]:
        found = found[:-1]
    return found[:-1] + _AT_THE_END.get(found[-1], found[-1]) if len(found) > 2 else found


@lru_cache(1 << 17)
def word_key(word: str) -> int:
    """Return the index key of a folded word's stem."""
    return stem_key(stem(word))


def stem_key(root: str) -> int:
    """Return the index key of a stem."""
    return _key("w" + root)


@lru_cache(1 << 16)
def gram_keys(word: str) -> tuple[int, ...]:
    """Return the index keys of the pieces of a folded word; its begin and end are marked."""
    return tuple(_key("g" + gram) for gram in grams(word))


@lru_cache(1 << 16)
def grams(word: str) -> tuple[str, ...]:
    """Return the four-letter pieces of a word.

    >>> grams("bodem")
    ('_bod', 'bode', 'odem', 'dem_')
    """
    marked = f"_{word}_"
    return tuple([marked[at : at + GRAM] for at in range(max(1, len(marked) - GRAM + 1))])


def analyse(title: str, text: str, lexicon: Lexicon) -> Terms:
    """Return the terms of a stored row."""
    terms = Terms()
    for passage, weight in ((title, TITLE), (text, 1.0)):
        for word, times in Counter(content(passage)).items():
            _add(terms.words, word_key(word), weight * times)
            for part in lexicon.split(word):
                _add(terms.words, word_key(part), PART * weight * times)
            for key in gram_keys(word):
                _add(terms.grams, key, weight * times)
    return terms


def _add(counts: dict[int, float], key: int, weight: float) -> None:
    counts[key] = counts.get(key, 0.0) + weight


def _key(term: str) -> int:
    """Return a term as a signed number: no dictionary is needed.
    Two of a million terms meet in one of 500 such corpora.
    """
    return int.from_bytes(blake2b(term.encode(), digest_size=KEY_BITS // 8).digest(), "big", signed=True)
