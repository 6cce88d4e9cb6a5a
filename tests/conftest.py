"""What tests stand on: real servers, and a database of each kind."""

import asyncio
import fcntl
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest
import structlog
import uvloop
from hypothesis import settings
from sqlalchemy import Connection, text

import commands
from bot.exchange import importing
from bot.language.learning import Learning, cache_folder
from bot.process.event_loop import LOOKED_AT
from bot.sentences.samples import learning_of
from bot.topic import Topics
from storage.database.database import Database
from storage.maintenance import migrate
from storage.maintenance.every_table import every_table
from storage.tables.base import metadata
from tests import FUZZ, ROOT, SAMPLED, compiled, selection
from tests.cafe import ALL, START, Door
from tests.servers.chromium import Chromium
from tests.servers.postgres import Postgres
from tests.servers.process import free_port
from tests.servers.synapse import Limits, Synapse
from tests.servers.teams_client import TeamsClient
from tests.small_map import draw

# The same examples in every run but those of `make fuzz`, and none fails for being slow on a busy machine.
settings.register_profile("ours", max_examples=50 * FUZZ, derandomize=FUZZ == 1, deadline=None)
settings.load_profile("ours")

# With rich, one logged traceback takes longer than most tests.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

Once: TypeAlias = Callable[[str, Callable[[Path], None]], Path]
"""Gives the file of that name, which is made once a run."""

MIGRATED = "plek_migrated"
"""The PostgreSQL database that went through all migrations, which tests get a copy of."""
NEWEST = migrate.newest()
"""The newest migration of the product, whatever a test adds."""

EXAMPLE_SET = ROOT / "examples" / "plek"
EXAMPLES = "plek_examples"
"""The PostgreSQL database with the example set, which tests get a copy of."""

PREPARED = "plek_prepared"
"""The PostgreSQL database with all tables, which tests get a copy of."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(selection.BOTH, action="store_true", help="run every test that has a database on both")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selection.mark(items)
    if not config.getoption(selection.BOTH):
        spared = {each for each in items if selection.runs_on_postgresql(each) and not selection.can_differ(each)}
        if SAMPLED:
            spared |= selection.thinned(each for each in items if each not in spared)
        config.hook.pytest_deselected(items=list(spared))
        items[:] = [each for each in items if each not in spared]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = selection.longest_first(items, workers)


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run tests on the event loop that the product runs on (`bot.process.event_loop`)."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish() -> None:
    """Look for garbage as seldom as the product does, and never again among the tests and modules themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKED_AT)


@pytest.fixture(scope="session", autouse=True)
def shared() -> Iterator[None]:
    """Statements are compiled once a run, not once a test."""
    with pytest.MonkeyPatch.context() as patch:
        compiled.share(patch)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, for the whole run. A test that stops it starts it again."""
    with Postgres() as server:
        server.prepare(PREPARED, make_tables)
        yield server


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a file that all workers of a run share: who needs it first makes it, and the others wait."""
    own = tmp_path_factory.getbasetemp()
    return partial(make_once, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def sqlite_prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, which tests get a copy of."""
    path = tmp_path_factory.mktemp("prepared") / "plek.db"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_drawn(sqlite_prepared: Path) -> Path:
    """A SQLite file with all tables and the small map, which tests get a copy of."""
    path = Path(shutil.copy(sqlite_prepared, sqlite_prepared.with_name("drawn.db")))
    opened = Database(f"sqlite:///{path}")
    with opened.begin() as tx:
        draw(tx)
    opened.close()
    return path


@pytest.fixture
def small_map() -> None:
    """Has `database` hold the small map from the start: to draw it takes longer than most tests."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database with all tables and no rows: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        drawn = small_map.__name__ in request.fixturenames
        prepared: Path = request.getfixturevalue("sqlite_drawn" if drawn else "sqlite_prepared")
        yield f"sqlite:///{shutil.copy(prepared, tmp_path / 'plek.db')}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.lend(PREPARED)
        yield url
        server.give_back(url, PREPARED)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        yield from lent(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def sqlite_migrated(once: Once) -> Path:
    """A SQLite file that went through all migrations, which tests get a copy of."""
    return once("migrated.db", lambda file: make_migrated(f"sqlite:///{file}"))


@pytest.fixture(scope="session")
def postgres_migrated(postgres: Postgres) -> str:
    """The name of a PostgreSQL database that went through all migrations, for `Postgres.fresh`."""
    postgres.prepare(MIGRATED, make_migrated)
    return MIGRATED


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database that went through all migrations: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_migrated'), tmp_path / 'migrated.db')}"
    else:
        yield from lent(request.getfixturevalue("postgres"), request.getfixturevalue("postgres_migrated"))


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    """A new database with all tables, and no rows or the `small_map`: each test runs on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    if small_map.__name__ in request.fixturenames and not opened.is_sqlite:
        with opened.begin() as tx:
            draw(tx)
    yield opened
    opened.close()


@pytest.fixture
async def door(small_map: None, database: Database) -> AsyncIterator[Door]:
    """A Café on a small map with nobody in it: a test's own, on SQLite and on PostgreSQL."""
    async with Door(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def sqlite_examples(once: Once) -> Path:
    """A SQLite file with the example set, which tests get a copy of."""
    return once("examples.db", lambda file: make_examples(f"sqlite:///{file}"))


@pytest.fixture(scope="session")
def postgres_examples(postgres: Postgres, once: Once) -> str:
    """The name of a PostgreSQL database with the example set, for `Postgres.fresh`."""

    def make(file: Path) -> None:
        url = postgres.fresh()
        make_examples(url)
        postgres.dump(url, file)
        postgres.drop(url)

    dump = once("examples.dump", make)
    postgres.prepare(EXAMPLES, lambda url: postgres.load(url, dump))
    return EXAMPLES


@pytest.fixture(params=["sqlite", "postgresql"])
def example_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database with the example set: each test runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        prepared: Path = request.getfixturevalue("sqlite_examples")
        yield f"sqlite:///{shutil.copy(prepared, tmp_path / 'examples.db')}"
    else:
        yield from lent(request.getfixturevalue("postgres"), request.getfixturevalue("postgres_examples"))


@pytest.fixture
async def example_door(example_url: str) -> AsyncIterator[Door]:
    """A Café with the example set, as `make run` opens it: a test's own, on SQLite and on PostgreSQL."""
    opened = Database(example_url)
    async with Door(opened) as door:
        yield door
    opened.close()


@pytest.fixture
async def understanding(example_url: str, learning: Learning) -> AsyncIterator[Door]:
    """A Café with the example set, which understands sentences."""
    opened = Database(example_url)
    async with Door(opened, learning=learning) as door:
        yield door
    opened.close()


@pytest.fixture(scope="session")
def learning() -> Learning:
    """What the samples teach; kept between runs under a name that changes with them."""
    return learning_of(ALL, cache_folder()).learn()


@pytest.fixture(scope="session")
def synapse() -> Iterator[Synapse]:
    """A Matrix homeserver with raised limits, for the whole run. Register accounts of your own on it."""
    with Synapse() as server:
        yield server


@pytest.fixture
def synapse_stock() -> Iterator[Synapse]:
    """A Matrix homeserver of the test's own with the rate limits Synapse comes with."""
    with Synapse(limits=Limits.STOCK) as server:
        yield server


@pytest.fixture
def bot_port() -> int:
    """The loopback port at which `teams_client` looks for the bot, path `/api/messages`."""
    return free_port()


@pytest.fixture
async def teams_client(bot_port: int) -> AsyncIterator[TeamsClient]:
    """A Teams client of the test's own. Let the bot listen at `bot_port` before you use it."""
    async with TeamsClient(f"http://127.0.0.1:{bot_port}/api/messages") as client:
        yield client


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    """A browser of the test's own."""
    async with Chromium() as browser:
        yield browser


def lent(server: Postgres, like: str | None = None) -> Iterator[str]:
    """The URL of a database of the test's own, which goes when the test is through."""
    url = server.fresh(like=like)
    yield url
    server.drop(url)


def make_once(folder: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The file of that name; the first process that asks for it makes it."""
    file = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            making = folder / f"making-{name}"
            make(making)
            making.rename(file)
    return file


def make_examples(url: str) -> None:
    """All tables, and the example set in them, in the empty database at `url`."""
    make_tables(url)
    opened = Database(url)
    report = importing.load(opened, Topics.within(commands), [EXAMPLE_SET], START, example=True)
    opened.close()
    assert not report.rejected, report.rejected


def make_migrated(url: str) -> None:
    """All tables in the empty database at `url`, as the migrations make them."""
    opened = Database(url)
    with opened.begin() as connection:
        migrate.upgrade(connection, NEWEST)
    opened.close()


def stamp(connection: Connection) -> None:
    """Say that these tables are those of the newest schema, for a program of its own that looks whether they are."""
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": migrate.newest()})


def make_tables(url: str) -> None:
    """All tables of the product in the empty database at `url`."""
    every_table()
    opened = Database(url)
    with opened.begin() as connection:
        metadata.create_all(connection)
    opened.close()
    if opened.is_sqlite:
        assert opened.url.database is not None
        assert not Path(opened.url.database + "-wal").exists(), "the copy would miss what is in the log"
