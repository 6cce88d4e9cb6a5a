"""After much was written at once the database knows what it holds."""

from sqlalchemy import text

from storage.database.database import Database
from storage.maintenance import statistics
from tests.small_map import draw


def test_what_was_just_written_is_counted(database: Database) -> None:
    with database.begin() as tx:
        draw(tx)
        statistics.gather(tx)
    if not database.is_sqlite:
        with database.reader.begin() as tx:
            counted = tx.execute(text("SELECT reltuples FROM pg_class WHERE relname = 'regions'")).scalar_one()
            held = tx.execute(text("SELECT count(*) FROM regions")).scalar_one()
        assert counted == held > 0
