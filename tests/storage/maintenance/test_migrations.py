"""Migrations run up, down and up again on both databases, and make what the tables say."""

import contextlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import JSON, DateTime, column, insert, inspect, select, table

from storage.database.database import Database
from storage.maintenance import migrate
from tests.servers.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: object) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.fresh()


def test_migrations_go_up_and_down_and_up_and_equal_the_tables(empty: str) -> None:
    database = Database(empty)
    for _round in range(2):
        with database.begin() as tx:
            assert migrate.current(tx) is None
            migrate.upgrade(tx)
        with database.begin() as tx:
            assert migrate.current(tx) == migrate.newest()
            assert migrate.differences(tx) == []
        with database.begin() as tx:
            migrate.downgrade(tx, migrate.BASE)
        with database.begin() as tx:
            assert set(inspect(tx).get_table_names()) <= {"alembic_version"}
    database.close()


def test_an_upgrade_that_fails_changes_nothing(empty: str) -> None:
    database = Database(empty)
    with contextlib.suppress(ZeroDivisionError), database.begin() as tx:
        migrate.upgrade(tx)
        raise ZeroDivisionError
    with database.begin() as tx:
        assert migrate.current(tx) is None
        assert set(inspect(tx).get_table_names()) <= {"alembic_version"}
        migrate.upgrade(tx)
    with database.begin() as tx:
        assert migrate.differences(tx) == []
    database.close()


def test_tables_made_at_once_are_those_of_the_migrations(database: Database) -> None:
    with database.begin() as tx:
        assert migrate.differences(tx) == []


def test_what_is_kept_of_things_stays_when_their_kinds_may_have_any_name(empty: str) -> None:
    database = Database(empty)
    audit = table(
        "audit",
        column("id"),
        column("at", DateTime(timezone=True)),
        column("act"),
        column("subject"),
        column("detail", JSON()),
    )
    kinds = select(audit.c.subject).order_by(audit.c.id)
    entry = {"at": datetime(2026, 3, 2, 9, tzinfo=UTC), "act": "hide", "detail": {}}
    with database.begin() as tx:
        migrate.upgrade(tx, "0002")
        tx.execute(insert(audit).values(subject="network", **entry))
        migrate.upgrade(tx, "0003")
        tx.execute(insert(audit).values(subject="neighbourhood meeting", **entry))
    with database.begin() as tx:
        assert tx.execute(select(audit.c.subject).order_by(audit.c.id)).scalars().all() == [
            "network",
            "neighbourhood meeting",
        ]
        migrate.downgrade(tx, "0002")
    with database.begin() as tx:
        assert tx.execute(kinds).scalars().all() == ["network"]
    database.close()
