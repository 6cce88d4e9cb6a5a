"""Tells members what became of what they asked the desk."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.helpdesk.labels import stands
from commands.helpdesk.rights import subject
from storage.helpdesk import requests
from storage.helpdesk.request import Part, Request, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    return [
        Contribution(
            subject(each),
            each.made_at,
            _("asked the desk"),
            each.text,
            stands(each),
            each.last(Part.failed) if each.state is State.failed else "",
            _waits(each),
        )
        for each in await ctx.read(requests.asked_by, ctx.member.id, most)
    ]


def _waits(request: Request) -> Msg | None:
    match request.state:
        case State.new | State.taken | State.passed:
            return _("Waits for the desk.")
        case State.waits:
            return _("Waits for you: did it help?")
        case _:
            return None


CONTRIBUTIONS = Contributions(_given)
