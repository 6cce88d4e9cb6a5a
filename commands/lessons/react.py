"""Lets members say whether a lesson holds with them too, and what came of using it."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, command
from bot.command.refusal import Refused
from bot.dialogue import calls
from bot.dialogue.draft import Draft
from bot.things.hearing import TOGETHER, Hearer, Tale, tell
from bot.things.making import nothing_to_change
from bot.things.names_guard import people_named, without_names
from bot.things.undoing import Undoable, did, undo_button
from commands.lessons.card import look, subject
from commands.lessons.life import Act
from commands.lessons.permissions import require
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Lesson
from storage.lessons.tables import LONGEST
from storage.members import follows
from storage.vocabulary import Role

A_WEEK = timedelta(days=7)
"""In which what others see of a lesson is one notice to who shared it."""


@command(
    nl=("bij ons ook les",),
    en=("same lesson here",),
    summary=_("Say that a lesson holds with you too"),
    allow=Role.member,
    hidden=True,
)
async def same_lesson(ctx: Context, lesson: Lesson) -> Reply:
    entry = await _see(ctx, lesson, same=True)
    held = await ctx.read(lessons.get, lesson.id) or lesson
    told = _n(
        "Same with you, in {number}: {n} region.",
        "Same with you, in {number}: {n} regions.",
        held.same,
        number=Code(lesson.number),
    )
    return Reply((Text(words(told)), Actions((undo_button(ctx, entry), look(lesson)))))


@command(
    nl=("bij ons niet les",),
    en=("lesson not here",),
    summary=_("Say that a lesson does not hold with you"),
    allow=Role.member,
    hidden=True,
    adds=True,
)
async def other_lesson(
    ctx: Context, lesson: Lesson, why: Annotated[str, Ask(nothing_to_change, max_length=LONGEST)] = ""
) -> Reply:
    """It counts at once; why is asked once, of who did not say it."""
    entry = await _see(ctx, lesson, same=False)
    if why.strip(" :"):
        return await _with_reason(ctx, lesson, why, entry)
    held = await ctx.read(lessons.get, lesson.id) or lesson
    told = _n("Not with you: {n} region.", "Not with you: {n} regions.", held.other)
    asked = await calls.proceed(ctx, why_not, Draft(why_not.phrase("nl"), {"lesson": lesson.number}))
    return replace(asked, blocks=(Text(words(told)), *asked.blocks))


@command(
    nl=("waarom bij ons niet",),
    en=("why not here",),
    summary=_("Say why a lesson does not hold with you"),
    allow=Role.member,
    hidden=True,
)
async def why_not(
    ctx: Context,
    lesson: Lesson,
    why: Annotated[str, Ask(_("Why not, in one sentence?"), label=_("Why not"), max_length=LONGEST)] = "",
) -> Reply:
    if not why.strip(" :"):
        return say(_("Fine. It counts without a reason."))
    await require(ctx, lesson, Act.see)
    return await _with_reason(ctx, lesson, why, None)


async def _with_reason(ctx: Context, lesson: Lesson, why: str, entry: int | None) -> Reply:
    named = await people_named(ctx, why)
    reason = without_names(" ".join(why.split()).strip(" :")[:LONGEST], named)
    await ctx.write(lessons.say_why, lesson.id, ctx.member.id, reason, ctx.now)
    # A reason that is told later goes with what it is a reason for.
    undo = undo_button(ctx, entry) if entry is not None else Action(_("Undo"), ctx.line("undo_last", lesson.number))
    return Reply((Text(words(_("It stands with it: {why}", why=reason))), Actions((undo, look(lesson)))))


async def _see(ctx: Context, lesson: Lesson, *, same: bool) -> int:
    """Count what the member saw: the number of the act. Who shared the lesson hears of it once a week."""
    await require(ctx, lesson, Act.see)
    if lesson.member_id == ctx.member.id:
        raise Refused(_("You shared it yourself: others say whether it holds with them."))
    region = min(ctx.member.regions, default=None)
    await ctx.write(lessons.see, lesson.id, ctx.member.id, region, ctx.now, same=same)
    entry = await did(ctx, subject(lesson), Act.see)
    news: Msg = _("Somebody says: same with us.") if same else _("Somebody says: not with us.")
    await _tell_maker(ctx, lesson, news, entry, together=A_WEEK)
    return entry


async def _tell_maker(ctx: Context, lesson: Lesson, news: Msg, entry: int, *, together: timedelta = TOGETHER) -> None:
    if lesson.member_id is not None:
        hearer = Hearer(lesson.member_id, _("You hear this because you shared it."))
        await tell(ctx, Tale(subject(lesson), lesson.text, news), [hearer], entry=entry, together=together)


@command(
    nl=("gebruikt les",),
    en=("used lesson",),
    summary=_("Tell what came of using a lesson"),
    allow=Role.member,
    hidden=True,
    adds=True,
)
async def use_lesson(
    ctx: Context,
    lesson: Lesson,
    text: Annotated[
        str, Ask(_("Where did you use it, and what changed?"), label=_("What changed"), max_length=LONGEST, long=True)
    ],
) -> Reply:
    await require(ctx, lesson, Act.use)
    said = without_names(" ".join(text.split()).strip(" :"), await people_named(ctx, text))
    used = await ctx.write(lessons.use, lesson.id, ctx.member.id, said, ctx.now)
    entry = await did(ctx, subject(lesson), Act.use, use=used)
    news = _("Your lesson was used. What came of it stands on its card.")
    await _tell_maker(ctx, lesson, news, entry)
    tale = Tale(subject(lesson), lesson.text, _("Somebody used this lesson."))
    followers = await ctx.read(follows.followers, LESSON, [lesson.id], but=[ctx.member.id, lesson.member_id or 0])
    why = _("You hear this because you follow it.")
    await tell(ctx, tale, [Hearer(each.id, why) for each in followers], entry=entry)
    held = await ctx.read(lessons.get, lesson.id) or lesson
    hears = lesson.member_id not in (None, ctx.member.id)
    heard = [_("Thank you. Who shared it hears it.") if hears else _("Thank you.")]
    count = _n("Used: {n} time.", "Used: {n} times.", held.uses)
    return Reply((Text(words(*heard, " ", count)), Actions((undo_button(ctx, entry), look(lesson)))))


async def _unsee(ctx: Context, thing: Subject, _detail: Any) -> Msg | None:  # Any: what was noted
    if not await ctx.write(lessons.unsee, thing.id, ctx.member.id, ctx.now):
        return None
    return _("You say nothing of {number} any more.", number=Code(thing.line))


async def _unuse(ctx: Context, thing: Subject, detail: Any) -> Msg | None:  # Any: what was noted
    if not await ctx.write(lessons.unuse, int(detail["use"]), ctx.now):
        return None
    return _("That you used {number} is taken back.", number=Code(thing.line))


UNDO = (Undoable(LESSON, Act.see, _unsee, alone=True), Undoable(LESSON, Act.use, _unuse, alone=True))
