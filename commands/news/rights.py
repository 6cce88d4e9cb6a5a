"""Finds what someone may do to an item of news, and says to others why they may not."""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, checking, parties
from bot.things.rooms import shown_here
from commands.news.life import LIFE, Act
from storage.links import Thing
from storage.news.item import NEWS, Item, State
from storage.vocabulary import Role


def subject(item: Item) -> Subject:
    """An item of news as the engine and other topics know it."""
    return Subject(NEWS, item.id, item.number)


async def sees(ctx: Context, item: Item) -> bool:
    """Tell whether it is shown to the member, here: what its writer was asked for is for them alone."""
    if item.hidden and not ctx.may(Role.coordinator, regions=item.draft.regions):
        return False
    if item.state is State.asked:
        return ctx.personal and item.member_id == ctx.member.id
    return await shown_here(ctx, item.draft.room, item.member_id)


async def can(ctx: Context, item: Item) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(item.state, await _parties(ctx, item))


async def require(ctx: Context, item: Item, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(item.number)
    held = await _parties(ctx, item)
    if not await sees(ctx, item) and Party.maker not in held:
        raise Refused(_("{number} is out of sight.", number=number))
    if act in LIFE.possible(item.state, held):
        return
    if not LIFE.may(act, held):
        raise Refused(_("Only who shared {number} can do this, or a coordinator.", number=number))
    if item.state is State.withdrawn:
        raise Refused(_("{number} is withdrawn.", number=number))
    raise Refused(_("That cannot be done with {number} now.", number=number))


requiring = checking("item", require)
"""Refuses before a command asks for more."""


async def _parties(ctx: Context, item: Item) -> frozenset[str]:
    held = await parties(ctx, Thing(NEWS, item.id), maker=item.member_id, regions=item.draft.regions)
    # What is about no region is everybody's: those who coordinate the country look after it.
    if not item.draft.regions and not ctx.may(Role.coordinator):
        held -= {Party.coordinator}
    return held
