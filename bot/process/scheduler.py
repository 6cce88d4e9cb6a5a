"""Wakes the work that is due. What is due stands in tables; here nothing is remembered.

One process of a deployment leads and does the work; the others stand by. Two leaders for a moment do no harm, since
each piece of work claims its row. APScheduler keeps the rhythm: a slow or missed beat is beaten once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.process.metrics import Metrics
from storage.database.database import TROUBLE, Database
from storage.processes.leader import Candidate, Unreachable

log = structlog.get_logger()
# Of itself it warns of each beat that it leaves out because the work of the one before goes on: that is as we want it.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)

HEARTBEAT = 2.0
"""Seconds between two looks at who leads. A leader that stops is followed within them."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done every so often by the leader. It finds in the tables whether there is anything to do."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[object]]


class Scheduler:
    """Runs the jobs in the process that leads, and passes on the calls of other processes that letters wait."""

    def __init__(
        self,
        database: Database,
        jobs: Sequence[Job],
        *,
        called: Callable[[], None] = lambda: None,
        metrics: Metrics | None = None,
    ) -> None:
        self._candidate = Candidate(database)
        self._jobs = jobs
        self._called = called
        self._metrics = metrics or Metrics()
        self.leader: str = "unknown"
        """`here`, `elsewhere`, or `unknown` while PostgreSQL does not answer."""

    async def run(self) -> None:
        """Stand for leader and keep the rhythm, until cancelled."""
        rhythm = AsyncIOScheduler(timezone="UTC")
        for job in self._jobs:
            rhythm.add_job(
                self.beat,
                "interval",
                seconds=job.every.total_seconds(),
                args=[job],
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        rhythm.start()
        try:
            while True:
                await self.stand()
        finally:
            rhythm.shutdown(wait=False)
            self._metrics.leader.set(0)
            await self._candidate.resign()

    async def stand(self, heartbeat: float = HEARTBEAT) -> None:
        """One heartbeat: see who leads, and listen for calls until the next."""
        led = self._candidate.leads
        try:
            leads = await self._candidate.stand()
            self.leader = "here" if leads else "elsewhere"
            if leads and not led:
                log.info("this process leads")
                for job in self._jobs:
                    await self.beat(job)  # what fell due while nobody led
            self._metrics.leader.set(leads)
            if await self._candidate.called(heartbeat):
                self._called()
        except Unreachable as failure:
            self.leader = "unknown"
            self._metrics.leader.set(0)
            log.warning("no leader known", why=str(failure))
            await asyncio.sleep(heartbeat)

    async def beat(self, job: Job) -> None:
        """Do a job if this process leads. What goes wrong is logged; the next beat tries again."""
        if not self._candidate.leads:
            return
        try:
            await job.work()
        except TROUBLE as failure:
            self._metrics.database_failures.inc()
            log.warning("job put off", job=job.name, why=str(failure).partition("\n")[0])
        except Exception:  # one job's fault must not stop the clock
            log.exception("job failed", job=job.name)
