"""Undoes what was done with cases, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.cases.life import Act
from storage.cases import cases
from storage.cases.case import CASE, Aspect, State
from storage.links import Thing

Detail = Mapping[str, Any]  # Any: as it was noted


async def _bring(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    case = await ctx.read(cases.get, thing.id)
    if case is None or case.thinkers - {ctx.member.id}:
        return None
    await ctx.write(cases.change, thing.id, ctx.now, state=State.withdrawn, was=case.state)
    return _("{number} was taken back.", number=Code(thing.line))


async def _think(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(cases.unthink, thing.id, int(detail["thought"])):
        return None
    return _("What you thought stands with {number} no longer.", number=Code(thing.line))


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if detail.get("moment"):
        await ctx.write(cases.unmove, thing.id, int(detail["moment"]))
    was = State(detail["was"])
    cleared: dict[str, Any] = {"result": "", "closed_at": None} if was is not State.closed else {"closed_at": ctx.now}
    await ctx.write(cases.change, thing.id, ctx.now, state=was, was=None, **cleared)
    return _("{number} is as it was.", number=Code(thing.line))


async def _compare(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    await ctx.write(cases.change, thing.id, ctx.now, **{Aspect(detail["aspect"]).column: ""})
    return _("{number} is as it was.", number=Code(thing.line))


async def _restrict(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    was = Thing(str(detail["kind"]), int(detail["circle"])) if detail.get("kind") else None
    await ctx.write(cases.restrict, thing.id, was, ctx.now)
    return _("{number} is as it was.", number=Code(thing.line))


UNDO = (
    Undoable(CASE, Act.bring, _bring),
    Undoable(CASE, Act.think, _think, alone=True),
    *(Undoable(CASE, each, _back) for each in (Act.move, Act.discuss, Act.close, Act.reopen, Act.withdraw)),
    Undoable(CASE, Act.compare, _compare),
    Undoable(CASE, Act.restrict, _restrict),
)
