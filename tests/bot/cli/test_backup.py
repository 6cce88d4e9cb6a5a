"""A backup made while the bot writes is consistent; a restore brings it back, sends nothing twice, forgets again."""

import io
import shutil
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import OperationalError

from bot.cli import archive, backup, erasure_file
from bot.cli.archive import Unrestorable
from storage import tables
from storage.accounts import erasure
from storage.database import cursors
from storage.database.database import Database, Tx
from storage.maintenance import dump, migrate, snapshot
from storage.maintenance.every_table import every_table
from storage.members import people
from storage.messaging import backlog, outbox
from storage.questions import questions
from storage.questions.question import Draft
from tests.bot.fake_platform import PLATFORM, START, letter
from tests.servers.postgres import Postgres
from tests.servers.small_disk import fill as disk_fill
from tests.servers.small_disk import small_disk


@pytest.fixture(params=["sqlite", "postgresql"])
def two_databases(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """URLs of two databases of one kind: with all tables to back up from, and empty to restore to."""
    if request.param == "sqlite":
        one = shutil.copy(request.getfixturevalue("sqlite_migrated"), tmp_path / "one.db")
        return [f"sqlite:///{one}", f"sqlite:///{tmp_path / 'two.db'}"]
    server: Postgres = request.getfixturevalue("postgres")
    return [server.fresh(like=request.getfixturevalue("postgres_migrated")), server.fresh()]


@pytest.fixture
def one(sqlite_migrated: Path, tmp_path: Path) -> Database:
    """A database with all tables to back up from."""
    return Database(f"sqlite:///{shutil.copy(sqlite_migrated, tmp_path / 'one.db')}")


def fill(database: Database) -> None:
    with database.begin() as tx:
        asker = people.meet(tx, PLATFORM, "vrager", "een vrager", "nl", START)
        people.meet(tx, PLATFORM, "blijver", "een blijver", "nl", START)
        questions.put(tx, asker.id, Draft("Wie meet bodemdaling?"), START)
        outbox.post(tx, [letter("waiting")], START, leased=False)
        cursors.put(tx, f"{PLATFORM}:stream", "far", START)


def test_what_was_backed_up_is_back_and_nothing_goes_out_again(two_databases: list[str], tmp_path: Path) -> None:
    first, second = Database(two_databases[0]), Database(two_databases[1])
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
    database = Database(two_databases[0])
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        asker = people.by_identity(tx, PLATFORM, "vrager")
        assert asker
        erasure.erase(tx, asker.id, START + timedelta(hours=1))
    with pytest.raises(Unrestorable, match="--replace"):
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
    lost, new = Database(two_databases[0]), Database(two_databases[1])
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


def test_a_later_backup_tells_an_earlier_one_who_was_erased_between_them(one: Database, tmp_path: Path) -> None:
    database = one
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


def test_who_came_back_after_being_erased_is_not_forgotten_again(one: Database, tmp_path: Path) -> None:
    database = one
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


def test_a_list_of_erasures_that_cannot_be_read_stops_the_restore(one: Database, tmp_path: Path) -> None:
    database = one
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    (tmp_path / erasure_file.NAME).write_text("boodschappen")
    with pytest.raises(Unrestorable, match="no list of who was erased"):
        backup.restore(database, {}, tmp_path / "backup", START, replace=True)
    database.close()


def test_a_backup_of_a_database_in_use_is_of_one_moment(two_databases: list[str], tmp_path: Path) -> None:
    database = Database(two_databases[0])
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
    other = Database(two_databases[1])
    backup.restore(other, {}, tmp_path / "backup", START)
    with other.begin() as tx:
        counted = [
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.members, tables.identities, tables.questions)
        ]
    assert len(set(counted)) == 1
    database.close()
    other.close()


def test_keys_come_along_and_are_put_beside_those_of_the_new_device(one: Database, tmp_path: Path) -> None:
    database = one
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


def everything_under(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but those of a backup that is put back from."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if not path.name.startswith("backup")
    }


def rows(database: Database) -> dict[str, int]:
    with database.begin() as tx:
        return {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.members, tables.questions, tables.outbox, tables.cursors)
        }


def test_half_a_backup_whatever_its_length_is_refused_in_a_sentence_and_changes_nothing(
    two_databases: list[str], tmp_path: Path
) -> None:
    database, store = Database(two_databases[0]), tmp_path / "matrix"
    store.mkdir()
    (store / "login.json").write_text("{}")
    fill(database)
    whole = tmp_path / "backup"
    backup.save(database, {"matrix": store}, whole, START)
    size, content = whole.stat().st_size, whole.read_bytes()
    before, stood = rows(database), set(everything_under(tmp_path))
    for length in (0, 1, 9, 20, 200, 1000, size // 3, size // 2, size - 100, size - 1):
        whole.write_bytes(content[:length])
        with pytest.raises(Unrestorable, match=r"empty|cut off or damaged|no backup") as refused:
            backup.restore(database, {"matrix": store}, whole, START, replace=True)
        assert str(refused.value).count(". ") <= 1, refused.value
    assert rows(database) == before
    assert set(everything_under(tmp_path)) == stood
    database.close()


def test_one_bit_that_fell_over_is_noticed_before_anything_is_changed(one: Database, tmp_path: Path) -> None:
    database = one
    fill(database)
    whole = tmp_path / "backup"
    backup.save(database, {}, whole, START)
    content = whole.read_bytes()
    for place in range(len(content) // 10, len(content) - 100, len(content) // 10):
        whole.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Unrestorable, match=r"cut off or damaged|no backup"):
            backup.check(whole)
    database.close()


def foreign(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files that somebody may take for a backup, and what is said of each."""
    letter = folder / "backup-letter"
    letter.write_text("Beste beheerder")
    yield letter, "no backup"
    photos = folder / "backup-photos"
    with tarfile.open(photos, "w:gz") as tar:
        tar.add(letter, "photo.jpg")
    yield photos, "no backup"
    for number, manifest in enumerate(["[]", "{}", "null", '{"kind": 3}', "{", '{"kind": "sqlite", "form": 2}']):
        made_up = folder / f"backup-{number}"
        with tarfile.open(made_up, "w:gz") as tar:
            head = tarfile.TarInfo("manifest.json")
            head.size = len(manifest)
            tar.addfile(head, io.BytesIO(manifest.encode()))
        yield made_up, "no backup"
    earlier = folder / "backup-earlier"
    with tarfile.open(earlier, "w:gz") as tar:
        manifest = (
            '{"kind": "postgresql", "version": "0.0.9", "made_at": "2026-01-01", "revision": "0001", "folders": []}'
        )
        head = tarfile.TarInfo("manifest.json")
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest.encode()))
    yield earlier, "made by version 0.0.9"


def test_what_is_no_backup_or_of_another_kind_is_refused_and_changes_nothing(
    two_databases: list[str], tmp_path: Path
) -> None:
    database = Database(two_databases[0])
    fill(database)
    before = rows(database)
    for file, said in foreign(tmp_path):
        with pytest.raises(Unrestorable, match=said):
            backup.restore(database, {}, file, START, replace=True)
    assert rows(database) == before
    database.close()


def test_a_restore_that_fails_halfway_leaves_all_as_it_was(two_databases: list[str], tmp_path: Path) -> None:
    database = Database(two_databases[0])
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        people.meet(tx, PLATFORM, "later", "een later lid", "nl", START)
    before, stood = rows(database), set(everything_under(tmp_path))

    def fails(_: Tx) -> None:
        raise OSError(28, "No space left on device")

    with archive.opened(tmp_path / "backup") as found, pytest.raises(OSError, match="No space"):
        snapshot.load(database, found.manifest.revision, lambda name: found.open(f"database/{name}"), fails)
    assert rows(database) == before
    assert set(everything_under(tmp_path)) == stood
    database.close()


def test_with_a_full_disk_there_is_no_half_backup_nor_half_a_restore(sqlite_migrated: Path, tmp_path: Path) -> None:
    with small_disk("8m") as disk:
        database = Database(f"sqlite:///{shutil.copy(sqlite_migrated, disk / 'plek.db')}")
        fill(database)
        backup.save(database, {}, tmp_path / "backup", START)
        before = rows(database)
        disk_fill(disk / "ballast")
        stood = set(everything_under(disk))
        with pytest.raises((OSError, sqlite3.Error)):
            backup.save(database, {}, disk / "other", START)
        with pytest.raises((OSError, sqlite3.Error)):
            backup.restore(database, {}, tmp_path / "backup", START, replace=True)
        assert set(everything_under(disk)) == stood
        assert rows(database) == before
        database.close()


def test_numbers_that_were_given_are_not_given_again_after_a_restore(
    postgres: Postgres, postgres_migrated: str, tmp_path: Path
) -> None:
    first, second = Database(postgres.fresh(like=postgres_migrated)), Database(postgres.fresh())
    fill(first)
    with first.begin() as tx:
        gone = questions.put(tx, 1, Draft("Die vervalt"), START).id
        tx.execute(delete(tables.questions).where(tables.questions.c.id == gone))
    backup.save(first, {}, tmp_path / "backup", START)
    backup.restore(second, {}, tmp_path / "backup", START)
    with second.begin() as tx:
        assert questions.put(tx, 1, Draft("De volgende"), START).id > gone
    first.close()
    second.close()


def test_the_role_that_backs_up_has_a_password_and_no_rights_beyond_its_own_database(
    postgres: Postgres, postgres_migrated: str
) -> None:
    database = Database(postgres.fresh(like=postgres_migrated))
    with database.begin() as tx:
        role = tx.execute(text("SELECT * FROM pg_roles WHERE rolname = current_user")).mappings().one()
    assert not any(role[right] for right in ("rolsuper", "rolcreatedb", "rolcreaterole", "rolreplication"))
    with pytest.raises(OperationalError, match="password"), Database(str(database.url)).begin():
        pass
    database.close()


def test_tables_beside_ours_are_left_alone(postgres: Postgres, postgres_migrated: str, tmp_path: Path) -> None:
    database = Database(postgres.fresh(like=postgres_migrated))
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        tx.execute(text("CREATE TABLE beside AS SELECT 1 AS number"))
    backup.restore(database, {}, tmp_path / "backup", START, replace=True)
    with database.begin() as tx:
        assert tx.execute(text("SELECT number FROM beside")).scalar_one() == 1
    database.close()


def test_a_restore_does_not_wait_for_ever_for_a_bot_that_still_runs(
    postgres: Postgres, postgres_migrated: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "WAITS_AT_MOST", "lock_timeout = '100ms'")
    database = Database(postgres.fresh(like=postgres_migrated))
    fill(database)
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        tx.execute(select(tables.members)).all()
        with pytest.raises(OperationalError, match="lock timeout"):
            backup.restore(database, {}, tmp_path / "backup", START, replace=True)
    database.close()


def test_every_row_comes_back_as_it_was(example_url: str, tmp_path: Path) -> None:
    """The whole example set, with each kind of value there is."""
    database = Database(example_url)
    with database.begin() as tx:
        before = {each.name: sorted(map(repr, tx.execute(select(each)))) for each in every_table()}
        tx.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        tx.execute(text("INSERT INTO alembic_version VALUES (:at)"), {"at": migrate.newest()})
    assert sum(map(len, before.values())) > 1000
    backup.save(database, {}, tmp_path / "backup", START)
    with database.begin() as tx:
        tx.execute(delete(tables.answers))
    backup.restore(database, {}, tmp_path / "backup", START, replace=True)
    with database.begin() as tx:
        after = {each.name: sorted(map(repr, tx.execute(select(each)))) for each in every_table()}
    assert [name for name in before if before[name] != after[name]] == []
    database.close()
