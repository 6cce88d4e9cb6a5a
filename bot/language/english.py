"""Finds what Dutch texts say for the English words of a question: most texts are Dutch."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.search.analyser import Token, tokens
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
