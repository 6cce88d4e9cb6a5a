"""An index that another version of the product made is told apart, and made again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, update

from bot.cli import bootstrap
from bot.cli.doctor import of_database
from storage import search
from storage.database.database import Database
from storage.search import OtherIndex
from storage.search.tables import search_state
from tests.storage.search.conftest import NOW, ask
from tests.storage.search.test_evidence import Network


@pytest.fixture
def other(tmp_path: Path, network: Network) -> Iterator[Database]:
    """A database whose index says that another version made it."""
    database = Database(f"sqlite:///{tmp_path / 'plek.db'}")
    bootstrap.prepare(database)
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem")
        tx.execute(update(search_state).values(version="of another version"))
    yield database
    database.close()


def test_what_another_version_wrote_is_not_read(other: Database) -> None:
    with other.reader.begin() as tx:
        assert search.outdated(tx)
        with pytest.raises(OtherIndex, match="plek reindex"):
            search.lexicon(tx)


async def test_it_is_made_again_by_reindex(other: Database) -> None:
    await search.reindex(other)
    with other.reader.begin() as tx:
        assert not search.outdated(tx)
        assert ask(tx, "bodem") == [("network", 1)]


def test_it_is_made_again_before_the_product_serves(other: Database) -> None:
    bootstrap.prepare(other)
    with other.reader.begin() as tx:
        assert not search.outdated(tx)
        assert ask(tx, "bodem") == [("network", 1)]


async def test_the_doctor_says_so(other: Database) -> None:
    before = {finding.subject: finding async for finding in of_database(other, NOW)}["search index"]
    assert (before.verdict, "plek reindex" in before.advice) == ("wrong", True)
    await search.reindex(other)
    after = {finding.subject: finding async for finding in of_database(other, NOW)}["search index"]
    assert after.verdict == "ok"


def test_a_lexicon_is_the_same_once_it_was_kept(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem en lucht, bodem en water")
    with database.reader.begin() as tx:
        assert not search.outdated(tx)


def test_a_transaction_asks_once_what_is_new(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem")
    with database.reader.begin() as tx:
        ask(tx, "bodem")
    said: list[str] = []
    with database.reader.begin() as tx:
        event.listen(tx, "before_cursor_execute", lambda _tx, _cursor, statement, *_rest: said.append(statement))
        search.lexicon(tx)
        assert [ask(tx, "bodem") for _ in range(3)] == 3 * [[("network", 1)]]
        assert search.occurrences(tx, ["bodem"])[0] == {"bodem": 1}
    assert sum("search_change" in each for each in said) == 1


def test_what_a_transaction_writes_after_it_looked_is_found_in_it(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem")
        assert ask(tx, "bodem") == [("network", 1)]
        network(tx, 2, "Boven Twente", "bodem")
        assert sorted(ask(tx, "bodem")) == [("network", 1), ("network", 2)]
