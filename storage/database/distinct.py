"""Reads what values a column has from one to the next in its index, however many rows have each."""

from sqlalchemy import Column, Connection, func, select


def values(tx: Connection, column: "Column[str]") -> list[str]:
    """Return them in their order. Without an index that begins with the column this reads all rows for each."""
    first = select(func.min(column).label("value")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > first.c.value).correlate(first).scalar_subquery()
    every = first.union_all(select(following).where(first.c.value.is_not(None)))
    found = select(every.c.value).where(every.c.value.is_not(None)).order_by(every.c.value)
    return list(tx.execute(found).scalars())
