"""What networks need and offer, of whom they are, until when they run, where there are none, and their quarter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.chat.texts import _
from storage import atlas
from storage.members import organisations
from storage.members.roles import Grant
from storage.networks import endings, networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Role
from tests.cafe import START, Door, Person


async def a_network(door: Door, name: str, convenor: Person | None = None, **sheet: object) -> str:
    """A listed network: its number."""
    me = await convenor.member() if convenor else None

    def put(tx: Connection) -> int:
        made = networks.create(
            tx,
            Sheet(name, **{"kind": NetworkKind.leernetwerk, "level": Level.regionaal, **sheet}),  # type: ignore[arg-type]  # as told
            NetworkStatus.listed,
            START,
            by=None,
        )
        if me:
            networks.join(tx, made.id, me.id, NetworkRole.convenor, START)
        return made.id

    return f"N-{await door.database.write(put)}"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("netwerken RWS", {"Delta", "Waterkring"}),
        ("netwerken van Rijkswaterstaat", {"Delta", "Waterkring"}),
        ("netwerken van provincie Overijssel", {"Vechtkring"}),
        ("netwerken water RWS", {"Waterkring"}),
        ("netwerken nationaal RWS", {"Delta"}),
        ("networks at RWS", {"Delta", "Waterkring"}),
        ("netwerken regionaal", {"Waterkring", "Vechtkring"}),
    ],
)
async def test_networks_are_listed_by_level_and_organisation(door: Door, said: str, found: set[str]) -> None:
    def put(tx: Connection) -> tuple[int, int]:
        return organisations.put(tx, "Rijkswaterstaat", also=["RWS"])[0], organisations.put(tx, "Provincie Overijssel")[
            0
        ]

    rws, province = await door.database.write(put)
    water = await the_theme(door, "water")
    await a_network(door, "Delta", organisation_id=rws, level=Level.nationaal)
    await a_network(door, "Waterkring", organisation_id=rws, themes=frozenset({water}))
    await a_network(door, "Vechtkring", organisation_id=province)
    listed = await door.person("Lezer").says(said)
    assert {name for name in ("Delta", "Waterkring", "Vechtkring") if name in listed} == found, listed


async def the_theme(door: Door, name: str) -> int:
    found = (await door.database.read(atlas.atlas)).theme(name)
    assert found
    return found.id


async def the_region(door: Door, name: str) -> int:
    found = (await door.database.read(atlas.atlas)).region(name)
    assert found
    return found.id


async def test_what_a_network_needs_is_told_shown_found_and_undone(door: Door) -> None:
    anna, bert = await door.member("Aanjager Delta"), await door.member("Aanjager Vecht")
    delta, vecht = await a_network(door, "Delta", anna), await a_network(door, "Vechtkring", bert)
    told = await anna.says(f"netwerk zoekt {delta}: geld, juridische hulp")
    assert "Delta zoekt: geld; juridische hulp." in told
    await bert.says(f"netwerk biedt {vecht}: geld")
    assert "Zoekt: geld; juridische hulp" in await bert.says(delta)
    offers = await anna.presses(_("Who offers that"), told)
    assert "Vechtkring" in offers
    assert "Delta" not in offers
    assert "Delta" in await bert.says("welke netwerken zoeken geld")
    assert "Delta" not in await bert.says("netwerken die training nodig hebben")
    assert "Vechtkring" in await anna.says("networks that offer money")
    assert (await anna.presses(_("Undo"), told)).tells(_("{name} is as it was.", name="Delta"))
    assert "juridische" not in await bert.says(delta)
    await anna.says(f"{delta} zoekt mensen")
    assert "Zoekt: mensen" in await bert.says(delta)
    assert (await anna.in_turn(f"netwerk zoekt {delta}", "overslaan")).tells(
        _("{network} needs nothing now.", network="Delta")
    )
    assert "Zoekt" not in await bert.says(delta)


@pytest.mark.parametrize(
    ("language", "line", "found"),
    [
        ("nl", "wie biedt training", {"Delta"}),
        ("nl", "wie biedt er een ruimte?", {"Vechtkring"}),
        ("nl", "welk netwerk heeft een zaal over", {"Vechtkring"}),
        ("nl", "welke netwerken bieden training of ruimte", {"Delta", "Vechtkring"}),
        ("nl", "wie biedt training in Twente", {"Delta"}),
        ("nl", "wie biedt training in Flevoland", set[str]()),
        ("nl", "wie zoekt geld", {"Delta"}),
        ("nl", "wie heeft geld nodig", {"Delta"}),
        ("en", "who offers training", {"Delta"}),
        ("en", "which network has a room to spare?", {"Vechtkring"}),
        ("en", "who is looking for money", {"Delta"}),
    ],
)
async def test_own_words_ask_which_networks_offer_or_need_something(
    door: Door, language: str, line: str, found: set[str]
) -> None:
    anna, bert = await door.member("Aanjager Delta"), await door.member("Aanjager Vecht")
    there = frozenset({await door.region("Twente")})
    delta, vecht = await a_network(door, "Delta", anna, regions=there), await a_network(door, "Vechtkring", bert)
    await anna.in_turn(f"{delta} zoekt geld", f"{delta} biedt training")
    await bert.says(f"{vecht} biedt ruimte")
    said = await (await door.member("Lezer", language)).says(line)
    assert {name for name in ("Delta", "Vechtkring") if name in said} == found, said


@pytest.mark.parametrize(
    "line", ["wie biedt kennis van stikstof", "wie zoekt een zaal voor zaterdag", "wie heeft geld"]
)
async def test_who_offers_something_that_networks_do_not_trade_is_looked_up(door: Door, line: str) -> None:
    anna = await door.member("Aanjager Delta")
    await anna.says(f"{await a_network(door, 'Delta', anna)} biedt geld")
    assert "Delta" not in await (await door.member("Lezer")).says(line)


async def test_somebody_who_can_do_something_is_one_of_the_people_a_network_needs(door: Door) -> None:
    anna = await door.member("Aanjager Delta")
    delta = await a_network(door, "Delta", anna)
    await anna.says(f"{delta} zoekt iemand die boringen kan lezen")
    assert "Zoekt: mensen" in await anna.says(delta)


async def test_only_who_drives_it_says_what_it_needs(door: Door) -> None:
    anna, bert = await door.member("Aanjager Delta"), await door.member("Hydroloog")
    delta = await a_network(door, "Delta", anna)
    for line in (f"netwerk zoekt {delta}: geld", f"netwerk biedt {delta}: geld", f"loopt tot {delta}: 31-03-2027"):
        await bert.says(line)
        assert "geld" not in await anna.says(delta)
        assert "2027" not in await anna.says(delta)


async def test_words_like_people_are_words_where_nobody_needs_them(door: Door) -> None:
    await a_network(door, "Jonge mensen in het vak")
    assert "Jonge mensen" in await (await door.member("Lezer")).says("netwerken jonge mensen")


async def test_until_when_a_network_runs_stands_on_its_card_and_is_put_back(door: Door) -> None:
    anna = await door.member("Aanjager Delta")
    delta = await a_network(door, "Delta", anna)
    first = await anna.says(f"loopt tot {delta}: 31-03-2027")
    assert first.tells(_("Three months before, its convenor and the coordinator hear it."))
    again = await anna.says(f"loopt tot {delta}: 30-06-2027")
    assert "30 juni 2027" in await anna.says(delta)
    await anna.presses(_("Undo"), again)
    assert "31 maart 2027" in await anna.says(delta)
    await anna.presses(_("Undo"), first)
    assert not (await anna.says(delta)).tells(_("Runs until"))


async def test_its_convenor_and_the_coordinator_hear_of_an_end_once_and_three_months_before(door: Door) -> None:
    anna, coordinator = await door.member("Aanjager Delta"), await door.coordinator("Kernteam")
    delta = await a_network(door, "Delta", anna)
    await anna.says(f"loopt tot {delta}: 05-03-2027")
    tell, news = (
        door.cafe.work["endings"],
        _("{network} ends on {day}. Who takes over?", network="Delta", day="5 maart 2027"),
    )
    door.clock.now = datetime(2026, 12, 3, 10, tzinfo=UTC)
    assert await tell() == 0, "ninety-two days"
    door.clock.now = datetime(2026, 12, 4, 10, tzinfo=UTC)
    assert await tell() == 1
    for each in (anna, coordinator):
        await each.hears(news)
    assert await tell() == 0, "once"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("welke netwerken lopen dit jaar af", {"Delta"}),
        ("welke netwerken lopen volgend jaar af", {"Vechtkring"}),
        ("netwerken die binnenkort stoppen", {"Delta"}),
        ("welke netwerken eindigen in 2027", {"Vechtkring"}),
        ("which networks end this year", {"Delta"}),
        ("netwerken regionaal die stoppen", {"Delta", "Vechtkring"}),
        ("netwerken Keien die dit jaar stoppen", set()),
    ],
)
async def test_networks_are_listed_by_when_they_end(door: Door, said: str, found: set[str]) -> None:
    for name, day in (("Delta", date(2026, 12, 15)), ("Vechtkring", date(2027, 6, 1)), ("Waterkring", None)):
        made = await a_network(door, name)
        await door.database.write(endings.ends, int(made.removeprefix("N-")), day)
    listed = await door.person("Lezer").says(said)
    assert {name for name in ("Delta", "Waterkring", "Vechtkring") if name in listed} == found, listed
    assert ("Loopt tot" in listed or "Runs until" in listed) is bool(found)


async def test_once_a_quarter_its_convenor_is_asked_whether_anything_should_be_otherwise(door: Door) -> None:
    anna = await door.member("Aanjager Delta")
    await a_network(door, "Delta", anna)
    await a_network(door, "Zonder aanjager")
    assert await door.cafe.work["upkeep"]() == 0
    door.clock.ahead(timedelta(days=92))
    assert await door.cafe.work["upkeep"]() == 1
    asked = await anna.hears("Delta", _("Do you want anything to be otherwise?"))
    assert "Zonder aanjager" not in asked
    assert (await anna.presses(_("Yes, change"), asked)).tells(_("Needs"), _("Runs until"))
    assert (await anna.presses(_("No, it is right"), asked)).tells(
        _("Thank you. {name} is confirmed as of today.", name="Delta")
    )
    door.clock.ahead(timedelta(days=85))
    assert await door.cafe.work["upkeep"]() == 0, "not before a quarter has passed"
    door.clock.ahead(timedelta(days=12))
    assert await door.cafe.work["upkeep"]() == 1


async def test_blank_spots_are_themes_without_a_network_in_a_region(door: Door) -> None:
    coordinator = await door.coordinator("Kernteam")
    twente, water = await door.region("Twente"), await the_theme(door, "grondwater")
    await a_network(door, "Waterkring", regions=frozenset({twente}), themes=frozenset({water}))
    of_twente = await coordinator.says("witte vlekken Twente")
    assert of_twente.tells(_("Where no network is"))
    assert "wonen" in of_twente
    assert "water" not in of_twente.split("Twente", 1)[1].split("[", 1)[0]
    everywhere = await coordinator.says("witte vlekken water")
    assert "Flevoland" in everywhere
    assert "Overijssel" not in everywhere
    assert (await coordinator.says("witte vlekken quantumcomputers")).tells(_("All blank spots"))
    local = await door.member("Kennisschakelaar Twente")
    await door.grant(local, Grant(Role.coordinator, region_id=twente))
    own = await local.says("witte vlekken")
    assert "Twente" in own
    assert "Flevoland" not in own
    assert (await (await door.member("Lezer")).says("witte vlekken")).tells(_("Only coordinators can do this."))


@pytest.mark.parametrize(
    "said",
    [
        *(
            "wie trekt Delta",
            "wie is de aanjager van Delta",
            "wie jaagt N-1 aan",
            "wie drijft Delta",
            "wie zit achter N-1",
            "wie trekt N-1 en kan ik die iets vragen?",
        ),
        *("who drives Delta", "who is the convenor of N-1", "who runs Delta and how do I reach them"),
    ],
)
async def test_who_drives_it_is_told_by_asking(door: Door, said: str) -> None:
    await a_network(door, "Delta", await door.member("Aanjager Delta"))
    assert "Aanjager Delta" in await (await door.member("Lezer")).says(said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("wat zoekt Waterkring", "zoekt: geld"),
        ("wat heeft netwerk Waterkring te bieden", "biedt: een ruimte"),
        ("what does Waterkring need?", "looks for: money"),
        ("tot wanneer loopt de Waterkring", "loopt tot"),
        ("wanneer eindigt Waterkring?", "31 december 2027"),
        ("until when does Waterkring run", "31 December 2027"),
        ("tot wanneer loopt Keienkring", "niet verteld tot wanneer"),
        ("wat zoekt Keienkring", "vertelde nog niet"),
    ],
)
async def test_what_a_network_needs_and_until_when_it_runs_is_asked_by_its_name(
    door: Door, said: str, told: str
) -> None:
    convenor = await door.member("Aanjager")
    number = await a_network(door, "Waterkring", convenor)
    await a_network(door, "Keienkring")
    for line in (f"{number} zoekt geld", f"{number} biedt ruimte", f"loopt tot {number}: 31-12-2027"):
        await convenor.says(line)
    reader = await door.member("Lezer", "en" if said.startswith(("what", "until")) else "nl")
    assert told in await reader.says(said)


async def test_what_is_no_name_of_a_network_is_looked_up(door: Door) -> None:
    reader = await door.member("Lezer")
    assert (await reader.says("wat zoekt de boer in Twente")).tells(_("Ask this as a question"))


@pytest.mark.parametrize(
    "said", ["volg de hub Twente", "volg de regionale kennishub in Twente", "follow the hub Twente"]
)
async def test_the_only_network_of_its_kind_there_needs_no_name(door: Door, said: str) -> None:
    twente = frozenset({await the_region(door, "Twente")})
    await a_network(door, "Samen slim in het oosten", kind=NetworkKind.regionale_kennishub, regions=twente)
    await a_network(door, "Waterkring", regions=twente)
    anna = await door.member("Anna", "en" if said.startswith("follow") else "nl")
    assert "Samen slim in het oosten" in await anna.says(said)


async def test_of_two_of_a_kind_none_is_taken(door: Door) -> None:
    twente = frozenset({await the_region(door, "Twente")})
    for name in ("Samen slim", "Samen sterk"):
        await a_network(door, name, kind=NetworkKind.regionale_kennishub, regions=twente)
    anna = await door.member("Anna")
    assert "Samen s" not in await anna.says("volg de hub Twente")
