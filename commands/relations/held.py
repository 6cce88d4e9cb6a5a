"""Tells what is held of a member about ties."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from storage.relations import partners, relations


async def _said(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    held = await ctx.read(relations.load, [int(row["id"]) for row in rows])
    known = await ctx.read(partners.load, {side for each in held for side in (each.one, each.other)})
    return [
        shorten(f"{known[each.one].name} {each.kind} {known[each.other].name} {each.line}".strip(), LONGEST)
        for each in held
        if each.one in known and each.other in known
    ]


async def _connects(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return ["".join(ctx.language.text(_("since {day}", day=row["since"].date()))) for row in rows]


HELD = (
    OwnData("relations", _("Ties that you said there are"), _said, rank=150),
    OwnData("connectors", _("That you may be found as one who connects"), _connects, rank=151),
)
