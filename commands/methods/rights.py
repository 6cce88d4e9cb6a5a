"""Finds what someone may do to a way of working, and says to others why they may not."""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, checking, parties
from bot.things.rooms import shown_here
from commands.methods.labels import STATES
from commands.methods.life import LIFE, NATIONAL, Act
from storage.links import Thing
from storage.methods.method import METHOD, Method
from storage.vocabulary import Role


def subject(method: Method) -> Subject:
    """A way of working as the engine and other topics know it."""
    return Subject(METHOD, method.id, method.number)


async def sees(ctx: Context, method: Method) -> bool:
    """Tell whether it is shown to the member, here: not out of sight, and not of another closed room."""
    if method.hidden and not ctx.may(Role.coordinator, regions=method.draft.regions):
        return False
    return await shown_here(ctx, method.draft.room, method.member_id)


async def can(ctx: Context, method: Method) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(method.state, await _parties(ctx, method)) if await sees(ctx, method) else frozenset()


async def require(ctx: Context, method: Method, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(method.number)
    if not await sees(ctx, method):
        raise Refused(_("{number} is out of sight.", number=number))
    held = await _parties(ctx, method)
    if act in LIFE.possible(method.state, held):
        return
    if not LIFE.may(act, held):
        if act in (Act.settle, Act.unsettle):
            raise Refused(
                _("A national coordinator makes a way of working a standard."),
                _("You can tell of using it: {line}.", line=Code(f"{ctx.line('use_method')} {method.number}")),
            )
        raise Refused(_("Only who made {number} can do this, or a coordinator.", number=number))
    raise Refused(_("{number} is {state}, so this cannot be done now.", number=number, state=STATES[method.state]))


requiring = checking("method", require)
"""Refuses before a command asks for more."""


async def _parties(ctx: Context, method: Method) -> frozenset[str]:
    held = await parties(ctx, Thing(METHOD, method.id), maker=method.member_id, regions=method.draft.regions)
    national = ctx.may(Role.coordinator)
    # What is about no region is everybody's: those who coordinate the country look after it.
    if not method.draft.regions and not national:
        held -= {Party.coordinator}
    return held | ({NATIONAL} if national else frozenset())
