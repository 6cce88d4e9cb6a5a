"""Offers a question with what people wonder in other topics."""

from collections.abc import Sequence

from bot.chat.reply import Action, Subject
from bot.chat.texts import _
from bot.command.command import Context
from commands.questions.asking.ask import ask_question


async def offer_any(_ctx: Context, _thing: Subject, said: str, _how: str) -> Sequence[Action]:
    """With what they said: it is proposed first, and nobody sees it before a yes."""
    return (Action(_("Ask as a question"), ask_question.line(said)),)
