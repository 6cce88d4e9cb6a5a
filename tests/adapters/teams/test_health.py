"""What /health/ready tells of Teams: what is wrong, and what will be before long."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from pydantic import SecretStr

import commands
from adapters.teams import Teams, TeamsSettings
from bot.app import Cafe
from bot.cli import health
from bot.cli.health import Condition, Verdict
from bot.command.command import Commands
from storage.database.database import Database
from tests.adapters.teams.activities import APP, TENANT
from tests.bot.fake_platform import eventually
from tests.servers.issuer import Issuer
from tests.servers.process import free_port

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as running:
        yield running


async def tells(wanted: Condition, database: Database, issuer: Issuer, secret_expires: date | None = None) -> None:
    """Soon this is what is told of Teams."""
    settings = TeamsSettings(
        listen=f"127.0.0.1:{free_port()}",
        app_id=APP,
        tenant=TENANT,
        secret=SecretStr("niet raden"),
        secret_expires=secret_expires,
        openid_url=issuer.openid_url,
        login_url=issuer.url,
    )
    teams = Teams(settings, clock=lambda: NOW)
    cafe = Cafe(database, Commands.within(commands), [teams], clock=lambda: NOW)

    async def told() -> bool:
        return (await health.examine(cafe))["teams"] == wanted

    serving = asyncio.create_task(cafe.run())
    try:
        await teams.listening()
        await eventually(told, within=30)
    finally:
        serving.cancel()
        await asyncio.wait([serving])


async def test_all_is_well(database: Database, issuer: Issuer) -> None:
    await tells(Condition(Verdict.ok, "serves"), database, issuer, date(2027, 11, 2))


async def test_a_secret_near_its_end_is_a_warning(database: Database, issuer: Issuer) -> None:
    warning = Condition(Verdict.warning, "the secret: it ends on 2026-11-30, in 28 days")
    await tells(warning, database, issuer, date(2026, 11, 30))


async def test_without_a_token_it_cannot_serve(database: Database, issuer: Issuer) -> None:
    issuer.refuses = True
    await tells(Condition(Verdict.wrong, "no token: invalid_client"), database, issuer)


async def test_without_keys_it_cannot_serve(database: Database, issuer: Issuer) -> None:
    issuer.keys = []
    await tells(Condition(Verdict.wrong, "no keys from the issuer"), database, issuer)
