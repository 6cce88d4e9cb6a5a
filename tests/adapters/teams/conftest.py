"""The Café as it serves Teams, at the port where a test's Teams client looks for it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import commands
from adapters.teams import Teams, TeamsSettings
from bot.cafe import Cafe, utc_now
from bot.command import Commands
from storage.database import Database


@pytest.fixture
def database_url(tmp_path: Path, sqlite_prepared: Path) -> str:
    """What Teams does is the same on both databases: a new SQLite file will do."""
    return f"sqlite:///{shutil.copy(sqlite_prepared, tmp_path / 'plek.db')}"


@pytest.fixture
async def teams_cafe(bot_port: int, database: Database) -> AsyncIterator[Cafe]:
    """The Café in development, listening at `bot_port`."""
    teams = Teams(TeamsSettings(development=True, listen=f"127.0.0.1:{bot_port}"), clock=utc_now)
    cafe = Cafe(database, Commands.within(commands), [teams])
    serving = asyncio.create_task(cafe.run())
    await teams.listening()
    yield cafe
    serving.cancel()
    await asyncio.wait([serving])
