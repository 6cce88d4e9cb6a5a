"""Each who answers for others has a first screen of their own: told apart by role and by region."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.chat.texts import Value, _
from storage.members.roles import Grant
from storage.networks import networks
from storage.networks.lists import put_network
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, Role
from tests.cafe import Door, Person, Said

SIGNAL = "signaal: het overleg over de dijk in Twente is altijd overdag, vrijwilligers kunnen dan niet"


async def who_is(door: Door, name: str, *grants: tuple[Role, str]) -> Person:
    someone = await door.member(name)
    for role, region in grants:
        await door.grant(someone, Grant(role, region_id=await door.region(region) if region else None))
    return someone


def lines(said: Said) -> set[str]:
    return {each.line for each in said.reply.actions()}


COORDINATOR, STEWARD = Role.coordinator, Role.steward


def coordinates(regions: str) -> Value:
    return _("coordinator of {regions}", regions=regions)


def ambassador(regions: str) -> Value:
    return _("ambassador of {regions}", regions=regions)


@pytest.mark.parametrize(
    ("grants", "role", "buttons"),
    [
        ([(COORDINATOR, "Twente")], coordinates("Twente"), ("agenda Twente", "witte vlekken Twente")),
        ([(COORDINATOR, "")], _("national coordinator"), ("agenda nationaal", "wat niemand weet")),
        ([(COORDINATOR, "Twente"), (COORDINATOR, "Salland")], coordinates("Salland, Twente"), ("agenda",)),
        ([(STEWARD, "Twente")], ambassador("Twente"), ("besluiten Twente", "risico's Twente")),
        ([(STEWARD, "")], _("steward"), ("besluiten", "risico's")),
        ([(COORDINATOR, "Twente"), (STEWARD, "Twente")], ambassador("Twente"), ("besluiten Twente",)),
    ],
)
async def test_help_begins_with_what_the_role_and_region_ask(
    door: Door, grants: Sequence[tuple[Role, str]], role: Value, buttons: Sequence[str]
) -> None:
    someone = await who_is(door, "Lid", *grants)
    said = await someone.says("hulp")
    assert said.tells(_("You are here as {role}.", role=role))
    assert {"te doen", *buttons} <= lines(said), lines(said)
    assert len(lines(said)) <= 6
    assert (await someone.says("te doen")).tells(_("You see this as {role}.", role=role))


async def test_help_is_for_what_somebody_needs_now(door: Door) -> None:
    """By role and state: a visitor, who is new, who is at home here, who drives a network, who answers for all."""
    member = await door.member("Lid")
    screens = {
        "visitor": [each.line for each in (await door.person("Bezoeker").says("hulp")).reply.actions()],
        "new": [each.line for each in (await member.says("hulp")).reply.actions()],
    }
    door.clock.ahead(timedelta(days=15))
    screens["member"] = [each.line for each in (await member.says("hulp")).reply.actions()]
    await listed(door, member)
    screens["convenor"] = [each.line for each in (await member.says("hulp")).reply.actions()]
    boss = await who_is(door, "Kernteam", (COORDINATOR, ""))
    screens["coordinator"] = [each.line for each in (await boss.says("hulp")).reply.actions()]
    first = {who: found[0] for who, found in screens.items()}
    told = {"visitor": "aanmelden", "new": "wie weet", "member": "wie weet", "convenor": "te doen"}
    assert first == {**told, "coordinator": "te doen"}
    assert "rondleiding" in screens["new"]
    assert "rondleiding" not in screens["member"]
    assert "mijn netwerken" in screens["convenor"]
    for who, found in screens.items():
        assert len(found) == len(set(found)) <= 6, (who, found)


async def listed(door: Door, who: Person) -> None:
    """A network on the list that somebody drives."""
    sheet = Sheet("Leerkring Veen", NetworkKind.leernetwerk, Level.regionaal)
    made, _new = await door.database.write(put_network, sheet, door.clock(), confirmed_on=None)
    await door.database.write(networks.join, made, (await who.member()).id, NetworkRole.convenor, door.clock())


async def test_a_member_has_no_such_screen(door: Door) -> None:
    anna = await door.member("Aanjager Bodem")
    assert "Je bent hier als" not in await anna.says("hulp")
    assert "Je ziet dit als" not in await anna.says("te doen")


async def test_who_decides_sees_decisions_first_and_what_coordinators_do_behind_a_button(door: Door) -> None:
    coordinator = await who_is(door, "Kennisschakelaar", (Role.coordinator, ""))
    decides = await who_is(door, "Ambassadeur", (Role.steward, "Twente"))
    elsewhere = await who_is(door, "Ambassadeur elders", (Role.steward, "Flevoland"))
    anna = await door.member("Aanjager Bodem")
    await anna.in_turn(SIGNAL, "ja")
    await anna.in_turn(
        "netwerk aanmelden", "Leerkring Veen", "leernetwerk", "water", "Twente", "Samen leren", "overslaan", "overslaan"
    )
    assert (await decides.says("te doen")).tells(_("No decision waits for you."))
    await anna.in_turn("voorstel S-1: wissel overdag en avond af, en vraag het de vrijwilligers vooraf", "ja")
    await coordinator.in_turn("leg voor S-1 aan stuurgroep", "ja")
    said = await decides.says("te doen")
    assert "S-1" in said, said
    assert "Leerkring Veen" not in said
    assert "S-1" not in await elsewhere.says("te doen")
    everything = await decides.says("te doen alles")
    assert "Leerkring Veen" in everything
    assert "Leerkring Veen" in await coordinator.says("te doen")
