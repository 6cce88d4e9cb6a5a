"""Says how long a table keeps its rows, and why: each has one in `info={"retention": ...}`.

What points at a row may keep it from going: a column says so with `info={"keeps": "members"}`, the table that it keeps
rows of. Where rows that go by their age are things that others are linked to (`storage.links`), the table says which
kind: `info={"thing": "network"}`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, exists, false, or_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from storage.tables.base import metadata

Columns = ReadOnlyColumnCollection[str, Column[Any]]  # Any: what each column holds
Past = Callable[[Columns, datetime], ColumnElement[bool]]
"""By the columns of a table: which of its rows are older than that moment."""


@dataclass(frozen=True, slots=True)
class Retention:
    """`past` says which rows have outlived `period`; both are None for what stays as long as the thing it tells of."""

    period: timedelta | None
    reason: str
    past: Past | None = None


def days(days: int, reason: str, past: Past) -> Retention:
    """What goes once it is that old."""
    return Retention(timedelta(days=days), reason, past)


def goes_with(thing: str) -> Retention:
    """What goes when the thing goes that it is of."""
    return Retention(None, f"Goes with {thing}.")


def stays(reason: str) -> Retention:
    """What no age makes go."""
    return Retention(None, reason)


def of(table: Table) -> Retention:
    """Read what a table declares. Raises `KeyError` when it forgot."""
    retention: Retention = table.info["retention"]
    return retention


def is_kept(column: Column[Any]) -> ColumnElement[bool]:  # Any: what rows are pointed at by
    """Tell whether a row that is pointed at by this column is kept by a row of another table."""
    keeping = [
        each
        for table in metadata.sorted_tables
        for each in table.columns
        if each.info.get("keeps") == column.table.description
    ]
    return or_(false(), *(exists().where(each == column) for each in keeping))
