"""Gives the engine the threads of questions: what is said in one is contributed, corrected and taken back."""

from datetime import datetime

from bot.chat.message import Message
from bot.chat.reply import Reply
from bot.command.command import Context
from bot.inbound.threads import Threads
from commands.questions.conversation import asked, conversation, counting
from commands.questions.conversation.conversation import ANSWERED
from commands.questions.places import destinations
from storage.database.database import Tx
from storage.messaging.outbox import Letter
from storage.questions import conversation as said

DUTCH = "nl"
"""Of places; members are told in their own language."""


COUNTS = "dit is een antwoord"
"""What the asker says with a sign below what somebody said."""


class QuestionThreads(Threads):
    def thing_of(self, tx: Tx, message: Message) -> int | None:
        return conversation.question_of(tx, message)

    def line_of(self, sign: str) -> str:
        return COUNTS if sign == ANSWERED else ""

    async def is_talk(self, ctx: Context) -> bool:
        return await conversation.is_talk(ctx, ctx.commands)

    async def contribute(self, ctx: Context, thing: int) -> Reply | None:
        return await counting.said_so(ctx, thing) or await conversation.contribute(ctx, thing)

    def speaker(self, tx: Tx, key: str) -> int | None:
        held = said.by_key(tx, key)
        return held.member_id if held else None

    def correct(self, tx: Tx, key: str, message: Message, now: datetime, trace: str) -> list[Letter]:
        held = said.by_key(tx, key)
        if held and held.asks:
            return asked.retell(tx, held, message, now, trace)
        return conversation.correct(tx, held, message, trace) if held else []

    def take_back(self, tx: Tx, key: str, now: datetime, trace: str) -> list[Letter]:
        held = said.by_key(tx, key)
        if held and held.asks:
            return asked.withdraw(tx, held, now, trace, DUTCH)
        return conversation.take_back(tx, held, trace) if held else []

    async def moved(self, ctx: Context) -> None:
        await destinations.bring_along(ctx)

    async def closed(self, ctx: Context) -> None:
        await destinations.ask_again(ctx)
