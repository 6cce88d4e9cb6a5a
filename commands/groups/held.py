"""Tells what is held of a member about groups and hubs."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import OwnData, Row
from commands.groups.hub_labels import LABELS
from storage.groups import groups
from storage.groups.group import Label


async def _asked(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    names = {each.id: each.name for each in await ctx.read(groups.every)}
    return [names.get(row["group_id"], "") for row in rows]


async def _kept(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [row["title"] for row in rows]


async def _labels(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"N-{row['network_id']} {ctx.language.text(LABELS[Label(row['label'])])}" for row in rows]


HELD = (
    OwnData("group_requests", _("Groups that you asked to be let into"), _asked, rank=155),
    OwnData("group_answers", _("Requests for a group that you answered"), rank=156),
    OwnData("kept_groups", _("Groups that you look after"), _kept, rank=157),
    OwnData("hub_labels", _("What you are in a hub"), _labels, rank=158),
)
