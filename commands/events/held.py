"""Tells what is held of the meetings and series of a member, and what they said of those of others."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from bot.things.keeping import Kept
from commands.events.card import held_of
from commands.events.series_card import series_held
from storage.events.meeting import MEETING
from storage.events.series import SERIES


async def _meetings(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"B-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _attendances(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    coming, away = ctx.language.text(_("you come")), ctx.language.text(_("you do not come"))
    return [f"B-{row['meeting_id']} {coming if row['coming'] else away}" for row in rows]


async def _homework(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"B-{row['meeting_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _series(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"R-{row['id']} {shorten(row['name'], LONGEST)}" for row in rows]


async def _seats(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [" ".join(filter(None, (f"R-{row['series_id']}", row["role"]))) for row in rows]


HELD = (
    OwnData("meetings", _("Meetings that you announced"), _meetings, rank=140),
    OwnData("attendances", _("Meetings that you come to or not"), _attendances, rank=141),
    OwnData("homework", _("Your homework for meetings"), _homework, rank=142),
    OwnData("series", _("Series that you began"), _series, rank=143),
    OwnData("series_members", _("Series of which you are a fixed member"), _seats, rank=144),
    OwnData("group_seekers", _("That you seek a peer group"), rank=145),
)
KEPT = (Kept(MEETING, held_of), Kept(SERIES, series_held))
