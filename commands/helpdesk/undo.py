"""Undoes what was done with requests, by what was noted with the act."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.undoing import Undoable
from commands.helpdesk.acts import PATIENCE
from commands.helpdesk.life import Act
from storage.helpdesk import answers, requests
from storage.helpdesk.request import REQUEST, Request, State, Turn

Detail = Mapping[str, Any]  # Any: as it was noted


async def _put(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    request = await ctx.read(requests.get, thing.id)
    if request is None or request.state is not State.new:
        return None
    await ctx.write(requests.change, thing.id, ctx.now, state=State.withdrawn, was=State.new, due_at=None)
    return _("{number} was taken back.", number=Code(thing.line))


async def _back(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    """It is where it was, and waits for the desk again if it did."""
    request = await ctx.read(requests.get, thing.id)
    if request is None:
        return None
    was = State(detail["was"])
    if detail.get("said"):
        await ctx.write(requests.unsay, thing.id, int(detail["said"]))
    await ctx.write(requests.change, thing.id, ctx.now, state=was, was=None, due_at=_due(ctx, was), silent=0)
    return _("{number} is as it was.", number=Code(thing.line))


async def _take(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    before = detail.get("owner")
    await ctx.write(requests.assign, thing.id, Turn.owner, int(before) if before else None, ctx.now)
    return await _back(ctx, thing, detail)


async def _add(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    request: Request | None = await ctx.read(requests.get, thing.id)
    if request is None:
        return None
    await ctx.write(requests.change, thing.id, ctx.now, more=request.more[: int(detail["more"])])
    return await _back(ctx, thing, detail)


async def _keep(ctx: Context, _thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(answers.drop, int(detail["answer"])):
        return None
    return _("The answer is not kept any more.")


def _due(ctx: Context, state: State) -> object:
    if state not in (State.new, State.taken, State.passed):
        return None
    days = 1 if state is State.new else PATIENCE
    return working_days_later(ctx.now, days, ctx.member.time_zone, ctx.choices.of(OfficeHours))


UNDO = (
    Undoable(REQUEST, Act.put, _put),
    Undoable(REQUEST, Act.take, _take),
    Undoable(REQUEST, Act.add, _add),
    Undoable(REQUEST, Act.keep, _keep, alone=True),
    *(
        Undoable(REQUEST, each, _back)
        for each in (Act.answer, Act.pass_on, Act.solve, Act.not_yet, Act.fail, Act.withdraw)
    ),
)
