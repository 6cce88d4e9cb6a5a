"""Tells whether this member may do this to that signal now, and in words why not."""

from bot.chat.reply import Action, Actions, Reply, Subject, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import coordinators
from bot.things.life import checking, parties
from bot.things.rooms import shown_here
from commands.signals.labels import stands
from commands.signals.life import LIFE, RAISER, Act
from storage.links import Thing
from storage.members.member import Member
from storage.signals.signal import SIGNAL, Signal, State
from storage.vocabulary import Role


def subject(signal: Signal) -> Subject:
    """A signal as the engine and other topics know it."""
    return Subject(SIGNAL, signal.id, signal.number)


def ambassador_of(member: Member) -> list[int]:
    """The regions of which somebody is the ambassador: where they decide, and not everywhere."""
    return [each.region_id for each in member.grants if each.role is Role.steward and each.region_id is not None]


async def coordinating(ctx: Context, signal: Signal) -> list[Member]:
    """Find who looks after a signal. Ambassadors do not: they hear of proposals once a month."""
    return [each for each in await coordinators(ctx, regions=signal.regions) if not ambassador_of(each)]


async def held(ctx: Context, signal: Signal) -> frozenset[str]:
    """Tell what the member is to this signal."""
    its = await parties(ctx, Thing(SIGNAL, signal.id), maker=signal.maker_id, regions=signal.regions)
    mine = ctx.member.id
    raised = any(each.member_id == mine for each in signal.raisers) or any(
        each.member_id == mine for each in signal.said
    )
    return its | {RAISER} if raised or signal.maker_id == ctx.member.id else its


async def can(ctx: Context, signal: Signal) -> frozenset[str]:
    """All that the member can do to this signal now."""
    return LIFE.possible(signal.state, await held(ctx, signal))


async def sees(ctx: Context, signal: Signal) -> bool:
    """Whether who reads this reply may see it: one of a closed room is for those in it and its maker."""
    if signal.state is State.hidden:
        return ctx.may(Role.coordinator, regions=signal.regions)
    return await shown_here(ctx, signal.room_id, signal.maker_id)


async def require(ctx: Context, signal: Signal, act: Act) -> None:
    """Raises `Refused` when the member may not do that, or not in this state."""
    if act in await can(ctx, signal):
        return
    if not await sees(ctx, signal):
        raise Refused(unseen(signal))
    if not LIFE.may(act, await held(ctx, signal)):
        raise Refused(*_who(ctx, act, signal))
    raise not_now(ctx, signal, act)


requiring = checking("signal", require)
"""Refuses before a command asks for more."""


def not_now(ctx: Context, signal: Signal, act: Act | None = None) -> Refused:
    """Its state does not allow it: what would."""
    number = Code(signal.number)
    if act in (Act.put_to, Act.decide) and signal.state is State.received:
        told = _("{number} has no proposal yet. First somebody says what could be done about it.", number=number)
        propose = Action(_("I propose"), ctx.line("propose_for", signal.number))
        return Refused(told, reply=Reply((Text(words(told)), Actions((propose, Action(_("View"), signal.number))))))
    if act is Act.decide and signal.state is State.proposal:
        first = Code(f"{ctx.line('put_signal_to')} {signal.number}")
        return Refused(_("A coordinator first puts {number} before you: {line}.", number=number, line=first))
    if signal.state is State.merged:
        return Refused(reply=goes_on(signal))
    if signal.state in (State.decided, State.under_way, State.seen, State.not_seen, State.closed):
        react = Code(f"{ctx.commands.by_name['react'].phrase(ctx.language.code)} {signal.number}")
        return Refused(
            _("{number} is {state}. You can still react: {line}.", number=number, state=stands(signal), line=react)
        )
    return Refused(_("{number} is {state}, so this cannot be done now.", number=number, state=stands(signal)))


def goes_on(signal: Signal) -> Reply:
    """Tell where a merged signal goes on."""
    other = f"S-{signal.merged_into}"
    told = _("{number} goes on in {other}, which says the same.", number=Code(signal.number), other=Code(other))
    return Reply((Text(words(told)), Actions((Action(_("View"), other),))))


def unseen(signal: Signal) -> Msg:
    return _("{number} is not shown.", number=Code(signal.number))


def _who(ctx: Context, act: Act, signal: Signal) -> tuple[Msg, ...]:
    match act:
        case Act.decide | Act.send_back:
            view = Code(f"{ctx.line('view_signal')} {signal.number}")
            body = signal.body or _("the steering group")
            return (
                _("Deciding is for {body}.", body=body),
                _("You can say how you see it: {line}.", line=view),
            )
        case Act.withdraw:
            return (_("Only who raised {number} first can take it back.", number=Code(signal.number)),)
        case Act.react | Act.notice | Act.view:
            return (_("Who raised {number} can do this.", number=Code(signal.number)),)
        case Act.return_:
            return (_("Who keeps {number} can do this, or a coordinator.", number=Code(signal.number)),)
        case _:
            return (_("Only a coordinator of its regions can do this."),)
