"""Area processes: steps that are done, agreements that partners alone see, and help for who is new or stuck."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from commands.area_process.todo import STILL
from storage.events import meetings
from storage.events.meeting import Draft as Meeting
from storage.lessons import lessons
from storage.lessons.lesson import Aspect, Draft, Side
from storage.members.roles import Grant
from storage.signals import signals
from storage.signals.signal import Decision, State
from storage.signals.signal import Draft as Signal
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said
from tests.commands.area_process.life import area
from tests.commands.test_the_loop import later


async def started(door: Door) -> tuple[Person, str]:
    """Somebody who drives an area process that is at its start, and its number."""
    await door.coordinator("Kernteam")
    lead = await door.member("Procesleider")
    number = await area(door, lead)
    said = await lead.in_turn(f"gebiedsproces starten {number}", "klopt")
    assert said.tells(_("Undo")), said
    return lead, number


async def test_a_step_that_is_done_leads_to_the_next_and_back(door: Door) -> None:
    lead, number = await started(door)
    assert "stap 0 van 2: Opstart" in await lead.says("waar staan we in Twente")
    said = await lead.says("stap klaar")
    assert "Opstart" in said
    assert "iedereen opstart kent" in said
    said = await lead.says("ja")
    assert "stap 1 van 2" in said
    assert said.tells(_("Lesson of others: {text}", text="begin klein"))
    await lead.presses(_("Undo"), said)
    assert "stap 0 van 2" in await lead.says(f"gebiedsproces {number}")
    for _each in range(2):
        await lead.in_turn("stap klaar", "ja")
    assert (await lead.says("stap klaar")).tells(_("{name} is at its last step.", name="Zwerfkeiengebied"))


async def test_two_lessons_of_others_stand_at_the_step_where_they_were_learnt(door: Door) -> None:
    lead, number = await started(door)
    other, mine = [(await each.member()).id for each in (await door.member("Ander"), lead)]

    async def learnt(text: str, by: int, step: int) -> int:
        draft = Draft(text, Side.better, Aspect.process, step=step)
        return await door.database.write(lessons.put, by, draft, door.clock())

    def told(said: Said) -> list[str]:
        lines = (line.strip() for line in said.splitlines())
        return [line.removeprefix("Les van anderen: ") for line in lines if line.startswith("Les van anderen: ")]

    await learnt("Kaarten lagen te laat op tafel", other, 1)
    last = await learnt("Nodig boeren aan de keukentafel uit", other, 1)
    await learnt("Wij vergaderden te lang", mine, 1)
    await learnt("Kies samen een kleur", other, 2)
    said = await lead.in_turn("stap klaar", "ja")
    wanted = ["begin klein", f"Nodig boeren aan de keukentafel uit (L-{last})"]
    assert told(said) == wanted, "of the way of working and the latest of somebody else, and none of one's own"
    assert told(await lead.says(f"gebiedsproces {number}")) == wanted
    assert "Kies samen een kleur" in told(await lead.in_turn("stap klaar", "ja"))[1]


async def test_partners_hear_of_a_step_once_and_who_did_it_does_not(door: Door) -> None:
    lead, number = await started(door)
    partner = await door.member("Partner")
    await partner.says(f"netwerk meedoen {number}")
    await lead.in_turn("stap klaar", "ja")
    await later(door)
    heard = [said for said in door.heard_in(partner.chat) if "Nu bij stap 1 van 2" in said]
    assert len(heard) == 1
    assert not [said for said in door.heard_in(lead.chat) if "Nu bij stap 1 van 2" in said]


@pytest.mark.parametrize("role", ["member", "coordinator", "admin"])
async def test_agreements_are_seen_by_partners_alone(door: Door, role: str) -> None:
    lead, number = await started(door)
    said = await lead.says(f"afspraak {number} wie besluit: de zwerfkeienraad")
    assert said.tells(_("Written down: {topic}. Only who takes part sees it.", topic=_("who decides")))
    assert "zwerfkeienraad" in await lead.says("afspraken")
    other = await door.member("Ander")
    if role != "member":
        await door.grant(other, Grant(Role[role]))
    for line in (f"afspraken {number}", f"gebiedsproces {number}", number, f"praat me bij over {number}"):
        assert "zwerfkeienraad" not in await other.says(line), line
    said = await other.says(f"afspraak {number} rollen: alles")
    assert said.tells(_("Agreements are for who takes part in {name}.", name="Zwerfkeiengebied"))
    found = await other.says("wie weet iets over zwerfkeienraad")
    assert "Zwerfkeiengebied" not in found


async def test_a_partner_writes_over_nothing_that_others_agreed_on(door: Door) -> None:
    lead, number = await started(door)
    await lead.says(f"afspraak {number} wie besluit: de zwerfkeienraad")
    partner = await door.member("Partner")
    await partner.says(f"netwerk meedoen {number}")
    await partner.says(f"afspraak {number} wie besluit: ik alleen")
    assert "zwerfkeienraad" in await partner.says(f"afspraken {number}")
    await partner.says(f"afspraak {number} rollen: iedereen telt")
    assert "iedereen telt" in await lead.says(f"afspraken {number}")
    for who in (partner, lead):
        await who.says(f"afspraak {number} rollen: {who.identity.name} telt")
        assert f"{who.identity.name} telt" in await lead.says(f"afspraken {number}")


async def test_who_is_stuck_hears_what_was_agreed_and_nobody_else_hears_it(door: Door) -> None:
    lead, number = await started(door)
    said = await lead.says("we lopen vast")
    assert said.tells(_("Nothing was agreed about it yet. Shall I put it on your agenda?"))
    assert (await lead.says("nee")).tells(_("Good. Nothing was put, and nobody hears anything."))
    said = await lead.in_turn("we lopen vast", "ja")
    assert said.tells(_("You see first how it will stand on the agenda of {name}.", name="Zwerfkeiengebied"))
    await lead.says(f"afspraak {number} als we vastlopen: bel de begeleider")
    said = await lead.says("we lopen vast")
    assert said.tells(_("You agreed on this: {what}", what="bel de begeleider"))
    kernteam = door.person("Kernteam")
    assert not [each for each in door.heard_in(kernteam.chat) if "vast" in each]


async def test_who_joins_is_offered_to_be_caught_up_once(door: Door) -> None:
    lead, number = await started(door)
    partner = await door.member("Partner")
    door.clock.ahead(timedelta(minutes=5))
    await partner.says(f"netwerk meedoen {number}")
    for _each in range(2):
        await door.cafe.work["area processes"]()
        await door.cafe.settled()
    offer = _("You take part in {name} now. Shall I catch you up?", name="Zwerfkeiengebied")
    told = await partner.presses(_("Catch me up"), await partner.hears(offer))
    assert not [each for each in partner.notices if each.tells(offer)], "once"
    assert "stap 0 van 2" in told
    assert "Procesleider" in told
    assert len(told.splitlines()) <= 12
    assert not [each for each in door.heard_in(lead.chat) if each.tells(offer)]


async def test_catching_up_tells_all_in_twelve_lines_and_agreements_to_partners_alone(door: Door) -> None:
    lead, number = await started(door)
    region = frozenset({await door.region("Twente")})
    await lead.says(f"afspraak {number} wie besluit: de zwerfkeienraad")
    decided = Signal(
        "Keien raken kwijt", state=State.decided, decision=Decision.adopt, reason="want ze zijn oud", regions=region
    )
    await door.database.write(signals.put, (await lead.member()).id, decided, door.clock())
    start = door.clock() + timedelta(days=9)
    meeting = Meeting("Keien tellen", start, start + timedelta(hours=2), "Europe/Amsterdam", regions=region)
    await door.database.write(meetings.put, (await lead.member()).id, meeting, door.clock())
    told = await lead.says("praat me bij over Zwerfkeiengebied")
    for part in (
        "Samen zwerfkeien bewaren",
        "stap 0 van 2",
        "zwerfkeienraad",
        "Keien raken kwijt",
        "Keien tellen",
        "Procesleider",
    ):
        assert part in told, part
    assert len([each for each in told.splitlines() if not each.strip().startswith("[")]) <= 12
    outsider = await (await door.member("Ander")).says("praat me bij over Zwerfkeiengebied")
    assert "Keien tellen" in outsider
    assert "zwerfkeienraad" not in outsider


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("praat me bij over het gebied Zwerfkeiengebied", "stap 0 van 2"),
        (
            "we lopen vast in Zwerfkeiengebied, de boeren en de provincie praten niet meer",
            "Zal ik het op jullie agenda",
        ),
    ],
)
async def test_the_area_is_read_behind_what_it_is_and_before_a_story(door: Door, line: str, told: str) -> None:
    lead, _number = await started(door)
    assert told in await lead.says(line)


async def test_half_a_year_without_a_step_is_asked_once(door: Door) -> None:
    lead, _number = await started(door)
    door.clock.ahead(STILL + timedelta(days=1))
    for _each in range(2):
        await door.cafe.work["upkeep"]()
        await door.cafe.settled()
    said = await lead.hears(_("Is it still at step {number}, {title}?", number=0, title="Opstart"))
    assert (await lead.presses(_("Still right"), said)).tells(_("Good. It stays at this step."))
    assert not [each for each in lead.notices if "Opstart" in each]


@pytest.mark.parametrize("line", ["gebiedsproces starten {}", "stap klaar {}", "stap klopt nog {}"])
async def test_nobody_else_moves_it(door: Door, line: str) -> None:
    _lead, number = await started(door)
    other = await door.member("Ander")
    await door.grant(other, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    said = await other.says(line.format(number))
    assert said.tells(_("Who drives {name} can do this, or a coordinator.", name="Zwerfkeiengebied"))


async def test_what_names_no_area_is_told(door: Door) -> None:
    await door.coordinator("Kernteam")
    someone = await door.member("Iemand")
    said = await someone.says("gebiedsproces Ruimtestation")
    assert said.tells(_("I know no area process called {name}. Name a network or region.", name="Ruimtestation"))
    assert (await someone.says("stap klaar")).tells(_("Of which area? Name it, such as {example}.", example="De Peel"))
    await area(door, someone)
    said = await someone.says("uitgangspunten")
    assert "Past het detail bij het werk?" in said
