"""Reads which questions are wanted: by what they need, where that stands, whose they are, and how old."""

from dataclasses import replace

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.labels import KNOWLEDGE, LEVELS, QUESTION_KINDS, Labels
from bot.reading.filter import Filtered, filtered
from bot.reading.organisations import Whose, organisations_in, without
from bot.reading.period import Span, span
from bot.things.needs import AGES, Age, asked_between, statuses_of
from commands.questions.life.labels import STATUSES
from storage.database.pages import Narrow
from storage.questions.question import Filter
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus

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


async def read(ctx: Context, text: str) -> tuple[Filtered, tuple[Whose, ...]]:
    """Tell what a few words ask for; the organisations that they name are no words, regions or themes besides."""
    named = await organisations_in(ctx, text)
    asked = filtered(without(text, named), ctx.vocabulary, SETS)
    if QuestionStatus in asked.values:  # "niet gesloten" is open or answered
        asked = replace(asked, values={**asked.values, QuestionStatus: statuses_of(asked) or Filter().statuses})
    return asked, named


def apart(ctx: Context, text: str) -> tuple[str, Span | None]:
    """Return a text without the period that it names, and that."""
    when = span(ctx, text, past=True)
    return (when.rest, when) if when else (text, None)


def which(
    ctx: Context,
    asked: Filtered,
    of: tuple[Whose, ...],
    *,
    ids: frozenset[int] | None = None,
    when: Span | None = None,
) -> Filter:
    """Return the filter that was asked for: of these questions, and of a period."""
    since, before = asked_between(ctx.now, asked.of(Age))
    return Filter(
        statuses=statuses_of(asked) or Filter().statuses,
        regions=asked.regions_in(ctx.atlas),
        themes=asked.themes_in(ctx.atlas),
        kinds=asked.of(QuestionKind),
        knowledge=asked.of(KnowledgeType),
        levels=asked.of(Level),
        knowing=asked.of(Knowing),
        organisations=frozenset(each.id for each in of),
        shown_in=ctx.place,
        since=since,
        before=before,
        narrow=Narrow(ids, when.since if when else None, when.until if when else None),
    )


def told(ctx: Context, asked: Filtered, of: tuple[Whose, ...]) -> list[str | Msg]:
    """Say the filter as it was understood."""
    said = asked.told(ctx.atlas)
    for each in of:
        said += [", ", each.name] if said else [each.name]
    return said
