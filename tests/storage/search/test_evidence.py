"""What is put is found, what is withdrawn is not, and nobody sees what is not theirs to see."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Request, Subject, memory
from storage.search.analyser import word_key
from tests.storage.search.conftest import NOW, ask

Network = Callable[..., None]


def test_a_network_is_found_by_its_aim(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "Kennis over de Twentse ondergrond delen")
        network(tx, 2, "Hollandse Luchten", "Bewoners meten samen de luchtkwaliteit")
    with database.reader.begin() as tx:
        assert ask(tx, "ondergrond") == [("network", 1)]
        assert ask(tx, "luchtkwaliteit") == [("network", 2)]


def test_a_transaction_finds_what_it_has_just_written(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
        assert ask(tx, "twente") == [("network", 1)]


def test_what_is_rolled_back_is_not_remembered(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
    with database.writer.connect() as connection:
        with connection.begin() as transaction:
            network(connection, 2, "Boven Twente")
            assert ("network", 2) in ask(connection, "twente")
            transaction.rollback()
        with connection.begin():
            network(connection, 3, "Water in Drenthe")
    with database.reader.begin() as tx:
        assert ask(tx, "twente") == [("network", 1)]
        assert ask(tx, "drenthe") == [("network", 3)]


def test_a_changed_text_replaces_the_earlier_one(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem")
        network(tx, 1, "Onder Twente", "geothermie")
    with database.reader.begin() as tx:
        assert ask(tx, "bodem") == []
        assert ask(tx, "geothermie") == [("network", 1)]
        assert [row.evidence.text for row in search.of_source(tx, "network", 1)] == ["geothermie"]


def test_an_unchanged_row_keeps_its_number(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente", "bodem")
        before = search.of_source(tx, "network", 1)
        network(tx, 1, "Onder Twente", "bodem")
        assert search.of_source(tx, "network", 1) == before


def test_a_removed_source_is_gone_at_once(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
    with database.reader.begin() as tx:
        assert ask(tx, "twente") == [("network", 1)]
    with database.begin() as tx:
        search.remove(tx, "network", 1)
    with database.reader.begin() as tx:
        assert ask(tx, "twente") == []


def test_who_withdraws_consent_is_not_found_by_what_they_answered_either(database: Database) -> None:
    with database.begin() as tx:
        search.admit(tx, Subject("member", 7, "Ada"))
        search.admit(tx, Subject("question", 12, "Hoe meten we fijnstof?"))
        owners = (Owner("question", 12, "self"), Owner("member", 7, "answered"))
        search.put(tx, "question", 12, [Evidence("question", "Hoe meten we fijnstof?", owners=owners)])
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof") == [("question", 12), ("member", 7)]
    with database.begin() as tx:
        search.withdraw(tx, "member", 7)
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof") == [("question", 12)]
        assert ask(tx, "fijnstof", "member") == []
    with database.begin() as tx:
        search.admit(tx, Subject("member", 7, "Ada"))
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof", "member") == [("member", 7)]


def test_who_was_never_admitted_is_never_found(database: Database) -> None:
    with database.begin() as tx:
        search.put(tx, "member", 7, [Evidence("knows", "fijnstof", owners=(Owner("member", 7, "self"),))])
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof") == []


def test_who_is_away_is_found_again_when_the_time_is_over(database: Database) -> None:
    with database.begin() as tx:
        search.admit(tx, Subject("member", 7, "Ada", away_until=NOW + timedelta(days=3)))
        search.put(tx, "member", 7, [Evidence("knows", "fijnstof", owners=(Owner("member", 7, "self"),))])
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof") == []
        assert ask(tx, "fijnstof", now=NOW + timedelta(days=3)) == [("member", 7)]


def test_a_row_is_read_only_by_its_audience(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Bodem voor leden", audience="members")
        network(tx, 2, "Bodem voor iedereen")
    with database.reader.begin() as tx:
        assert ask(tx, "bodem") == [("network", 2)]
        members = frozenset({search.EVERYONE, "members"})
        assert set(ask(tx, "bodem", audiences=members)) == {("network", 1), ("network", 2)}


def test_a_person_is_found_only_by_what_the_viewer_may_read(database: Database) -> None:
    with database.begin() as tx:
        search.admit(tx, Subject("member", 7, "Ada"))
        self = (Owner("member", 7, "self"),)
        rows = [Evidence("knows", "fijnstof", owners=self), Evidence("note", "houtrook", owners=self, audience="me")]
        search.put(tx, "member", 7, rows)
    with database.reader.begin() as tx:
        assert ask(tx, "fijnstof") == [("member", 7)]
        assert ask(tx, "houtrook") == []


def test_only_rows_from_before_count(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
    with database.reader.begin() as tx:
        assert ask(tx, "twente", before=NOW) == []
        assert ask(tx, "twente", before=NOW + timedelta(seconds=1)) == [("network", 1)]


def test_what_is_excluded_is_not_found(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
        network(tx, 2, "Regio Twente")
    with database.reader.begin() as tx:
        assert ask(tx, "twente", exclude=frozenset({("network", 1)})) == [("network", 2)]
        assert ask(tx, "twente", exclude_sources=frozenset({("network", 2)})) == [("network", 1)]


def test_an_empty_index_finds_nothing(database: Database) -> None:
    with database.reader.begin() as tx:
        assert ask(tx, "twente") == []


def test_an_older_reader_leaves_nothing_stale_of_a_subject_for_later_ones(database: Database, network: Network) -> None:
    def regions(tx: Connection) -> tuple[int, ...]:
        words = {"words": {word_key("twente"): 1.0}}
        got = search.retrieve(tx, Request(words, NOW, frozenset({"network"})))
        return search.subjects(tx, got.subjects, got.known)["network", 1].regions

    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
        search.admit(tx, Subject("network", 1, "Onder Twente", regions=(1,)))
    with database.reader.begin() as older:
        assert search.of_source(older, "network", 1)
        with database.begin() as tx:
            search.admit(tx, Subject("network", 1, "Onder Twente", regions=(2,)))
        with database.reader.begin() as tx:
            assert search.retrieve(tx, Request({}, NOW, frozenset())).subjects == ()
        regions(older)
    with database.reader.begin() as tx:
        assert regions(tx) == (2,)
    with database.begin() as tx:
        search.admit(tx, Subject("network", 1, "Onder Twente", regions=(3,)))
        assert regions(tx) == (3,)


def test_who_searches_while_others_write_is_answered(database: Database, network: Network) -> None:
    def write() -> None:
        for number in range(2, 80):
            with database.begin() as tx:
                network(tx, number, "Boven Twente", audience=f"besloten {number}")

    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write)

        def search_on() -> None:
            while not writing.done():
                with database.reader.begin() as tx:
                    assert ask(tx, "twente") == [("network", 1)]

        for searching in [threads.submit(search_on) for _ in range(3)]:
            searching.result()
        writing.result()


def test_who_is_admitted_and_says_nothing_yet_keeps_nobody_from_searching(database: Database, network: Network) -> None:
    with database.begin() as tx:
        network(tx, 1, "Onder Twente")
    for number in (2, 3, 4):
        with database.reader.begin() as tx:
            assert ask(tx, "twente") == [("network", 1)]
        with database.begin() as tx:
            search.admit(tx, Subject("network", number, "Boven Twente"))


@pytest.mark.parametrize("page", [1, 3, 10])
def test_what_is_read_in_pages_is_all_that_there_is(
    database: Database, network: Network, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(memory, "PAGE", page)
    with database.begin() as tx:
        for number in range(1, 11):
            network(tx, number, f"Onder Twente {number}")
            search.admit(tx, Subject("member", number, "A member"))
    read = memory.Memory()
    with database.reader.begin() as tx:
        read.load(tx)
    assert len(set(read.row_id.view.tolist())) == len(read.row_id) == 10
    assert len(read.subject_id) == 20
    assert (read.subject_audience.view >= 0).all()
    assert len(read.recent) > 0
