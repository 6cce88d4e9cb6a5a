"""Tells what is held of a member in shared sources."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _sources(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"D-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _notes(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"D-{row['source_id']} {shorten(row['text'], LONGEST)}" for row in rows]


HELD = (
    OwnData("sources", _("Sources that you put"), _sources, rank=146),
    OwnData("source_notes", _("What you told of sources"), _notes, rank=147),
)
