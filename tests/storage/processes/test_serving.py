"""What a killed process held is free for the next at once, and never while its holder may still be there."""

import asyncio

import psycopg
from sqlalchemy import text

from storage.database.database import Database
from storage.messaging import inbox, outbox
from storage.messaging.inbox import Arrival
from storage.processes.platform_locks import serving
from storage.vocabulary import Lane
from tests.bot.fake_platform import PLATFORM, START, eventually, letter
from tests.servers.postgres import Postgres


def hold(database: Database, number: int) -> None:
    """A message being handled and a letter being sent, both leased."""
    with database.begin() as tx:
        inbox.store(tx, [Arrival(f"{PLATFORM}:{number}", f"{PLATFORM}:square", {})], START)
        outbox.post(tx, [letter(f"letter-{number}", f"hall-{number}")], START)


def free(database: Database) -> tuple[int, int]:
    """How many messages and letters can be taken up now; they are."""
    with database.begin() as tx:
        letters = outbox.claim(tx, [PLATFORM], Lane.answer, START, limit=9, newest_version=9)
        return len(inbox.claim(tx, START, platforms=[PLATFORM])), len(letters)


async def test_what_a_process_held_that_is_gone_is_free_for_who_comes_next(database: Database) -> None:
    async with serving(database, [PLATFORM]):
        hold(database, 1)
        assert free(database) == (0, 0)
    async with serving(database, [PLATFORM]):
        assert free(database) == (1, 1)


async def test_while_another_process_serves_there_its_leases_stand(database: Database, database_url: str) -> None:
    beside = Database(database_url)
    async with serving(database, [PLATFORM]):
        hold(database, 1)
        async with serving(beside, [PLATFORM, "another"]):
            assert free(beside) == (0, 0)
    async with serving(beside, ["another"]):
        assert free(beside) == (0, 0), "it serves another platform"
    async with serving(beside, [PLATFORM]):
        assert free(beside) == (1, 1)
    beside.close()


async def test_two_that_start_together_both_come_to_serve(database: Database, database_url: str) -> None:
    beside = Database(database_url)
    for _time in range(5):
        both = asyncio.Barrier(2)

        async def serve(opened: Database, platforms: list[str], both: asyncio.Barrier = both) -> None:
            async with serving(opened, platforms):
                await both.wait()

        platforms = [PLATFORM, "another", "third"]
        await asyncio.gather(serve(database, platforms), serve(beside, platforms[::-1]))
    beside.close()


async def test_who_lost_the_connection_is_seen_again(postgres: Postgres) -> None:
    url = postgres.fresh(like="plek_prepared")
    database, beside = Database(url), Database(url)
    async with serving(database, [PLATFORM], look=0.1):
        hold(database, 1)
        before = backends(database)
        assert len(before) == 1
        with database.begin() as tx:
            tx.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": before[0]})

        async def seen_again() -> bool:
            # By a connection that is not the one that was lost, whose lock may be seen a moment longer.
            held = set(locks(database))
            return bool(held) and not held & set(before)

        await eventually(seen_again)
        async with serving(beside, [PLATFORM]):
            assert free(beside) == (0, 0)
    database.close()
    beside.close()


def backends(database: Database) -> list[int]:
    return _numbers(database, "SELECT pid FROM pg_stat_activity WHERE application_name = 'plek serving'")


def locks(database: Database) -> list[int]:
    return _numbers(database, "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'")


def _numbers(database: Database, asked: str) -> list[int]:
    with psycopg.connect(database.dsn) as connection:
        return [int(row[0]) for row in connection.execute(asked).fetchall()]
