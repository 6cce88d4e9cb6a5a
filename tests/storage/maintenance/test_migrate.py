"""The schema goes up and down, and is then what the tables say."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from storage.database.database import Database
from storage.maintenance import migrate
from storage.tables.base import metadata
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A database without any table."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'empty.db'}")
    server: Postgres = request.getfixturevalue("postgres")
    return Database(server.fresh())


def test_an_upgraded_database_is_what_the_tables_say(empty: Database) -> None:
    with empty.begin() as tx:
        assert migrate.current(tx) is None
        migrate.upgrade(tx)
    with empty.begin() as tx:
        assert migrate.current(tx) == migrate.newest()
        assert migrate.differences(tx) == []
    empty.close()


def test_going_down_leaves_nothing_and_up_again_brings_all(empty: Database) -> None:
    with empty.begin() as tx:
        migrate.upgrade(tx)
    with empty.begin() as tx:
        migrate.downgrade(tx, migrate.BASE)
    with empty.begin() as tx:
        assert migrate.current(tx) is None
        assert set(inspect(tx).get_table_names()) <= {"alembic_version", "sqlite_sequence"}
        migrate.upgrade(tx)
    with empty.begin() as tx:
        assert set(metadata.tables) <= set(inspect(tx).get_table_names())
    empty.close()


def test_migrations_are_numbered_in_their_order() -> None:
    """So that the newest is known without asking Alembic."""
    scripts = ScriptDirectory(str(migrate.SCRIPTS))
    assert migrate.newest() == scripts.get_current_head()
    assert all(migrate.knows(script.revision) for script in scripts.walk_revisions())
    assert not migrate.knows("9999")
