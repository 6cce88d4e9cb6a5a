"""Counts shared sources, their new issues, and what contradicts them."""

from datetime import datetime

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.database.database import Tx
from storage.sources import sources
from storage.sources.source import Sort


def _issued(tx: Tx, since: datetime, until: datetime) -> int:
    return sources.count_told(tx, Sort.issue, since, until)


def _claimed(tx: Tx, since: datetime, until: datetime) -> int:
    return sources.count_told(tx, Sort.claim, since, until)


PUT = Counts("sources put", _("sources that were shared"), sources.count_put)
ISSUED = Counts("sources issued", _("new issues of sources"), _issued)
CLAIMED = Counts("sources contradicted", _("times that a source was contradicted"), _claimed)
