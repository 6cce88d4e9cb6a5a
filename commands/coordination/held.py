"""Tells what is held of what a member reported."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from bot.reading.numbers import number_of


async def _reports(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"{number_of(ctx, row['subject'], row['subject_id'])} {shorten(row['reason'], LONGEST)}" for row in rows]


HELD = OwnData("reports", _("What you reported"), _reports, rank=140)
