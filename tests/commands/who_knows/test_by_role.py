"""Who drives a network, and who coordinates a region, asked for by that part and not by name."""

import pytest

from bot.chat.texts import _
from storage.members.roles import Grant
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Role
from tests.cafe import START, Door, Person


async def network(door: Door, name: str, kind: NetworkKind, *convenors: Person) -> int:
    sheet = Sheet(name, kind, Level.regionaal, also=(f"{name} NL",))
    made = await door.database.write(networks.create, sheet, NetworkStatus.listed, START, by=None)
    for each in convenors:
        await door.database.write(networks.join, made.id, (await each.member()).id, NetworkRole.convenor, START)
    return made.id


@pytest.fixture
async def seeker(door: Door) -> Person:
    return await door.member("Zoeker")


@pytest.mark.parametrize(
    "line",
    [
        "wie is de aanjager van Kennispunt Zand?",
        "Wie is de trekker van het netwerk Kennispunt Zand",
        "contactpersoon voor Kennispunt Zand NL",
        "aanspreekpunt van kennispunt zand",
        "wie trekt Kennispunt Zand?",
        "wie jaagt Kennispunt Zand aan",
        "who is the convenor of Kennispunt Zand?",
        "who leads Kennispunt Zand",
    ],
)
async def test_who_drives_a_network_is_found_by_that(door: Door, seeker: Person, line: str) -> None:
    await network(door, "Kennispunt Zand", NetworkKind.kennisnetwerk, await door.member("Zandman"))
    said = await seeker.says(line)
    assert "Zandman" in said
    assert "Kennispunt Zand" in said
    assert said.tells(_("Ask them"))


@pytest.mark.parametrize(
    "line", ["oke en wie is daar de aanjager van", "wie is er de contactpersoon?", "and who is the convenor of that?"]
)
async def test_who_drives_what_was_just_shown_is_asked_without_its_name(door: Door, seeker: Person, line: str) -> None:
    number = await network(door, "Kennispunt Zand", NetworkKind.kennisnetwerk, await door.member("Zandman"))
    await seeker.says(f"N-{number}")
    said = await seeker.says(line)
    assert "Zandman" in said
    assert said.tells(_("Ask them"))


async def test_a_programme_has_one_too_and_several_are_a_choice(door: Door, seeker: Person) -> None:
    drivers = (await door.member("Een Trekker"), await door.member("Twee Trekker"))
    await network(door, "Schone Lucht", NetworkKind.programma, *drivers)
    said = await seeker.says("wie is de contactpersoon van het programma Schone Lucht")
    assert "Een Trekker" in said
    assert "Twee Trekker" in said


async def test_who_hides_is_as_if_there_was_nobody(door: Door, seeker: Person) -> None:
    hidden = await door.member("Verborgen", found="nee")
    first = await network(door, "Met Iemand", NetworkKind.kennisnetwerk, hidden)
    second = await network(door, "Zonder Iemand", NetworkKind.kennisnetwerk)
    with_one = await seeker.says("wie is de aanjager van Met Iemand")
    without = await seeker.says("wie is de aanjager van Zonder Iemand")
    assert "Verborgen" not in with_one
    assert with_one.replace("Met", "Zonder").replace(f"N-{first}", f"N-{second}") == without
    assert without.tells(_("Ask them"))
    where = await door.room("water")
    assert "Verborgen" not in await hidden.says("wie is de aanjager van Met Iemand", where=where)


async def test_who_coordinates_a_region_is_found_by_that(door: Door, seeker: Person) -> None:
    here = await door.member("Hub Twente")
    await door.grant(here, Grant(Role.coordinator, region_id=await door.region("Twente")))
    around = await door.member("Hub Overijssel")
    await door.grant(around, Grant(Role.coordinator, region_id=await door.region("Overijssel")))
    assert "Hub Twente" in await seeker.says("wie is de coördinator van Twente?")
    assert "Hub Twente" in await seeker.says("who coordinates Twente")
    wider = await seeker.says("wie is coordinator van regio Salland")
    assert "Hub Overijssel" in wider
    assert wider.tells(
        _("{region} has no coordinator of its own. For all of {wider}:", region="Salland", wider="Overijssel")
    )
    nobody = await seeker.says("wie is coördinator in Flevoland")
    assert nobody.tells(_("Nobody shows themselves here as coordinator of {region}.", region="Flevoland"))
    await door.coordinator("Kernteam")
    assert "Kernteam" in await seeker.says("wie is coördinator in Flevoland")


async def test_what_has_no_such_part_is_looked_for(door: Door, seeker: Person) -> None:
    await door.member("Bodemkenner", knows="Ik weet van bodemdaling.")
    assert "Bodemkenner" in await seeker.says("contactpersoon voor bodemdaling")


async def test_a_name_that_begins_so_is_a_name(door: Door, seeker: Person) -> None:
    await door.member("Coördinator van de Delta", knows="Ik weet van eb en vloed.")
    assert "eb en vloed" in await seeker.says("wie is de Coördinator van de Delta?")
