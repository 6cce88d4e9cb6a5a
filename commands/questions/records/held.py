"""Tells what is held of what a member asked, answered, and was asked."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _questions(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"K-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _answers(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"A-{row['id']} (K-{row['question_id']}) {shorten(row['text'], LONGEST)}" for row in rows]


async def _about(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"K-{row['question_id']}" for row in rows]


async def _proposals(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"K-{row['question_id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _uses(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"A-{row['answer_id']} {shorten(row['said'] or '', LONGEST)}".strip() for row in rows]


HELD = (
    OwnData("questions", _("Your questions"), _questions, rank=90),
    OwnData("answers", _("Your answers"), _answers, rank=91),
    OwnData("question_proposals", _("What you proposed for questions of others"), _proposals, rank=112),
    OwnData("answer_uses", _("What you did with answers"), _uses, rank=111),
    OwnData("said", _("Where you spoke about questions"), rank=92),
    OwnData("requests", _("Questions that were sent on to you"), _about, rank=93),
    OwnData("settled", _("What you said to those"), rank=94),
    OwnData("asked_others", _("To whom you sent a question on"), rank=95),
    OwnData("closed", _("Questions that you closed"), _questions, rank=96),
    OwnData("reuses", _("Earlier answers that helped you"), _about, rank=110),
)
