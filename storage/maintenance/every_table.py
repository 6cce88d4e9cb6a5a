"""Finds the tables of all rooms of storage, also those that nobody imported yet."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import walk_packages

from sqlalchemy import Table

import storage
from storage.tables.base import metadata


def every_table() -> Sequence[Table]:
    """Return all tables, each after those that it points at."""
    for module in walk_packages(storage.__path__, f"{storage.__name__}."):
        if not module.name.startswith("storage.migrations."):
            import_module(module.name)
    return metadata.sorted_tables
