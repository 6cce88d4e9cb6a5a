"""What a process remembers of the index is kept ready: who begins with it answers as who reads everything."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject, image, memory, merging, ready
from storage.search.merging import tidy
from storage.search.ready import keep_ready
from storage.search.tables import search_change, search_image
from tests.storage.search.conftest import NOW, ask

WORDS = ("bodem", "water", "lucht", "geluid")


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Images of few rows, in several pieces; merges of few rows."""
    monkeypatch.setattr(image, "LEAST", 1)
    monkeypatch.setattr(image, "OFTEN", 1)
    monkeypatch.setattr(image, "PIECE", 64)
    monkeypatch.setattr(merging, "ENOUGH", 5)
    yield
    forget()


def forget() -> None:
    """Begin as a new process."""
    memory._remembered.clear()  # only a restart would do it


def put(database: Database, number: int, word: str, audience: str = search.EVERYONE) -> None:
    with database.begin() as tx:
        search.admit(tx, Subject("member", number, f"Lid {number}", audience=audience))
        owners = (Owner("member", number, "self"), Owner("network", 1, "member"))
        search.put(tx, "member", number, [Evidence("knows", "", f"{word} en meer", owners, audience=audience, at=NOW)])


def answers(database: Database) -> list[list[tuple[str, int]]]:
    with database.reader.begin() as tx:
        return [ask(tx, word) for word in WORDS]


def reads_everything(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note each time that everything is read."""
    times: list[int] = []
    load: Callable[..., None] = memory.Memory.load

    def noted(self: memory.Memory, tx: search.Connection) -> None:
        times.append(1)
        load(self, tx)

    monkeypatch.setattr(memory.Memory, "load", noted)
    return times


async def settled(database: Database) -> None:
    while await tidy(database):
        pass


async def test_who_begins_answers_alike_without_reading_everything(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 40):
        put(database, number, WORDS[number % 3])
    await settled(database)
    before = answers(database)
    forget()
    everything = reads_everything(monkeypatch)
    assert answers(database) == before
    assert not everything


async def test_what_changed_since_is_seen_by_who_begins(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 20):
        put(database, number, "bodem")
    await settled(database)
    with database.begin() as tx:
        search.remove(tx, "member", 3)
        search.withdraw(tx, "member", 4)
    put(database, 5, "geluid")
    put(database, 30, "geluid", audience="members")
    forget()
    everything = reads_everything(monkeypatch)
    soil, _water, _air, noise = answers(database)
    assert not everything
    assert not {("member", 3), ("member", 4), ("member", 5)} & {*soil}
    assert noise == [("member", 5)]


async def test_what_merged_since_is_found_by_who_begins(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    put(database, 1, "bodem")
    assert await keep_ready(database)
    for number in range(2, 9):
        put(database, number, "bodem")
    monkeypatch.setattr(image, "OFTEN", 1000)
    await settled(database)
    forget()
    assert {number for _kind, number in answers(database)[0]} == {*range(1, 9)}


async def test_an_image_that_is_not_whole_or_of_another_index_is_not_read(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 9):
        put(database, number, "bodem")
    await settled(database)
    before = answers(database)
    for spoil in (
        update(search_image).where(search_image.c.piece == 0).values(image="another"),
        delete(search_image).where(search_image.c.piece == 2),
    ):
        await keep_ready(database)
        with database.begin() as tx:
            tx.execute(spoil)
        forget()
        everything = reads_everything(monkeypatch)
        assert answers(database) == before
        assert everything


async def test_a_log_that_no_longer_reaches_back_is_read_around(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 9):
        put(database, number, "bodem")
    await settled(database)
    put(database, 9, "bodem")
    put(database, 10, "bodem")
    before = answers(database)
    with database.begin() as tx:
        newest = tx.execute(select(func.max(search_change.c.seq))).scalar_one()
        tx.execute(delete(search_change).where(search_change.c.seq < newest))
    forget()
    assert answers(database) == before


async def test_one_that_was_kept_on_another_server_misses_nothing(database: Database) -> None:
    """Transactions have lower numbers there; changes go on counting."""
    for number in range(1, 9):
        put(database, number, "bodem")
    with database.begin() as tx:
        tx.execute(update(search_change).values(xid=search_change.c.xid + 1_000_000))
    forget()
    await settled(database)
    with database.begin() as tx:
        search.withdraw(tx, "member", 2)
    forget()
    assert ("member", 2) not in answers(database)[0]
    put(database, 20, "bodem")
    assert ("member", 20) in answers(database)[0]


async def test_two_that_make_one_at_once_leave_one_that_is_whole(database: Database) -> None:
    for number in range(1, 9):
        put(database, number, "bodem")
    held = await database.read(ready._image)  # another process is in the midst of it
    assert held
    header, pieces = held
    await database.write(image.put, "other", 1, pieces[0])
    assert await keep_ready(database)
    for number, piece in enumerate(pieces[1:], 2):
        await database.write(image.put, "other", number, piece)
    await database.write(image.finish, "other", header, len(pieces))
    forget()
    assert len(answers(database)[0]) == 8
    with database.reader.begin() as tx:
        whole = {*tx.execute(select(search_image.c.image).where(search_image.c.piece == 0)).scalars()}
    assert len(whole) == 1
    assert "other" not in whole


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 6), st.sampled_from(WORDS)),
        st.tuples(st.just("remove"), st.integers(1, 6), st.just("")),
        st.tuples(st.just("withdraw"), st.integers(1, 6), st.just("")),
        st.tuples(st.just("tidy"), st.just(0), st.just("")),
        st.tuples(st.just("image"), st.just(0), st.just("")),
        st.tuples(st.just("begin"), st.just(0), st.just("")),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_whatever_happens_who_begins_answers_as_who_reads_everything(
    database: Database, steps: list[tuple[str, int, str]]
) -> None:
    for what, number, word in steps:
        match what:
            case "put":
                put(database, number, word)
            case "remove":
                with database.begin() as tx:
                    search.remove(tx, "member", number)
            case "withdraw":
                with database.begin() as tx:
                    search.withdraw(tx, "member", number)
            case "tidy":
                await settled(database)
            case "image":
                await keep_ready(database)
            case _:
                forget()
    forget()
    by_image = answers(database)
    with database.begin() as tx:
        tx.execute(delete(search_image))
    forget()
    assert answers(database) == by_image
    with database.begin() as tx:
        for number in range(1, 7):  # the next example begins with none
            search.remove(tx, "member", number)
            search.withdraw(tx, "member", number)
