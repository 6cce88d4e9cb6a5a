"""Gives a new installation what it needs to serve: a schema, an administrator, and to try it, the example set."""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.app import utc_now
from bot.cli.console import err, fail
from bot.cli.deployment import outdated
from bot.topic import Topics
from storage import search
from storage.database import cursors
from storage.database.database import Database
from storage.maintenance import diagnosis, migrate, statistics
from storage.members import codes, roles
from storage.vocabulary import Role

_EXAMPLES = "examples"
"""The cursor that says how far the example set came: `begun` or `done`."""


def prepare(database: Database) -> bool:
    """Bring the schema and the search index up to date: whether the database was empty.

    An older PostgreSQL schema is left to the operator, since other replicas may still run on it.
    """
    with database.begin() as tx:
        state = diagnosis.schema(tx)
        if state.revision != state.newest:
            if state.revision is not None and not (state.known and database.is_sqlite):
                fail(outdated(state))
            migrate.upgrade(tx)
        other_index = search.outdated(tx)
    if other_index:
        err().print("Another version made the search index: making it again...", style="dim")
        from storage.search.merging import reindex  # noqa: PLC0415  # needed seldom

        asyncio.run(reindex(database))
    return state.revision is None


def code_for_first_admin(database: Database, now: datetime) -> str | None:
    """Return a new one-time code, as long as nobody is administrator.
    Those of earlier starts are worth nothing any more.
    """
    with database.begin() as tx:
        return None if roles.anyone_is(tx, Role.admin) else codes.issue_only(tx, codes.FIRST_ADMIN, now)


def load_examples(database: Database, topics: Topics, folder: Path, *, new: bool) -> None:
    """Load the example set once; one that was interrupted is taken up again."""
    with database.begin() as tx:
        how_far = cursors.get(tx, _EXAMPLES)
        if how_far == "done" or (how_far is None and not new):
            return
        cursors.put(tx, _EXAMPLES, "begun", utc_now())
    err().print("Loading the example set, once...", style="dim")
    from bot.exchange import importing  # noqa: PLC0415  # needed the first time only
    from storage.search.merging import reindex  # noqa: PLC0415  # likewise

    report = importing.load(database, topics, [folder], utc_now(), example=True)
    for refused in report.rejected:
        err().print(f"{refused.file.name}:{refused.line}: {refused.reason}", markup=False)
    asyncio.run(reindex(database))
    with database.begin() as tx:
        cursors.put(tx, _EXAMPLES, "done", utc_now())
        statistics.gather(tx)
