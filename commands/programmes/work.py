"""Lets a duo write down what runs already of its task and what comes with it, and say that it is done."""

from typing import Annotated

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context, command
from bot.things.acts import Chance, offered
from bot.things.hearing import Tale, tell
from bot.things.sure import of_another
from bot.things.undoing import did, done, undo_button
from commands.programmes.duo import hearers
from commands.programmes.life import Act, among
from commands.programmes.rights import not_now, require, requiring, subject
from storage.programmes import tasks
from storage.programmes.task import Half, State, Task
from storage.vocabulary import Role

LONGEST = 300


@command(
    nl=("loopt al",),
    en=("runs already",),
    summary=_("Write down what runs already at a task"),
    allow=Role.member,
    check=requiring(Act.add),
    adds=True,
)
async def runs_already(
    ctx: Context,
    task: Task,
    text: Annotated[
        str, Ask(_("What runs already? One line is enough."), label=_("What runs"), max_length=LONGEST, long=True)
    ],
) -> Reply:
    return await _add(ctx, task, Half.running, text)


@command(
    nl=("erbij",),
    en=("comes with",),
    summary=_("Write down what comes with a task"),
    allow=Role.member,
    check=requiring(Act.add),
    adds=True,
)
async def comes_with(
    ctx: Context,
    task: Task,
    text: Annotated[
        str, Ask(_("What comes with it? One line is enough."), label=_("What comes"), max_length=LONGEST, long=True)
    ],
) -> Reply:
    return await _add(ctx, task, Half.coming, text)


async def _add(ctx: Context, task: Task, half: Half, text: str) -> Reply:
    await require(ctx, task, Act.add)
    line = await ctx.write(tasks.add, task.id, half, text, ctx.member.id, ctx.now)
    entry = await did(ctx, subject(task), Act.add, line=line)
    news = _("runs already: {text}", text=text) if half is Half.running else _("comes with it: {text}", text=text)
    await tell(ctx, Tale(subject(task), task.title, news), await hearers(ctx, task), entry=entry)
    return done(ctx, _("It stands at {number}.", number=Code(task.number)), subject(task), entry)


@command(
    nl=("klaar taak", "taak klaar"),
    en=("task done", "finish task"),
    summary=_("Say that a task is done, and what came of it"),
    allow=Role.member,
    check=requiring(Act.finish),
    others=of_another,
)
async def finish_task(
    ctx: Context,
    task: Task,
    result: Annotated[
        str,
        Ask(
            _("What came of it? Who follows it reads this."),
            label=_("What came of it"),
            max_length=500,
            long=True,
        ),
    ],
) -> Reply:
    await require(ctx, task, Act.finish)
    values = {"state": State.done, "was": task.state, "result": result.strip(), "done_at": ctx.now}
    if not await ctx.write(tasks.turn, task.id, among(Act.finish), ctx.now, **values):
        raise not_now(await ctx.read(tasks.get_one, task.id))
    entry = await did(ctx, subject(task), Act.finish, was=task.state)
    news = _("done: {text}", text=result.strip())
    await tell(ctx, Tale(subject(task), task.title, news), await hearers(ctx, task), entry=entry)
    more = await offered(ctx, subject(task), Chance.learnt, said=result.strip())
    told = _("{number} is done. Who follows it hears what came of it.", number=Code(task.number))
    return Reply((Text(words(told)), Actions((*more, Action(_("View"), task.number), undo_button(ctx, entry)))))


@command(
    nl=("heropen taak",),
    en=("reopen task",),
    summary=_("Open a task again"),
    allow=Role.member,
    check=requiring(Act.reopen),
    hidden=True,
)
async def reopen_task(ctx: Context, task: Task) -> Reply:
    await require(ctx, task, Act.reopen)
    state = State.open if task.vacant else State.running
    if not await ctx.write(tasks.turn, task.id, among(Act.reopen), ctx.now, state=state, was=None, done_at=None):
        raise not_now(await ctx.read(tasks.get_one, task.id))
    entry = await did(ctx, subject(task), Act.reopen, was=task.state)
    await tell(ctx, Tale(subject(task), task.title, _("open again")), await hearers(ctx, task), entry=entry)
    return done(ctx, _("{number} is open again.", number=Code(task.number)), subject(task), entry)


@command(
    nl=("trek taak in",),
    en=("withdraw task",),
    summary=_("Take back a task that you put"),
    allow=Role.member,
    check=requiring(Act.withdraw),
    hidden=True,
)
async def withdraw_task(ctx: Context, task: Task) -> Reply:
    await require(ctx, task, Act.withdraw)
    if not await ctx.write(tasks.turn, task.id, among(Act.withdraw), ctx.now, state=State.withdrawn, was=task.state):
        raise not_now(await ctx.read(tasks.get_one, task.id))
    entry = await did(ctx, subject(task), Act.withdraw, was=task.state)
    await tell(ctx, Tale(subject(task), task.title, _("taken back")), await hearers(ctx, task), entry=entry)
    return done(ctx, _("{number} was taken back.", number=Code(task.number)), subject(task), entry)
