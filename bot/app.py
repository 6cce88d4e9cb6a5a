"""Runs the Café: puts database, commands and adapters together. `bot.__main__` makes one, and so do the tests."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from bot.chat.adapter import Adapter
from bot.command.command import Commands
from bot.digest.maker import DigestMaker
from bot.inbound.dispatcher import TIME_LIMIT, Dispatcher
from bot.language import vectors
from bot.language.learning import Learning
from bot.language.vectors import Encoder, Follower
from bot.outbound.delivery import Delivery
from bot.outbound.living_cards import LivingCards
from bot.outbound.undelivered import Returned
from bot.process.choices import Choices
from bot.process.memory import give_back
from bot.process.metrics import Metrics
from bot.process.scheduler import Job, Scheduler
from bot.process.site import Site
from bot.process.work import Services, Work
from bot.things.acts import check_hooks
from storage.database.database import Database
from storage.processes.platform_locks import serving
from storage.search.merging import tidy

log = structlog.get_logger()

DRAIN = timedelta(seconds=10)
"""How long what is under way may take to finish when the process is told to stop, all in all."""


DIGESTS_EVERY = timedelta(seconds=10)


TIDY_EVERY = timedelta(minutes=1)
"""How often the latest rows of the search index are looked at: a thousand of them are taken in together."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Cafe:
    """One process of the Café."""

    def __init__(
        self,
        database: Database,
        commands: Commands,
        adapters: Sequence[Adapter],
        *,
        sites: Sequence[Site] = (),
        clock: Callable[[], datetime] = utc_now,
        language: str = "nl",
        time_limit: timedelta = TIME_LIMIT,
        metrics: Metrics | None = None,
        jobs: Sequence[Job] = (),
        choices: Choices | None = None,
        encoder: Encoder | None = None,
        learning: Learning | None = None,
        leads: bool = True,
    ) -> None:
        check_hooks(commands.topics)
        self.metrics = metrics or Metrics()
        self.learning = learning
        self._leads = leads
        """Whether it may do what the clock wakes; a process that only serves pages leaves that to others."""
        self.database = database
        self.clock = clock
        self.opened = asyncio.Event()
        """Set once what a process before it left is free, and the adapters run."""
        self.sites = tuple(sites)
        """What serves pages beside the chat, in this process."""
        self.adapters = {adapter.platform: adapter for adapter in adapters}
        services = Services(
            database,
            clock,
            commands.topics,
            choices or Choices(),
            language=language,
            encoder=encoder,
            learning=learning,
            metrics=self.metrics,
        )
        returned = Returned(services)
        self.delivery = Delivery(database, self.adapters, clock, metrics=self.metrics, returned=returned)
        names = [each.name for each in self.sites]
        self.dispatcher = Dispatcher(
            services, commands, self.adapters, self.delivery, sites=names, time_limit=time_limit
        )
        self.cards = LivingCards(services, tuple(self.adapters), self.delivery, self.dispatcher.handler.draw)
        self.dispatcher.changed = self.cards.wake
        self.digests = DigestMaker(services)
        self.work = {each.name: each.begin(services) for each in commands.topics.all(Work)}
        """What the clock wakes for topics, by name."""
        meaning = [Job("sentence vectors", vectors.FOLLOW, Follower(database, encoder).work)] if encoder else []
        due = (*self._jobs(commands.topics.all(Work)), *meaning, *jobs)
        self.scheduler = Scheduler(database, due, called=self.delivery.wake, metrics=self.metrics)

    def _jobs(self, work: Sequence[Work]) -> Iterator[Job]:
        yield Job("digests", DIGESTS_EVERY, self.digests.make_due)
        for each in work:
            yield Job(each.name, each.every, self.work[each.name])
        yield Job("search index", TIDY_EVERY, self._tidy)

    async def _tidy(self) -> None:
        """Merge what was written to the search index, a step at a time, until it is quick again."""
        while await tidy(self.database):
            pass

    def _learn(self, learning: Learning) -> None:
        """Learn what sentences want, on a thread, and keep no memory that only learning took."""
        learning.learn()
        give_back()
        log.info("ready to understand")

    async def run(self) -> None:
        """Serve until cancelled, an adapter fails, or one comes to its end; then finish what is under way."""
        async with serving(self.database, tuple(self.adapters)), asyncio.TaskGroup() as tasks:
            loops = [
                tasks.create_task(self.delivery.run()),
                tasks.create_task(self.dispatcher.run()),
                tasks.create_task(self.cards.run()),
                *([tasks.create_task(self.scheduler.run())] if self._leads else []),
            ]
            doors = [tasks.create_task(adapter.run(self.dispatcher)) for adapter in self.adapters.values()]
            self.opened.set()
            if self.learning and self.learning.known is None:
                # Phrases work meanwhile.
                tasks.create_task(asyncio.to_thread(self._learn, self.learning))
            try:
                await asyncio.wait([*loops, *doors], return_when=asyncio.FIRST_COMPLETED)
            finally:
                # The doors stay open until what is under way has gone out through them.
                for task in loops:
                    task.cancel()
                ends = time.monotonic() + DRAIN.total_seconds()
                await self.dispatcher.drain(DRAIN / 2)  # what is answered by then still has time to go out
                await self.delivery.drain(timedelta(seconds=max(0.0, ends - time.monotonic())))
                for task in doors:
                    task.cancel()

    async def settled(self) -> None:
        """Wait until nothing is being handled, drawn or sent."""
        await self.dispatcher.settled()
        await self.cards.settled()
        await self.delivery.settled()
