"""Finds what someone may do to a shared source, and says to others why they may not."""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, checking, parties
from bot.things.rooms import shown_here
from commands.sources.labels import STATES
from commands.sources.life import LIFE, Act
from storage.links import Thing
from storage.sources.source import SOURCE, Source
from storage.vocabulary import Role


def subject(source: Source) -> Subject:
    """A shared source as the engine and other topics know it."""
    return Subject(SOURCE, source.id, source.number)


async def sees(ctx: Context, source: Source) -> bool:
    """Tell whether it is shown to the member, here: not out of sight, and not of another closed room."""
    if source.hidden and not ctx.may(Role.coordinator, regions=source.draft.regions):
        return False
    return await shown_here(ctx, source.draft.room, source.member_id)


async def can(ctx: Context, source: Source) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(source.state, await _parties(ctx, source)) if await sees(ctx, source) else frozenset()


async def require(ctx: Context, source: Source, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(source.number)
    if not await sees(ctx, source):
        raise Refused(_("{number} is out of sight.", number=number))
    held = await _parties(ctx, source)
    if act in LIFE.possible(source.state, held):
        return
    if not LIFE.may(act, held):
        raise Refused(_("Only who put {number} can do this, or a coordinator.", number=number))
    raise Refused(_("{number} is {state}, so this cannot be done now.", number=number, state=STATES[source.state]))


requiring = checking("source", require)
"""Refuses before a command asks for more."""


async def _parties(ctx: Context, source: Source) -> frozenset[str]:
    held = await parties(ctx, Thing(SOURCE, source.id), maker=source.member_id, regions=source.draft.regions)
    # What is about no region is everybody's: those who coordinate the country look after it.
    if not source.draft.regions and not ctx.may(Role.coordinator):
        held -= {Party.coordinator}
    return held
