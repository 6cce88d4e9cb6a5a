"""Tells members what became of the polls that they made and voted in; never what they voted."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.polls.labels import STATES
from commands.polls.rights import subject
from storage.polls import polls, votes
from storage.polls.poll import Poll, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    given = [
        Contribution(subject(each), each.made_at, _("made a poll"), each.text, STATES[each.state], each.follow_up)
        for each in await ctx.read(polls.made_by, ctx.member.id, most)
        if not each.hidden
    ]
    voted = dict(await ctx.read(votes.polls_of, ctx.member.id, most))
    given += [
        Contribution(
            subject(each), voted[each.id], _("voted"), each.text, STATES[each.state], each.follow_up, _waits(each)
        )
        for each in await ctx.read(polls.load, list(voted))
        if not each.hidden and each.state is not State.withdrawn
    ]
    return sorted(given, key=lambda each: each.at, reverse=True)[:most]


def _waits(poll: Poll) -> Msg | None:
    return _("whoever made it, to tell what is done with it") if poll.state is State.closed else None


CONTRIBUTIONS = Contributions(_given)
