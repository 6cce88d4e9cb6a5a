"""Bring a database to a state of the schema, and say in which it is."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from storage import tables  # noqa: F401  # so that `metadata` holds every table
from storage.schema import metadata
from storage.search import tables as search_tables  # noqa: F401  # likewise

HEAD = "head"
BASE = "base"

_MIGRATING = 0x504C654B
"""The PostgreSQL advisory lock of who migrates: "PLeK"."""


def upgrade(connection: Connection, revision: str = HEAD) -> None:
    """Run the migrations up to a revision, in the transaction of `connection`. Of several at once, one does."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Undo migrations down to a revision. What only newer tables held is lost."""
    command.downgrade(_config(connection), revision)


def current(connection: Connection) -> str | None:
    """The revision the database is at; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision this version of the product needs."""
    return _scripts().get_current_head()


def knows(revision: str) -> bool:
    """Whether that revision is one of ours."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def differences(connection: Connection) -> list[object]:
    """What the database has otherwise than the tables say: nothing, after `upgrade`."""
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, metadata))


def draft(connection: Connection, message: str, revision: str) -> None:
    """Write the next migration, for a developer to read and correct (`make migration`)."""
    command.revision(_config(connection), message, autogenerate=True, rev_id=revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent / "migrations"))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
