"""Merging and rebuilding change how the index is kept, never what it answers; and both databases answer alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.relevance.tasks import OURS, Task, tasks
from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject, merging, segments
from storage.search.analyser import word_key
from storage.search.merging import due, tidy
from tests.conftest import make_tables
from tests.servers.postgres import Postgres
from tests.storage.search.conftest import NOW, ask

Ranking = list[list[tuple[str, int]]]


@pytest.fixture(scope="module")
def task() -> Task:
    """Real texts: public questions in the Belgian Chamber."""
    (found,) = tasks(OURS, frozenset({"desks"}))
    return found


@pytest.fixture
def both(tmp_path: Path, postgres: Postgres) -> Iterator[tuple[Database, Database]]:
    """An empty SQLite and an empty PostgreSQL database."""
    opened = (Database(f"sqlite:///{tmp_path / 'plek.db'}"), Database(postgres.fresh()))
    for database in opened:
        make_tables(database.url.render_as_string(hide_password=False))
    yield opened
    for database in opened:
        database.close()


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merges of a few rows, so that a small index goes through all sizes of segments."""
    monkeypatch.setattr(merging, "ENOUGH", 20)
    monkeypatch.setattr(merging, "STEP", 40)
    monkeypatch.setattr(merging, "TIERS", (41, 200, 1 << 16))
    monkeypatch.setattr(merging, "FAN", 3)


def fill(database: Database, task: Task, first: int, last: int) -> None:
    with database.begin() as tx:
        for number, document in enumerate(task.documents[first:last], first):
            search.admit(tx, Subject("question", number, document.title))
            rows = [Evidence("text", document.title, document.text, (Owner("question", number, "self"),), at=NOW)]
            search.put(tx, "question", number, rows)


def rankings(database: Database, task: Task) -> Ranking:
    with database.reader.begin() as tx:
        return [ask(tx, question.text)[:20] for question in task.questions[:40]]


async def settle(database: Database) -> int:
    merges = 0
    while await tidy(database):
        merges += 1
    return merges


async def test_merging_changes_no_answer(both: tuple[Database, Database], task: Task, small_steps: None) -> None:
    before: list[Ranking] = []
    for database in both:
        fill(database, task, 0, 300)
        before.append(rankings(database, task))
        assert await settle(database) > 8
        assert rankings(database, task) == before[-1]
    assert before[0] == before[1]


async def test_both_databases_answer_alike_after_a_history(
    both: tuple[Database, Database], task: Task, small_steps: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "HELD", 20_000)  # so that reindexing makes several segments
    found: list[Ranking] = []
    for database in both:
        fill(database, task, 0, 150)
        await settle(database)
        with database.begin() as tx:
            for number in range(0, 150, 7):
                search.remove(tx, "question", number)
                search.withdraw(tx, "question", number)
        fill(database, task, 150, 400)
        await settle(database)
        await search.reindex(database)
        fill(database, task, 400, 410)
        found.append(rankings(database, task))
        gone = {("question", number) for number in range(0, 150, 7)}
        assert not any(gone.intersection(ranking) for ranking in found[-1])
    assert found[0] == found[1]


async def test_a_row_that_is_removed_after_a_merge_is_gone(database: Database, task: Task, small_steps: None) -> None:
    fill(database, task, 0, 60)
    await settle(database)
    title = task.documents[3].title
    with database.reader.begin() as tx:
        assert ask(tx, title)[0] == ("question", 3)
    with database.begin() as tx:
        search.remove(tx, "question", 3)
    with database.reader.begin() as tx:
        assert ("question", 3) not in ask(tx, title)


async def test_reindexing_splits_the_compounds_of_the_corpus(database: Database) -> None:
    with database.begin() as tx:
        for number, text in enumerate(["kwantum"] * 3 + ["theorie"] * 3):
            search.admit(tx, Subject("network", number, text))
            search.put(tx, "network", number, [Evidence("aim", text, "", (Owner("network", number, "self"),))])
        search.admit(tx, Subject("network", 9, "Een netwerk"))
        search.put(tx, "network", 9, [Evidence("aim", "kwantumtheorie", "", (Owner("network", 9, "self"),))])
    steps: list[int] = []
    await search.reindex(database, lambda done, total: steps.append(done))
    with database.reader.begin() as tx:
        assert search.lexicon(tx).split("kwantumtheorie") == ("kwantum", "theorie")
        request_words = {word_key("theorie"): 1.0}
        request = search.Request({"words": request_words}, NOW, frozenset({"network"}))
        assert ("network", 9) in search.retrieve(tx, request).subjects
    assert steps[-1] == 7
    assert steps == sorted(steps)


async def test_after_reindexing_what_fits_in_one_segment_is_in_one(
    database: Database, task: Task, small_steps: None
) -> None:
    fill(database, task, 0, 100)
    await search.reindex(database)
    with database.reader.begin() as tx:
        (segment,) = segments.ready(tx)
    assert segment == 1  # and was written once
    assert any(rankings(database, task))


async def test_the_second_of_two_merges_at_once_gives_way(database: Database, task: Task, small_steps: None) -> None:
    fill(database, task, 0, 60)
    with database.reader.begin() as tx:
        plan = due(tx)
    assert plan is not None
    before = rankings(database, task)
    assert await tidy(database)
    assert await database.write(merging._take_over, plan, []) is False
    assert rankings(database, task) == before


async def test_what_a_reader_began_with_stays_readable(database: Database, task: Task, small_steps: None) -> None:
    fill(database, task, 0, 60)
    title = task.documents[3].title
    with database.reader.begin() as tx:
        expected = ask(tx, title)
        await settle(database)
        with database.reader.begin() as other:
            assert ask(other, title) == expected
        assert ask(tx, title) == expected
