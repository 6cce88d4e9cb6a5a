"""A backup made while the bot writes is consistent; a restore brings it back, sends nothing twice, forgets again."""

import shutil
import sqlite3
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli import backup, erasure_file
from storage import tables
from storage.accounts import erasure
from storage.database import cursors
from storage.database.database import Database
from storage.maintenance import migrate
from storage.members import people
from storage.messaging import backlog, outbox
from storage.questions import questions
from storage.questions.question import Draft
from tests.bot.fake_platform import PLATFORM, START, letter
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def two_databases(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """URLs of two empty databases of one kind: to back up from and to restore to."""
    if request.param == "sqlite":
        return [f"sqlite:///{tmp_path / name}.db" for name in ("one", "two")]
    server: Postgres = request.getfixturevalue("postgres")
    return [server.fresh(), server.fresh()]


def opened(url: str, *, schema: bool = True) -> Database:
    database = Database(url)
    if schema:
        with database.begin() as tx:
            migrate.upgrade(tx)
    return database


def fill(database: Database) -> None:
    with database.begin() as tx:
        asker = people.meet(tx, PLATFORM, "vrager", "een vrager", "nl", START)
        people.meet(tx, PLATFORM, "blijver", "een blijver", "nl", START)
        questions.put(tx, asker.id, Draft("Wie meet bodemdaling?"), START)
        outbox.post(tx, [letter("waiting")], START, leased=False)
        cursors.put(tx, f"{PLATFORM}:stream", "far", START)


def test_what_was_backed_up_is_back_and_nothing_goes_out_again(two_databases: list[str], tmp_path: Path) -> None:
    first, second = opened(two_databases[0]), opened(two_databases[1], schema=False)
    fill(first)
    file = tmp_path / "backup.tar.gz"
    assert backup.save(first, {}, file, START) == file.stat().st_size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    done = backup.restore(second, {PLATFORM: tmp_path / "none"}, file, START + timedelta(days=1))
    assert (done.made_at, done.parked, done.erased) == (START, 1, 0)
    with second.begin() as tx:
        assert migrate.current(tx) == migrate.newest()
        assert migrate.differences(tx) == []
        assert [each.text for each in questions.load(tx, [1])] == ["Wie meet bodemdaling?"]
        assert [each.key for each in backlog.unsent(tx, parked=True, limit=9)] == ["waiting"]
        assert cursors.get(tx, f"{PLATFORM}:stream") is None
    first.close()
    second.close()


def test_who_was_erased_since_the_backup_stays_forgotten(two_databases: list[str], tmp_path: Path) -> None:
    database = opened(two_databases[0])
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        asker = people.by_identity(tx, PLATFORM, "vrager")
        assert asker
        erasure.erase(tx, asker.id, START + timedelta(hours=1))
    with pytest.raises(backup.Unrestorable, match="--replace"):
        backup.restore(database, {}, tmp_path / "backup", START)
    done = backup.restore(database, {}, tmp_path / "backup", START + timedelta(days=1), replace=True)
    assert done.erased == 1
    with database.begin() as tx:
        assert people.by_identity(tx, PLATFORM, "vrager") is None
        assert people.by_identity(tx, PLATFORM, "blijver") is not None
        assert erasure.is_erased(tx, PLATFORM, "vrager")
    database.close()


async def test_who_was_erased_stays_forgotten_when_the_database_is_lost(
    two_databases: list[str], tmp_path: Path
) -> None:
    lost, new = opened(two_databases[0]), opened(two_databases[1], schema=False)
    fill(lost)
    kept = tmp_path / "elsewhere" / "erasures"
    backup.save(lost, {}, tmp_path / "backup", START)
    with lost.begin() as tx:
        asker = people.by_identity(tx, PLATFORM, "vrager")
        assert asker
        erasure.erase(tx, asker.id, START + timedelta(hours=1))
    await erasure_file.job(lost, kept, lambda: START + timedelta(hours=1)).work()
    lost.close()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "vrager" not in kept.read_text()
    done = backup.restore(new, {}, tmp_path / "backup", START + timedelta(days=1), erasures=kept)
    assert done.erased == 1
    with new.begin() as tx:
        assert people.by_identity(tx, PLATFORM, "vrager") is None
        assert erasure.is_erased(tx, PLATFORM, "vrager")
    new.close()


def test_a_later_backup_tells_an_earlier_one_who_was_erased_between_them(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'one.db'}")
    fill(database)
    backup.save(database, {}, tmp_path / "monday", START)
    with database.begin() as tx:
        asker = people.by_identity(tx, PLATFORM, "vrager")
        assert asker
        erasure.erase(tx, asker.id, START + timedelta(hours=1))
    backup.save(database, {}, tmp_path / "tuesday", START + timedelta(days=1))
    database.close()
    other = Database(f"sqlite:///{tmp_path / 'two.db'}")
    assert backup.restore(other, {}, tmp_path / "monday", START + timedelta(days=2)).erased == 1
    other.close()


def test_who_came_back_after_being_erased_is_not_forgotten_again(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'one.db'}")
    fill(database)
    with database.begin() as tx:
        asker = people.by_identity(tx, PLATFORM, "vrager")
        assert asker
        erasure.erase(tx, asker.id, START + timedelta(hours=1))
        people.meet(tx, PLATFORM, "vrager", "weer een vrager", "nl", START + timedelta(hours=2))
    backup.save(database, {}, tmp_path / "backup", START + timedelta(hours=3))
    done = backup.restore(database, {}, tmp_path / "backup", START + timedelta(days=1), replace=True)
    assert done.erased == 0
    with database.begin() as tx:
        assert people.by_identity(tx, PLATFORM, "vrager") is not None
    database.close()


def test_a_list_of_erasures_that_cannot_be_read_stops_the_restore(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'one.db'}")
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    (tmp_path / erasure_file.NAME).write_text("boodschappen")
    with pytest.raises(backup.Unrestorable, match="no list of who was erased"):
        backup.restore(database, {}, tmp_path / "backup", START, replace=True)
    database.close()


def test_a_backup_of_a_database_in_use_is_of_one_moment(two_databases: list[str], tmp_path: Path) -> None:
    database = opened(two_databases[0])
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with database.begin() as tx:  # two rows that only make sense together
                member = people.meet(tx, PLATFORM, f"m{number}", "een lid", "nl", START)
                questions.put(tx, member.id, Draft(f"Vraag {number}"), START)
            number += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        backup.save(database, {}, tmp_path / "backup", START)
    finally:
        stop.set()
        writing.join()
    other = opened(two_databases[1], schema=False)
    backup.restore(other, {}, tmp_path / "backup", START)
    with other.begin() as tx:
        counted = [
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.members, tables.identities, tables.questions)
        ]
    assert len(set(counted)) == 1
    database.close()
    other.close()


def test_keys_come_along_and_are_put_beside_those_of_the_new_device(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'one.db'}")
    store = tmp_path / "matrix"
    store.mkdir()
    with sqlite3.connect(store / "keys.db") as keys:
        keys.execute("CREATE TABLE sessions (id TEXT)")
        keys.execute("INSERT INTO sessions VALUES ('first')")
    (store / "login.json").write_text("{}")
    backup.save(database, {"matrix": store}, tmp_path / "backup", START)
    shutil.rmtree(store)
    done = backup.restore(database, {"matrix": store}, tmp_path / "backup", START, replace=True)
    assert list(done.folders) == [tmp_path / "matrix.restored"]
    assert not store.exists(), "the bot logs in as a new device"
    with sqlite3.connect(tmp_path / "matrix.restored" / "keys.db") as keys:
        assert keys.execute("SELECT id FROM sessions").fetchall() == [("first",)]
    database.close()


def test_what_is_no_backup_or_of_another_kind_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    database = opened(f"sqlite:///{tmp_path / 'one.db'}")
    (tmp_path / "letter").write_text("Beste beheerder")
    with pytest.raises(backup.Unrestorable, match="no backup"):
        backup.restore(database, {}, tmp_path / "letter", START)
    database.close()
