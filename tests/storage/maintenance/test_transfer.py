"""A Café moves to a database of the other kind with all that it has, in whatever state that is."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from storage.database.database import Database, Tx
from storage.maintenance import numbers, transfer
from storage.maintenance.every_table import every_table
from tests import FUZZ
from tests.conftest import PREPARED
from tests.servers.postgres import Postgres
from tests.storage.maintenance.filled import fill, fill_every_state, unseen


@pytest.fixture
def other(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and no rows, of the other kind than `database`."""
    if database.is_sqlite:
        server: Postgres = request.getfixturevalue("postgres")
        url = server.lend(PREPARED)
        opened = Database(url)
        yield opened
        opened.close()
        server.give_back(url, PREPARED)
        return
    empty: Path = request.getfixturevalue("sqlite_prepared")
    target = tmp_path / "other.db"
    target.write_bytes(empty.read_bytes())
    opened = Database(f"sqlite:///{target}")
    yield opened
    opened.close()


def contents(database: Database) -> dict[str, Any]:
    with database.begin() as tx:
        return {each.name: sorted(map(repr, tx.execute(select(each)))) for each in every_table()}


def test_a_cafe_in_every_state_comes_over_to_the_last_field(
    database: Database, other: Database, tmp_path: Path
) -> None:
    with database.begin() as tx:
        fill_every_state(tx, seed=24 + FUZZ)
        assert [each.name for each in every_table() if unseen(tx, each)] == []
        numbers.go_on_from(tx, numbers.of_tables(tx, {"questions": 77}))
    with database.begin() as tx:
        rows = transfer.save(tx, tmp_path / transfer.FILE)
    with other.begin() as tx:
        assert transfer.load(tx, tmp_path / transfer.FILE) == rows
    assert contents(other) == contents(database)
    with other.begin() as tx:
        assert numbers.of_tables(tx, {"questions": 77}).items() <= numbers.given(tx).items(), "none is given twice"
        if not other.is_sqlite:
            assert [each.name for each in every_table() if _would_give_twice(tx, each)] == []
    with database.begin() as source, other.begin() as tx:
        transfer.copy(source, tx)
    assert contents(other) == contents(database)


def _would_give_twice(tx: Tx, table: Table) -> bool:
    column = table.autoincrement_column
    if column is None:
        return False
    highest = tx.execute(select(func.max(column))).scalar_one()
    return highest is not None and numbers.given(tx).get(f"{table.name}_{column.name}_seq", 0) < highest


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_of_half_a_file_nothing_comes(database: Database, tmp_path: Path, part: float) -> None:
    file = tmp_path / transfer.FILE
    with database.begin() as tx:
        fill(tx, seed=3, rows=1)
    with database.begin() as tx:
        transfer.save(tx, file)
    was = contents(database)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * part)])
    with pytest.raises(transfer.Untransferable, match="cut off or damaged"), database.begin() as tx:
        transfer.load(tx, file)
    assert contents(database) == was


def test_a_file_of_another_version_says_what_to_do(database: Database, tmp_path: Path) -> None:
    file = tmp_path / transfer.FILE
    with gzip.open(file, "wt") as out:
        out.write('{"form": 1, "revision": "0001", "numbers": {}}\n{"rows": 0}\n')
    with pytest.raises(transfer.Untransferable, match="Bring both to the same version"), database.begin() as tx:
        transfer.load(tx, file)
