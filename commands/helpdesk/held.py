"""Tells what is held of a member at the desks."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from commands.helpdesk.labels import DESKS
from storage.helpdesk.request import Desk


async def _asked(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"H-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _about(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"H-{row['desk_request_id']}" for row in rows]


async def _said(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"H-{row['desk_request_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _seats(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    told = []
    for row in rows:
        region = ctx.atlas.regions.get(row.get("region_id", 0))
        desk = ctx.language.text(DESKS[Desk(row["desk"])])
        told.append(f"{desk} {region.name}" if region else desk)
    return told


async def _fixed(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"HA-{row['id']} {shorten(row['about'], LONGEST)}" for row in rows]


HELD = (
    OwnData("desk_requests", _("What you asked the desk"), _asked, rank=107),
    OwnData("desk_turns", _("Requests that were yours at the desk"), _about, rank=108),
    OwnData("desk_words", _("What you said at the desk"), _said, rank=109),
    OwnData("desk_seats", _("Desks where you sit, or were asked to"), _seats, rank=110),
    OwnData("desk_answers", _("Fixed answers that you kept"), _fixed, rank=111),
)
