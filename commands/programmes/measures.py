"""Counts tasks that were put, got a duo and were done."""

from datetime import datetime

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.database.database import Tx
from storage.programmes import tasks


def _put(tx: Tx, start: datetime, end: datetime) -> int:
    return tasks.count_between(tx, "made_at", start, end)


def _complete(tx: Tx, start: datetime, end: datetime) -> int:
    return tasks.count_between(tx, "complete_at", start, end)


def _done(tx: Tx, start: datetime, end: datetime) -> int:
    return tasks.count_between(tx, "done_at", start, end)


MEASURES = (
    Counts("tasks put", _("tasks that were put"), _put),
    Counts("duos complete", _("tasks that got a duo"), _complete),
    Counts("tasks done", _("tasks that were done"), _done),
)
