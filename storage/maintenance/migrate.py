"""Brings a database to a state of the schema, and says in which it is.

Alembic takes a quarter of a second to import, so it is imported when there is something to migrate.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, func, inspect, select

from storage.maintenance import numbers
from storage.maintenance.every_table import every_table
from storage.migrations import versions
from storage.tables.base import metadata

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "head"
BASE = "base"

SCRIPTS = Path(__file__).parents[1] / "migrations"
"""Each migration is a file in `versions` whose name begins with its number."""

_MIGRATING = 0x504C654B
"""The PostgreSQL advisory lock of who migrates: "PLeK"."""

VERSION_TABLE = "alembic_version"
_version = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32)))


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Run the migrations up to a revision, in the transaction of `connection`. Of several at once, one does."""
    from alembic import command

    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
    # A table that is written anew on SQLite would count from its newest row.
    given = numbers.given(connection)
    command.upgrade(_config(connection), revision)
    numbers.go_on_from(connection, given)


def downgrade(connection: Connection, revision: str) -> None:
    """Undo migrations down to a revision. What only newer tables held is lost."""
    from alembic import command

    command.downgrade(_config(connection), revision)


def current(connection: Connection) -> str | None:
    """Return the revision the database is at; None when it is empty."""
    if not inspect(connection).has_table(_version.name):
        return None
    revision: str | None = connection.execute(select(_version.c.version_num)).scalar()
    return revision


def newest() -> str:
    """Return the revision this version of the product needs."""
    return max(_known())


def knows(revision: str) -> bool:
    """Tell whether that revision is one of ours."""
    return revision in _known()


def differences(connection: Connection) -> list[object]:
    """Read what the database has otherwise than the tables say: nothing, after `upgrade`."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    every_table()
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, metadata))


def draft(connection: Connection, message: str, revision: str) -> None:
    """Write the next migration, for a developer to read and correct (`make migration`)."""
    from alembic import command

    every_table()
    command.revision(_config(connection), message, autogenerate=True, rev_id=revision)


def _known() -> set[str]:
    return {file.stem.partition("_")[0] for folder in versions.__path__ for file in Path(folder).glob("[0-9]*.py")}


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("version_locations", os.pathsep.join(versions.__path__))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
