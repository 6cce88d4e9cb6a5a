"""Works out all ties anew every night, from what is said here and what other topics count."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.process.work import Services, Work
from bot.things.measures import Ties
from storage.database.database import Tx
from storage.relations import relations, ties
from storage.relations.relation import Tie
from storage.vocabulary import HOME_ZONE

log = structlog.get_logger()

EVERY = timedelta(hours=1)
NIGHT = range(2, 5)
"""The hours of the night in which it is done, on the clock of the Café."""


def count(tx: Tx, parts: tuple[Ties, ...]) -> list[Tie]:
    """Count the ties of which each topic says that there are enough to tell."""
    found = [(part.name, each) for part in parts for each in part.find(tx, part.least)]
    return [Tie(each.one, each.other, name, times=each.times) for name, each in found]


def work_out(tx: Tx, counted: Sequence[Tie]) -> int:
    """Work out all ties that there are now: how many rows changed."""
    return ties.rebuild(tx, relations.counting(tx), counted)


class Nightly:
    """Does it once a night, and when it was never done."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._done: datetime | None = None

    async def work(self) -> int:
        now = self._services.clock()
        local = now.astimezone(ZoneInfo(HOME_ZONE))
        if self._done is not None and (local.hour not in NIGHT or now - self._done < timedelta(hours=12)):
            return 0
        # Counting takes longest, and lets others write meanwhile.
        counted = await self._services.database.read(count, self._services.topics.all(Ties))
        changed = await self._services.database.write(work_out, counted)
        self._done = now
        log.info("ties worked out", changed=changed)
        return changed


def _begin(services: Services) -> Callable[[], Awaitable[int]]:
    return Nightly(services).work


WORK = Work("ties", EVERY, _begin)
