"""Counts cases that were put in and finished, and how often people thought along."""

from datetime import datetime

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.cases import cases
from storage.database.database import Tx


def _brought(tx: Tx, start: datetime, end: datetime) -> int:
    return cases.count_between(tx, "made_at", start, end)


def _finished(tx: Tx, start: datetime, end: datetime) -> int:
    return cases.count_between(tx, "closed_at", start, end)


BROUGHT = Counts("cases brought in", _("cases that were put in"), _brought)
THOUGHT = Counts("case thoughts", _("times that people thought along with a case"), cases.count_thoughts)
FINISHED = Counts("cases finished", _("cases that were finished"), _finished)
