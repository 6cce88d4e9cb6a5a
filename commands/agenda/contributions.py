"""Tells members what became of the agenda items that they put, support or work on."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.agenda.labels import STATES, list_of
from commands.agenda.rights import subject
from storage.agenda import items
from storage.agenda.item import Item, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = await ctx.read(items.given, ctx.member.id, most)
    since = await ctx.read(items.since_when, [each.id for each in found], ctx.member.id)
    return [_of(ctx, each, since.get(each.id)) for each in found if each.state is not State.hidden]


def _of(ctx: Context, item: Item, since: datetime | None) -> Contribution:
    mine = next((each for each in reversed(item.work) if each.member_id == ctx.member.id), None)
    if item.maker_id == ctx.member.id:
        at, gave = item.made_at, _("put")
    elif mine:
        at, gave = mine.at, _("work on it")
    else:
        at, gave = since or item.made_at, _("support")
    last = item.result or (item.reason if item.state is State.parked else "")
    return Contribution(subject(item), at, gave, item.text, STATES[item.state], last, _waits(item))


def _waits(item: Item) -> Msg | None:
    if item.state is State.proposed:
        return _("Waits for the coordinator of {list}.", list=list_of(item))
    if item.state is State.listed and not item.work:
        return _("Nobody works on it yet.")
    return None


CONTRIBUTIONS = Contributions(_given)
