"""Kill the bot on Teams at random moments, again and again, while people go on talking: nothing may be lost.

python -m benchmarks.teams_soak [KILLS]
"""

import asyncio
import random
import sys
import tempfile
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from bot import first_steps
from storage.database import Database
from tests.adapters.teams.town import Town
from tests.servers.teams_connector import Connector

KILLS = 200
LONGEST_LIFE = 3.0
"""Seconds. Starting takes one or two of them, so some lives end before the first word."""
AT_WORK = 0.3
"""Seconds after the first message was taken, within which every other life ends."""
SPOKEN = 5
"""Messages said in each life."""


async def main(kills: int) -> int:
    """Number of messages that were never answered."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plek.db'}"
        database = Database(url)
        first_steps.prepare(database)
        database.close()
        async with Connector() as connector, ClientSession(connector=TCPConnector(limit=0)) as http:
            town = Town(url, connector, http)
            saying: list[asyncio.Task[None]] = []
            kills_at: list[float] = []
            began = asyncio.get_running_loop().time()
            for number in range(kills):
                life = await town.live()
                first = number * SPOKEN
                saying += [asyncio.create_task(town.says(each)) for each in range(first, first + SPOKEN)]
                if number % 2:  # every other one dies at work, however slow the machine: most work is done at first
                    await asyncio.wait(saying[first:], timeout=60, return_when=asyncio.FIRST_COMPLETED)
                    await asyncio.sleep(random.uniform(0, AT_WORK))
                else:
                    await asyncio.sleep(random.uniform(0.5, LONGEST_LIFE))
                life.kill()
                kills_at.append(asyncio.get_running_loop().time())
                await life.wait()
            heir = await town.live()
            said = kills * SPOKEN
            try:
                await asyncio.wait_for(asyncio.gather(*saying), 600)
                answered = await town.answered(said, within=600)
            except TimeoutError:
                answered = connector.arrived
            finally:
                heir.kill()
                await heir.wait()
        took = asyncio.get_running_loop().time() - began
    lost = said - len(answered)
    again = _repeated(connector, kills_at)
    print(
        f"Teams: killed {kills} times in {took:.0f} s, {said} messages said, {lost} lost, {len(again)} answered twice"
    )
    if again:
        ages = [(kill - at) * 1000 for at, kill in again]
        most = max(Counter(kill for _at, kill in again).values())
        print(f"  Those arrived {min(ages):.0f} to {max(ages):.0f} ms before a kill, at most {most} before one.")
    return lost


def _repeated(connector: Connector, kills_at: Sequence[float]) -> list[tuple[float, float]]:
    """When an answer arrived that was given again later, and the kill that followed."""
    given = [at for moments in connector.moments.values() for at in moments[:-1]]
    return [(at, kills_at[bisect(kills_at, at)]) for at in given if bisect(kills_at, at) < len(kills_at)]


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)) else 0)
