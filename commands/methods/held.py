"""Tells what is held of a member in ways of working."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _methods(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"F-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _uses(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"F-{row['method_id']} {shorten(row['text'], LONGEST)}" for row in rows]


HELD = (
    OwnData("methods", _("Ways of working that you made"), _methods, rank=144),
    OwnData("method_uses", _("What you told of using ways of working"), _uses, rank=145),
)
