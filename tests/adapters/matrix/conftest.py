"""A Café on the homeserver of the tests."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import commands
from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from storage.database.database import Database
from tests.adapters.matrix.member import Member, member
from tests.servers.synapse import Account, Synapse

Enter: TypeAlias = Callable[[str], Awaitable[Member]]


@pytest.fixture
def cafe_database(sqlite_prepared: Path, tmp_path: Path) -> Iterator[Database]:
    """SQLite: what differs by database is tested where the database is."""
    opened = Database(f"sqlite:///{shutil.copy(sqlite_prepared, tmp_path / 'plek.db')}")
    yield opened
    opened.close()


@pytest.fixture
def bot(synapse: Synapse) -> Account:
    return synapse.register("plek", display_name="PLeK")


@pytest.fixture
def homeserver() -> Iterator[Synapse]:
    """A homeserver of the test's own, to stop and start."""
    with Synapse() as server:
        yield server


def settings_for(synapse: Synapse, bot: Account, folder: Path, **changes: Any) -> MatrixSettings:
    login = {"access_token": bot.access_token, "device_id": bot.device_id}
    known = {"homeserver": synapse.url, "user": bot.user_id, "store": folder / "matrix"}
    return MatrixSettings.model_validate({**known, **login, **changes})


@asynccontextmanager
async def running(cafe: Cafe) -> AsyncIterator[Cafe]:
    """The Café while it serves."""
    serving = asyncio.create_task(cafe.run())
    try:
        yield cafe
        if serving.done():
            serving.result()
    finally:
        serving.cancel()
        await asyncio.wait([serving])


def cafe_on(database: Database, settings: MatrixSettings, clock: Callable[[], datetime] = utc_now) -> Cafe:
    return Cafe(database, Commands.within(commands), [Matrix(settings, clock=clock)], clock=clock)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """The Café's. A test module may have one that moves."""
    return utc_now


@pytest.fixture
async def cafe(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, clock: Callable[[], datetime]
) -> AsyncIterator[Cafe]:
    """A Café that serves on the homeserver of the tests."""
    async with running(cafe_on(cafe_database, settings_for(synapse, bot, tmp_path), clock)) as serving:
        yield serving


@pytest.fixture
async def enter(synapse: Synapse, tmp_path: Path) -> AsyncIterator[Enter]:
    """`await enter("adviseur-water")` is a new member, who is there until the test ends."""
    async with AsyncExitStack() as stack:

        async def come(role: str) -> Member:
            return await stack.enter_async_context(member(synapse, role, tmp_path))

        yield come
