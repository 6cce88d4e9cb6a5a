"""A statement that is made once, and run with other values each time."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Select, select

from storage.database import cursors as kept
from storage.database.database import Database
from storage.database.once import once
from storage.tables import cursors

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
made: list[str] = []


@once
def _from_on(name: str, most: int) -> Select[str]:
    made.append("made")
    return select(cursors.c.name).where(cursors.c.name >= name).order_by(cursors.c.name).limit(most)


async def test_a_statement_is_made_once_and_takes_other_values_each_time(database: Database) -> None:
    def some(tx: Connection) -> None:
        for each in "abcd":
            kept.put(tx, each, each, NOW)

    await database.write(some)
    for name, most, found in (("a", 2, ["a", "b"]), ("c", 9, ["c", "d"]), ("b", 1, ["b"])):
        assert (await database.read(lambda tx, *of: tx.execute(*_from_on(*of)).scalars().all(), name, most)) == found
    assert made == ["made"]
