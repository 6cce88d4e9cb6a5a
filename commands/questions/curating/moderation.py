"""Lets questions and answers be reported, taken out of sight and shown again."""

import re

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import HIDDEN_ALREADY, NOT_HIDDEN, Moderated
from commands.questions.conversation import conversation
from commands.questions.life.readers import AnAnswer, AQuestion
from storage.questions import questions
from storage.questions.question import ANSWER, QUESTION
from storage.vocabulary import Role

_HIDDEN = re.compile(r"\s*a\s*-?\s*(\d{1,9})\b", re.IGNORECASE)


async def _find_question(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AQuestion().read(ctx, text, None)).id


async def _hide_question(ctx: Context, number: int, hidden: bool) -> None:
    question = await ctx.read(questions.get_one, number)
    require(ctx, Role.coordinator, regions=question.regions)
    if not await ctx.write(questions.hide, number, ctx.now, hidden=hidden):
        raise Refused(HIDDEN_ALREADY if hidden else NOT_HIDDEN)


async def _find_answer(ctx: Context, text: str, *, hidden: bool) -> int:
    """A reader knows no hidden answers: of those, the number is taken as it is."""
    numbered = _HIDDEN.match(text) if hidden else None
    return int(numbered[1]) if numbered else (await AnAnswer().read(ctx, text, None)).id


async def _hide_answer(ctx: Context, number: int, hidden: bool) -> None:
    answer = await ctx.read(questions.one_answer, number, hidden=not hidden)
    if answer is None:
        raise Refused(_("Which answer? Give its number, like {example}.", example=Code("A-5")))
    question = await ctx.read(questions.get_one, answer.question_id)
    require(ctx, Role.coordinator, regions=question.regions)
    if hidden:
        await conversation.hide_answer(ctx, number)
    else:
        await ctx.write(questions.hide_answer, number, hidden=False)


QUESTIONS = Moderated(QUESTION, "K", _find_question, _hide_question)
ANSWERS = Moderated(ANSWER, "A", _find_answer, _hide_answer)
