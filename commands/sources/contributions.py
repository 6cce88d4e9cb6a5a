"""Tells members what became of the sources that they put, or told something of."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.sources.labels import STATES
from commands.sources.rights import sees, subject
from storage.sources import sources
from storage.sources.source import Source


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = [each for each in await ctx.read(sources.given_by, ctx.member.id, most) if await sees(ctx, each)]
    return sorted((_of(ctx, each) for each in found if each.title), key=lambda each: each.at, reverse=True)


def _of(ctx: Context, source: Source) -> Contribution:
    put = source.member_id == ctx.member.id
    mine = next((each for each in reversed(source.notes) if each.member_id == ctx.member.id), None)
    at = source.made_at if put or mine is None else mine.at
    gave = _("shared a source") if put else _("told of a source")
    state: Msg = STATES[source.state]
    if put and source.claims:
        state = _n("{n} thing contradicts it", "{n} things contradict it", len(source.claims))
    word = source.notes[-1].text if put and source.notes else ""
    return Contribution(subject(source), at, gave, source.title, state, word)


CONTRIBUTIONS = Contributions(_given)
