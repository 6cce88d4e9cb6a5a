"""Tells what is held of the words that a member explained, named better, and asked for."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _words(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"W-{row['id']} {shorten(row['title'], LONGEST)}" for row in rows]


async def _said(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"W-{row['word_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _asked(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"W-{row['word_id']}" for row in rows]


HELD = (
    OwnData("words", _("Words that you explained"), _words, rank=120),
    OwnData("word_meanings", _("What you said that words mean"), _said, rank=121),
    OwnData("word_betters", _("Better words that you named"), _said, rank=122),
    OwnData("word_askers", _("Words that you asked for"), _asked, rank=123),
)
