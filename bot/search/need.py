"""Lets a number stand for a need in words: what things of topics are about, as in why nobody is found for K-12."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.topic import Topics
from storage.database.database import Tx

_NUMBERED = re.compile(r"([a-zA-Z])-?(\d{1,9})[?.!]?")


@dataclass(frozen=True, slots=True)
class Need:
    """Says what is looked for, and the regions and themes that it is known to be about."""

    text: str
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Needs:
    """Things with this letter are needs. `read` tells what one is about; None when there is no such thing."""

    letter: str
    read: Callable[[Tx, int], Need | None]


def need_of(tx: Tx, topics: Topics, text: str) -> Need:
    """Return the need that a text is, or that the number in it stands for."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        letter, number = numbered[1].upper(), int(numbered[2])
        found = (part.read(tx, number) for part in topics.all(Needs) if part.letter == letter)
        return next((each for each in found if each), Need(text))
    return Need(text)


_WITHIN = re.compile(r"(?<!\w)([a-zA-Z])-(\d{1,9})(?!\w)")


def need_within(tx: Tx, topics: Topics, text: str) -> Need | None:
    """Return the need whose number stands in a text: "heeft iemand ervaring met K-33?". None for none, or several."""
    numbers = {found[0].upper() for found in _WITHIN.finditer(text)}
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    need = need_of(tx, topics, number)
    return need if need.text != number else None
