"""Tells members what became of the cases that they put in or thought along with."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.cases.labels import STATES
from commands.cases.rights import sees, subject
from storage.cases import cases
from storage.cases.case import Case, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    found = [each for each in await ctx.read(cases.given, ctx.member.id, most) if await sees(ctx, each)]
    return sorted((_of(ctx, each) for each in found), key=lambda each: each.at, reverse=True)


def _of(ctx: Context, case: Case) -> Contribution:
    me = ctx.member.id
    brought = case.maker_id == me
    thought = next((each for each in reversed(case.thoughts) if each.member_id == me), None)
    moved = next((each for each in reversed(case.moments) if each.member_id == me), None)
    last = thought or moved
    at = case.made_at if brought or last is None else last.at
    gave = _("put in") if brought else _("thought along") if thought else _("told how it went on")
    waits = _("Waits for others to think along.") if brought and case.state is State.brought else None
    word = case.result or (case.moments[-1].text if case.moments else "")
    return Contribution(subject(case), at, gave, case.title, STATES[case.state], word, waits)


CONTRIBUTIONS = Contributions(_given)
