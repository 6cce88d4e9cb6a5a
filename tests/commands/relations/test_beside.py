"""What relations add elsewhere: on the card of a network, in `te doen`, and for a hub that begins."""

from datetime import UTC, datetime, timedelta

from bot.chat.texts import _
from tests.cafe import Door
from tests.commands.relations.test_relations import ONE, OTHER, THIRD, made
from tests.commands.test_rights import fill


async def test_the_card_of_a_network_leads_to_its_ties(door: Door) -> None:
    await made(door, ONE, OTHER)
    kernteam = door.person("Kernteam")
    assert "Relaties" not in await kernteam.says("N-1")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: benut")
    card = await kernteam.says("N-1")
    assert "Relaties: 1 band" in card
    assert "wordt benut door" in await kernteam.says("relaties N-2")
    assert "Relaties" in card.buttons


async def test_who_is_asked_finds_it_among_what_there_is_to_do(door: Door) -> None:
    one, other = await made(door, ONE, OTHER)
    await one.says(f"koppel {ONE} aan {OTHER}: benut")
    await other.hears(f"{ONE} zegt")
    told = await other.says("te doen")
    assert f"{ONE} benut {OTHER}" in told
    assert "Nee" in told.buttons


async def test_who_said_a_tie_sees_what_became_of_it(door: Door) -> None:
    one, other = await made(door, ONE, OTHER)
    await one.says(f"koppel {ONE} aan {OTHER}: benut")
    assert f"wacht op de aanjager van {OTHER}" in await one.says("mijn inbreng")
    await other.says("band klopt")
    told = await one.says("mijn inbreng")
    assert f"{ONE} benut {OTHER}" in told
    assert "telt" in told


async def test_coordinators_see_islands_in_the_first_week_of_a_month(door: Door) -> None:
    await made(door, ONE, OTHER)
    kernteam = door.person("Kernteam")
    assert "2 netwerken zonder band" in await kernteam.says("te doen")
    door.clock.now = datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert "zonder band" not in await kernteam.says("te doen")


async def test_a_hub_that_begins_hears_of_the_chances_that_wait_for_one(door: Door) -> None:
    await made(door, ONE, OTHER)
    kernteam = door.person("Kernteam")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: kans: wil meewerken aan, als hier een hub komt")
    lead = await door.member("Trekker")
    sheet = {
        "name": THIRD,
        "kind": "regionale kennishub",
        "level": "regionaal",
        "themes": "bodem",
        "regions": "Twente",
        "aim": "Een hub.",
        "how_to_join": "Bel ons.",
        "website": "",
        "another": "ja",
    }
    await fill(lead, "netwerk aanmelden", sheet)
    await kernteam.does("keur goed N-3")
    told = await lead.hears("Deze kansen wachtten op een hub")
    assert f"{ONE} wil meewerken aan {OTHER}" in told
    assert "als hier een hub komt" in told


async def test_a_digest_tells_once_that_both_sides_say_they_are_tied(door: Door) -> None:
    one, other = await made(door, ONE, OTHER)
    door.clock.ahead(timedelta(days=14))  # that these are on the list is no news any more
    reader = await door.member("Deelnemer", themes="", regions="")
    await reader.says("weekbericht aan maandag 09:00")
    await one.says(f"koppel {ONE} aan {OTHER}: werkt samen met, elke maand")
    assert "werkt samen met" not in await reader.says("weekbericht bekijken"), "the other side said nothing yet"
    await other.presses(_("Yes"), await other.hears(f"{ONE} zegt"))
    shown = await reader.says("weekbericht bekijken")
    assert shown.tells(_("New ties between networks"), f"{ONE} werkt samen met {OTHER}")
    await other.says("maak ongedaan")
    assert "werkt samen met" not in await reader.says("weekbericht bekijken")
