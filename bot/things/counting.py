"""Keeps in the metrics how often each thing that topics count happened in the last day: numbers, and of nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.process.work import Services, Work
from bot.things.measures import Counts
from storage.database.database import Tx

EVERY: Final = timedelta(minutes=15)
DAY: Final = timedelta(days=1)


def _counted(tx: Tx, every: Sequence[Counts], now: datetime) -> Mapping[str, int]:
    return {each.name: each.count(tx, now - DAY, now) for each in every}


class Counting:
    """Sets what the metrics say of each."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def work(self) -> int:
        every = self._services.topics.all(Counts)
        counted = await self._services.database.read(_counted, every, self._services.clock())
        for name, times in counted.items():
            self._services.metrics.happened.labels(name).set(times)
        return len(counted)


WORK = Work("counts", EVERY, lambda services: Counting(services).work)
