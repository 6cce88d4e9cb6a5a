"""Keeps lessons true: still right, holds no more, taken back, celebrated; each to be undone."""

from collections.abc import Collection
from typing import Any

from bot.chat.reply import Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, command
from bot.command.refusal import Refused
from bot.things.sure import of_another
from bot.things.undoing import Undoable, did, undo_button
from commands.lessons.card import look, subject
from commands.lessons.life import LIFE, Act
from commands.lessons.permissions import require
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Lesson, State
from storage.vocabulary import Role


@command(
    nl=("les klopt nog",),
    en=("lesson still holds",),
    summary=_("Say that a lesson still holds"),
    allow=Role.member,
    hidden=True,
)
async def hold_lesson(ctx: Context, lesson: Lesson) -> Reply:
    return await _moved(ctx, lesson, Act.hold, _("Good. {number} still holds.", number=Code(lesson.number)))


@command(
    nl=("les is oud",),
    en=("lesson is old",),
    summary=_("Say that a lesson holds no more"),
    allow=Role.member,
    hidden=True,
)
async def age_lesson(ctx: Context, lesson: Lesson) -> Reply:
    return await _moved(ctx, lesson, Act.age, _("{number} is old now. Its card stays.", number=Code(lesson.number)))


@command(
    nl=("trek les in",),
    en=("withdraw lesson",),
    summary=_("Take back a lesson"),
    allow=Role.member,
    hidden=True,
    others=of_another,
)
async def withdraw_lesson(ctx: Context, lesson: Lesson) -> Reply:
    if lesson.state is State.withdrawn:
        return say(_("{number} is withdrawn.", number=Code(lesson.number)))
    return await _moved(ctx, lesson, Act.withdraw, _("{number} is withdrawn.", number=Code(lesson.number)))


@command(nl=("heropen les",), en=("reopen lesson",), summary=_("Put a lesson back"), allow=Role.member, hidden=True)
async def reopen_lesson(ctx: Context, lesson: Lesson) -> Reply:
    if lesson.state is State.shared:
        return say(_("{number} is there.", number=Code(lesson.number)))
    return await _moved(ctx, lesson, Act.reopen, _("{number} is there again.", number=Code(lesson.number)))


@command(
    nl=("vier les", "vier het in het weekbericht"),
    en=("celebrate lesson",),
    summary=_("Let the digest tell of a useful failure"),
    allow=Role.member,
    hidden=True,
)
async def celebrate_lesson(ctx: Context, lesson: Lesson) -> Reply:
    await require(ctx, lesson, Act.celebrate)
    if not lesson.draft.failure:
        raise Refused(_("{number} is no failure: the digest tells of it as it is.", number=Code(lesson.number)))
    if not await ctx.write(lessons.celebrate, lesson.id, ctx.now, celebrated=True):
        return say(_("The digest tells of it already."))
    entry = await did(ctx, subject(lesson), Act.celebrate)
    named = _("The digest celebrates {number}, without your name.", number=Code(lesson.number))
    return Reply((Text(words(named)), Actions((undo_button(ctx, entry), look(lesson)))))


async def _moved(ctx: Context, lesson: Lesson, act: Act, told: Msg) -> Reply:
    """Bring it to where the act leads. Raises `Refused`."""
    await require(ctx, lesson, act)
    rule = LIFE.rules[act]
    if not await ctx.write(lessons.move, lesson.id, rule.leads[lesson.state], ctx.now, among=rule.among):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(lesson.number)))
    entry = await did(ctx, subject(lesson), act, was=lesson.state)
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(lesson)))))


async def _back(ctx: Context, thing: Subject, to: State, among: Collection[State]) -> Msg | None:
    if not await ctx.write(lessons.move, thing.id, to, ctx.now, among=among):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _unshare(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    if not await ctx.write(lessons.move, thing.id, State.withdrawn, ctx.now, among={State.shared}):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _unmove(ctx: Context, thing: Subject, detail: Any) -> Msg | None:  # Any: what was noted
    was = State(detail["was"])
    return await _back(ctx, thing, was, frozenset(State) - {was})


async def _uncelebrate(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    if not await ctx.write(lessons.celebrate, thing.id, ctx.now, celebrated=False):
        return None
    return _("The digest does not celebrate {number}.", number=Code(thing.line))


UNDO = (
    Undoable(LESSON, Act.share, _unshare),
    Undoable(LESSON, Act.age, _unmove),
    Undoable(LESSON, Act.withdraw, _unmove),
    Undoable(LESSON, Act.reopen, _unmove),
    Undoable(LESSON, Act.celebrate, _uncelebrate),
)
