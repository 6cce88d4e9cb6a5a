"""Tells members what became of the news that they shared or were asked for."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.news.labels import STATES
from commands.news.rights import subject
from storage.news import news
from storage.news.item import Item, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = await ctx.read(news.given_by, ctx.member.id, most)
    return [_of(each) for each in found if each.text and not each.hidden]


def _of(item: Item) -> Contribution:
    waits = _("Waits for your yes.") if item.state is State.asked else None
    return Contribution(subject(item), item.shared_at, _("shared news"), item.text, STATES[item.state], waits=waits)


CONTRIBUTIONS = Contributions(_given)
