"""Finds what Dutch texts say for the English words of a question: most texts are Dutch."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.search.analyser import Token, stem, tokens
from storage.search.stopwords import STOP

Words: TypeAlias = tuple[str, ...]

_FILE = Path(__file__).parents[1] / "locales" / "nl" / "english.txt"
LONG_ENOUGH: Final = 5
"""Letters of a word that may be misspelt."""
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))


def in_dutch(said: Sequence[Token]) -> Iterator[tuple[int, int, Words]]:
    """Yield the stretches that have a Dutch form, longest first from the left:
    where each begins and ends, and its forms.
    """
    known, longest = _known()
    at = 0
    while at < len(said):
        for end in range(min(at + longest.get(said[at].word, 1), len(said)), at, -1):
            forms = _forms(known, tuple(token.word for token in said[at:end]))
            if forms:
                yield at, end, forms
                at = end
                break
        else:
            at += 1


def in_english(word: str) -> tuple[Words, ...]:
    """The English words and phrases that a Dutch word is the Dutch for: some texts are English."""
    return _english().get(stem(word), ())


def reads_english(text: str) -> bool:
    """Whether a text reads as English: by words that join others, which no Dutch text has."""
    return sum(token.word in _JOINING for token in tokens(text)) >= JOINED


_JOINING: Final = frozenset({"the", "and", "with", "how", "you", "what", "which", "from", "that", "are", "this", "can"})
JOINED: Final = 2
"""Words that join others in a text that reads as English."""


def is_english(text: str) -> bool:
    """Whether all words of a name are English ones that we know, and not the same in Dutch."""
    said = [*tokens(text)]
    found = [(start, end, forms) for start, end, forms in in_dutch(said) if said[start].word not in forms]
    known = {at for start, end, _ in found for at in range(start, end)}
    return bool(known) and all(at in known or token.word in STOP for at, token in enumerate(said))


def mended(word: str) -> str | None:
    """Return the English word with a Dutch form that `word` is a misspelling of: one slip away, and no other is."""
    spellings = _spellings()
    if len(word) < LONG_ENOUGH or word in spellings:
        return None
    found = process.extract(word, spellings, scorer=OSA.distance, score_cutoff=1, limit=None)
    near = {known for known, _, _ in found}
    # One and many are the same word.
    several = {known for known in near if known.removesuffix("s") not in near - {known}}
    return several.pop() if len(several) == 1 else None


def _forms(known: dict[Words, Words], words: Words) -> Words:
    forms = known.get(words)
    if forms or not words[-1].endswith("s"):
        return forms or ()
    last = words[-1]
    singular = (last[: -len(plural)] + one for plural, one in _PLURALS if last.endswith(plural))
    return next((known[form] for word in singular if (form := (*words[:-1], word)) in known), ())


@cache
def _known() -> tuple[dict[Words, Words], dict[str, int]]:
    """Return the forms of each English word or phrase, and how many words the longest has that begins with a word."""
    found: dict[Words, Words] = {}
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for entry in ";".join(lines).split(";"):
        english, _, dutch = entry.partition(":")
        forms = tuple(form.strip() for form in dutch.split(","))
        for phrase in english.split(",") if dutch else ():
            words = tuple(token.word for token in tokens(phrase))
            found[words] = tuple(dict.fromkeys((*found.get(words, ()), *forms)))
    longest: dict[str, int] = {}
    for words in found:
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return found, longest


@cache
def _english() -> dict[str, tuple[Words, ...]]:
    """Return the English for each Dutch word, by its stem. What is the same in both says nothing more."""
    found: dict[str, dict[Words, None]] = {}
    for english, forms in _known()[0].items():
        for form in forms:
            said = [token.word for token in tokens(form)]
            if len(said) == 1 and stem(said[0]) not in map(stem, english):
                found.setdefault(stem(said[0]), {})[english] = None
    return {root: tuple(words) for root, words in found.items()}


@cache
def _spellings() -> frozenset[str]:
    """Return all English words, also those of phrases, as one and as many."""
    known, _ = _known()
    one = {word for words in known for word in words}
    many = {
        f"{word.removesuffix(singular)}{plural}"
        for word in one
        for plural, singular in _PLURALS
        if word.endswith(singular)
    }
    return frozenset(one | many)
