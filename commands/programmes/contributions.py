"""Tells members what became of the tasks that they put or have a side of."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.programmes.labels import STATES, nobody_of
from commands.programmes.rights import subject
from storage.programmes import tasks
from storage.programmes.part import Standing
from storage.programmes.task import State, Task


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = await ctx.read(tasks.given, ctx.member.id, most)
    return [_of(ctx, each) for each in found if each.state is not State.hidden]


def _of(ctx: Context, task: Task) -> Contribution:
    mine = next((each for each in task.people if each.member_id == ctx.member.id), None)
    if task.maker_id == ctx.member.id or mine is None:
        at, gave = task.made_at, _("put a task")
    else:
        at, gave = mine.at, _("have a side of it")
    return Contribution(subject(task), at, gave, task.title, STATES[task.state], task.result, _waits(ctx, task))


def _waits(ctx: Context, task: Task) -> Msg | None:
    for each in task.people:
        if each.member_id == ctx.member.id and each.standing is Standing.offered:
            return _("Waits for the yes of the other.")
    return nobody_of(task.vacant[0]) if task.state is State.open and task.vacant else None


CONTRIBUTIONS = Contributions(_given)
