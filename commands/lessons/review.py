"""Tells which lessons that were shared about an area in a period."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.chat.texts import _n
from bot.things.reviewed import Reviewed, Seen
from storage.database.database import Tx
from storage.lessons import lessons
from storage.lessons.lesson import LESSON


def _seen(tx: Tx, regions: Collection[int], since: datetime, until: datetime, most: int) -> Sequence[Seen]:
    return [Seen(each.id, each.text) for each in lessons.shared_about(tx, regions, since, until, most)]


REVIEWED = Reviewed(LESSON, lambda n: _n("{n} lesson", "{n} lessons", n), _seen)
