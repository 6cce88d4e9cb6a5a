"""Finds what a line names by its first words: phrases match whole words, longest first, whatever the case."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.command.similar import LONGEST_LIKE
from storage.database.text import fold

NEAR_MISS = 78
"""Similarity (rapidfuzz ratio, 0-100) from which a phrase is offered as what was meant: one slip in seven letters."""


class PhraseTaken(ValueError):
    """Two commands answer to the same phrase."""


@dataclass(frozen=True, slots=True)
class Match:
    """Tells what a phrase at the start of a line names, in which language, and what followed."""

    name: str
    language: str
    rest: str


class Phrases:
    """Names, each with phrases by language. Raises `PhraseTaken`."""

    def __init__(self, named: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> None:
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        owners: dict[tuple[str, ...], tuple[int, str]] = {}
        for number, (name, spoken) in enumerate(named):
            for language, phrases in spoken.items():
                for phrase in phrases:
                    folded = tuple(fold(phrase).split())
                    known = self._known.setdefault(folded, {})
                    owner = owners.setdefault(folded, (number, name))
                    if owner[0] != number:
                        raise PhraseTaken(f"{PhraseTaken.__doc__} {phrase!r}: {owner[1]} and {name}")
                    known[language] = name
        self._longest = max(map(len, self._known), default=0)

    def match(self, line: str, prefer: str) -> Match | None:
        """Tell what a line begins with; of two languages that share a phrase, `prefer` wins."""
        words = list(_words(line))
        for count in range(min(self._longest, len(words)), 0, -1):
            known = self._known.get(tuple(word for word, _ in words[:count]))
            if known:
                language = prefer if prefer in known else next(iter(known))
                return Match(known[language], language, _BETWEEN.sub("", line[words[count - 1][1] :], count=1).rstrip())
        return None

    def near(self, line: str, allowed: Collection[str], prefer: str) -> list[str]:
        """Lines that were perhaps meant: a phrase that looks like the first words, with the rest as typed.

        Of each name the phrase that is most alike, where it can be one of the language `prefer`.
        """
        words = list(_words(line))
        scored: list[tuple[bool, float, str, frozenset[str]]] = []
        for phrase, known in self._known.items():
            meant = frozenset(name for name in known.values() if name in allowed)
            if not meant or len(words) < len(phrase):
                continue
            said = " ".join(word for word, _ in words[: len(phrase)])
            score = fuzz.ratio(said, " ".join(phrase)) if len(said) <= LONGEST_LIKE else 0
            if score >= NEAR_MISS:
                rest = line[words[len(phrase) - 1][1] :].strip()
                scored.append((prefer not in known, -score, " ".join([*phrase, rest]).strip(), meant))
        lines: list[str] = []
        proposed: set[str] = set()
        for _foreign, _score, found, meant in sorted(scored, key=lambda each: each[:3]):
            if not meant <= proposed:
                proposed |= meant
                lines.append(found)
        return lines[:3]


_BETWEEN = re.compile(r"(?:[\s:;,.?!*_~`\u2013\u2014\u2026]|-(?=\s))*")
"""What may stand between a phrase and what it is about, and means nothing there: "**wie weet** - bodem"."""


def _words(line: str) -> Iterator[tuple[str, int]]:
    """Yield each folded word of a line with where it ends in it. "e-mail" is two words, as `fold` has it."""
    start = None
    for index, char in enumerate([*line, " "]):
        if char.isalnum() or (start is not None and _is_mark(char)):
            start = index if start is None else start
        elif start is not None:
            for word in fold(line[start:index]).split():
                yield word, index
            start = None


def _is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"
