"""Tells which networks are held as a member's."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import OwnData, Row
from storage.networks import networks


async def _mine(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [each.name for each in await ctx.read(networks.load, [row["network_id"] for row in rows])]


HELD = (
    OwnData("networks", _("Your networks"), _mine, rank=70),
    OwnData("proposed", _("Networks that you put on the list"), rank=71),
    OwnData("sent_back", _("Networks that you sent back"), rank=72),
)
