"""Tells members, and nobody else, what is held of their getting acquainted."""

from collections.abc import Sequence

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.members.personal_data import OwnData, Row


async def _taking_part(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(_("you take part")) for _each in rows]


async def _said(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(_ANSWERS[row.get("willing")]) for row in rows]


_ANSWERS: dict[bool | None, Msg] = {
    True: _("you wanted to meet"),
    False: _("you did not want to meet"),
    None: _("you did not answer"),
}

HELD = (
    OwnData("introduction_pool", _("Getting acquainted"), _taking_part, rank=150),
    OwnData("introduction_sides", _("Introductions to somebody"), _said, rank=151),
)
