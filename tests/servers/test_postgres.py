"""The PostgreSQL server of the tests."""

import psycopg
import pytest
from sqlalchemy import Connection, text

from storage.database.database import Database
from tests.servers.postgres import Postgres


def select_one(connection: Connection) -> int:
    return int(connection.execute(text("SELECT 1")).scalar_one())


async def test_a_database_of_each_kind_answers(database: Database) -> None:
    assert await database.read(select_one) == 1


def test_a_fresh_database_has_what_its_example_had_and_nothing_of_its_neighbours(postgres: Postgres) -> None:
    def fill(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE network (name text)")
            connection.execute("INSERT INTO network VALUES ('Onder Twente')")

    postgres.prepare("example", fill)
    first, second = postgres.fresh(like="example"), postgres.fresh(like="example")
    with psycopg.connect(first) as connection:
        connection.execute("DELETE FROM network")
    with psycopg.connect(second) as connection:
        assert connection.execute("SELECT name FROM network").fetchall() == [("Onder Twente",)]


def test_what_was_committed_survives_a_restart_and_a_crash(postgres: Postgres) -> None:
    url = postgres.fresh()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    with psycopg.connect(url) as open_connection:
        postgres.restart()
        with pytest.raises(psycopg.OperationalError):
            open_connection.execute("SELECT 1")
    postgres.crash()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    postgres.start()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
