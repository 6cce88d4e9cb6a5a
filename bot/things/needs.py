"""Reads which questions are meant: "praktijkkennis regionaal", "Vechtstromen", "open", "ouder dan een maand".

A topic declares what it calls the states of questions, as `Labels`.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.chat.reply import Inline
from bot.chat.spans import Bold
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.command.labels import KNOWING, KNOWLEDGE, LEVELS, QUESTION_KINDS, Labels, label_of
from bot.reading.filter import Filtered, filtered
from bot.reading.organisations import Whose, organisations_in, without
from bot.reading.period import Span, span
from storage.database.text import fold
from storage.extents import Needs
from storage.members import organisations
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus


class Age(StrEnum):
    """Says when a question was asked, as people ask for it."""

    week = "week"
    month = "month"
    old = "old"
    very_old = "very old"


_AT_MOST: Final = {Age.week: 7, Age.month: 31}
_AT_LEAST: Final = {Age.old: 31, Age.very_old: 183}

AGES: Final = Labels(
    Age,
    {
        Age.week: _("of the last week"),
        Age.month: _("of the last month"),
        Age.old: _("older than a month"),
        Age.very_old: _("older than half a year"),
    },
    {
        Age.week: ("deze week", "van deze week", "afgelopen week", "this week", "past week"),
        Age.month: ("deze maand", "van deze maand", "afgelopen maand", "this month", "past month"),
        Age.old: ("langer dan een maand", "oude", "oudere", "al lang", "al lange tijd", "old", "for long"),
        Age.very_old: ("langer dan een half jaar", "heel oude", "heel oud", "very old"),
    },
)
SETS: Final[tuple[Labels[Any], ...]] = (QUESTION_KINDS, KNOWLEDGE, KNOWING, LEVELS)
"""The closed sets of the core that questions are told apart by."""
SHOWN: Final = frozenset({QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed})
"""What is shown of questions when it is asked for."""


@dataclass(frozen=True, slots=True)
class Needed:
    """Which questions a text means, how that is said, and what of the text says nothing of it."""

    needs: Needs
    line: tuple[str, ...]
    """In words that are read back."""
    names: tuple[Inline, ...]
    """To be shown."""
    words: tuple[str, ...]
    regions: frozenset[int]
    themes: frozenset[int]
    """What it names of the map besides."""


async def whose(ctx: Context, text: str) -> tuple[str, tuple[Whose, ...]]:
    """Return a text without the organisations that it names, and those; what is called like a place is none."""
    named = tuple(each for each in await organisations_in(ctx, text) if not _on_the_map(ctx, text, each))
    return without(text, named), named


def statuses_of(asked: Filtered) -> frozenset[QuestionStatus]:
    """Tell which states are wanted; nothing where any will do."""
    wanted = asked.of(QuestionStatus) & SHOWN
    # What is not answered yet is open: who wants to help looks for no closed ones.
    return wanted - {QuestionStatus.closed} if QuestionStatus.open in wanted and len(wanted) > 1 else wanted


def asked_between(now: datetime, ages: Collection[Age]) -> tuple[datetime | None, datetime | None]:
    """Return since when and until when questions of that age were asked; None is any."""
    younger, older = _days(ages)
    return Needs(older=older, younger=younger).asked(now)


def needed(ctx: Context, text: str, named: Sequence[Whose] = ()) -> Needed:
    """Read which questions a text means that names these organisations besides."""
    # A period goes before the names of ages: "ouder dan een week" is no week.
    when = span(ctx, text, past=True)
    ages = _ages(ctx, when) if when else None
    read = filtered(when.rest if when and ages else text, ctx.vocabulary, (*SETS, _states(ctx), AGES))
    younger, older = ages or _days(read.of(Age))
    needs = Needs(
        read.of(QuestionKind),
        read.of(KnowledgeType),
        read.of(Knowing),
        read.of(Level),
        frozenset(each.id for each in named),
        statuses_of(read),
        older=older,
        younger=younger,
    )
    called = tuple(dict.fromkeys(each.name for each in named))
    values = (*map(str, _values(needs)), *sorted(needs.statuses))
    line = (*values, *called, *_said(younger, older))
    names: tuple[Inline, ...] = (*_labels(ctx, needs), *map(Bold, called), *_aged(needs))
    return Needed(needs, line, names, read.words, read.regions, read.themes)


def on_the_map(ctx: Context, read: Needed) -> Needed:
    """Return the same, where the regions and themes that it names say which questions too."""
    needs = replace(read.needs, regions=read.regions, themes=read.themes)
    places = _places(ctx, needs)
    return replace(read, needs=needs, names=(*read.names, *places), line=(*read.line, *(each.text for each in places)))


async def names_of(ctx: Context, needs: Needs) -> list[Inline]:
    """Name which questions are meant."""
    known = {each.id: each.name for each in await ctx.read(organisations.every)} if needs.organisations else {}
    return [
        *_labels(ctx, needs),
        *(Bold(known[each]) for each in sorted(needs.organisations) if each in known),
        *_aged(needs),
        *_places(ctx, needs),
    ]


def _states(ctx: Context) -> Labels[Any]:
    return next(each for each in ctx.topics.all(Labels) if each.kind is QuestionStatus)


def _labels(ctx: Context, needs: Needs) -> Iterable[Inline]:
    states = _states(ctx)
    return (*map(label_of, _values(needs)), *(states[each] for each in sorted(needs.statuses)))


def _aged(needs: Needs) -> Iterable[Inline]:
    """Name how old they are."""
    if needs.younger:
        yield _n("at most {n} day old", "at most {n} days old", needs.younger)
    if needs.older:
        yield _n("at least {n} day old", "at least {n} days old", needs.older)


def _said(younger: int, older: int) -> Iterable[str]:
    """Say how old they are in words that are read back."""
    if younger:
        yield f"jonger dan {younger} dagen"
    if older:
        yield f"ouder dan {older} dagen"


def _places(ctx: Context, needs: Needs) -> list[Bold]:
    themes = (ctx.atlas.themes[each].name for each in sorted(needs.themes) if each in ctx.atlas.themes)
    regions = (ctx.atlas.regions[each].name for each in sorted(needs.regions) if each in ctx.atlas.regions)
    return [*map(Bold, themes), *map(Bold, regions)]


def _days(ages: Collection[Age]) -> tuple[int, int]:
    """Return how many days old, at most and at least; 0 is any."""
    most = [_AT_MOST[each] for each in ages if each in _AT_MOST]
    least = [_AT_LEAST[each] for each in ages if each in _AT_LEAST]
    return min(most, default=0), max(least, default=0)


def _ages(ctx: Context, when: Span) -> tuple[int, int] | None:
    """Return the same of a period that ends or begins now; None of any other."""
    if when.since is None and when.until is not None and when.until <= ctx.now:
        return 0, math.ceil((ctx.now - when.until) / timedelta(days=1))
    if when.since is not None and when.since < ctx.now and (when.until is None or when.until > ctx.now):
        return max(1, (ctx.now - when.since).days), 0
    return None


def _values(needs: Needs) -> list[Any]:
    return [value for each in (needs.kinds, needs.knowledge, needs.knowing, needs.levels) for value in sorted(each)]


def _on_the_map(ctx: Context, text: str, named: Whose) -> bool:
    said = fold(text[named.start : named.end])
    return bool(ctx.atlas.region(said) or ctx.atlas.theme(said))
