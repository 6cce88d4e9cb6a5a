"""Tells what is held of lists that somebody sent."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import OwnData, Row


async def _sent(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(_("sent on {moment}", moment=str(row["made_at"])[:10])) for row in rows]


HELD = OwnData("intakes", _("Lists that you sent"), _sent, rank=145)
