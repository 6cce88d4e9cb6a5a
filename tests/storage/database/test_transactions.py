"""Writers at once lose nothing, and whoever is cancelled leaves nothing behind: on both databases."""

import asyncio
import sys
import threading
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from storage.database import cursors
from storage.database.database import Database, Transaction, UnsupportedDatabase
from tests import ROOT
from tests.servers.postgres import Postgres

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
WRITERS = 50


def one_more(tx: Connection, name: str = "count") -> int:
    """Read and then write: what a lost update would show in."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(7)"))
    counted = int(cursors.get(tx, name) or 0) + 1
    cursors.put(tx, name, str(counted), NOW)
    return counted


async def test_fifty_writers_at_once_lose_nothing(database: Database) -> None:
    done = await asyncio.gather(*(database.write(one_more) for _writer in range(WRITERS)))
    assert sorted(done) == list(range(1, WRITERS + 1))
    assert await database.read(cursors.get, "count") == str(WRITERS)


async def test_fifty_transactions_at_once_lose_nothing(database: Database) -> None:
    async def work() -> int:
        async with database.transaction() as tx:
            await tx.read(cursors.get, "count")
            counted = await tx.write(one_more)
            assert await tx.read(cursors.get, "count") == str(counted), "it sees what it wrote"
            return await tx.finish(lambda _tx: counted)

    done = await asyncio.gather(*(work() for _writer in range(WRITERS)))
    assert sorted(done) == list(range(1, WRITERS + 1))


async def test_fifty_rows_of_fifty_writers_are_all_there(database: Database) -> None:
    """Without any lock of the application: each writes a row of its own."""
    await asyncio.gather(*(database.write(cursors.put, f"row {n}", str(n), NOW) for n in range(WRITERS)))
    rows = await asyncio.gather(*(database.read(cursors.get, f"row {n}") for n in range(WRITERS)))
    assert rows == [str(n) for n in range(WRITERS)]


OTHER_PROCESS = """
import asyncio, sys
from storage.database.database import Database
from tests.storage.database.test_transactions import WRITERS, one_more

async def main():
    database = Database(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    await asyncio.gather(*(database.write(one_more) for _ in range(WRITERS)))
    database.close()

asyncio.run(main())
"""


async def test_two_processes_that_write_at_once_lose_nothing(database: Database, database_url: str) -> None:
    here = ROOT
    other = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", OTHER_PROCESS, database_url),
        cwd=here,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert other.stdin
    assert other.stdout
    assert await other.stdout.readline() == b"ready\n"
    other.stdin.write(b"go\n")
    await asyncio.gather(*(database.write(one_more) for _writer in range(WRITERS)))
    assert await other.wait() == 0
    assert await database.read(cursors.get, "count") == str(2 * WRITERS)


async def test_what_was_not_finished_is_undone(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.write(one_more)
    assert await database.read(cursors.get, "count") is None


async def test_a_failure_undoes_what_was_written(database: Database) -> None:
    def fail(tx: Connection) -> None:
        one_more(tx)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    async with database.transaction() as tx:
        await tx.write(one_more)
        with pytest.raises(ZeroDivisionError):
            await tx.finish(fail)
    assert await database.read(cursors.get, "count") is None
    assert await database.write(one_more) == 1


async def test_after_a_rollback_it_begins_afresh(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.write(one_more, "undone")
        await tx.rollback()
        await tx.write(one_more, "done")
        await tx.finish(lambda _tx: None)
    assert await database.read(cursors.get, "undone") is None
    assert await database.read(cursors.get, "done") == "1"


async def test_what_is_put_off_is_written_before_what_is_written_next(database: Database) -> None:
    seen: list[str | None] = []
    async with database.transaction() as tx:
        await tx.put_off(cursors.put, "put off", "1", NOW)
        async with asyncio.timeout(10):
            await database.write(cursors.put, "of another", "1", NOW)
        assert await tx.read(cursors.get, "put off") is None
        assert tx.wrote
        seen.append(await tx.write(cursors.get, "put off"))
        await tx.put_off(cursors.put, "at once", "1", NOW)
        seen.append(await tx.finish(cursors.get, "at once"))
    assert seen == ["1", "1"]
    assert await database.read(cursors.get, "put off") == "1"


async def test_what_is_put_off_is_written_when_it_ends_and_undone_with_the_rest(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.put_off(cursors.put, "undone", "1", NOW)
        await tx.rollback()
        await tx.put_off(cursors.put, "done", "1", NOW)
        assert await tx.finish(cursors.get, "done") == "1"
    assert await database.read(cursors.get, "undone") is None
    assert await database.read(cursors.get, "done") == "1"


async def test_reads_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)readonly|read-only"):
        await database.read(one_more)


async def test_connections_that_the_server_ended_are_replaced_before_they_are_used(postgres: Postgres) -> None:
    database = Database(postgres.fresh())
    others = text(
        "SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    one = text("SELECT 1")
    try:
        assert await database.read(lambda tx: tx.execute(one).scalar()) == 1
        assert await database.write(lambda tx: tx.execute(others).scalar()) == 1
        assert await database.read(lambda tx: tx.execute(one).scalar()) == 1
        assert await database.read(lambda tx: tx.execute(others).scalar()) == 1
        assert await database.write(lambda tx: tx.execute(one).scalar()) == 1
    finally:
        database.close()


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.write(one_more)
        async with asyncio.timeout(5):
            assert await database.read(cursors.get, "count") is None


@pytest.mark.parametrize("cancels", [1, 2, 3])
async def test_who_is_cancelled_in_a_transaction_leaves_no_lock_and_no_connection(
    database: Database, cancels: int
) -> None:
    begun, halfway = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(tx: Connection) -> None:
        one_more(tx)
        loop.call_soon_threadsafe(halfway.set)
        done = asyncio.run_coroutine_threadsafe(begun.wait(), loop)
        done.result(20)  # the thread is at work when the task is cancelled

    async def work() -> None:
        async with database.transaction() as tx:
            await tx.write(slow)
            await tx.finish(lambda _tx: None)

    task = asyncio.create_task(work())
    await halfway.wait()
    for _cancel in range(cancels):
        task.cancel()
        await asyncio.sleep(0)  # let it arrive
    begun.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert database.writer.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool on both
    async with asyncio.timeout(10):
        assert await database.write(one_more) == 1


async def test_a_crowd_that_is_cancelled_at_any_moment_leaves_the_database_as_it_was(database: Database) -> None:
    async def work() -> None:
        async with database.transaction() as tx:
            await tx.write(one_more)
            await tx.write(one_more)
            await tx.finish(one_more)

    for steps in range(0, 40, 3):
        crowd = [asyncio.create_task(work()) for _task in range(12)]
        for _step in range(steps):
            await asyncio.sleep(0)
        for task in crowd:
            task.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)
    assert database.writer.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool on both
    before = int(await database.read(cursors.get, "count") or 0)
    assert before % 3 == 0, "half a transaction was kept"
    async with asyncio.timeout(10):
        await asyncio.gather(*(database.write(one_more) for _writer in range(WRITERS)))
    assert await database.read(cursors.get, "count") == str(before + WRITERS)


async def test_a_transaction_that_cannot_begin_leaves_room_for_the_next(tmp_path: Path) -> None:
    database, other = (Database(f"sqlite:///{tmp_path / 'held.db'}") for _each in range(2))
    with database.begin() as tx:
        tx.execute(text("CREATE TABLE cursors (name TEXT PRIMARY KEY, value TEXT, updated_at TEXT)"))
    with other.writer.connect() as impatient:
        impatient.exec_driver_sql("PRAGMA busy_timeout=1")
    with database.begin():
        for _attempt in range(3):
            async with other.transaction() as waiting:
                with pytest.raises(OperationalError, match="locked"):
                    await waiting.write(lambda _tx: None)
    assert other.writer.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool
    await other.write(lambda _tx: None)
    database.close()
    other.close()


@pytest.mark.parametrize("url", ["mysql://localhost/plek", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UnsupportedDatabase):
        Database(url)


async def test_names_compare_alike_on_both(database: Database) -> None:
    lowered = await database.read(lambda tx: tx.execute(text("SELECT lower('ÉÖ Ñ')")).scalar())
    assert lowered == "éö ñ"


async def test_of_many_that_claim_the_same_one_is_told_yes(database: Database) -> None:
    await database.write(cursors.put, "week", "44", NOW)
    claimed = await asyncio.gather(*(database.write(cursors.claim, "week", "45", NOW) for _writer in range(WRITERS)))
    assert claimed.count(True) == 1
    assert await database.write(cursors.claim, "week", "46", NOW)


class Waited:
    """What is there at the next turn of the loop."""

    def __await__(self) -> Generator[None, None, None]:
        yield


async def test_what_only_reads_is_asked_together_and_sees_what_was_written(database: Database) -> None:
    await database.write(cursors.put, "week", "44", NOW)

    async def twice(reading: Transaction) -> list[object]:
        inner = await reading.together(lambda same: same.read(cursors.get, "week"))
        return [threading.get_ident(), await reading.read(cursors.get, "week"), inner]

    async def writes(reading: Transaction) -> None:
        await reading.write(cursors.put, "week", "45", NOW)

    async def waits(reading: Transaction) -> None:
        await Waited()

    async with database.transaction() as tx:
        thread, *read = await tx.together(twice)
        assert (read, thread != threading.get_ident()) == (["44", "44"], True)
        for ask in (writes, waits):
            with pytest.raises(RuntimeError, match="What is read together"):
                await tx.together(ask)
        await tx.write(cursors.put, "week", "46", NOW)
        assert (await tx.together(twice))[1:] == ["46", "46"], "it reads what is not committed yet"
    assert await database.read(cursors.get, "week") == "44"
