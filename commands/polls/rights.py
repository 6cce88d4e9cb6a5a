"""Tells whether this member may do this to that poll now, may see it and may vote in it, and in words why not."""

from collections.abc import Collection

from bot.chat.line import Line
from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused, not_allowed
from bot.things.gathering import gathering_of
from bot.things.life import parties
from bot.things.names import names_of
from bot.topic import Topics
from commands.polls.life import LIFE, Act
from storage.database.database import Tx
from storage.links import Thing
from storage.messaging import conversations
from storage.networks import networks
from storage.polls import votes
from storage.polls.poll import POLL, Poll, State
from storage.vocabulary import Role


def subject(poll: Poll) -> Subject:
    """A poll as the engine and other topics know it."""
    return Subject(POLL, poll.id, poll.number)


def drives(ctx: Context, network: int | None) -> bool:
    """Tell whether the member is convenor of that network."""
    return network is not None and any(
        each.role is Role.convenor and each.network_id == network for each in ctx.member.grants
    )


async def is_in(ctx: Context, poll: Poll) -> bool:
    """Tell whether one speaks in the room that a poll is for."""
    if ctx.personal or poll.draft.room is None:
        return False
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return here is not None and here.id == poll.draft.room


async def sees(ctx: Context, poll: Poll) -> bool:
    """Tell whether it is shown to the member, here: not out of sight, and of a closed room only to those in it."""
    if poll.hidden and not ctx.may(Role.coordinator, regions=poll.draft.regions or None):
        return False
    if not poll.shut or await is_in(ctx, poll):
        return True
    if not ctx.personal:
        return False
    return poll.member_id == ctx.member.id or await ctx.read(votes.admitted, poll.id, ctx.member.id)


async def require_seen(ctx: Context, poll: Poll) -> None:
    """Raises `Refused` for a poll that is taken back or not shown here. Of a closed room one may vote by its number."""
    if poll.state is State.withdrawn:
        raise Refused(_("{number} is withdrawn.", number=Code(poll.number)))
    if poll.hidden:
        raise Refused(unseen(poll))


def guests_of(tx: Tx, topics: Topics, poll: Poll) -> Collection[int]:
    """Find who takes part in what a poll is for."""
    thing = poll.draft.gathering
    gathering = gathering_of(topics, thing)
    return gathering.who(tx, thing.id) if gathering and thing else ()


async def may_vote(ctx: Context, poll: Poll) -> Msg | None:
    """Tell why a member may not vote in it, if so. An open one is a show of hands: whoever is in its room has one.

    Raises `Refused` for who is not signed up.
    """
    there = await is_in(ctx, poll)
    if not ctx.member.signed_up_at and not (there and poll.draft.named):
        raise Refused(reply=not_allowed(Role.member, ctx.topics))
    if poll.draft.network is not None:
        inside = await ctx.read(networks.part_of, poll.draft.network, ctx.member.id) is not None
        if inside or poll.member_id == ctx.member.id:
            return None
        names = await ctx.read(networks.named, [poll.draft.network])
        return _("This poll is for the members of {network}.", network=names.get(poll.draft.network, "N-?"))
    if poll.draft.gathering is not None:
        if poll.member_id == ctx.member.id or ctx.member.id in await ctx.read(guests_of, ctx.topics, poll):
            return None
        meeting = (await names_of(ctx, {poll.draft.gathering})).get(poll.draft.gathering)
        if meeting is None:
            return _("This poll is for those who come to a meeting.")
        return _("This poll is for those who come to {meeting}.", meeting=meeting)
    if poll.shut and not (there or await sees(ctx, poll)):
        return _("This poll is for those in its room. Vote there first.")
    return None


async def held(ctx: Context, poll: Poll) -> frozenset[str]:
    """Tell what the member is to this poll."""
    return await parties(ctx, Thing(POLL, poll.id), maker=poll.member_id, regions=poll.draft.regions)


async def can(ctx: Context, poll: Poll) -> frozenset[str]:
    """All that the member can do to it now."""
    return LIFE.possible(poll.state, await held(ctx, poll))


async def require(ctx: Context, poll: Poll, act: Act) -> None:
    """Raises `Refused` for what the member may not do, or nobody can do now."""
    number = Code(poll.number)
    if not await sees(ctx, poll):
        raise Refused(unseen(poll))
    its = await held(ctx, poll)
    if act in LIFE.possible(poll.state, its):
        return
    if not LIFE.may(act, its):
        raise Refused(_("Only who made {number} can do this, or a coordinator.", number=number))
    raise Refused(in_the_way(poll, act))


def unseen(poll: Poll) -> Msg:
    return _("{number} is out of sight.", number=Code(poll.number))


def in_the_way(poll: Poll, act: Act) -> Msg:
    """Tell why its state does not allow that, and what would."""
    number = Code(poll.number)
    if poll.state is State.withdrawn:
        return _("{number} is withdrawn.", number=number)
    if poll.state is State.open:
        return _("{number} is still open. Close it first.", number=number)
    if act is Act.follow_up:
        return _("It was told already what is done with {number}.", number=number)
    if act is Act.reopen:
        again = Code(Line("peiling opnieuw", en="poll again").about(poll.number))
        return _("A closed poll does not open again. Ask it anew: {line}.", line=again)
    return _("{number} is closed.", number=number)
