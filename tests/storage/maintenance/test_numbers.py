"""A number that people saw is given to nothing else: not after erasure, pruning, a restore or moving house."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, column, delete, insert, inspect, select, table, text

import commands
from bot.cli import backup
from bot.exchange import exporting, importing
from bot.topic import Topics
from storage import audit, tables
from storage.accounts import erasure
from storage.database.database import Database
from storage.maintenance import migrate, numbers, retention
from storage.maintenance.every_table import every_table
from storage.members import people
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Place
from tests.bot.fake_platform import PLATFORM
from tests.servers.postgres import Postgres

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """A Café that lives in the first, and an empty place of the same kind."""
    if request.param == "sqlite":
        one = shutil.copy(request.getfixturevalue("sqlite_migrated"), tmp_path / "one.db")
        urls = [f"sqlite:///{one}", f"sqlite:///{tmp_path / 'two.db'}"]
    else:
        server: Postgres = request.getfixturevalue("postgres")
        urls = [server.fresh(like=request.getfixturevalue("postgres_migrated")), server.fresh()]
    both = Database(urls[0]), Database(urls[1])
    yield both
    for each in both:
        each.close()


def newcomer(tx: Connection, name: str, now: datetime = NOW) -> int:
    return people.meet(tx, PLATFORM, name, name, "nl", now).id


def asks(tx: Connection, member: int) -> int:
    return questions.put(tx, member, Draft("Wie meet bodemdaling?", anonymous=True), NOW).id


def numbered() -> list[Table]:
    """Tables whose rows get a number by themselves."""
    return [
        each for each in every_table() if each.autoincrement_column is not None and "id" in each.primary_key.columns
    ]


def test_every_table_that_numbers_its_rows_does_so_once(migrated_url: str) -> None:
    database = Database(migrated_url)
    with database.begin() as tx:
        for each in numbered():
            assert each.dialect_options["sqlite"]["autoincrement"], f"{each.name}: sqlite_autoincrement=True"
            if database.is_sqlite:
                made = tx.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": each.name})
                assert "AUTOINCREMENT" in made.scalar_one(), f"the migration of {each.name}: sqlite_autoincrement=True"
    database.close()


def test_who_comes_after_the_newest_was_erased_is_somebody_else(database: Database) -> None:
    with database.begin() as tx:
        gone = newcomer(tx, "hydroloog")
        audit.record(tx, gone, "code refused", "member", gone, NOW)
        audit.report(tx, gone, "member", gone, "beledigt mensen", NOW)
        erasure.erase(tx, gone, NOW)
        assert newcomer(tx, "aanjager") > gone


def test_what_comes_after_pruning_has_numbers_of_its_own(database: Database) -> None:
    with database.begin() as tx:
        gone = newcomer(tx, "voorbijganger")
        later = NOW + timedelta(days=400)
        assert retention.prune(tx, "members", later) == 1
        assert newcomer(tx, "aanjager", later) > gone


def test_a_restore_gives_no_number_that_was_given_since_the_backup(
    home: tuple[Database, Database], tmp_path: Path
) -> None:
    here, _elsewhere = home
    with here.begin() as tx:
        asker = newcomer(tx, "aanjager")
        asks(tx, asker)
    backup.save(here, {}, tmp_path / "backup", NOW)
    with here.begin() as tx:
        since = asks(tx, asker)
    backup.restore(here, {}, tmp_path / "backup", NOW + timedelta(hours=1), replace=True)
    with here.begin() as tx:
        assert questions.get(tx, since) is None
        assert asks(tx, asker) == since + 1


def test_a_restore_after_a_loss_leaves_room_for_what_was_given_since(
    home: tuple[Database, Database], tmp_path: Path
) -> None:
    lost, new = home
    with lost.begin() as tx:
        asker = newcomer(tx, "aanjager")
        last = asks(tx, asker)
    backup.save(lost, {}, tmp_path / "backup", NOW)
    backup.restore(new, {}, tmp_path / "backup", NOW + timedelta(days=2, hours=1))
    with new.begin() as tx:
        assert asks(tx, asker) == last + 3 * numbers.PER_DAY + 1


def test_moving_house_gives_no_number_that_was_given_there(home: tuple[Database, Database], tmp_path: Path) -> None:
    here, new = home
    with here.begin() as tx:
        asker = newcomer(tx, "aanjager")
        gone, last = asks(tx, asker), asks(tx, asker)
        tx.execute(delete(tables.questions).where(tables.questions.c.id == gone))
    topics = Topics.within(commands)
    exporting.write(here, topics, tmp_path / "out", None, NOW)
    with new.begin() as tx:
        migrate.upgrade(tx)
    assert not importing.load(new, topics, [tmp_path / "out"], NOW).rejected
    with new.begin() as tx:
        assert tx.execute(select(tables.questions.c.id)).scalars().all() == [last + 1]
    exporting.write(here, topics, tmp_path / "shown", Place.rooms, NOW)
    assert "number" not in (tmp_path / "shown" / "questions.csv").read_text().partition("\n")[0]


def test_rows_and_references_outlive_the_migration_both_ways(empty_url: str) -> None:
    database = Database(empty_url)
    members, identities = (table(name, *map(column, each)) for name, each in _OLD.items())
    with database.begin() as tx:
        migrate.upgrade(tx, "0003")
        for name in ("hydroloog", "aanjager"):
            made = {"name": name, "language": "nl", "created_at": "2026-11-28", "seen_at": "2026-11-28"}
            tx.execute(insert(members).values(**made))
        held = {"platform": PLATFORM, "native_id": "a", "name": "aanjager", "created_at": "2026-11-28"}
        tx.execute(insert(identities).values(member_id=2, **held))
        trail = {"at": "2026-11-28", "act": "x", "subject": "member", "subject_id": 7, "detail": "{}"}
        tx.execute(insert(table("audit", *map(column, trail))).values(**trail))
    for _round in range(2):
        with database.begin() as tx:
            migrate.upgrade(tx, "0004")
            assert tx.execute(select(members.c.id).order_by(members.c.id)).scalars().all() == [1, 2]
            assert tx.execute(select(identities.c.member_id)).scalars().all() == [2]
            if database.is_sqlite:
                assert tx.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
                assert tx.execute(text("PRAGMA foreign_key_check")).all() == []
                assert numbers.given(tx)["members"] == 7, "M-7 stands in the audit trail"
        with database.begin() as tx:
            migrate.downgrade(tx, "0003")
            assert inspect(tx).get_pk_constraint("members")["constrained_columns"] == ["id"]
            assert tx.execute(select(members.c.id)).scalars().all() == [1, 2]
    with database.begin() as tx:
        migrate.upgrade(tx)
        tx.execute(delete(tables.members).where(tables.members.c.id == 2))
        assert tx.execute(select(identities)).all() == [], "what points at a member still goes with it"
    database.close()


_OLD = {
    "members": ("id", "name", "language", "created_at", "seen_at"),
    "identities": ("member_id", "platform", "native_id", "name", "created_at"),
}
