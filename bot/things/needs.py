"""Reads which questions are meant by what they need and whose they are: "praktijkkennis regionaal", "Vechtstromen"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.chat.reply import Inline
from bot.chat.spans import Bold
from bot.command.command import Context
from bot.command.labels import KNOWING, KNOWLEDGE, LEVELS, QUESTION_KINDS, Labels, label_of
from bot.reading.filter import filtered
from bot.reading.organisations import Whose, organisations_in, without
from storage.database.text import fold
from storage.extents import Needs
from storage.members import organisations
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

SETS: Final[tuple[Labels[Any], ...]] = (QUESTION_KINDS, KNOWLEDGE, KNOWING, LEVELS)
"""The closed sets that questions are told apart by."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Which questions a text means, how that is said, and what of the text says nothing of it."""

    needs: Needs
    line: tuple[str, ...]
    """In words that are read back."""
    names: tuple[Inline, ...]
    """To be shown."""
    words: tuple[str, ...]
    places: bool
    """It names regions or themes besides."""


async def whose(ctx: Context, text: str) -> tuple[str, tuple[Whose, ...]]:
    """Return a text without the organisations that it names, and those; what is called like a place is none."""
    named = tuple(each for each in await organisations_in(ctx, text) if not _on_the_map(ctx, text, each))
    return without(text, named), named


def needed(ctx: Context, text: str, named: Sequence[Whose] = ()) -> Needed:
    """Read which questions a text means that names these organisations besides."""
    read = filtered(text, ctx.vocabulary, SETS)
    needs = Needs(
        read.of(QuestionKind),
        read.of(KnowledgeType),
        read.of(Knowing),
        read.of(Level),
        frozenset(each.id for each in named),
    )
    called = tuple(dict.fromkeys(each.name for each in named))
    line = (*map(str, _values(needs)), *called)
    names: tuple[Inline, ...] = (*map(label_of, _values(needs)), *map(Bold, called))
    return Needed(needs, line, names, read.words, bool(read.regions or read.themes))


async def names_of(ctx: Context, needs: Needs) -> list[Inline]:
    """Name which questions are meant."""
    known = {each.id: each.name for each in await ctx.read(organisations.every)} if needs.organisations else {}
    return [
        *map(label_of, _values(needs)),
        *(Bold(known[each]) for each in sorted(needs.organisations) if each in known),
    ]


def _values(needs: Needs) -> list[Any]:
    return [value for each in (needs.kinds, needs.knowledge, needs.knowing, needs.levels) for value in sorted(each)]


def _on_the_map(ctx: Context, text: str, named: Whose) -> bool:
    said = fold(text[named.start : named.end])
    return bool(ctx.atlas.region(said) or ctx.atlas.theme(said))
