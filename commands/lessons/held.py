"""Tells what is held of the lessons that a member shared, what they saw of others, and what they used."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from bot.things.keeping import Held, Kept
from storage.lessons import lessons
from storage.lessons.lesson import LESSON


async def _lessons(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"L-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _views(ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    same, other = ctx.language.text(_("same with us")), ctx.language.text(_("not with us"))
    return [f"L-{row['lesson_id']} {same if row['same'] else other}" for row in rows]


async def _uses(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"L-{row['lesson_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _held(ctx: Context, id: int) -> Held | None:
    found = await ctx.read(lessons.get, id)
    if found is None or found.hidden:
        return None
    return Held(found.text, found.member_id, found.draft.regions, found.draft.unnamed)


HELD = (
    OwnData("lessons", _("Lessons that you shared"), _lessons, rank=130),
    OwnData("lesson_views", _("What you said of lessons of others"), _views, rank=131),
    OwnData("lesson_uses", _("Lessons that you used"), _uses, rank=132),
)
KEPT = Kept(LESSON, _held)
