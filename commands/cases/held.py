"""Tells what is held of a member in cases."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _cases(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"C-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _said(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"C-{row['case_id']} {shorten(row['text'], LONGEST)}" for row in rows]


HELD = (
    OwnData("cases", _("Cases that you put in"), _cases, rank=133),
    OwnData("case_thoughts", _("What you thought along with cases"), _said, rank=134),
    OwnData("case_moments", _("How you told that cases went on"), _said, rank=135),
)
