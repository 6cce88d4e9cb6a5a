"""A Café that understands sentences."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.language.learning import Learning
from storage.database.database import Database
from tests.cafe import Door, Person


@pytest_asyncio.fixture
async def listening(small_map: None, database: Database, learning: Learning) -> AsyncIterator[Door]:
    """A Café on a small map that understands sentences."""
    async with Door(database, learning=learning) as opened:
        yield opened


@pytest_asyncio.fixture
async def anna(listening: Door) -> Person:
    return await listening.member("Anna")
