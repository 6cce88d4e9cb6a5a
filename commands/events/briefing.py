"""Tells who is new to a network when people next meet there."""

from collections.abc import Sequence

from bot.chat.reply import Fact, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.things.briefing import Briefing
from commands.events.labels import when
from storage.events import meetings
from storage.events.meeting import Filter, State
from storage.networks.network import Network

BRIEF = 60


async def _next_meeting(ctx: Context, network: Network) -> Sequence[Fact]:
    if not network.regions:
        return ()
    to_come = Filter(regions=ctx.atlas.within(network.regions), states=frozenset({State.planned}), since=ctx.now)
    found, _count = await ctx.read(meetings.find, to_come, limit=1)
    return [
        Fact(_("Next meeting"), words(Code(each.number), " ", shorten(each.draft.title, BRIEF), ", ", when(each.draft)))
        for each in found
    ]


BRIEFING = Briefing(_next_meeting)
