"""Tells members what became of the lessons that they shared, and of what they told of using others."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.lessons.card import subject
from commands.lessons.labels import STATES
from storage.lessons import lessons
from storage.lessons.lesson import Lesson, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    mine = await ctx.read(lessons.load, await ctx.read(lessons.given_by, ctx.member.id, most))
    held = {each.id: each for each in mine if not each.hidden}
    given = [
        Contribution(subject(each), each.made_at, _("shared a lesson"), each.text, _state(each), _last(each))
        for each in held.values()
        if each.member_id == ctx.member.id
    ]
    given += [
        Contribution(subject(held[id]), at, _("used a lesson"), text, STATES[held[id].state])
        for id, text, at in await ctx.read(lessons.uses_by, ctx.member.id, most)
        if id in held
    ]
    return sorted(given, key=lambda each: each.at, reverse=True)[:most]


def _state(lesson: Lesson) -> Msg:
    if lesson.state is State.shared and lesson.uses:
        return _n("used {n} time", "used {n} times", lesson.uses)
    return STATES[lesson.state]


def _last(lesson: Lesson) -> str:
    return lesson.stories[0] if lesson.stories else ""


CONTRIBUTIONS = Contributions(_given)
