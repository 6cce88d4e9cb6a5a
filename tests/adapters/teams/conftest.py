"""The Café as it serves Teams, at the port where a test's Teams client looks for it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

import commands
from adapters.teams import Teams, TeamsSettings
from bot.cafe import Cafe, utc_now
from bot.command import Commands
from storage.database import Database


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
