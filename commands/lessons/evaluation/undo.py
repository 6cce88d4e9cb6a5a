"""Undoes what was done with learning evaluations, by what was noted with the act."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.lessons.evaluation.life import Act
from storage.lessons import evaluations
from storage.lessons.evaluation import EVALUATION, Stage

Detail = Mapping[str, Any]  # Any: as it was noted


def _due(detail: Detail) -> datetime | None:
    return datetime.fromisoformat(detail["due"]) if detail.get("due") else None


async def _start(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    evaluation = await ctx.read(evaluations.get, thing.id)
    if evaluation is None or evaluation.stage is not Stage.planned or evaluation.joined:
        return None
    await ctx.write(evaluations.turn, thing.id, {Stage.planned}, ctx.now, stage=Stage.stopped, due_at=None)
    return _("{number} was taken back.", number=Code(thing.line))


async def _join(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(evaluations.leave, thing.id, ctx.member.id):
        return None
    await ctx.write(evaluations.invite, thing.id, [ctx.member.id], ctx.now)
    return _("You take no part in {number}, and can still say yes.", number=Code(thing.line))


async def _tell(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(evaluations.unsay, thing.id, int(detail["said"])):
        return None
    return _("What you said stands with {number} no longer.", number=Code(thing.line))


async def _adjust(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    await ctx.write(evaluations.unsay, thing.id, int(detail["said"]))
    return await _back(ctx, thing, detail)


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    values = {"stage": Stage(detail["was"]), "due_at": _due(detail)}
    if not await ctx.write(evaluations.turn, thing.id, set(Stage), ctx.now, **values):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _less_time(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    values = {"day": int(detail["day"]), "due_at": _due(detail)}
    if not await ctx.write(evaluations.turn, thing.id, {Stage.running}, ctx.now, **values):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


UNDO = (
    Undoable(EVALUATION, Act.start, _start),
    Undoable(EVALUATION, Act.take_part, _join, alone=True),
    Undoable(EVALUATION, Act.tell, _tell, alone=True),
    Undoable(EVALUATION, Act.more_time, _less_time),
    Undoable(EVALUATION, Act.adjust, _adjust),
    Undoable(EVALUATION, Act.stop, _back),
)
