"""Lets lessons be followed, and found by who asks `wie weet`, with who shared them."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.reader import Unclear
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.lessons.card import regions_told
from commands.lessons.labels import ASPECTS, SIDES
from commands.lessons.permissions import sees
from commands.lessons.reader import ALesson
from storage.database.database import Tx
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Lesson
from storage.vocabulary import Subject


async def _read(ctx: Context, text: str) -> Followed:
    found = await ALesson().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(_("{number} is out of sight.", number=Code(found.number)))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(lessons.get, id)
    return _followed(found) if found else None


def _followed(lesson: Lesson) -> Followed:
    return Followed(LESSON, lesson.id, f"{lesson.number} {lesson.text}", lesson.number)


def _lessons(tx: Tx, ids: Collection[int]) -> Mapping[int, Lesson]:
    return {each.id: each for each in lessons.load(tx, list(ids))}


def _draw(ctx: Context, hit: Hit, lesson: Lesson | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if lesson is None:
        return None
    box = " · ".join(ctx.language.text(each) for each in (SIDES[lesson.draft.side], ASPECTS[lesson.draft.aspect]))
    seen = regions_told(lesson)
    told = words(box, " · ", *seen) if seen else words(box)
    return Item(words(Code(lesson.number), " ", hit.name), (told, *reasons), (Action(_("View"), lesson.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    if why.row is None or hit.kind == LESSON:
        return None  # its text stands above
    if hit.kind != Subject.member:
        return said(why)
    return words(_("shared {number}: ", number=Code(f"L-{why.row.source_id}")), said(why))


FOLLOWABLE = Followable(LESSON, "L", _read, _named)
FINDABLE = Findable(LESSON, _("Lessons"), _draw, _lessons, words=("lessen", "lessons"), only=_("Only lessons"), rank=40)
SOURCE = Source(LESSON, _reason)
