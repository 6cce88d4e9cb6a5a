"""What is done at the workbench is what a chat does: the same rights, the same trail, the same way back."""

import re

import pytest
from sqlalchemy import Connection, func, select

from storage import tables
from storage.members.roles import Grant
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Role
from tests.adapters.web.conftest import URL, Look
from tests.adapters.web.workbench.conftest import OWN, Worker
from tests.cafe import START, Door, Person
from tests.commands.relations.test_relations import ONE, OTHER, made


async def proposed(door: Door, name: str, region: str, by: Person) -> int:
    """A network that waits for approval."""
    where, member = await door.region(region), (await by.member()).id

    def work(tx: Connection) -> int:
        sheet = Sheet(
            name,
            NetworkKind.leernetwerk,
            Level.regionaal,
            aim="Leren",
            regions=frozenset({where}),
            themes=frozenset({1}),
        )
        network = networks.create(tx, sheet, NetworkStatus.proposed, START, by=member).id
        networks.join(tx, network, member, NetworkRole.convenor, START)
        return network

    return await door.database.write(work)


def trail(tx: Connection) -> list[tuple[str, int]]:
    rows = tx.execute(select(tables.audit).where(tables.audit.c.act == "approve"))
    return [(row.act, row.actor_id) for row in rows]


def handled(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(tables.inbox)).scalar_one()


async def test_what_waits_is_approved_there_with_the_trail_and_notice_of_the_chat(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await proposed(door, "Onder Twente", "Twente", maker)
    worker = await Worker.comes(coordinator, look)
    assert "Onder Twente" in (await worker.opens()).text
    answer = await worker.presses("Keur goed")
    assert answer.status == 200
    assert "Dit kwam ervan" in answer.text
    assert "een netwerk om goed te keuren" not in answer.text, "the list below is as it was"
    await maker.hears("Onder Twente")
    assert await door.database.read(trail) == [("approve", (await coordinator.member()).id)]
    assert "Onder Twente" in await maker.says("netwerken")


async def test_a_press_that_is_sent_twice_is_done_once(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await proposed(door, "Onder Twente", "Twente", maker)
    worker = await Worker.comes(coordinator, look)
    await worker.opens()
    fields = worker.form("Keur goed")
    first, again = await worker.sends(fields), await worker.sends(fields)
    assert (first.status, again.status) == (200, 200)
    assert len(await door.database.read(trail)) == 1


async def test_a_coordinator_of_a_region_sees_and_does_no_more_than_in_the_chat(door: Door, look: Look) -> None:
    maker = await door.member("Deelnemer")
    here, elsewhere = await door.member("Aanjager Bodem"), await door.coordinator("Aanjager Water")
    await door.grant(here, Grant(Role.coordinator, region_id=await door.region("Twente")))
    await proposed(door, "Onder Twente", "Twente", maker)
    await proposed(door, "Boven Friesland", "Friesland", maker)
    mine, whole = await Worker.comes(here, look), await Worker.comes(elsewhere, look)
    assert ("Onder Twente" in (await mine.opens()).text, "Boven Friesland" in mine.at.text) == (True, False)
    assert "Boven Friesland" in (await whole.opens()).text
    # A form of somebody else's page proves nothing here.
    theirs = whole.form("Keur goed")
    assert (await mine.sends(theirs)).status == 403
    assert not await door.database.read(trail)


async def test_a_form_asks_what_a_chat_asks_and_does_it(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await proposed(door, "Onder Twente", "Twente", maker)
    worker = await Worker.comes(coordinator, look)
    await worker.opens()
    asked = await worker.presses("Stuur terug")
    assert "<textarea" in asked.text or 'type="text"' in asked.text
    name = re.findall(r'name="in\.(\w+)"', asked.text)[0]
    form = next(each for each in worker.forms if each.fields.get("vorm") == "1")
    done = await worker.sends({**form.fields, f"in.{name}": "Vertel erbij voor wie het is."})
    assert done.status == 200
    await maker.hears("Vertel erbij voor wie het is.")


async def test_it_leaves_what_is_under_way_in_the_chat_alone(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await proposed(door, "Onder Twente", "Twente", maker)
    worker = await Worker.comes(coordinator, look)
    await worker.opens()
    await coordinator.says("vraag")
    await worker.presses("Keur goed")
    # Notices still come where they came, and the question that was asked in the chat is still open there.
    said = await coordinator.says("Hoe diep mag een drainage liggen in de polder?")
    assert "drainage" in said


@pytest.mark.parametrize("change", ["regel", "druk", "vraag", "vorm", "terug", "bewijs"])
async def test_a_form_that_was_changed_anywhere_does_nothing(door: Door, look: Look, change: str) -> None:
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    await worker.opens()
    fields = worker.forms[0].fields
    before = await door.database.read(handled)
    assert (await worker.sends({**fields, change: fields[change] + "x"})).status == 403
    assert (await worker.sends({name: value for name, value in fields.items() if name != "bewijs"})).status == 403
    assert await door.database.read(handled) == before


async def test_a_form_of_another_session_does_nothing_not_even_of_ones_own(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await proposed(door, "Onder Twente", "Twente", maker)
    mine, earlier = await Worker.comes(coordinator, look), await Worker.comes(coordinator, look)
    theirs = await Worker.comes(await door.coordinator("Aanjager Water"), look)
    await mine.opens()
    form = mine.form("Keur goed")
    before = await door.database.read(handled)
    for other in (earlier, theirs):
        assert (await other.sends(form)).status == 403
    assert await door.database.read(handled) == before
    assert (await mine.sends(form)).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://kwaad.example.org"},
        {"Origin": "null"},
        {"Origin": ""},
        {**OWN, "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_no_other_site_can_press(door: Door, look: Look, headers: dict[str, str]) -> None:
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    await worker.opens()
    assert (await worker.sends(worker.forms[0].fields, headers)).status == 403


async def test_who_presses_without_end_waits(door: Door, look: Look) -> None:
    worker = await Worker.comes(await door.coordinator("Aanjager Bodem"), look)
    await worker.opens()
    statuses = [(await worker.sends({"bewijs": "x"})).status for _ in range(62)]
    assert statuses == [403] * 60 + [429] * 2


async def test_what_people_wrote_is_never_markup(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    hostile = "<b>\"onder' & <script>alert(1)</script>"
    await proposed(door, hostile, "Twente", maker)
    worker = await Worker.comes(coordinator, look)
    page = (await worker.opens()).text
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


async def test_reports_silent_networks_and_digests_stand_on_pages(door: Door, look: Look) -> None:
    member, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await member.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    await member.says("meld K-1 dit hoort hier niet")
    worker = await Worker.comes(coordinator, look)
    assert "dit hoort hier niet" in (await worker.opens("meldingen")).text
    hidden = await worker.presses("Verberg")
    assert "Toon" in hidden.text
    assert (await worker.opens("nergens")).status == 404
    english = await door.coordinator("Driver", "en")
    theirs = await Worker.comes(english, look)
    assert "Silent networks" in (await theirs.opens("stille-netwerken")).text
    assert URL not in theirs.at.text.partition("<main")[2]


async def test_figures_and_ties_stand_there_as_the_chat_has_them(door: Door, look: Look) -> None:
    coordinator = await door.coordinator("Aanjager Bodem")
    await made(door, ONE, OTHER)
    await coordinator.says(f"koppel {ONE} aan {OTHER}: kans: benut")
    worker = await Worker.comes(coordinator, look)
    ties = (await worker.opens("relaties")).text
    assert re.search(r'<img class="plek-picture" src="data:image/svg\+xml;base64,[^"]{500,}" alt="">', ties)
    assert re.search(rf"<tr><th scope=\"row\">{ONE}</th><td>[^<]*benut[^<]*</td><td>{OTHER}</td></tr>", ties)
    assert ONE in await coordinator.says("relaties alle netwerken"), "nothing there that a chat cannot show"
    assert "Impact, kwartaal" in (await worker.opens("impact")).text


async def test_what_was_done_there_is_undone_there(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await maker.in_turn("vraag Hoe diep mag een drainage liggen?", "niemand", "ja")
    worker = await Worker.comes(coordinator, look)
    assert "Hoe diep" in (await worker.opens("vragen")).text
    await maker.says("meld K-1 dit hoort hier niet")
    await worker.opens("meldingen")
    await worker.presses("Verberg")
    assert "Hoe diep" not in await maker.says("vragen")
    await worker.presses("Toon weer")
    assert "Hoe diep" in await maker.says("vragen")


async def test_questions_are_answered_and_routed_and_signals_moved_there(door: Door, look: Look) -> None:
    maker, coordinator = await door.member("Deelnemer"), await door.coordinator("Aanjager Bodem")
    await door.member("Drainagekenner", knows="Ik weet veel van drainage in de polder.")
    await maker.in_turn("vraag Hoe diep mag een drainage liggen?", "niemand", "ja")
    await maker.in_turn("signaal: de zwerfkeien op de bodem in Twente liggen in de weg", "klopt", "overslaan")
    worker = await Worker.comes(coordinator, look)

    async def sends(page: str, button: str, text: str) -> str:
        """Open the first thing of a page, press a button of it, and fill in what that asks."""
        await worker.opens(page)
        await worker.presses("Bekijk")
        asked = (await worker.presses(button)).text
        (name,) = re.findall(r'<textarea[^>]* name="in\.(\w+)"', asked)
        form = next(each for each in worker.forms if each.fields.get("vorm") == "1")
        return (await worker.sends({**form.fields, f"in.{name}": text})).text

    await sends("vragen", "Ik weet iets", "Tachtig centimeter, bij ons op zand.")
    await maker.hears("Tachtig centimeter")
    await sends("signalen", "Ik stel voor", "Leg ze aan de kant van de weg.")
    assert "aan de kant van de weg" in await maker.says("S-1")
    await worker.opens("vragen")
    await worker.presses("Bekijk")
    assert "Drainagekenner" in (await worker.presses("Wie kan helpen")).text
