"""Tells what is held of a member in area processes."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _agreed(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"N-{row['network_id']} {shorten(row['text'], LONGEST)}" for row in rows]


HELD = (
    OwnData("area_agreements", _("Agreements that you wrote down"), _agreed, rank=160),
    OwnData("area_newcomers", _("Area processes that you were caught up on"), rank=161),
)
