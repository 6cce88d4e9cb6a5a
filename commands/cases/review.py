"""Tells which cases that were put in about an area in a period."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.chat.texts import _n
from bot.things.reviewed import Reviewed, Seen
from storage.cases import cases
from storage.cases.case import CASE
from storage.database.database import Tx


def _seen(tx: Tx, regions: Collection[int], since: datetime, until: datetime, most: int) -> Sequence[Seen]:
    return [Seen(each.id, each.title) for each in cases.brought_about(tx, regions, since, until, most)]


REVIEWED = Reviewed(CASE, lambda n: _n("{n} case", "{n} cases", n), _seen)
