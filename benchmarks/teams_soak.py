"""Kill the bot on Teams at random moments, again and again, while people go on talking: nothing may be lost.

python -m benchmarks.teams_soak [KILLS]
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from bot import first_steps
from storage.database import Database
from tests.adapters.teams.town import Town
from tests.servers.teams_connector import Connector

KILLS = 200
LONGEST_LIFE = 3.0
"""Seconds. Starting takes one or two of them, so some lives end before the first word."""
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
            saying = []
            for number in range(kills):
                life = await town.live()
                first = number * SPOKEN
                saying += [asyncio.create_task(town.says(each)) for each in range(first, first + SPOKEN)]
                await asyncio.sleep(random.uniform(0.5, LONGEST_LIFE))
                life.kill()
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
    lost = said - len(answered)
    repeated = answered.total() - len(answered)
    print(f"Teams: killed {kills} times, {said} messages said, {lost} lost, {repeated} answered twice (in flight)")
    return lost


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)) else 0)
