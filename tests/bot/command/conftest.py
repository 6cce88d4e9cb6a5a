"""A Café that understands sentences."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.command.samples import samples_of
from bot.language.intents import Learning
from storage.database.database import Database
from tests.cafe import ALL, Door, Person


@pytest.fixture(scope="session")
def learning() -> Learning:
    """What the samples teach; kept between runs under a name that changes with them."""
    return Learning(samples_of(ALL.topics), Path(tempfile.gettempdir()) / "plek-tests").learn()


@pytest_asyncio.fixture
async def listening(database: Database, learning: Learning) -> AsyncIterator[Door]:
    """A Café on a small map that understands sentences."""
    from tests.small_map import draw  # noqa: PLC0415  # beside its only use

    await database.write(draw)
    async with Door(database, learning=learning) as opened:
        yield opened


@pytest_asyncio.fixture
async def anna(listening: Door) -> Person:
    return await listening.member("Anna")
