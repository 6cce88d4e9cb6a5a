"""Tells what is held of a member in news and in what hubs saw."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _news(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"U-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _asked(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"U-{row['id']}" for row in rows]


async def _noted(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"{row['month']} {shorten(row['note'], LONGEST)}" for row in rows]


HELD = (
    OwnData("news", _("News that you shared"), _news, rank=136),
    OwnData("asked for news", _("What you took along of others"), _asked, rank=137),
    OwnData("hub_reviews", _("What you said of a month of a hub"), _noted, rank=138),
)
