"""What a reply says of a hit is true: every reason leads to a record, and what is bold stands in it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.language.sentence import Name, Vocabulary
from bot.search.diagnosis import Hindrance, why_found, why_not
from bot.search.query import Query
from bot.search.search import Found, find, similar
from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject

NOW = datetime(2026, 10, 1, tzinfo=UTC)
VOCABULARY = Vocabulary(
    [
        Name("region", 1, "Nederland"),
        Name("region", 2, "Overijssel"),
        Name("region", 3, "Twente"),
        Name("region", 4, "Zeeland"),
        Name("region", 5, "Achterhoek"),
        Name("theme", 10, "zeer zorgwekkende stoffen", ("ZZS",)),
        Name("theme", 11, "luchtkwaliteit", ("air quality",)),
    ],
    regions={2: (1,), 3: (2,), 4: (1,), 5: (1,)},
)
ADA, BEA, COR = 1, 2, 3
NETWORKS = {1: ("Kennisschakelpunt Zeer Zorgwekkende Stoffen", 1, 10), 2: ("Hollandse Luchten", 4, 11)}


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.begin() as tx:
        for id_, (name, region, theme) in NETWORKS.items():
            search.admit(tx, Subject("network", id_, name, regions=(region,), themes=(theme,)))
            owners = (Owner("network", id_, "self"), Owner("member", ADA, "convenor"))
            rows = [Evidence("name", name, owners=owners), Evidence("aim", "", AIMS[id_], owners)]
            search.put(tx, "network", id_, rows)
        for id_, name, region in ((ADA, "Ada", 3), (BEA, "Bea", 3), (COR, "Cor", 4)):
            search.admit(tx, Subject("member", id_, name, regions=(region,)))
            own = (Owner("member", id_, "self"),)
            search.put(tx, "member", id_, [Evidence("knows", "", KNOWS[id_], own)])
        search.admit(tx, Subject("question", 12, "Hoe meten buurten fijnstof?"))
        owners = (Owner("question", 12, "self"), Owner("member", BEA, "accepted"))
        search.put(tx, "question", 12, [Evidence("question", "Hoe meten buurten fijnstof?", owners=owners)])
    return database


AIMS = {1: "Kennis over ZZS tussen overheden schakelen", 2: "Bewoners meten samen de luchtkwaliteit in hun omgeving"}
KNOWS = {
    ADA: "Ik weet alles van geluid",
    BEA: "Vergunningen voor bodemenergie en geluid",
    COR: "Bodemkwaliteit, geluid en grondwater in de delta",
}


def ask(cafe: Database, text: str, **more: object) -> Found:
    with cafe.reader.begin() as tx:
        return find(tx, Query(text, now=NOW, **more), VOCABULARY)  # type: ignore[arg-type]  # each test names its own


def names(found: Found) -> list[str]:
    return [hit.name for hit in found.hits]


@pytest.mark.parametrize(
    "text",
    ["wie weet iets over geluid in Twente?", "wie kent de ZZS?", "fijnstof meten", "bodemkwalitiet", "air quality"],
)
def test_every_reason_leads_to_its_record(cafe: Database, text: str) -> None:
    found = ask(cafe, text)
    assert found.hits
    for hit in found.hits:
        assert 1 <= len(hit.reasons) <= 3
        for reason in hit.reasons:
            if reason.row is None:
                continue
            with cafe.reader.begin() as tx:
                stored = search.of_source(tx, reason.row.source_kind, reason.row.source_id)
            assert reason.row in stored
            assert any((owner.kind, owner.id) == (hit.kind, hit.id) for owner in reason.row.evidence.owners)
            whole = f"{reason.row.evidence.title} {reason.row.evidence.text}"
            assert all(piece in whole for piece, bold in reason.text if bold)
            assert reason.match


def test_an_abbreviation_finds_what_is_written_out(cafe: Database) -> None:
    assert names(ask(cafe, "Hoi, wie kent de ZZS?"))[0] == NETWORKS[1][0]


def test_a_typing_error_is_forgiven_and_told(cafe: Database) -> None:
    found = ask(cafe, "bodemkwalitiet")
    assert names(found)[0] == "Cor"
    assert found.hits[0].reasons[0].match == "fuzzy"


def test_who_is_near_comes_first_and_it_is_said(cafe: Database) -> None:
    found = ask(cafe, "geluid in Twente", kinds=frozenset({"member"}))
    assert set(names(found)[:2]) == {"Ada", "Bea"}
    assert [reason.how for reason in found.hits[0].reasons if reason.kind == "region"] == ["same"]


def test_a_word_within_the_name_of_a_region_is_no_reason(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", 4, "Dee", regions=(4,)))
        own = (Owner("member", 4, "self"),)
        search.put(tx, "member", 4, [Evidence("knows", "", "Een agenda waar alle overheden achter staan", own)])
    assert names(ask(cafe, "overheden in de Achterhoek"))
    assert names(ask(cafe, "muizenplaag in de Achterhoek")) == []


def test_who_was_asked_often_comes_lower_and_it_is_said(cafe: Database) -> None:
    plain = ask(cafe, "geluid", kinds=frozenset({"member"}))
    busy = ask(cafe, "geluid", kinds=frozenset({"member"}), asked={("member", plain.hits[0].id): 5})
    moved = next(hit for hit in busy.hits if hit.id == plain.hits[0].id)
    assert busy.hits[0].id != plain.hits[0].id
    assert [reason.times for reason in moved.reasons if reason.kind == "load"] == [5]


@pytest.mark.parametrize("text", ["kwantumcomputers", "xyzzy", "???", ""])
def test_nobody_is_known_for_what_nobody_wrote_about(cafe: Database, text: str) -> None:
    assert ask(cafe, text).hits == ()


def test_an_earlier_question_on_the_same_matter_is_found(cafe: Database) -> None:
    with cafe.reader.begin() as tx:
        found = similar(tx, "question", "Hoe kunnen wij in de buurt fijnstof meten?", VOCABULARY, now=NOW)
    assert [hit.id for hit in found.hits] == [12]


def test_a_coordinator_learns_why_not(cafe: Database) -> None:
    with cafe.begin() as tx:
        search.admit(tx, Subject("member", COR, "Cor", away_until=NOW + timedelta(days=9)))
        search.withdraw(tx, "member", BEA)
    query = Query("geluid", kinds=frozenset({"member"}), now=NOW, limit=1)
    with cafe.reader.begin() as tx:
        assert why_not(tx, query, VOCABULARY, "member", COR).hindrance is Hindrance.away
        assert why_not(tx, query, VOCABULARY, "member", BEA).hindrance is Hindrance.not_admitted
        assert why_not(tx, query, VOCABULARY, "network", 1).hindrance is Hindrance.excluded
        there = why_not(tx, query, VOCABULARY, "member", ADA)
        assert (there.hindrance, there.place) == (None, 1)
        elsewhere = Query("grondwater", kinds=frozenset({"member"}), now=NOW)
        assert why_not(tx, elsewhere, VOCABULARY, "member", ADA).hindrance is Hindrance.no_match


def test_one_can_see_what_one_is_found_by(cafe: Database) -> None:
    with cafe.reader.begin() as tx:
        found = why_found(tx, "member", BEA)
    assert [(row.source_kind, row.source_id, role) for row, role in found] == [
        ("member", BEA, "self"),
        ("question", 12, "accepted"),
    ]
