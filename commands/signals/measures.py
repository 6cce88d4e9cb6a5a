"""Counts signals that were raised, decided and acted on."""

from datetime import datetime

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.database.database import Tx
from storage.signals import signals


def _raised(tx: Tx, start: datetime, end: datetime) -> int:
    return signals.count_between(tx, "made_at", start, end)


def _decided(tx: Tx, start: datetime, end: datetime) -> int:
    return signals.count_between(tx, "decided_at", start, end)


def _acted(tx: Tx, start: datetime, end: datetime) -> int:
    return signals.count_between(tx, "action_at", start, end)


RAISED = Counts("signals raised", _("signals that were raised"), _raised)
DECIDED = Counts("signals decided", _("signals that were decided on"), _decided)
ACTED = Counts("signals acted on", _("signals on which somebody acts"), _acted)
