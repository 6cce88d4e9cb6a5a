"""Rows of whole numbers come as one table, in whatever pieces they are read."""

from sqlalchemy import literal, select, union_all

from storage.database import numbers
from storage.database.database import Database


async def test_rows_of_many_pieces_are_all_there(database: Database) -> None:
    first = select(literal(1).label("n")).cte("counting", recursive=True)
    counting = first.union_all(select(first.c.n + 1).where(first.c.n < 20_000))
    rows = select(counting.c.n, counting.c.n * -100_000)
    read = await database.read(numbers.table, rows)
    assert read.shape == (20_000, 2)
    assert sorted(read.tolist()) == [[n, n * -100_000] for n in range(1, 20_001)]


async def test_of_no_rows_the_columns_are_there(database: Database) -> None:
    none = union_all(select(literal(1), literal(2))).subquery()
    read = await database.read(numbers.table, select(*none.c).where(literal(1) == 2))
    assert read.shape == (0, 2)
