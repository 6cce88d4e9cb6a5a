"""Tells which signals that were raised about an area in a period."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.chat.texts import _n
from bot.things.reviewed import Reviewed, Seen
from storage.database.database import Tx
from storage.signals import signals
from storage.signals.signal import SIGNAL


def _seen(tx: Tx, regions: Collection[int], since: datetime, until: datetime, most: int) -> Sequence[Seen]:
    return [Seen(each.id, each.text) for each in signals.raised_about(tx, regions, since, until, most)]


REVIEWED = Reviewed(SIGNAL, lambda n: _n("{n} signal", "{n} signals", n), _seen)
