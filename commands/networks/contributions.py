"""Tells members what became of the networks that they registered."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.labels import label_of
from bot.things.contributions import Contribution, Contributions
from commands.networks.approve import subject
from storage.networks import networks


async def _registered(ctx: Context, most: int) -> Sequence[Contribution]:
    return [
        Contribution(
            subject(each),
            each.created_at,
            _("registered"),
            each.name,
            label_of(each.status),
            each.sent_back_because or "",
        )
        for each in await ctx.read(networks.registered_by, ctx.member.id, limit=most)
    ]


CONTRIBUTIONS = Contributions(_registered)
