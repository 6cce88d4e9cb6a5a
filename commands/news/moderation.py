"""Lets news be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.moderation import Moderated, hidden_by
from commands.news.reader import AnItem
from commands.news.rights import sees
from storage.news import news
from storage.news.item import NEWS, State


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    found = await AnItem().read(ctx, text, None)
    if found.state is State.asked and not await sees(ctx, found):
        raise Refused(_("{number} is out of sight.", number=found.number))
    return found.id


MODERATED = Moderated(NEWS, "U", _find, hidden_by(news.get, news.hide))
