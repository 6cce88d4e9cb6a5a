"""A second click does nothing twice: whatever button or form of a card comes again, as another activity.

Two clicks on a slow line, the same card on a phone and on a desk, or a redelivery under a new id.
"""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from bot.app import utc_now
from storage.members import people, roles
from storage.members.roles import Grant
from storage.questions import questions
from storage.questions.question import Draft
from storage.tables import outbox
from storage.tables.base import metadata
from storage.vocabulary import Role
from tests.adapters.teams.activities import TENANT, Json, message, pressed
from tests.adapters.teams.conftest import Office
from tests.adapters.teams.test_invokes import SIGN_UP, buttons, text_of
from tests.small_map import draw

COLLEAGUE = {"id": "29:collega", "name": "Collega", "aadObjectId": "00000000-0000-4000-8000-000000000009"}
FOLLOW_LATER = frozenset({"inbox", "dialogues", "posts"})
"""Tables that hold what is being said, what was typed for something that was refused, and which cards to draw anew."""


def everything(tx: Connection) -> dict[str, list[str]]:
    """Every row that is kept, and the notices that people get."""
    kept = (table for table in metadata.sorted_tables if table.name not in FOLLOW_LATER)
    found = {table.name: sorted(map(repr, tx.execute(select(table)))) for table in kept}
    found["outbox"] = sorted(tx.execute(select(outbox.c.key).where(outbox.c.key.contains("/notice/"))).scalars())
    return found


def form(line: str, **filled_in: str) -> Json:
    return {"line": line, "fields": " ".join(filled_in)} | {f"in.{name}": value for name, value in filled_in.items()}


class Clicks:
    """A coordinator and a colleague; each click is an activity of its own."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._clicks = 0

    async def on(self, data: Json, *, by_colleague: bool = False) -> Json:
        self._clicks += 1
        who = {"from": COLLEAGUE} if by_colleague else {}
        answer = await self.office.invoke(pressed(data, id=f"f:click-{self._clicks}") | who)
        await self.office.cafe.settled()
        return answer

    async def kept(self) -> dict[str, list[str]]:
        return await self.office.cafe.database.read(everything)


@pytest.fixture
async def clicks(office: Office) -> Clicks:
    """Of the coordinator are K-1 to K-3 and N-1; K-4 is the colleague's, who gave an answer to K-1."""
    database, clicks = office.cafe.database, Clicks(office)
    await database.write(draw)
    await clicks.on(SIGN_UP)
    await clicks.on(SIGN_UP | {"in.name": "Collega"}, by_colleague=True)
    member = await database.read(people.by_identity, "teams", f"{TENANT}/{message()['from']['aadObjectId']}")
    other = await database.read(people.by_identity, "teams", f"{TENANT}/{COLLEAGUE['aadObjectId']}")
    assert member
    assert other
    now = office.cafe.clock()
    await database.write(roles.grant, member.id, Grant(Role.coordinator), None, now)
    for asker, text in (
        (member, "Hoe nat is het?"),
        (member, "Hoe zout?"),
        (member, "Hoe diep?"),
        (other, "Hoe warm?"),
    ):
        await database.write(questions.put, asker.id, Draft(text), now)
    await database.write(questions.answer, 1, other.id, "Erg nat.", now)
    await clicks.on(NETWORK)
    return clicks


NETWORK = form(
    "netwerk aanmelden",
    name="Leerkring Peilbuizen",
    kind="leernetwerk",
    themes="grondwater",
    regions="Twente",
    aim="Samen leren.",
    level="",
    how_to_join="",
    website="",
)

BUTTONS: Mapping[str, Json] = {
    "answer": form("antwoord K-4", text="Vraag het de kennishub."),
    "accept": {"line": "helpt A-1"},
    "follow": {"line": "volg K-4"},
    "join": {"line": "ik ook K-4"},
    "pass on": form("geef door K-1", to="Collega"),
    "ask someone": form("vraag aan Collega", text="Hoe lees je een peilbuis?", agreed="M-2"),
    "register": NETWORK | {"in.name": "Leerkring Wadden"},
    "archive": form("netwerk archiveren N-1", sure="ja"),
    "close": form("sluit K-1", outcome="beantwoord", text="Opgelost."),
    "report": form("meld K-4", because="Dit is dubbel."),
    "hide": {"line": "verberg K-4"},
    "move": form("verplaats K-1", to="Twente"),
    "merge": form("voeg samen K-1", into="K-3"),
    "split": form("splits K-1", text="Wat kost een peilbuis?"),
    "digest": {"line": "weekbericht aan maandag 09:00"},
    "pause": {"line": f"pauze {utc_now() + timedelta(days=30):%d-%m-%Y}"},
    "block": {"line": "blokkeer Collega"},
    "grant": form("geef rol Collega", role="coördinator Twente"),
}


@pytest.mark.parametrize("name", BUTTONS)
async def test_a_second_click_changes_nothing_more(clicks: Clicks, name: str) -> None:
    before = await clicks.kept()
    answer = await clicks.on(BUTTONS[name])
    once = await clicks.kept()
    assert changed(before, once), "the first does something: " + text_of(answer)
    await clicks.on(BUTTONS[name])
    assert changed(once, await clicks.kept()) == {}


def changed(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The rows that are new or other, by table."""
    return {name: rows for name in after if (rows := [row for row in after[name] if row not in before[name]])}


async def test_undoing_twice_undoes_one_thing(clicks: Clicks) -> None:
    await clicks.on(form("verplaats K-1", to="Twente"))
    undo = buttons(await clicks.on(form("splits K-1", text="Wat kost een peilbuis?")))["Maak ongedaan"]
    assert "is weer zoals eerst" in text_of(await clicks.on(undo))
    once = await clicks.kept()
    told = await clicks.on(undo)
    assert text_of(told).startswith("Dat is al ongedaan gemaakt")
    assert changed(once, await clicks.kept()) == {}
    await clicks.on(buttons(told)["Maak het laatste ongedaan"])
    assert changed(once, await clicks.kept()), "the move before it, when that is what is meant"


async def test_a_choice_answers_the_question_that_it_stands_under_and_no_other(clicks: Clicks) -> None:
    await clicks.on(form("antwoord K-4", text="Met een thermometer."))
    sure = await clicks.on(form("vraag", text="Wie telt de kluten op het wad?"))
    assert "Stel mijn vraag" in text_of(sure)
    agreed = next(data for data in buttons(sure).values() if data["line"] == "ja")
    assert "Je vraag is gesteld" in text_of(await clicks.on(agreed))
    put = await clicks.kept()
    assert "Die vraag is voorbij" in text_of(await clicks.on(agreed))
    assert changed(put, await clicks.kept()) == {}


async def test_a_button_is_pressed_also_while_something_else_is_asked(clicks: Clicks) -> None:
    """A form that was sent with a mistake waits for its fields: a button elsewhere is no answer to them."""
    wrong = await clicks.on(NETWORK | {"in.name": "Leerkring Wadden", "in.regions": "Atlantis"})
    assert "Meld een netwerk aan" in text_of(wrong)
    assert "Je volgt K-4" in text_of(await clicks.on({"line": "volg K-4"}))


async def test_who_was_not_asked_presses_in_vain_also_where_a_button_is_sent_as_a_message(clicks: Clicks) -> None:
    office, before = clicks.office, await clicks.kept()
    told = {"line": "volg K-4", "only": f"{TENANT}/{message()['from']['aadObjectId']}"}
    assert await office.post(message(id="m:1", value=told) | {"from": COLLEAGUE, "text": None}) == 202
    assert await office.post(message(id="m:2", value=told) | {"text": None}) == 202
    await office.connector.until(lambda: bool(office.connector.sent))
    await office.cafe.settled()
    (followed,) = changed(before, await clicks.kept())["follows"]
    assert followed.startswith("(1,")


async def test_a_choice_that_is_sent_as_a_message_counts_as_well_and_once(clicks: Clicks) -> None:
    """What clients do that do not know `Action.Execute`."""
    office = clicks.office
    sure = await clicks.on(form("vraag", text="Wie maait de dijken in Salland?"))
    agreed = next(data for data in buttons(sure).values() if data["line"] == "ja")
    for number in range(2):
        assert await office.post(message(id=f"m:{number}", value=agreed) | {"text": None}) == 202
        await office.connector.until(lambda before=number: len(office.connector.sent) > before)  # type: ignore[misc]  # a default binds it
        await office.cafe.settled()
    weekly = "Wat deze week op je wacht"  # comes on its own on some days: the clock is the machine's
    first, second = (each for each in office.connector.texts("a:adviseur") if weekly not in each)
    assert "Je vraag is gesteld" in first
    assert "Die vraag is voorbij" in second
