"""Defines what reads a value from text: the form that every kind of value gives its reader."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import islice
from typing import ClassVar, Generic, TypeVar

from bot.chat.reply import Choice, Input
from bot.chat.texts import Msg
from bot.command.command import Ask, Context

T = TypeVar("T")


MOST_HEADS, LONGEST_HEAD = 8, 200
"""Words and characters of a name at the head of a line; the longest name of a network has 160."""

LONGEST_QUOTED = 160
"""Characters of what was typed that are repeated."""


class Unclear(Exception):
    """What was typed is no value of that kind. `words` say what would work; `choices` can be picked instead.

    Of a list `kept` is what was clear: the next answer is added to it.
    """

    def __init__(self, words: Msg, choices: Sequence[Choice] = (), kept: str = "") -> None:
        super().__init__(words.one)
        self.words = words
        self.choices = tuple(choices)
        self.kept = kept


class Weighed(StrEnum):
    """Tells what an answer to a proposal does."""

    settles = "settles"
    corrects = "corrects"
    """It says what should be different: the proposal is shown again, changed."""
    refuses = "refuses"
    """A no, a wait, a not yet: nothing is done, and what was typed is kept."""


class Reader(ABC, Generic[T]):
    """Reads one kind of value."""

    input: ClassVar[Input] = Input.line
    anything: ClassVar[bool] = False
    """It reads nearly any text, so that a command typed meanwhile has to be told from a value."""
    agrees: ClassVar[bool] = False
    """It reads a yes to something: the question lapses with any other message than an answer."""
    gathers: ClassVar[bool] = False
    """What is told of it beside another answer comes behind what was told before, with a semicolon."""
    grows: ClassVar[bool] = False
    """A sentence may be added to it while a proposal shows it."""
    alters: ClassVar[bool] = False
    """It keeps, a line a time, what should be otherwise in a proposal: which those are `beside` tells."""
    named_by: ClassVar[tuple[str, ...]] = ()
    """Words of the slots that name it in a sentence: a region names an agenda."""
    takes_yes: ClassVar[bool] = False
    """A bare yes may be an answer to it; to other readers of text it promises one."""

    @abstractmethod
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> T:
        """Return the value that `text` means. Raises `Unclear`."""

    async def exactly(self, ctx: Context, text: str) -> T | None:
        """Return the value that goes by just that name, found without looking for what comes near.
        None for any other text.

        Of a list it is asked for every stretch, so it must cost next to nothing.
        """
        return None

    def weigh(self, ctx: Context, text: str) -> Weighed:
        """Tell what an answer that was typed does. Most values are no proposal: what is said is the answer."""
        return Weighed.settles

    def hears_early(self, text: str) -> bool:
        """Tell whether a line at an earlier question is meant for this value: "zonder naam"."""
        return False

    def corrects(self, ctx: Context, text: str) -> bool:
        """Tell whether a line says what should be different of what is being made, though it may look like an order
        or like an answer: "voeg vrijdagochtend toe", "nee, 15 uur" where the place is asked.
        """
        return False

    def beside(self, ctx: Context, text: str) -> bool:
        """Tell whether a line that answers another question tells this value: a region, where a choice is asked."""
        return False

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        """Tell what can be picked, when that is a closed set."""
        return ()

    def told(self, ctx: Context, value: T) -> str | None:
        """Tell a value in full, where what was typed may be read in another way; None where it cannot."""
        return None

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        """Tell what belongs to this value at the head of a line, and the rest. Nothing when it cannot be told."""
        return line, ""


def longest_head(line: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """Return the most words at the start of a line that are `known`, and the rest."""
    for head in heads(line):
        if known(head):
            return head, line[len(head) :]
    return "", line


def heads(line: str) -> list[str]:
    """Return the first words of a line, from eight to one of them, as far as a name can reach."""
    starts = [line[: match.end()] for match in islice(re.finditer(r"\S+", line[: LONGEST_HEAD + 1]), MOST_HEADS)]
    return [head for head in reversed(starts) if len(head) <= LONGEST_HEAD]


def quoted(text: str) -> str:
    """Tell what was typed, as it is repeated to its writer."""
    told = text.strip()
    return told if len(told) <= LONGEST_QUOTED else f"{told[:LONGEST_QUOTED].rstrip()}…"
