"""Tells what is held of what a member follows and reads."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import OwnData, Row
from bot.reading.numbers import number_of
from storage.vocabulary import Subject


async def _follows(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [_followed(ctx, row["subject"], row["subject_id"]) for row in rows]


def _followed(ctx: Context, kind: str, id: int) -> str:
    if kind == Subject.theme and id in ctx.atlas.themes:
        return ctx.atlas.themes[id].name
    if kind == Subject.region and id in ctx.atlas.regions:
        return ctx.atlas.regions[id].name
    return number_of(ctx, kind, id)


async def _digests(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [ctx.language.text(_("on") if row["active"] else _("off")) for row in rows]


HELD = (
    OwnData("follows", _("What you follow"), _follows, rank=80),
    OwnData("digests", _("Your weekly digest"), _digests, rank=130),
    OwnData("digests_made", _("Digests that you set up"), rank=131),
    OwnData("edited", _("Digests that you edited"), rank=132),
)
