"""Tells members what became of the ways of working that they made, or used."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.methods.labels import STATES
from commands.methods.rights import sees, subject
from storage.methods import methods
from storage.methods.method import Method


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = [each for each in await ctx.read(methods.given_by, ctx.member.id, most) if await sees(ctx, each)]
    return sorted((_of(ctx, each) for each in found if each.title), key=lambda each: each.at, reverse=True)


def _of(ctx: Context, method: Method) -> Contribution:
    made = method.member_id == ctx.member.id
    mine = next((each for each in reversed(method.uses) if each.member_id == ctx.member.id), None)
    at = method.made_at if made or mine is None else mine.at
    gave = _("made a way of working") if made else _("used a way of working")
    state: Msg = STATES[method.state]
    if made and method.uses:
        state = _n("used {n} time", "used {n} times", len(method.uses))
    word = method.uses[-1].text if made and method.uses else ""
    return Contribution(subject(method), at, gave, method.title, state, word)


CONTRIBUTIONS = Contributions(_given)
