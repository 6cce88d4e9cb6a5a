"""Finds who sees a meeting or series and what they may do to it, and says to others why they may not.

What is of a closed group is for its members alone: for everybody else, coordinators too, it is as if it said nothing.
"""

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.life import Party, checking, keeper_of, parties
from bot.things.rooms import shown_here
from commands.events.life import GUEST, LIFE, SEATED, SERIES_LIFE, Act, SeriesAct
from storage.events import all_series, attendance
from storage.events.meeting import MEETING, Meeting, State
from storage.events.series import SERIES, Series, SeriesState
from storage.links import Thing
from storage.vocabulary import Role


def subject(meeting: Meeting) -> Subject:
    """A meeting as the engine and other topics know it."""
    return Subject(MEETING, meeting.id, meeting.number)


def subject_of_series(series: Series) -> Subject:
    """A series as the engine and other topics know it."""
    return Subject(SERIES, series.id, series.number)


async def seated(ctx: Context, series_id: int | None) -> bool:
    """Tell whether the member is of that group, and reads this alone."""
    held = await ctx.read(all_series.get, series_id) if series_id is not None else None
    return held is not None and ctx.member.id in held.members


async def groups(ctx: Context) -> frozenset[int]:
    """The closed groups of which the member may see meetings here: none where others read along."""
    if not ctx.personal:
        return frozenset()
    return frozenset(await ctx.read(all_series.of_member, ctx.member.id, closed=True))


async def sees(ctx: Context, meeting: Meeting) -> bool:
    """Tell whether it is shown to the member, here."""
    draft = meeting.draft
    if draft.closed:
        return ctx.personal and await seated(ctx, draft.series_id)
    if meeting.hidden and not ctx.may(Role.coordinator, regions=draft.regions):
        return False
    return await shown_here(ctx, draft.room_id, meeting.member_id)


async def sees_series(ctx: Context, series: Series) -> bool:
    """Tell whether it is shown to the member, here."""
    draft = series.draft
    if draft.closed:
        return ctx.personal and ctx.member.id in series.members
    if series.hidden and not ctx.may(Role.coordinator, regions=draft.regions):
        return False
    return await shown_here(ctx, draft.room_id, series.member_id)


async def held(ctx: Context, meeting: Meeting) -> frozenset[str]:
    """Tell what the member is to this meeting."""
    draft, found = meeting.draft, set[str]()
    found |= await _parties(ctx, Thing(MEETING, meeting.id), meeting.member_id, draft.regions, closed=draft.closed)
    if draft.series_id is not None:
        its = await ctx.read(all_series.get, draft.series_id)
        if its and await keeper_of(ctx, Thing(SERIES, its.id), its.member_id) == ctx.member.id:
            found.add(Party.keeper)
        if its and ctx.member.id in its.members:
            found.add(SEATED)
    said = await ctx.read(attendance.of_member, meeting.id, ctx.member.id)
    if said and said.coming:
        found.add(GUEST)
    return frozenset(found)


async def held_of_series(ctx: Context, series: Series) -> frozenset[str]:
    """Tell what the member is to this series."""
    draft = series.draft
    found = await _parties(ctx, Thing(SERIES, series.id), series.member_id, draft.regions, closed=draft.closed)
    return found | {SEATED} if ctx.member.id in series.members else found


async def _parties(
    ctx: Context, thing: Thing, maker: int | None, regions: frozenset[int], *, closed: bool
) -> frozenset[str]:
    found = await parties(ctx, thing, maker=maker, regions=regions)
    if closed:
        # Nobody coordinates what a closed group does.
        mine = await keeper_of(ctx, thing, maker) == ctx.member.id
        found = found - {Party.coordinator, Party.steward, Party.keeper} | ({Party.keeper} if mine else set())
    elif not regions and not ctx.may(Role.coordinator):
        # What is about no region is everybody's: those who coordinate the country look after it.
        mine = await keeper_of(ctx, thing, maker) == ctx.member.id
        found = found - {Party.coordinator, Party.keeper} | ({Party.keeper} if mine else set())
    return frozenset(found)


def state_of(ctx: Context, meeting: Meeting) -> State:
    """The state that it is in: what ended was held, also before the clock noted it."""
    over = meeting.state is State.planned and meeting.draft.ends_at <= ctx.now
    return State.held if over else meeting.state


async def can(ctx: Context, meeting: Meeting) -> frozenset[str]:
    """All that the member can do to it now."""
    if not await sees(ctx, meeting):
        return frozenset()
    return LIFE.possible(state_of(ctx, meeting), await held(ctx, meeting))


async def can_with_series(ctx: Context, series: Series) -> frozenset[str]:
    """All that the member can do to it now."""
    if not await sees_series(ctx, series):
        return frozenset()
    return SERIES_LIFE.possible(series.state, await held_of_series(ctx, series))


async def require(ctx: Context, meeting: Meeting, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(meeting.number)
    if not await sees(ctx, meeting):
        raise Refused(unseen(meeting.number, closed=meeting.draft.closed))
    mine = await held(ctx, meeting)
    if act in LIFE.possible(state_of(ctx, meeting), mine):
        return
    if act is Act.rate:
        raise Refused(_("Only who was at {number} can say that.", number=number))
    if not LIFE.may(act, mine):
        raise Refused(_("Only who holds {number} can do this, or a coordinator of its region.", number=number))
    if meeting.state is State.withdrawn:
        raise Refused(_("{number} is withdrawn.", number=number))
    if meeting.state is State.cancelled:
        raise Refused(_("{number} is cancelled: {why}", number=number, why=meeting.reason or "-"))
    if act is Act.reopen:
        raise Refused(_("{number} is not cancelled.", number=number))
    if act is Act.report:
        raise Refused(_("{number} is still to come. Its report comes after it.", number=number))
    raise Refused(_("{number} was held already, so this cannot be done any more.", number=number))


async def require_series(ctx: Context, series: Series, act: SeriesAct) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(series.number)
    if not await sees_series(ctx, series):
        raise Refused(unseen(series.number, closed=series.draft.closed))
    mine = await held_of_series(ctx, series)
    if act in SERIES_LIFE.possible(series.state, mine):
        return
    if series.state is not SeriesState.active and SERIES_LIFE.may(act, mine):
        raise Refused(_("{number} has ended.", number=number))
    if act is SeriesAct.leave:
        raise Refused(_("You are no fixed member of {number}.", number=number))
    raise Refused(_("Only who keeps {number} can do this, or a coordinator of its region.", number=number))


def unseen(number: str, *, closed: bool) -> Msg:
    """Say that it is not shown, and of a closed group why."""
    if closed:
        return _("This group is closed. Only the group sees what stands here.")
    return _("{number} is out of sight.", number=Code(number))


async def require_seen(ctx: Context, meeting: Meeting) -> None:
    """Raises `Refused` for what the member may not see."""
    if not await sees(ctx, meeting):
        raise Refused(unseen(meeting.number, closed=meeting.draft.closed))


requiring = checking("meeting", require)
requiring_of_series = checking("series", require_series)
