"""Every schema since the first Café began comes up to date with all that was in it."""

from sqlalchemy import func, select

from storage.database.database import Database, Tx
from storage.maintenance import migrate, transfer
from tests.storage.maintenance.filled import fill, real

FIRST = 41
"""The schema of the first Café: older ones hold nobody's data."""


def counts(tx: Tx) -> dict[str, int]:
    return {each.name: tx.execute(select(func.count()).select_from(each)).scalar_one() for each in real(tx)}


def test_a_filled_database_of_every_schema_comes_up_to_date(empty_url: str, tmp_path: object) -> None:
    """In one walk: each schema is filled, and what was there at each stays through all that follow."""
    database = Database(empty_url)
    newest = int(migrate.newest())
    assert newest >= FIRST
    held: dict[str, int] = {}
    for revision in range(FIRST, newest + 1):
        with database.begin() as tx:
            migrate.upgrade(tx, f"{revision:04}")
        with database.begin() as tx:
            now = counts(tx)
            assert {name: number for name, number in held.items() if name in now} == {
                name: now[name] for name in held if name in now
            }, f"rows went at {revision}"
            fill(tx, seed=revision, rows=1, tables=real(tx))
            held = counts(tx)
    with database.begin() as tx:
        assert all(held.values()), "else nothing of it was tried"
        assert migrate.differences(tx) == []
    with database.begin() as source:
        copied = Database(f"sqlite:///{tmp_path}/copy.db")
        with copied.begin() as tx:
            migrate.upgrade(tx)
            transfer.copy(source, tx)
            assert counts(tx) == held, "the code reads all that there is"
        copied.close()
    database.close()
