"""The Café as it serves Teams: with a Teams client, or between a door to knock on and a connector to send to."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

import commands
from adapters.teams import Teams, TeamsSettings
from adapters.teams.settings import Limits
from bot.__main__ import EXAMPLES
from bot.app import Cafe, utc_now
from bot.cli import bootstrap
from bot.command.command import Commands
from bot.exchange import importing
from bot.topic import Topics
from storage.database.database import Database
from tests.adapters.shifted_clock import ShiftedClock
from tests.adapters.teams.activities import Json
from tests.conftest import Once
from tests.servers.process import free_port
from tests.servers.teams_connector import Connector

UNLIMITED = Limits(per_thread=((1_000_000, 1.0),), per_tenant=((1_000_000, 1.0),))


@pytest.fixture
def database_url(tmp_path: Path, sqlite_prepared: Path) -> str:
    """What Teams does is the same on both databases: a new SQLite file will do."""
    return f"sqlite:///{shutil.copy(sqlite_prepared, tmp_path / 'plek.db')}"


@pytest.fixture(scope="session")
def examples(once: Once) -> Path:
    """A SQLite file with the example set, as of today."""

    def make(file: Path) -> None:
        database = Database(f"sqlite:///{file}")
        bootstrap.prepare(database)
        importing.load(database, Topics.within(commands), [EXAMPLES], utc_now(), example=True)
        database.close()

    return once("examples of today.db", make)


@asynccontextmanager
async def serving(
    database: Database, settings: TeamsSettings, clock: Callable[[], datetime] = utc_now
) -> AsyncIterator[Cafe]:
    """A Café that listens."""
    teams = Teams(settings, clock=clock)
    cafe = Cafe(database, Commands.within(commands), [teams], clock=clock)
    running = asyncio.create_task(cafe.run())
    await teams.listening()
    try:
        yield cafe
    finally:
        running.cancel()
        await asyncio.wait([running])


def development(port: int, limits: Limits | None = None) -> TeamsSettings:
    return TeamsSettings(development=True, listen=f"127.0.0.1:{port}", limits=limits or Limits())


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def teams_cafe(bot_port: int, database: Database, clock: ShiftedClock) -> AsyncIterator[Cafe]:
    """The Café in development, listening at `bot_port`."""
    async with serving(database, development(bot_port, UNLIMITED), clock) as cafe:
        yield cafe


@dataclass
class Office:
    """A Café between its door and the service that it sends to."""

    cafe: Cafe
    connector: Connector
    http: ClientSession
    url: str

    async def post(self, activity: Json) -> int:
        """Send an activity as Teams does, from this connector: the status."""
        async with self.http.post(self.url, json={**activity, "serviceUrl": self.connector.url}) as answer:
            return answer.status

    async def invoke(self, activity: Json) -> Json:
        """Send an invoke: the body of its answer."""
        async with self.http.post(self.url, json={**activity, "serviceUrl": self.connector.url}) as answer:
            assert answer.status == 200
            body: Json = json.loads(await answer.text())
            return body


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with opened_office(database) as opened:
        yield opened


@asynccontextmanager
async def opened_office(database: Database, limits: Limits | None = None) -> AsyncIterator[Office]:
    port = free_port()
    async with (
        Connector() as connector,
        ClientSession() as http,
        serving(database, development(port, limits)) as cafe,
    ):
        yield Office(cafe, connector, http, f"http://127.0.0.1:{port}/api/messages")
