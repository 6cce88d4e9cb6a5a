"""Lets all databases of a run share what SQLAlchemy compiled.

Each test has a database of its own, and SQLAlchemy compiles every statement anew for each engine: a quarter of a run.
"""

from collections.abc import MutableMapping
from typing import Any

import pytest
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL

from storage.database import engines

Kind = tuple[str, str | None]
"""A database's name and how it isolates: engines that agree in these compile alike."""

_compiled: MutableMapping[Any, Any] = {}
_connected: dict[Kind, Dialect] = {}
"""Of each kind the dialect that knows its server: what was compiled is kept under it."""


def share(patch: pytest.MonkeyPatch) -> None:
    """Have each engine that the product opens find what an earlier one compiled."""
    patch.setattr(engines, "create_engine", _create)


def _create(url: URL, **options: Any) -> Engine:
    engine = create_engine(url, **options)
    engine.update_execution_options(compiled_cache=_compiled)
    kind = (engine.dialect.name, options.get("isolation_level"))
    if known := _connected.get(kind):
        engine.dialect = known
    else:

        @event.listens_for(engine, "engine_connect")
        def keep(connection: Connection) -> None:
            _connected.setdefault(kind, connection.dialect)

    return engine
