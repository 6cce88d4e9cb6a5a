"""Killed at any step, the bot on Teams answers everything when it is back, and repeats only what was in flight."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.adapters.teams.killable_bot import STEPS
from tests.adapters.teams.resending_teams import ResendingTeams
from tests.servers.teams_connector import Connector


@pytest.fixture
async def teams(database_url: str) -> AsyncIterator[ResendingTeams]:
    async with Connector() as connector, ClientSession() as http:
        yield ResendingTeams(database_url, connector, http)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_any_step_every_message_is_answered(teams: ResendingTeams, step: str) -> None:
    first = await teams.live(dies_at=step)
    saying = [asyncio.create_task(teams.says(number)) for number in range(3)]
    async with asyncio.timeout(60):
        await first.wait()
    heir = await teams.live()
    try:
        await asyncio.gather(*saying)
        answered = await teams.answered(3)
    finally:
        heir.kill()
        await heir.wait()
    in_flight = 3 if step == "after sending" else 0
    assert answered.total() <= 3 + in_flight
    assert max(answered.values()) <= 2
