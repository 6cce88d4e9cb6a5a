"""Relations: a tie counts once both sides say so, no leaves no trace, and what is counted points at nobody."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from bot.chat.texts import _
from storage.database.database import Tx
from storage.relations import relations as storage
from storage.relations import ties
from storage.relations.partners import called
from storage.relations.tables import connectors, relations
from storage.relations.tables import ties as tie_rows
from storage.tables import audit
from tests.cafe import Door, Person
from tests.commands.relations.life import network

ONE, OTHER, THIRD = "Keienkring", "Zandtafel", "Veenhuis"


async def made(door: Door, *names: str) -> list[Person]:
    """Networks on the list, each with a convenor of its own."""
    await door.coordinator("Kernteam")
    people = []
    for number, name in enumerate(names, 1):
        people.append(await door.member(f"Aanjager {name}"))
        await network(door, people[-1], name)
        await door.person("Kernteam").does(f"keur goed N-{number}")
    return people


async def counted(door: Door) -> None:
    """The night passes, and all ties are worked out."""
    door.clock.now = door.clock.now.replace(hour=2) + timedelta(days=1)
    await door.cafe.work["ties"]()


def _ids(tx: Tx) -> list[int]:
    return list(tx.execute(select(tie_rows.c.id)).scalars())


def rows(tx: Tx) -> tuple[int, ...]:
    return tuple(tx.execute(select(func.count()).select_from(table)).scalar_one() for table in (relations, tie_rows))


async def test_a_tie_counts_once_the_other_side_says_yes(door: Door) -> None:
    one, other = await made(door, ONE, OTHER)
    said = await one.says(f"koppel {ONE} aan {OTHER}: werkt samen met, elke maand")
    assert f"Ik vraag het de aanjager van {OTHER}" in said
    asked = await other.hears(f"{ONE} zegt: werkt samen met {OTHER} (elke maand)")
    reader = await door.member("Deelnemer")
    assert OTHER not in await reader.says(f"relaties {ONE}")
    assert f"Wacht op een ja: {ONE} werkt samen met {OTHER}" in await one.says(f"relaties {ONE}")
    await other.presses(_("Yes"), asked)
    await one.hears(f"{OTHER} zegt ja")
    assert f"werkt samen met: {ONE}" in await reader.says(f"relaties {OTHER}")
    assert "elke maand" in await reader.says(f"alle relaties {OTHER}")
    await other.says("maak ongedaan")
    await one.hears("teruggenomen")
    assert ONE not in await reader.says(f"relaties {OTHER}")


@pytest.mark.parametrize(
    ("language", "line", "told"),
    [
        ("nl", "wie zijn de buren van hub Twente", "Leerkring Bouwen aan Kennis"),
        ("nl", "met wie is de Regionale Kennishub Twente verbonden", "Leerkring Bouwen aan Kennis"),
        ("en", "who are the neighbours of hub Twente", "Leerkring Bouwen aan Kennis"),
        ("nl", "hoe hangt hub Twente samen met het FPLG", "In 3 stappen"),
        ("nl", "wat heeft het FPLG met hub Twente te maken", "In 3 stappen"),
        ("en", "how does hub Twente relate to the FPLG", "In 3 steps"),
        ("nl", "via wie kom ik bij hub Twente", "Vandaar zoek ik de weg"),
        ("en", "through whom do i get to hub Twente", "From there I look for the way"),
        ("nl", "welke netwerken zijn eilanden", "Netwerken zonder banden"),
        ("nl", "welke netwerken staan op zichzelf", "Netwerken zonder banden"),
        ("en", "which networks stand alone", "Networks without a tie"),
        ("nl", "wie verbindt Twente en het Rijk", "Niemand heeft gezegd dat hij zo gevonden wil worden"),
    ],
)
async def test_own_words_ask_for_ties(understanding: Door, language: str, line: str, told: str) -> None:
    reader = await understanding.member("Deelnemer", language)
    assert told in await reader.says(line)


async def test_no_leaves_no_trace(door: Door) -> None:
    one, other = await made(door, ONE, OTHER)
    await one.says(f"koppel {ONE} aan {OTHER}: benut")
    asked = await other.hears(f"{ONE} zegt")
    assert "zonder reden" in await other.presses(_("No"), asked)
    await one.hears(f"{OTHER} zegt nee")
    assert await door.database.read(rows) == (0, 0)
    kept = await door.database.read(lambda tx: tx.execute(select(audit)).all())
    assert not [each for each in kept if each.act.endswith("tie") and (each.detail or each.act != "tie")]
    assert "wacht niet meer" in await other.presses(_("Yes"), asked) or "geen band" in await other.says("band klopt")


async def test_only_who_speaks_for_a_side_can_say_it(door: Door) -> None:
    _one, _other, third = await made(door, ONE, OTHER, THIRD)
    refused = await third.says(f"koppel {ONE} aan {OTHER}: benut")
    assert f"de aanjager van {ONE}" in refused
    assert await door.database.read(rows) == (0, 0)
    assert "hetzelfde netwerk" in await third.says(f"koppel {THIRD} aan {THIRD}: benut")
    assert "geen band" in await third.says("band klopt 1")


async def test_who_speaks_for_both_sides_is_not_asked(door: Door) -> None:
    await made(door, ONE, OTHER)
    kernteam = door.person("Kernteam")
    assert "telt vanaf nu" in await kernteam.says(f"koppel {ONE} aan {OTHER}: kans: benut")
    assert f"Kans: benut {OTHER}" in await kernteam.says(f"relaties {ONE}")
    assert "Ik ken geen weg" in await kernteam.says(f"hoe hangt {ONE} samen met {OTHER}")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: benut")
    assert "staat er al" in await kernteam.says(f"koppel {ONE} aan {OTHER}: benut")
    assert "In 1 stap" in await kernteam.says(f"hoe hangt {ONE} samen met {OTHER}")
    assert "is weg" in await kernteam.says(f"haal band weg {ONE} aan {OTHER}")
    assert await door.database.read(rows) == (0, 0)
    assert "er weer" in await kernteam.says("maak ongedaan")
    assert await door.database.read(rows) == (1, 2)


async def test_shared_members_are_counted_from_two(door: Door) -> None:
    await made(door, ONE, OTHER)
    for number in (1, 2):
        someone = await door.member(f"Deelnemer {number}")
        for name in (ONE, OTHER):
            await someone.says(f"netwerk meedoen {name}")
        await counted(door)
        told = await someone.says(f"relaties {ONE}")
        assert (f"{OTHER} (2)" in told) is (number == 2)
    assert "In 1 stap" in await someone.says(f"hoe hangt {ONE} samen met {OTHER}")


async def test_the_way_goes_over_three_ties_and_no_more(door: Door) -> None:
    names = [f"Kring {letter}" for letter in "abcde"]
    await made(door, *names)
    kernteam = door.person("Kernteam")
    for one, other in pairwise(names):
        await kernteam.says(f"koppel {one} aan {other}: werkt samen met")
    assert "In 3 stappen" in await kernteam.says("hoe hangt Kring a samen met Kring d")
    assert "Ik ken geen weg" in await kernteam.says("hoe hangt Kring a samen met Kring e")
    someone = await door.member("Deelnemer")
    assert "bij welke netwerken je hoort" in await someone.says("via wie kom ik bij Kring c")
    await someone.says("netwerk meedoen Kring a")
    told = await someone.says("via wie kom ik bij Kring c")
    assert "Via Kring a, waar jij bij hoort: werkt samen met Kring b" in told
    assert "Aanspreekpunt: de aanjager van Kring a" in told
    await door.person("Aanjager Kring a").says("laat zien dat ik verbind")
    assert "Aanspreekpunt: Aanjager Kring a" in await someone.says("via wie kom ik bij Kring c")


async def test_islands_are_tied_to_nothing(door: Door) -> None:
    await made(door, ONE, OTHER, THIRD)
    kernteam = door.person("Kernteam")
    await kernteam.says(f"koppel {ONE} aan {OTHER}: benut")
    told = await kernteam.says("eilanden")
    assert THIRD in told
    assert ONE not in told


async def test_nobody_connects_who_did_not_say_so(door: Door) -> None:
    await made(door, ONE, OTHER)
    someone = await door.member("Deelnemer")
    for name in (ONE, OTHER):
        await someone.says(f"netwerk meedoen {name}")
    assert "Niemand heeft gezegd" in await someone.says(f"wie verbindt {ONE} en {OTHER}")
    await someone.says("laat zien dat ik verbind")
    assert "Deelnemer" in await door.person("Kernteam").says(f"wie verbindt {ONE} en {OTHER}")
    await someone.says("maak ongedaan")
    assert "Niemand heeft gezegd" in await someone.says(f"wie verbindt {ONE} en {OTHER}")
    assert await door.database.read(lambda tx: tx.execute(select(connectors)).all()) == []


async def test_the_night_changes_only_what_differs(door: Door) -> None:
    await made(door, ONE, OTHER)
    await door.person("Kernteam").says(f"koppel {ONE} aan {OTHER}: benut")
    before = await door.database.read(_ids)
    await counted(door)
    assert await door.database.read(_ids) == before
    partner = await door.database.read(called, ONE)
    assert partner
    await door.database.write(lambda tx: ties.hide(tx, 1))
    await door.database.write(lambda tx: ties.rebuild(tx, storage.counting(tx), []))
    assert len(await door.database.read(lambda tx: ties.of(tx, [partner.thing]))) == 1


async def test_answers_between_organisations_are_counted_from_three_and_never_unnamed(door: Door) -> None:
    asker = await door.member("Vrager", organisation="Waterschap Een")
    helper = await door.member("Helper", organisation="Provincie Twee")
    for number in range(1, 5):
        if number == 3:
            await asker.says("altijd zonder naam")
        await asker.in_turn(f"vraag Hoe houd je vijver {number} helder?", "ja")
        await helper.says(f"antwoord K-{number} Met riet.")
        if number == 3:
            await asker.says("altijd met naam")
        await counted(door)
        told = await helper.says("relaties Provincie Twee")
        # The third was asked without a name: it takes a fourth.
        assert ("Waterschap Een (3)" in told) is (number == 4), (number, told)


async def test_all_ties_and_lone_networks_are_asked_for_in_a_sentence(door: Door) -> None:
    await made(door, ONE, OTHER)
    reader = await door.member("Deelnemer")
    assert ONE in await reader.says(f"alle relaties van het netwerk {ONE}, graag")
    assert ONE in await reader.says("losse netwerken in Nederland")
    assert ONE not in await reader.says("losse netwerken in Flevoland")


async def test_two_are_named_by_a_part_of_a_name_and_as_ones_own(door: Door) -> None:
    one, other = await made(door, "Leerkring Bouwen met Keien", OTHER)
    assert "Leerkring Bouwen met Keien" in await other.says("hoe hangt bouwen met keien samen met Zandtafel")
    said = await one.says("koppel ons netwerk aan Zandtafel: deelt mensen met")
    assert f"Ik vraag het de aanjager van {OTHER}" in said
    assert "Wacht op een ja" in await one.says("relaties Leerkring Bouwen met Keien")
