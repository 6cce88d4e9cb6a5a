"""Undoes what was done with agenda items, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.agenda.life import Act
from storage.agenda import items
from storage.agenda.item import ITEM, State

Detail = Mapping[str, Any]  # Any: as it was noted


async def _put(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    item = await ctx.read(items.get, thing.id)
    others = {member for member, _region in item.supporters} - {ctx.member.id} if item else set()
    if item is None or others or item.work:
        return None
    await ctx.write(items.change, thing.id, ctx.now, state=State.withdrawn, was=item.state)
    return _("{number} was taken back.", number=Code(thing.line))


async def _support(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(items.no_support, thing.id, ctx.member.id):
        return None
    return _("You no longer support {number}.", number=Code(thing.line))


async def _work(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(items.no_work, thing.id, int(detail["done"])):
        return None
    item = await ctx.read(items.get_one, thing.id)
    if not item.work and item.state is State.taken_up:
        await ctx.write(items.change, thing.id, ctx.now, state=State.listed, taken_up_at=None)
    return _("You no longer work on {number}.", number=Code(thing.line))


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """It is what it was before: its last act was this one, since nobody built on it."""
    was = State(detail["was"])
    before = State(detail["before"]) if detail.get("before") else None
    cleared: dict[str, Any] = {"done_at": None, "result": ""} if was is not State.done else {}
    if was is State.proposed:
        cleared["listed_at"] = None
    if was is not State.parked:
        cleared["reason"] = ""
    await ctx.write(items.change, thing.id, ctx.now, state=was, was=before, **cleared)
    return _("{number} is as it was.", number=Code(thing.line))


async def _merge(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    for member in str(detail["joined"]).split(","):
        if member:
            await ctx.write(items.no_support, int(detail["into"]), int(member))
    await ctx.write(items.change, thing.id, ctx.now, state=State(detail["was"]), was=None, merged_into=None)
    return _("{number} is an item of its own again.", number=Code(thing.line))


async def _publish(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    await ctx.write(items.change, thing.id, ctx.now, published=False)
    return _("{number} is not for the website any more.", number=Code(thing.line))


UNDO = (
    Undoable(ITEM, Act.put, _put),
    Undoable(ITEM, Act.support, _support, alone=True),
    Undoable(ITEM, Act.work, _work, alone=True),
    Undoable(ITEM, Act.list, _back),
    Undoable(ITEM, Act.not_now, _back),
    Undoable(ITEM, Act.park, _back),
    Undoable(ITEM, Act.reopen, _back),
    Undoable(ITEM, Act.finish, _back),
    Undoable(ITEM, Act.withdraw, _back),
    Undoable(ITEM, Act.merge, _merge),
    Undoable(ITEM, Act.publish, _publish),
)
