"""Who is erased is gone also from what was being written to them at that moment."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select, text

from bot.chat.message import Conversation, Kind
from bot.chat.reply import codec
from storage import tables
from storage.accounts import erasure
from storage.database.database import Database
from storage.members import people
from storage.messaging import outbox
from tests.bot.fake_platform import PLATFORM, eventually, letter

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def letters(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(tables.outbox)).scalar_one()


def waits(tx: Connection) -> bool:
    """Whether somebody waits for a lock on a table (PostgreSQL)."""
    return bool(tx.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


async def test_a_letter_that_is_being_written_to_them_goes_too(database: Database) -> None:
    chat = Conversation(PLATFORM, "chat", Kind.personal)
    member = await database.write(people.meet, PLATFORM, "hydroloog", "Hydroloog", "nl", NOW)
    await database.write(people.remember_direct, PLATFORM, "hydroloog", codec.dump(chat))
    to_them = replace(letter("card"), conversation_key=chat.key, conversation=codec.dump(chat))
    async with database.transaction() as writing:
        # An answer in their chat, not committed yet when they ask to be forgotten.
        await writing.write(outbox.post, [to_them], NOW)
        erasing = asyncio.create_task(database.write(erasure.erase, member.id, NOW))
        if not database.is_sqlite:  # there, one waits for the other before it begins

            async def held_up() -> bool:
                return erasing.done() or await database.read(waits)

            await eventually(held_up)
        await writing.finish(lambda _tx: None)
    await erasing
    assert await database.read(letters) == 0
