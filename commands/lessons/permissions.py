"""Finds what someone may do to a lesson, and says to others why they may not."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, parties
from bot.things.rooms import shown_here
from commands.lessons.life import LIFE, Act
from storage.lessons.lesson import LESSON, Lesson, State
from storage.links import Thing
from storage.vocabulary import Role


async def sees(ctx: Context, lesson: Lesson) -> bool:
    """Tell whether it is shown to the member, here: not out of sight, and not of another closed room."""
    if lesson.hidden and not ctx.may(Role.coordinator, regions=lesson.draft.regions):
        return False
    return await shown_here(ctx, lesson.draft.room, lesson.member_id)


async def can(ctx: Context, lesson: Lesson) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(lesson.state, await _parties(ctx, lesson))


async def require(ctx: Context, lesson: Lesson, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(lesson.number)
    if not await sees(ctx, lesson):
        raise Refused(_("{number} is out of sight.", number=number))
    held = await _parties(ctx, lesson)
    if act in LIFE.possible(lesson.state, held):
        return
    if not LIFE.may(act, held):
        raise Refused(_("Only who shared {number} can do this, or a coordinator.", number=number))
    if lesson.state is State.withdrawn:
        raise Refused(_("{number} is withdrawn.", number=number))
    raise Refused(_("That cannot be done with {number} now.", number=number))


async def _parties(ctx: Context, lesson: Lesson) -> frozenset[str]:
    held = await parties(ctx, Thing(LESSON, lesson.id), maker=lesson.member_id, regions=lesson.draft.regions)
    # What is about no region is everybody's: those who coordinate the country look after it.
    if not lesson.draft.regions and not ctx.may(Role.coordinator):
        held -= {Party.coordinator}
    return held
