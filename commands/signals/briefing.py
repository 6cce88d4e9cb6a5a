"""Tells who is new to a network what was last decided there."""

from collections.abc import Sequence

from bot.chat.reply import Fact, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.things.briefing import Briefing
from commands.signals.labels import DECISIONS
from storage.networks.network import Network
from storage.signals import signals
from storage.signals.signal import Filter, State

BRIEF = 80
_DECIDED = (State.decided, State.under_way, State.seen, State.not_seen)


async def _last_decision(ctx: Context, network: Network) -> Sequence[Fact]:
    if not network.regions:
        return ()
    there = Filter(_DECIDED, regions=ctx.atlas.within(network.regions))
    found, _count = await ctx.read(signals.find, there, limit=1)
    return [
        Fact(
            _("Last decision"), words(Code(each.number), " ", shorten(each.text, BRIEF), ": ", DECISIONS[each.decision])
        )
        for each in found
        if each.decision
    ]


BRIEFING = Briefing(_last_decision)
