"""Undoes what was done with signals, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.signals.life import Act
from storage.signals import signals
from storage.signals.signal import SIGNAL, State

Detail = Mapping[str, Any]  # Any: as it was noted


async def _put(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    signal = await ctx.read(signals.get, thing.id)
    if signal is None or any(each.member_id != ctx.member.id for each in signal.raisers):
        return None
    await ctx.write(signals.change, thing.id, ctx.now, state=State.withdrawn, was=signal.state)
    return _("{number} was taken back.", number=Code(thing.line))


async def _join(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(signals.raise_no_more, thing.id, ctx.member.id):
        return None
    return _("You are with {number} no longer.", number=Code(thing.line))


async def _said(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(signals.unsay, thing.id, int(detail["said"])):
        return None
    if detail.get("was"):
        await ctx.write(signals.change, thing.id, ctx.now, state=State(detail["was"]))
    return _("What you said stands with {number} no longer.", number=Code(thing.line))


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    was = State(detail["was"])
    cleared: dict[str, Any] = {"was": None}
    if was is State.put_to:
        cleared |= {"decision": None, "reason": "", "decided_at": None, "due_at": None}
    elif was is State.decided:
        cleared |= {"action": "", "action_at": None, "due_at": None}
    await ctx.write(signals.change, thing.id, ctx.now, state=was, **cleared)
    return _("{number} is as it was.", number=Code(thing.line))


async def _merge(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    for member in str(detail["joined"]).split(","):
        if member:
            await ctx.write(signals.raise_no_more, int(detail["into"]), int(member))
    await ctx.write(signals.change, thing.id, ctx.now, state=State(detail["was"]), was=None, merged_into=None)
    return _("{number} is a signal of its own again.", number=Code(thing.line))


async def _publish(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    await ctx.write(signals.change, thing.id, ctx.now, published=False)
    return _("{number} is not for the website any more.", number=Code(thing.line))


UNDO = (
    Undoable(SIGNAL, Act.put, _put),
    Undoable(SIGNAL, Act.join_in, _join, alone=True),
    Undoable(SIGNAL, Act.propose, _said),
    Undoable(SIGNAL, Act.view, _said, alone=True),
    Undoable(SIGNAL, Act.react, _said, alone=True),
    *(
        Undoable(SIGNAL, each, _back)
        for each in (Act.hand_on, Act.put_to, Act.send_back, Act.decide, Act.act, Act.stop, Act.withdraw, Act.return_)
    ),
    Undoable(SIGNAL, Act.merge, _merge),
    Undoable(SIGNAL, Act.publish, _publish),
)
