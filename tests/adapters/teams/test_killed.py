"""Killed at any step, the bot on Teams answers everything when it is back, and repeats only what was in flight."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.adapters.teams.mortal import STEPS
from tests.adapters.teams.town import Town
from tests.servers.teams_connector import Connector


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with Connector() as connector, ClientSession() as http:
        yield Town(database_url, connector, http)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_any_step_every_message_is_answered(town: Town, step: str) -> None:
    first = await town.live(dies_at=step)
    saying = [asyncio.create_task(town.says(number)) for number in range(3)]
    async with asyncio.timeout(60):
        await first.wait()
    heir = await town.live()
    try:
        await asyncio.gather(*saying)
        answered = await town.answered(3)
    finally:
        heir.kill()
        await heir.wait()
    in_flight = 3 if step == "after sending" else 0
    assert answered.total() <= 3 + in_flight
    assert max(answered.values()) <= 2
