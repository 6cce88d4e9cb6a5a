"""Tells what is held of a member in signals."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row


async def _signals(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"S-{row['id']} {shorten(row['text'], LONGEST)}" for row in rows]


async def _about(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"S-{row['signal_id']}" for row in rows]


HELD = (
    OwnData("signals", _("Signals that you put first"), _signals, rank=103),
    OwnData("signal_raisers", _("Signals that you raised"), _about, rank=104),
    OwnData("signal_voices", _("What you added to signals"), _about, rank=105),
    OwnData("signal_words", _("What you decided or told of signals"), _about, rank=106),
)
