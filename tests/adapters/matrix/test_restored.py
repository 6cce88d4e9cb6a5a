"""A backup is restored on a machine where all was lost: a new device, that reads what the old one could read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nio import MegolmEvent

from adapters.matrix import credentials
from adapters.matrix.adapter import Matrix
from adapters.matrix.doctor import check
from bot.app import utc_now
from bot.cli import backup
from storage.database.database import Database
from tests.adapters.matrix.conftest import Enter, cafe_on, running
from tests.adapters.matrix.member import body
from tests.adapters.matrix.test_login import with_password
from tests.servers.synapse import Account, Synapse


@pytest.fixture
def cafe_database(sqlite_migrated: Path, tmp_path: Path) -> Iterator[Database]:
    """Made by the migrations, as a backup must be."""
    opened = Database(f"sqlite:///{shutil.copy(sqlite_migrated, tmp_path / 'plek.db')}")
    yield opened
    opened.close()


async def test_after_a_restore_it_reads_what_was_said_before_the_backup(
    synapse: Synapse, bot: Account, cafe_database: Database, tmp_path: Path, enter: Enter
) -> None:
    settings = with_password(synapse, bot, tmp_path)
    folders, file = {"matrix": settings.store}, tmp_path / "backup.tar.gz"
    member = await enter("adviseur-water")
    async with running(cafe_on(cafe_database, settings)):
        chat = await member.chat_with(bot.user_id, encrypted=True)
        asked = await member.say(chat, "hulp netwerken")
        await member.answer(chat, after=1)
        backup.save(cafe_database, folders, file, utc_now())  # while it serves
    before = credentials.load(settings)
    assert before
    shutil.rmtree(settings.store)
    backup.restore(cafe_database, folders, file, utc_now(), replace=True)
    put_back = tmp_path / "matrix.restored"
    assert {each.verdict async for each in check(settings) if each.subject == str(put_back)} == {"ok"}

    restored = cafe_on(cafe_database, settings)
    async with running(restored):
        matrix = restored.adapters["matrix"]
        assert isinstance(matrix, Matrix)
        await matrix.connected.wait()
        after = credentials.load(settings)
        assert after
        assert after.device_id != before.device_id
        assert not put_back.exists()
        assert await read(matrix, chat, asked) == "hulp netwerken"
        # It goes on: what is said now is answered once, and nothing of before is answered again.
        heard = len(member.said_in(chat))
        assert "Netwerken" in body(await member.ask(chat, "hulp"))
        assert len(member.said_in(chat)) == heard + 1

    again = cafe_on(cafe_database, settings)
    async with running(again):
        matrix = again.adapters["matrix"]
        assert isinstance(matrix, Matrix)
        await matrix.connected.wait()
        assert await read(matrix, chat, asked) == "hulp netwerken"  # they are its own by now


async def test_a_restored_store_that_cannot_be_read_keeps_nobody_waiting(
    cafe_database: Database, synapse: Synapse, bot: Account, tmp_path: Path, enter: Enter
) -> None:
    settings = with_password(synapse, bot, tmp_path)
    put_back = tmp_path / "matrix.restored"
    put_back.mkdir()
    (put_back / "login.json").write_text("{}")
    member = await enter("adviseur-water")
    async with running(cafe_on(cafe_database, settings)):
        await member.chat_with(bot.user_id)
    assert put_back.exists()


async def read(matrix: Matrix, room: str, event: str) -> str | None:
    """What the bot's device makes of an encrypted event."""
    line = matrix._line
    assert line
    encrypted = MegolmEvent.from_dict(dict(await line.server.event(room, event)))
    assert isinstance(encrypted, MegolmEvent)
    encrypted.room_id = room
    plain = line.server.decrypted(encrypted)
    return str(plain["content"]["body"]) if plain else None
