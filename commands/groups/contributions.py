"""Tells members what became of their wish to be let into a group."""

from collections.abc import Sequence
from typing import Final

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.groups.ask_in import subject
from storage.database.database import Tx
from storage.groups import groups, requests
from storage.groups.group import Group, Request, State

_STATES: Final[dict[State, Msg]] = {
    State.open: _("waits for an answer"),
    State.accepted: _("let in"),
    State.refused: _("not let in"),
    State.withdrawn: _("taken back"),
}


def _read(tx: Tx, member: int, most: int) -> list[tuple[Group, Request]]:
    found = requests.of_member(tx, member, most)
    known = {each.id: each for each in groups.every(tx)} if found else {}
    return [(known[each.group_id], each) for each in found if each.group_id in known]


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    return [_of(group, each) for group, each in await ctx.read(_read, ctx.member.id, most)]


def _of(group: Group, request: Request) -> Contribution:
    thing = subject(group, request)
    waits = _("You hear by {day} at the latest.", day=request.due_at.date()) if request.state is State.open else None
    asked = _("asked to be let in")
    return Contribution(
        thing, request.asked_at, asked, group.for_whom, _STATES[request.state], request.reason, waits=waits
    )


CONTRIBUTIONS = Contributions(_given)
