"""Reads which questions are wanted: by what they need, where that stands, whose they are, and how old."""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.filter import LONGEST, Filtered, filtered
from bot.command.labels import KNOWLEDGE, LEVELS, QUESTION_KINDS, Labels
from commands.questions.labels import STATUSES
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import organisations
from storage.questions.question import Filter
from storage.search.analyser import tokens
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus

SHOWN = Filter().statuses | {QuestionStatus.closed}
"""What a list shows that was asked for."""


class Age(StrEnum):
    """Says when a question was asked, as people ask for it."""

    week = "week"
    month = "month"
    old = "old"
    very_old = "very old"


_DAYS = {Age.week: 7, Age.month: 31, Age.old: 31, Age.very_old: 183}

AGES = Labels(
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
KNOWN = Labels(
    Knowing,
    {
        Knowing.there: _("knowledge that is there"),
        Knowing.elsewhere: _("knowledge to be found elsewhere"),
        Knowing.develop: _("knowledge to be developed"),
        Knowing.unknown: _("knowledge unknown"),
    },
    {
        Knowing.there: ("kennis is er", "kennis aanwezig"),
        Knowing.elsewhere: ("elders halen", "elders te halen", "kennis elders"),
        Knowing.develop: (
            "te ontwikkelen",
            "ontwikkelvraag",
            "ontwikkelvragen",
            "kennis ontwikkelen",
            "to be developed",
        ),
        Knowing.unknown: ("onbekende kennis",),
    },
)
SETS = (STATUSES, QUESTION_KINDS, KNOWLEDGE, LEVELS, KNOWN, AGES)

MOST_WORDS = 6
"""Words that the name of an organisation has."""


class Whose(NamedTuple):
    """An organisation that a text names, and where."""

    id: int
    name: str
    start: int
    end: int


async def read(ctx: Context, text: str) -> tuple[Filtered, tuple[Whose, ...]]:
    """Tell what a few words ask for; the organisations that they name are no words, regions or themes besides."""
    named = await ctx.read(_named, text[:LONGEST])
    for each in reversed(named):
        text = f"{text[: each.start]} {text[each.end :]}"
    return filtered(text, ctx.vocabulary, SETS), named


def _named(tx: Tx, text: str) -> tuple[Whose, ...]:
    """Find the organisations that a text names, of names that overlap the longest."""
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


def which(ctx: Context, asked: Filtered, of: tuple[Whose, ...]) -> Filter:
    """Return the filter that was asked for."""
    wanted = asked.of(QuestionStatus) & SHOWN
    # What is not answered yet is open: who wants to help looks for no closed ones.
    statuses = wanted - {QuestionStatus.closed} if QuestionStatus.open in wanted and len(wanted) > 1 else wanted
    ages = asked.of(Age)
    since = max((ctx.now - timedelta(days=_DAYS[each]) for each in ages & {Age.week, Age.month}), default=None)
    before = min((ctx.now - timedelta(days=_DAYS[each]) for each in ages & {Age.old, Age.very_old}), default=None)
    return Filter(
        statuses=statuses or Filter().statuses,
        regions=ctx.atlas.within(asked.regions) if asked.regions else None,
        themes=ctx.atlas.beneath(asked.themes) if asked.themes else None,
        kinds=asked.of(QuestionKind),
        knowledge=asked.of(KnowledgeType),
        levels=asked.of(Level),
        knowing=asked.of(Knowing),
        organisations=frozenset(each.id for each in of),
        shown_in=ctx.place,
        since=since,
        before=before,
        words=asked.words,
    )


def told(ctx: Context, asked: Filtered, what: Filter, of: tuple[Whose, ...]) -> list[str | Msg]:
    """Say the filter as it was understood, with the states that are looked at: "niet gesloten" is open or answered."""
    if QuestionStatus in asked.values:
        asked = replace(asked, values={**asked.values, QuestionStatus: what.statuses})
    said = asked.told(ctx.atlas)
    for each in of:
        said += [", ", each.name] if said else [each.name]
    return said
