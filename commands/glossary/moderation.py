"""Lets words be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require_national
from bot.things.moderation import Moderated
from commands.glossary.readers import AWord
from storage.glossary import words as storage
from storage.glossary.word import WORD


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AWord().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    require_national(ctx)
    if not await ctx.write(storage.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(WORD, "W", _find, _hide)
