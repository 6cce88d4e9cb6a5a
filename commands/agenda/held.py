"""Tells what is held of a member on agendas."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _items(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"G-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _about(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"G-{row['item_id']}" for row in rows]


HELD = (
    OwnData("agenda_items", _("What you put on an agenda"), _items, rank=100),
    OwnData("agenda_supports", _("What you support on an agenda"), _about, rank=101),
    OwnData("agenda_works", _("What you work on of an agenda"), _about, rank=102),
)
