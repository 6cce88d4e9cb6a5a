"""Every schema since the first Café began comes up to date with all that was in it."""

from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy import Table, func, literal, select, union_all

from storage.database.database import Database, Tx
from storage.maintenance import migrate, transfer
from tests import SAMPLED
from tests.storage.maintenance.filled import fill, real

FIRST = 41
"""The schema of the first Café: older ones hold nobody's data."""

NEWEST = 5
"""Schemas at the end of the chain, each of which is filled in every run."""
STEP = 5 if SAMPLED else 1


def filled_at(newest: int) -> Iterator[int]:
    """The schemas that are filled in this run, the first and the newest among them."""
    yield from range(FIRST, newest - NEWEST, STEP)
    yield from range(max(FIRST, newest - NEWEST), newest + 1)


def counts(tx: Tx, tables: Iterable[Table]) -> dict[str, int]:
    counting = (select(literal(each.name), func.count()).select_from(each) for each in tables)
    return dict(tx.execute(union_all(*counting)).tuples().all())


@pytest.mark.sampled
def test_a_filled_database_of_every_schema_comes_up_to_date(empty_url: str, tmp_path: object) -> None:
    """In one walk: each schema is filled, and what was there at each stays through all that follow.

    `make test` fills one in five of the older ones, and each of the newest.
    """
    database = Database(empty_url)
    newest = int(migrate.newest())
    assert newest >= FIRST
    held: dict[str, int] = {}
    for revision in filled_at(newest):
        with database.begin() as tx:
            migrate.upgrade(tx, f"{revision:04}")
        with database.begin() as tx:
            tables = real(tx)
            now = counts(tx, tables)
            assert {name: number for name, number in held.items() if name in now} == {
                name: now[name] for name in held if name in now
            }, f"rows went at {revision}"
            fill(tx, seed=revision, rows=1, tables=tables)
            held = counts(tx, tables)
    with database.begin() as tx:
        assert all(held.values()), "else nothing of it was tried"
        assert migrate.differences(tx) == []
    with database.begin() as source:
        copied = Database(f"sqlite:///{tmp_path}/copy.db")
        with copied.begin() as tx:
            migrate.upgrade(tx)
            transfer.copy(source, tx)
            assert counts(tx, real(tx)) == held, "the code reads all that there is"
        copied.close()
    database.close()
