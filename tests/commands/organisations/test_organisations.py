"""The page of an organisation: asked by name or abbreviation, and silent about who did not consent."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, event, insert

from bot.chat.texts import _
from storage.database.database import Database
from storage.members import organisations
from storage.members.of_organisation import by_name
from storage.networks import networks
from storage.networks.network import Filter, Sheet
from storage.questions import of_organisation
from storage.tables import answers, consents, members, questions
from storage.vocabulary import Level, NetworkKind, NetworkStatus, OrganisationKind, Place, QuestionStatus
from tests.cafe import START, Door, Person

RWS = "Rijkswaterstaat"


async def known(door: Door) -> int:
    """Rijkswaterstaat, with a network: its number."""

    def put(tx: Connection) -> int:
        organisation, _new = organisations.put(tx, RWS, OrganisationKind.uitvoeringsorganisatie, also=["RWS"])
        sheet = Sheet("Deltakring", NetworkKind.leernetwerk, Level.nationaal, organisation_id=organisation)
        networks.create(tx, sheet, NetworkStatus.listed, START, by=None)
        return organisation

    return await door.database.write(put)


async def of_rws(door: Door, name: str, language: str = "nl", **profile: str) -> Person:
    return await door.member(name, language, organisation=RWS, organisation_kind="uitvoeringsorganisatie", **profile)


async def asked_and_answered(door: Door) -> tuple[Person, Person]:
    """Somebody of Rijkswaterstaat asked, somebody of a municipality answered, and the reverse."""
    anna, bert = await of_rws(door, "Aanjager Delta"), await door.member("Adviseur Water")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    await bert.says("antwoord K-1: Tachtig centimeter onder het maaiveld is genoeg.")
    await bert.in_turn("vraag Wie meet het grondwater in de stad?", "ja")
    await anna.says("antwoord K-2: Wij meten dat met peilbuizen, elk kwartaal.")
    return anna, bert


@pytest.mark.parametrize(
    "said",
    [
        *("RWS", "rws?", "Rijkswaterstaat", "organisatie RWS", "wat doet RWS", "wat doet Rijkswaterstaat eigenlijk?"),
        *(
            "wie zit er bij RWS",
            "wie is van RWS",
            "Wie zitten er allemaal bij de RWS?",
            "wat weten we van RWS",
            "wat vroeg RWS",
        ),
        *("what does RWS do", "who is at RWS", "who is from the RWS", "who do we know at Rijkswaterstaat"),
    ],
)
async def test_an_organisation_is_asked_for_by_name_and_abbreviation(door: Door, said: str) -> None:
    await known(door)
    await of_rws(door, "Aanjager Delta")
    page = await (await door.member("Lezer")).says(said)
    assert page.startswith(RWS), page
    assert "Deltakring" in page
    assert "Aanjager Delta (adviseur)" in page


@pytest.mark.parametrize("said", ["RWS", "Rijkswaterstaat", "de RWS?"])
async def test_its_name_alone_is_no_search_where_sentences_are_understood(understanding: Door, said: str) -> None:
    await known(understanding)
    await of_rws(understanding, "Aanjager Delta")
    assert (await (await understanding.member("Lezer")).says(said)).startswith(RWS)


async def test_the_page_tells_networks_people_and_what_they_asked_and_answered(door: Door) -> None:
    await known(door)
    _anna, bert = await asked_and_answered(door)
    page = await bert.says("RWS")
    assert page.tells(_("executive agency"), _("Also called"), _("Asked"), _("Answered"), _("Look further"))
    assert "K-1 Hoe diep" in page
    assert "K-2 Wie meet" in page
    assert len(page.splitlines()) <= 12
    theirs = await bert.presses(_("Its questions"), page)
    assert "K-1 Hoe diep" in theirs
    assert "K-2" not in theirs
    of_bert = await bert.says("gemeente voorbeeld")
    assert of_bert.startswith("Gemeente Voorbeeld")
    assert of_bert.index("K-2 Wie meet") < of_bert.index("K-1 Hoe diep")


async def test_what_was_asked_or_answered_without_a_name_is_of_no_organisation(door: Door) -> None:
    await known(door)
    anna, bert = await of_rws(door, "Aanjager Delta"), await door.member("Adviseur Water")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "zonder mijn naam", "ja")
    await anna.says("antwoord K-1: Het is al gevonden: tachtig centimeter is genoeg.")
    page = await bert.says("RWS")
    assert "K-1" not in page
    assert not page.tells(_("Asked"))
    assert not page.tells(_("Answered"))


@pytest.mark.parametrize("field", ["found", "organisation"])
async def test_who_does_not_show_where_they_work_is_left_out_with_what_they_said(door: Door, field: str) -> None:
    await known(door)
    anna, bert = await asked_and_answered(door)
    me = await anna.member()
    gone = consents.delete().where(consents.c.member_id == me.id, consents.c.field == field)
    await door.database.write(lambda tx: tx.execute(gone))
    page = await bert.says("RWS")
    assert page.tells(_("nobody shows themselves here yet"))
    assert "Aanjager" not in page
    assert "K-" not in page
    assert "Aanjager" not in await anna.says("RWS")


async def test_in_a_room_only_they_are_named_who_agreed_to_that(door: Door) -> None:
    await known(door)
    anna, bert = await asked_and_answered(door)
    place = await door.room("Water")
    assert (await bert.says("RWS", where=place)).tells(_("nobody shows themselves here yet"))
    await anna.says("toestemming found rooms")
    assert "Aanjager" not in await bert.says("RWS", where=place)
    await anna.says("toestemming organisation rooms")
    assert "Aanjager Delta" in await bert.says("RWS", where=place)


async def test_who_was_forgotten_or_blocked_is_on_no_page(door: Door) -> None:
    await known(door)
    anna, bert = await asked_and_answered(door)
    coordinator = await door.coordinator("Kernteam")
    me = await anna.member()
    await coordinator.does(f"blokkeer M-{me.id}")
    assert "Aanjager" not in await bert.says("RWS")
    await coordinator.does(f"deblokkeer M-{me.id}")
    assert "Aanjager" in await bert.says("RWS")
    await anna.in_turn("vergeet mij", "alles weg", "ja")
    page = await bert.says("RWS")
    assert "Aanjager" not in page
    assert "K-1" not in page


async def test_an_unknown_name_is_a_search_and_after_the_word_the_nearest_is_offered(door: Door) -> None:
    await known(door)
    bert = await door.member("Adviseur Water")
    near = await bert.says("organisatie Rijkswaterstat")
    assert near.tells(_("I do not know an organisation called {name}.", name="Rijkswaterstat"))
    assert RWS in near
    assert (await bert.says("1")).startswith(RWS)
    assert not (await bert.says("wat doet een kennismakelaar")).startswith(RWS)
    assert not (await bert.says("RWS werkt aan de dijk")).startswith(RWS)


async def test_a_name_that_a_place_theme_or_network_has_as_well_is_no_organisation(door: Door) -> None:
    def put(tx: Connection) -> None:
        for name in ("Twente", "water", "Deltakring"):
            organisations.put(tx, name)

    await known(door)
    await door.database.write(put)
    bert = await door.member("Adviseur Water")
    for name in ("Twente", "water", "Deltakring"):
        assert not (await bert.says(name)).tells(_("nobody shows themselves here yet"))
    assert (await bert.says("wat doet Deltakring")).startswith("Deltakring")


MANY = 3_000


async def test_a_large_organisation_costs_no_more_than_its_first_page(database: Database) -> None:
    """Read by an index: nobody else's members, questions or networks are looked at."""

    def fill(tx: Connection) -> int:
        organisation, _new = organisations.put(tx, RWS)
        other, _new = organisations.put(tx, "Elders")
        ids = range(1, MANY + 1)
        there = {"language": "nl", "created_at": START, "seen_at": START, "signed_up_at": START}
        tx.execute(
            insert(members),
            [
                {"id": each, "name": f"Lid {each}", "organisation_id": other if each % 300 else organisation, **there}
                for each in ids
            ],
        )
        agreed = [
            {"member_id": each, "field": field, "place": "members", "given_at": START}
            for each in ids
            for field in ("found", "organisation")
        ]
        tx.execute(insert(consents), agreed)
        status = QuestionStatus.open
        told = [
            {"id": each, "asker_id": each, "text": f"Vraag {each}", "status": status, "asked_at": START} for each in ids
        ]
        tx.execute(insert(questions), [{**each, "changed_at": START} for each in told])
        tx.execute(
            insert(answers),
            [{"question_id": each, "member_id": MANY + 1 - each, "text": "Ja", "given_at": START} for each in ids],
        )
        return organisation

    organisation = await database.write(fill)
    assert len(await database.read(by_name, organisation, Place.members, 4)) == 4
    assert await database.read(of_organisation.asked, organisation, Place.members, 3) == [3000, 2700, 2400]
    assert await database.read(of_organisation.answered, organisation, Place.members, 3) == [2701, 2401, 2101]
    plans = await database.read(_plans, organisation)
    scanned = [step for step in plans if step.startswith("SCAN") and "SUBQUERY" not in step]
    assert not scanned, plans


def _plans(tx: Connection, organisation: int) -> Sequence[str]:
    """How SQLite reads what the page asks; elsewhere nothing."""
    if tx.dialect.name != "sqlite":
        return ()
    said: list[tuple[str, object]] = []

    def hear(_c: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        said.append((statement, parameters))

    event.listen(tx, "before_cursor_execute", hear)
    by_name(tx, organisation, Place.members, 4)
    of_organisation.asked(tx, organisation, Place.members, 3)
    of_organisation.answered(tx, organisation, Place.members, 3)
    organisations.names_of(tx, organisation)
    networks.page(tx, Filter(organisation=organisation), limit=4)
    event.remove(tx, "before_cursor_execute", hear)
    return [
        str(row[3])
        for statement, parameters in said
        for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]  # as heard
    ]
