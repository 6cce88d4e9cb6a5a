"""A schema that somebody changed by hand is told of by name, on both databases."""

from sqlalchemy import text

from storage.database.database import Database
from storage.maintenance.drift import Drift, Watch, drift


async def test_tables_as_the_code_says_differ_in_nothing(database: Database) -> None:
    assert not await database.read(drift)


async def test_a_missing_table_a_missing_column_and_one_too_many_are_named(database: Database) -> None:
    watch = Watch()
    assert not await database.read(watch.look)
    with database.begin() as tx:
        tx.execute(text("DROP TABLE links"))
        tx.execute(text("ALTER TABLE cursors RENAME COLUMN value TO worth"))
    expected = Drift(missing=("cursors.value", "links"), foreign=("cursors.worth",))
    assert await database.read(drift) == expected
    assert await database.read(watch.look) == expected
    with database.begin() as tx:
        tx.execute(text("ALTER TABLE cursors RENAME COLUMN worth TO value"))
    assert await database.read(watch.look) == Drift(missing=("links",))
