"""Lets members follow a question by its number, and read along with it."""

from bot.chat.reply import Action
from bot.chat.texts import _
from bot.command.command import Context
from bot.things.following import Followable, Followed
from commands.questions.life.readers import AQuestion
from commands.questions.places.places import read_along
from storage.questions import questions
from storage.questions.question import QUESTION


async def _read(ctx: Context, text: str) -> Followed:
    question = await AQuestion().read(ctx, text, None)
    return Followed(QUESTION, question.id, question.number, question.number)


async def _named(ctx: Context, number: int) -> Followed | None:
    question = await ctx.read(questions.get, number)
    return (
        Followed(QUESTION, number, f"{question.number} {question.text}".strip(), question.number) if question else None
    )


def _buttons(followed: Followed) -> tuple[Action, ...]:
    return (Action(_("Read along"), read_along.line(followed.line)),)


FOLLOWABLE = Followable(QUESTION, "K", _read, _named, buttons=_buttons)
