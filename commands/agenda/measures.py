"""Counts what is put on agendas, taken up and finished."""

from datetime import datetime

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.agenda import items
from storage.database.database import Tx


def _put(tx: Tx, start: datetime, end: datetime) -> int:
    return items.count_between(tx, "made_at", start, end)


def _taken_up(tx: Tx, start: datetime, end: datetime) -> int:
    return items.count_between(tx, "taken_up_at", start, end)


def _done(tx: Tx, start: datetime, end: datetime) -> int:
    return items.count_between(tx, "done_at", start, end)


PUT = Counts("agenda items put", _("agenda items that were put"), _put)
TAKEN_UP = Counts("agenda items taken up", _("agenda items that somebody began on"), _taken_up)
DONE = Counts("agenda items finished", _("agenda items that were finished"), _done)
