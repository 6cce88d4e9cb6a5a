"""Finds what a line names by its first words: phrases match whole words, longest first, whatever the case."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rapidfuzz import fuzz

from bot.command.labels import Labels
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


_Named: TypeAlias = tuple[str, Mapping[str, Collection[str]], Iterable[Labels[Any]], bool]


class Phrases:
    """Names, each with phrases by language, the sets that it is asked for by, and whether it reads the whole line.

    Raises `PhraseTaken`.
    """

    def __init__(self, named: Iterable[_Named]) -> None:
        self._known: dict[tuple[str, ...], dict[str, str]] = {}
        self._asked: dict[tuple[str, ...], str] = {}
        self._lettered: set[str] = set()
        owners: dict[tuple[str, ...], tuple[int, str]] = {}
        for number, (name, spoken, filters, whole) in enumerate(named):
            self._lettered |= {name} if whole else set()
            for language, phrases in spoken.items():
                self._asked |= _asked_by(phrases, filters)
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
                rest = _BETWEEN.sub("", line[words[count - 1][1] :], count=1).rstrip()
                return Match(known[language], language, self._with_said(words[:count], known[language], rest))
        return None

    def _with_said(self, words: Sequence[tuple[str, int]], name: str, rest: str) -> str:
        """Return what follows a phrase, with what that says of it: "open vragen" are those that are open.

        What reads a whole line is called by a letter, and names what it is about with it: "F-3 hoe gaat dat".
        """
        phrase, number = tuple(word for word, _ in words), rest.lstrip("- ")
        if name in self._lettered and len("".join(phrase)) == 1 and number[:1].isdecimal():
            return f"{phrase[0].upper()}-{number}"
        return f"{said} {rest}".rstrip() if (said := self._asked.get(phrase)) else rest

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


def _asked_by(phrases: Collection[str], filters: Iterable[Labels[Any]]) -> dict[tuple[str, ...], str]:
    """Return the phrases that are another with a value of these sets before it, with how that value is said."""
    folded = {tuple(fold(each).split()) for each in phrases}
    forms = [form for each in filters for form in each.forms]
    return {(*form, *plain): " ".join(form) for plain in folded for form in forms if (*form, *plain) in folded}


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
