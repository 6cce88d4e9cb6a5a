"""Teams around a bot that dies: what is not acknowledged comes again, as Teams does it, until it is."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections import Counter
from itertools import count

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.adapters.teams.activities import message
from tests.servers.process import free_port
from tests.servers.teams_connector import Connector

LEASE = 61
"""Seconds by which each life's clock is ahead of the one before: longer than any lease of who died."""


class ResendingTeams:
    """`chat` is the id of the conversation in which message number n is said: each has its own."""

    def __init__(self, database_url: str, connector: Connector, http: ClientSession) -> None:
        self._database_url = database_url
        self.connector = connector
        self._http = http
        self._port = free_port()
        self._lives = count()

    async def live(self, dies_at: str = "never") -> Process:
        """Start the bot."""
        ahead = str(next(self._lives) * LEASE)
        command = [sys.executable, "-m", "tests.adapters.teams.killable_bot", str(self._port), self._database_url]
        return await asyncio.create_subprocess_exec(*command, dies_at, ahead)

    async def says(self, number: int) -> None:
        """Send a message again and again until it is acknowledged, whoever lives at the moment."""
        chat = {"id": f"a:{number}", "conversationType": "personal"}
        activity = {**message("hulp", id=f"m{number}", conversation=chat), "serviceUrl": self.connector.url}
        while True:
            try:
                async with self._http.post(
                    f"http://127.0.0.1:{self._port}/api/messages", json=activity, timeout=ClientTimeout(total=5)
                ) as answer:
                    if answer.status == 202:
                        return
            except (ClientError, TimeoutError, OSError):
                pass
            await asyncio.sleep(0.05)  # nobody tells when somebody listens again

    async def answered(self, numbers: int, *, within: float = 60) -> Counter[str]:
        """How often each message was answered, once all were."""
        wanted = {f"a:{number}" for number in range(numbers)}
        await self.connector.until(lambda: wanted <= set(self.connector.arrived), within=within)
        return self.connector.arrived
