"""Finds the organisations that a text names, by any of their names."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.command.command import Context
from bot.reading.filter import LONGEST
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import organisations
from storage.search.analyser import tokens

MOST_WORDS: Final = 6
"""Words that the name of an organisation has."""


class Whose(NamedTuple):
    """An organisation that a text names, and where."""

    id: int
    name: str
    start: int
    end: int


async def organisations_in(ctx: Context, text: str) -> tuple[Whose, ...]:
    """Return those that a text names, in their order; of names that overlap the longest."""
    return await ctx.read(_named, text[:LONGEST])


def without(text: str, named: Sequence[Whose]) -> str:
    """Return a text without those names."""
    for each in reversed(named):
        text = f"{text[: each.start]} {text[each.end :]}"
    return text


def _named(tx: Tx, text: str) -> tuple[Whose, ...]:
    said = list(tokens(text))
    spans = {
        (at, end): text[said[at].start : said[end - 1].end]
        for at in range(len(said))
        for end in range(at + 1, min(at + MOST_WORDS, len(said)) + 1)
    }
    known = {folded: (id_, name) for id_, name, folded in organisations.among(tx, spans.values())} if spans else {}
    found: list[Whose] = []
    for (at, end), name in sorted(spans.items(), key=lambda each: each[0][0] - each[0][1]):
        start, until = said[at].start, said[end - 1].end
        if fold(name) in known and all(until <= each.start or each.end <= start for each in found):
            found.append(Whose(*known[fold(name)], start, until))
    return tuple(sorted(found, key=lambda each: each.start))
