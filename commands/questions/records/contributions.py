"""Tells members what became of the questions that they put and the answers that they gave."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.reply import Choice
from bot.chat.spans import shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.questions.card.card import subject
from commands.questions.life.labels import STATUSES
from storage.questions import measures, questions, selection
from storage.questions.question import Answer, Filter, Question
from storage.vocabulary import QuestionStatus


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    mine = Filter(statuses=frozenset(QuestionStatus) - {QuestionStatus.hidden}, asker=ctx.member.id)
    asked, _all = await ctx.read(selection.find, mine, limit=most)
    answered = await ctx.read(questions.load, await ctx.read(measures.answered_by, ctx.member.id, most))
    given = [_of(each, each.asked_at, _("asked"), each.text) for each in asked]
    given += [
        _of(question, answer.given_at, _("answered"), answer.text, came=_came(answer))
        for question in answered
        for answer in question.answers
        if answer.member_id == ctx.member.id and question.status is not QuestionStatus.hidden
    ]
    return sorted(given, key=lambda each: each.at, reverse=True)[:most]


def _came(answer: Answer) -> Msg | None:
    """Tell what came of an answer, when anything did."""
    if answer.used:
        return _n("used {n} time", "used {n} times", answer.used)
    return _("this helped") if answer.accepted_at else None


def _of(question: Question, at: datetime, gave: Msg, text: str, *, came: Msg | None = None) -> Contribution:
    state = came or STATUSES[question.status]
    return Contribution(subject(question), at, gave, text, state, question.outcome_text)


async def own_open(ctx: Context) -> Sequence[Choice]:
    """Find the member's own questions that are not closed, latest first."""
    going_on = frozenset(QuestionStatus) - {QuestionStatus.hidden, QuestionStatus.closed}
    found, _all = await ctx.read(selection.find, Filter(statuses=going_on, asker=ctx.member.id), limit=MOST_OWN)
    return [Choice(each.number, f"{each.number} {shorten(each.text, BRIEF)}") for each in found]


MOST_OWN = 4
"""Own questions that are offered."""
BRIEF = 40
CONTRIBUTIONS = Contributions(_given)
