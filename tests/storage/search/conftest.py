"""The index on both databases: every test that asks for `database` runs on SQLite and on a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks.postgresql import server
from storage.database import Database
from storage.schema import metadata
from storage.search import tables


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server of our own, without a database."""
    with server(tmp_path_factory.mktemp("search-postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty index."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'plek.sqlite'}")
    else:
        url = request.getfixturevalue("postgresql")
        name = f"search_{tmp_path.name}".lower()[:60].replace("-", "_")
        admin = create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        admin.dispose()
        database = Database(f"{url}/{name}")
    with database.begin() as tx:
        metadata.create_all(tx, [getattr(tables, table) for table in dir(tables) if table.startswith("search_")])
    yield database
    database.close()
