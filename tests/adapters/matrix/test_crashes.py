"""Killed at any step and started again, the bot answers every message, and answers it once."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.matrix.settings import MatrixSettings
from storage.database.database import Database
from tests import SAMPLED
from tests.adapters.matrix.conftest import Enter, settings_for
from tests.adapters.matrix.killable_bot import DONE, NEVER, PROBE, STEPS
from tests.adapters.matrix.member import body
from tests.servers.synapse import Account, Synapse


@pytest.fixture
def cafe_database(database: Database) -> Database:
    """Of each kind: what is left behind in it is what this is about."""
    return database


@asynccontextmanager
async def killable(
    settings: MatrixSettings, database: Database, step: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    given = json.dumps(
        {
            **settings.model_dump(mode="json"),
            "access_token": settings.access_token.get_secret_value() if settings.access_token else None,
        }
    )
    url = database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.adapters.matrix.killable_bot", given, url, step
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


ROOMS = {False: "plain", True: "encrypted"}
TRIED = [
    pytest.param(step, encrypted, id=f"{step}-{ROOMS[encrypted]}")
    for number, step in enumerate(STEPS)
    for encrypted in ROOMS
    if not SAMPLED or encrypted == bool(number % 2)
]
"""Each step, in `make test` in one of both kinds of room."""


@pytest.mark.sampled
@pytest.mark.parametrize(("step", "encrypted"), TRIED)
async def test_every_message_is_answered_once_whenever_the_bot_is_killed(
    step: str, encrypted: bool, synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    settings = settings_for(synapse, bot, tmp_path)
    member = await enter("adviseur-water")
    async with killable(settings, cafe_database, step) as doomed:
        chat = await member.chat_with(bot.user_id, encrypted=encrypted)
        await member.say(chat, PROBE)
        await member.say(chat, "hulp")
        assert await doomed.wait() == -9
    async with killable(settings, cafe_database, NEVER):
        await member.until(lambda: len(member.said_in(chat)) >= 3)
        last = await member.ask(chat, "hulp netwerken")
    assert [DONE in body(each) for each in member.said_in(chat)] == [False, True, False, False]
    assert last.event_id == member.said_in(chat)[-1].event_id
