"""Who changes the map: each role within its scope, no name that is an answer or a command, and every change undone."""

import pytest
from sqlalchemy import Connection, func, select

from bot.chat.texts import _
from storage import atlas, audit, tables
from storage.members.roles import Grant
from storage.vocabulary import Role, Subject
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put

TWENTE = {"Twente", "Overijssel", "country", "administrator"}
COUNTRY = {"country", "administrator"}
ACTS: list[tuple[tuple[str, ...], set[str]]] = [
    (("thema toevoegen", "stikstof"), COUNTRY),
    (("synoniem", "Twente", "Tukkerland"), TWENTE),
    (("synoniem", "Flevoland", "Polderland"), COUNTRY),
    (("synoniem", "Nederland", "Holland"), COUNTRY),
    (("synoniem", "water", "natheid"), COUNTRY),
    (("regio toevoegen", "Losser", "Twente"), TWENTE),
    (("regio toevoegen", "Urk", "Noordelijk Flevoland"), COUNTRY),
    (("regio toevoegen", "Oostland", "Twente; Noordelijk Flevoland"), COUNTRY),
    (("verberg K-1",), TWENTE),
    (("verberg K-2",), COUNTRY),
    (("geef rol", "Doel", "coordinator Twente"), TWENTE),
    (("geef rol", "Doel", "coordinator Flevoland"), COUNTRY),
    (("geef rol", "Doel", "stuurgroep"), {"administrator"}),
]


TAKEN = ("add", "name", "grant role", "hide")


async def asker(door: Door, who: str) -> Person:
    someone = await door.member("Vrager")
    match who:
        case "room moderator":
            await door.room("Kamer", moderators=[someone])
        case "Twente" | "Overijssel":
            await door.grant(someone, Grant(Role.coordinator, region_id=await door.region(who)))
        case "country":
            await door.grant(someone, Grant(Role.coordinator))
        case "administrator":
            await door.grant(someone, Grant(Role.admin))
    return someone


def done(tx: Connection) -> int:
    acts = tables.audit.c.act.in_(TAKEN)
    return tx.execute(select(func.count()).select_from(tables.audit).where(acts)).scalar_one()


@pytest.mark.parametrize("who", ["member", "room moderator", "Twente", "Overijssel", "country", "administrator"])
async def test_each_acts_within_their_scope_only(door: Door, who: str) -> None:
    target = await door.member("Doel")
    await put(target)
    await put(target, "Hoe houden we in Flevoland de bodem gezond?")
    someone = await asker(door, who)
    for lines, may in ACTS:
        before = await door.database.read(done)
        await someone.surely(*lines, "overslaan", "stop")
        assert (await door.database.read(done) > before) is (who in may), (who, lines)


@pytest.mark.parametrize(
    "name", ["ja", "Nee!", "ok", "stop", "terug", "1", "12", "a", "hulp", "wie weet", "mijn gegevens"]
)
async def test_what_people_say_for_something_else_becomes_no_name(door: Door, name: str) -> None:
    kernteam = await door.coordinator("Kernteam")
    before = await door.database.read(atlas.names_of_regions)
    # A form asks for all at once, so nothing of it is taken for an answer in a conversation.
    await kernteam.meets(kernteam.message("synoniem", values={"known": "Twente", "also": name}))
    assert await door.database.read(atlas.names_of_regions) == before


async def test_every_change_is_undone_with_one_press_and_it_is_kept_who_did(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    region = await door.region("Twente")
    said = await kernteam.in_turn("synoniem", "Twente", "Tukkerland")
    await kernteam.presses(_("Undo"), said)
    assert (await door.database.read(atlas.atlas)).region("Tukkerland") is None
    again = await kernteam.presses(_("Undo"), said)
    assert again.tells(_("That was undone already."))
    acts = await door.database.read(audit.of, Subject.region, region)
    assert [each.act for each in acts] == ["name", "undo"]
    assert {each.actor_id for each in acts} == {(await kernteam.member()).id}


async def test_a_region_that_somebody_uses_stays(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    said = await kernteam.in_turn("regio toevoegen", "Losser", "Twente", "overslaan")
    await door.member("Bewoner", regions="Losser")
    assert (await kernteam.presses(_("Undo"), said)).tells(_("{name} is in use already, so it stays.", name="losser"))
    assert (await door.database.read(atlas.atlas)).region("Losser") is not None


async def test_a_coordinator_undoes_nothing_outside_their_scope(door: Door) -> None:
    kernteam, flevoland = await door.coordinator("Kernteam"), await door.member("Flevoland")
    await door.grant(flevoland, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    said = await kernteam.in_turn("synoniem", "Twente", "Tukkerland")
    _number, button = said.button(_("Undo"))
    await flevoland.says(button.line)
    assert (await door.database.read(atlas.atlas)).region("Tukkerland") is not None
