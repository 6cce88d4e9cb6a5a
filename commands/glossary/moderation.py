"""Lets words be reported, taken out of sight and shown again."""

from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require_national
from bot.things.moderation import HIDDEN_ALREADY, NOT_HIDDEN, Moderated
from commands.glossary.readers import AWord
from storage.glossary import words as storage
from storage.glossary.word import WORD


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AWord().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    require_national(ctx)
    if not await ctx.write(storage.hide, number, ctx.now, hidden=hidden):
        raise Refused(HIDDEN_ALREADY if hidden else NOT_HIDDEN)


MODERATED = Moderated(WORD, "W", _find, _hide)
