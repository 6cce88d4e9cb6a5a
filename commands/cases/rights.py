"""Tells whether this member may do this to that case now, and in words why not."""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.circles import circles_of
from bot.things.life import Party, checking, parties
from bot.things.rooms import shown_here
from commands.cases.labels import STATES
from commands.cases.life import LIFE, Act
from storage.cases.case import CASE, Case, State
from storage.links import Thing
from storage.vocabulary import Role


def subject(case: Case) -> Subject:
    """A case as the engine and other topics know it."""
    return Subject(CASE, case.id, case.number)


async def held(ctx: Context, case: Case) -> frozenset[str]:
    """Tell what the member is to this case. Nobody coordinates what is of a closed circle."""
    its = await parties(ctx, Thing(CASE, case.id), maker=case.maker_id, regions=case.draft.regions)
    if case.circle is None:
        return its
    mine = case.maker_id == ctx.member.id
    return its - {Party.coordinator, Party.steward} - (frozenset() if mine else {Party.keeper})


async def sees(ctx: Context, case: Case) -> bool:
    """Whether who reads this reply may see it: what is of a room or circle is for those in it, and its maker."""
    if case.state is State.hidden:
        return ctx.may(Role.coordinator, regions=case.draft.regions)
    if case.circle is not None:
        mine = ctx.personal and case.maker_id == ctx.member.id
        return mine or case.circle in await circles_of(ctx)
    return await shown_here(ctx, case.draft.room_id, case.maker_id)


async def can(ctx: Context, case: Case) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(case.state, await held(ctx, case)) if await sees(ctx, case) else frozenset()


async def require(ctx: Context, case: Case, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    if not await sees(ctx, case):
        raise Refused(unseen(case))
    its = await held(ctx, case)
    if act in LIFE.possible(case.state, its):
        return
    number = Code(case.number)
    if not LIFE.may(act, its):
        if act is Act.withdraw:
            raise Refused(_("Only who put {number} in can take it back.", number=number))
        think = Code(f"{ctx.line('think_along')} {case.number}")
        raise Refused(
            _("Who keeps {number} does this, or a coordinator of its region.", number=number),
            _("You can think along: {line}.", line=think),
        )
    raise not_now(case)


requiring = checking("case", require)
"""Refuses before a command asks for more."""


def not_now(case: Case) -> Refused:
    """Its state does not allow it."""
    number = Code(case.number)
    return Refused(_("{number} is {state}, so this cannot be done now.", number=number, state=STATES[case.state]))


def unseen(case: Case) -> Msg:
    if case.closed_in and case.state is not State.hidden:
        return _("This case is only for the group in which it is discussed.")
    return _("{number} is not shown.", number=Code(case.number))
