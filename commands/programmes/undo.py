"""Undoes what was done with tasks, programmes and hubs, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.undoing import Undoable
from commands.programmes import doing, functions
from commands.programmes.labels import side
from commands.programmes.life import Act
from storage import links
from storage.database.database import Tx
from storage.links import Thing
from storage.programmes import evidence, hubs, parts, tasks
from storage.programmes.hub import Covered, Phase
from storage.programmes.part import DUO, Held, Part, Standing
from storage.programmes.task import SHOWN, TASK, State
from storage.vocabulary import LinkKind
from storage.vocabulary import Subject as Kind

Detail = Mapping[str, Any]  # Any: as it was noted


async def _put(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    task = await ctx.read(tasks.get, thing.id)
    if task is None or task.people or task.lines:
        return None
    if not await ctx.write(tasks.turn, thing.id, SHOWN, ctx.now, state=State.withdrawn, was=task.state):
        return None
    return _("{number} was taken back.", number=Code(thing.line))


async def _take(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    held = await ctx.read(parts.get, int(detail["part"]))
    if held is None or held.member_id != ctx.member.id:
        return None
    await ctx.write(_drop, thing.id, held, ctx)
    return _("You no longer stand at {number}.", number=Code(thing.line))


def _drop(tx: Tx, task: int, held: Held, ctx: Context) -> None:
    tasks.lock(tx, task)
    parts.drop(tx, held)
    evidence.gone(tx, held)
    tasks.settle(tx, task, ctx.now, stopped=True)


async def _stop(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """They stand there again, when nobody took their side meanwhile."""
    part = Part(detail["side"])
    if not await ctx.write(_back_at, thing.id, part, ctx):
        return None
    return _("You are at {number} again, {side}.", number=Code(thing.line), side=side(part))


def _back_at(tx: Tx, number: int, part: Part, ctx: Context) -> bool:
    task = tasks.lock(tx, number)
    if part in DUO and task.holder(part) is not None:
        return False
    parts.take(tx, Thing(TASK, number), part, ctx.member.id, Standing.holds, ctx.now)
    tasks.settle(tx, number, ctx.now)
    return True


async def _add(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(tasks.take_away, int(detail["line"])):
        return None
    return _("The line at {number} is gone.", number=Code(thing.line))


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    was = State(detail["was"])
    cleared: dict[str, Any] = {} if was is State.done else {"done_at": None, "result": ""}
    if not await ctx.write(tasks.turn, thing.id, tuple(State), ctx.now, state=was, was=None, **cleared):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _do(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    held = await ctx.read(parts.get, int(detail["part"]))
    if held is None or held.member_id != ctx.member.id:
        return None
    await ctx.write(_drop_part, held)
    return _("That you do this at {number} is taken back.", number=Code(thing.line))


def _drop_part(tx: Tx, held: Held) -> None:
    parts.drop(tx, held)
    evidence.gone(tx, held)


async def _fill(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """Nobody does it, as before: what stood there in other words cannot come back, and has no way back."""
    if not detail.get("empty"):
        return None
    values = {"covered": Covered.no, "by_whom": "", "by_network_id": None, "said_by": None}
    await ctx.write(hubs.cover, thing.id, Part(detail["part"]), ctx.now, **values)
    return _("Nobody is said to do it any more.")


async def _untold(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """Nothing stands there, as before."""
    if not detail.get("empty"):
        return None
    await ctx.write(hubs.cover, thing.id, Part(detail["part"]), ctx.now, **{str(detail["column"]): ""})
    return _("{number} is as it was.", number=Code(thing.line))


async def _phase(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    hub = await ctx.read(hubs.get, thing.id)
    if hub is None or not await ctx.write(hubs.put, thing.id, hub.reach, Phase(detail["was"])):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _do_again(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """They do again what they stopped with: nobody else had to give way to that."""
    again = [Part(each) for each in str(detail["parts"]).split(";") if each]
    taken = [each for each in again if await ctx.write(_take_again, thing.id, each, ctx)]
    return _("You do that at {number} again.", number=Code(thing.line)) if taken else None


def _take_again(tx: Tx, network: int, part: Part, ctx: Context) -> bool:
    held = parts.take(tx, Thing(Kind.network, network), part, ctx.member.id, Standing.holds, ctx.now)
    if held is not None:
        evidence.part(tx, held)
    return held is not None


async def _over(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    one, next_ = Thing(Kind.network, thing.id), Thing(Kind.network, int(detail["into"]))
    if not await ctx.write(links.unlink, next_, LinkKind.opvolger_van, one):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


UNDO = (
    Undoable(TASK, Act.put, _put),
    Undoable(TASK, Act.take, _take),
    Undoable(TASK, Act.stop, _stop),
    Undoable(TASK, Act.add, _add, alone=True),
    Undoable(TASK, Act.finish, _back),
    Undoable(TASK, Act.reopen, _back),
    Undoable(TASK, Act.withdraw, _back),
    Undoable(Kind.network, doing.DO, _do, alone=True),
    Undoable(Kind.network, functions.FILL, _fill),
    Undoable(Kind.network, functions.MISSES, _untold),
    Undoable(Kind.network, functions.STEP, _untold),
    Undoable(Kind.network, functions.PHASE, _phase),
    Undoable(Kind.network, functions.OVER, _over),
    Undoable(Kind.network, doing.STOP, _do_again, alone=True),
)
