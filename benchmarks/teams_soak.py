"""Kills the bot on Teams at random moments, again and again, while people go on talking: nothing may be lost.

python -m benchmarks.teams_soak [KILLS]
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, TCPConnector
from sqlalchemy import select

from bot.cli import bootstrap
from storage.database.database import Database, Tx
from storage.tables import outbox
from tests.adapters.teams.resending_teams import ResendingTeams
from tests.servers.teams_connector import Connector

KILLS = 200
LONGEST_LIFE = 3.0
"""Seconds. Starting takes one or two of them, so some lives end before the first word."""
AT_WORK = 0.3
"""Seconds after the first message was taken, within which every other life ends."""
SPOKEN = 5
"""Messages said in each life."""
AFTERMATH = 0.2
"""Seconds within which all arrives that the dead one had put on the line."""


@dataclass(frozen=True, slots=True)
class Kill:
    """When, when answers of that life arrived by chat, and in which chats the bot has on record that its answer did."""

    at: float
    arrived: Mapping[str, float]
    recorded: frozenset[str]

    @property
    def in_flight(self) -> list[float]:
        """How long before the kill each answer arrived that the bot had not written down yet, in milliseconds."""
        return [(self.at - at) * 1000 for chat, at in self.arrived.items() if chat not in self.recorded]


async def main(kills: int) -> int:
    """Number of messages that were not answered, or answered again although that was on record."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plek.db'}"
        database = Database(url)
        bootstrap.prepare(database)
        async with Connector() as connector, ClientSession(connector=TCPConnector(limit=0)) as http:
            teams = ResendingTeams(url, connector, http)
            saying: list[asyncio.Task[None]] = []
            killed: list[Kill] = []
            began = asyncio.get_running_loop().time()
            for number in range(kills):
                born = asyncio.get_running_loop().time()
                life = await teams.live()
                first = number * SPOKEN
                saying += [asyncio.create_task(teams.says(each)) for each in range(first, first + SPOKEN)]
                if number % 2:  # every other one dies at work, however slow the machine: most work is done at first
                    await asyncio.wait(saying[first:], timeout=60, return_when=asyncio.FIRST_COMPLETED)
                    await asyncio.sleep(random.uniform(0, AT_WORK))
                else:
                    await asyncio.sleep(random.uniform(0.5, LONGEST_LIFE))
                life.kill()
                at = asyncio.get_running_loop().time()
                await life.wait()
                await asyncio.sleep(AFTERMATH)
                arrived = {chat: times[-1] for chat, times in connector.moments.items() if times[-1] > born}
                killed.append(Kill(at, arrived, await database.read(_recorded)))
            heir = await teams.live()
            said = kills * SPOKEN
            try:
                await asyncio.wait_for(asyncio.gather(*saying), 600)
                answered = await teams.answered(said, within=600)
            except TimeoutError:
                answered = connector.arrived
            finally:
                heir.kill()
                await heir.wait()
        database.close()
        took = asyncio.get_running_loop().time() - began
    lost = said - len(answered)
    sorry = sum(text.startswith("Sorry") for chat in answered for text in connector.texts(chat))
    repeated = answered.total() - len(answered)
    ages = sorted(age for kill in killed for age in kill.in_flight)
    known = repeated - len(ages)
    print(
        f"Teams: killed {kills} times in {took:.0f} s, {said} messages said, {lost} lost, {sorry} got an apology only, "
        f"{repeated} answered twice:"
    )
    print(f"  {len(ages)} that were in flight at a kill, and {known} that were not (sent, and written down as sent).")
    if ages:
        at_once = Counter(len(kill.in_flight) for kill in killed)
        told = ", ".join(f"{most} at {times} kills" for most, times in sorted(at_once.items()))
        print(f"  In flight: {told}. They arrived {ages[0]:.0f} to {ages[-1]:.0f} ms before it.")
    return lost + sorry + known


def _recorded(tx: Tx) -> frozenset[str]:
    """Return the chats of which the bot knows that its answer arrived there."""
    rows = tx.execute(select(outbox.c.conversation).where(outbox.c.sent_at.is_not(None))).scalars()
    return frozenset(str(conversation["id"]) for conversation in rows)


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)) else 0)
