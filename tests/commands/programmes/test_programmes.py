"""Programmes, hubs and tasks: who does what, in own words, each with their own yes."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat.texts import _
from storage import exchange
from storage.networks import networks
from tests.cafe import Door, Person
from tests.commands.programmes.life import HUB, hub
from tests.commands.test_rights import fill


@pytest.fixture
def plek(example_door: Door) -> Door:
    """The example Café, with its programmes, hubs and tasks."""
    return example_door


async def number(door: Door, kind: str, key: str) -> str:
    found = await door.database.read(exchange.known, kind, key)
    assert found is not None, key
    return f"{'T' if kind == 'task' else 'N'}-{found}"


async def of_rijk(door: Door, name: str = "Expert departement", language: str = "nl") -> Person:
    return await door.member(name, language, organisation="Ministerie van Voorbeelden", organisation_kind="rijk")


async def of_region(door: Door, name: str = "Gebiedskenner", language: str = "nl") -> Person:
    return await door.member(name, language, organisation="Provincie Voorbeeld", organisation_kind="provincie")


async def test_programmes_of_a_region_with_what_they_go_over_into(plek: Door) -> None:
    anna = await plek.member("Medewerker gemeente")
    said = await anna.says("welke programma's lopen er in Flevoland")
    fplg, saf = [await number(plek, "network", key) for key in ("p-fplg", "p-saf")]
    for part in (
        f"{fplg} Flevolands Programma Landelijk Gebied (FPLG)",
        f"{saf} Strategische Agenda Flevoland (SAF)",
        "gaat over in Regionale Investeringsagenda Flevoland",
    ):
        assert part in said
    nobody = await anna.says("wie doet leren bij het FPLG")
    assert f"Voor leren staat er bij {fplg} Flevolands Programma Landelijk Gebied nog niemand" in nobody
    assert "de aanjager" in nobody
    assert nobody.buttons[0] == "Dat doe ik"


async def test_a_duo_is_made_of_two_sides_that_each_said_yes(plek: Door) -> None:
    task = await number(plek, "task", "t-landelijk")
    expert, another, province = await of_rijk(plek), await of_rijk(plek, "Nog iemand"), await of_region(plek)
    said = await expert.says(f"ik trek {task} voor het Rijk")
    assert f"Je staat bij {task} Levend en duurzaam landelijk gebied voor het Rijk" in said
    assert "Van de regio is er nog niemand. Wie vraag ik?" in said
    assert "Maak ongedaan" in said.buttons
    refused = await another.says(f"ik trek {task} voor de regio")
    assert "Je organisatie is van het Rijk. Wie is van de regio?" in refused
    waits = await province.says(f"ik trek {task} voor de regio")
    assert f"Je staat bij {task}" in waits
    assert "De ander zegt nog ja" in waits
    asked = await expert.hears(task, "voor de regio")
    assert asked.buttons[:2] == ["Ja", "Nee"]
    complete = await expert.says("ja")
    assert f"Het duo van {task} is compleet. Wat loopt al, en wat komt erbij?" in complete
    assert "duo compleet" in await province.says(task)
    assert task not in await province.says("taken zonder duo verstedelijking")


async def test_who_stops_is_replaced_without_loss(plek: Door) -> None:
    task = await number(plek, "task", "t-landelijk")
    expert, province, later = await of_rijk(plek), await of_region(plek), await of_region(plek, "Opvolger")
    await expert.says(f"ik trek {task} voor het Rijk")
    await province.says(f"ik trek {task} voor de regio")
    await expert.says("ja")
    assert "Het staat bij" in await province.says(f"loopt al {task}: een leerkring in de Achterhoek")
    assert "loopt" in await expert.says(task)
    stopped = await province.says(f"ik stop met {task}")
    assert "Wat al loopt en wat erbij kwam, blijft" in stopped
    card = await expert.says(task)
    assert "open" in card
    assert "een leerkring in de Achterhoek" in card
    plek.clock.ahead(timedelta(minutes=15))
    await plek.cafe.work["hearing"]()
    await plek.cafe.settled()
    told = "\n".join(plek.far.sent)
    assert "er staat niemand meer voor de regio; wat loopt blijft" in told
    await later.says(f"ik trek {task} voor de regio")
    await expert.says("ja")
    card = await later.says(task)
    assert "T-5 · loopt" in card
    assert "een leerkring in de Achterhoek" in card


async def test_to_stop_is_undone_while_nobody_took_the_side(plek: Door) -> None:
    expert = await of_rijk(plek)
    await expert.says("ik trek T-5 voor het Rijk")
    await expert.says("stop met T-5")
    assert "Expert departement" not in await expert.says("T-5")
    assert (await expert.says("maak ongedaan")).tells(
        _("You are at {number} again, {side}.", number="T-5", side=_("for the national government"))
    )
    assert "Expert departement" in await expert.says("T-5")


@pytest.mark.parametrize(
    "line",
    [
        "duo van Slimme netwerken",
        "wie trekt Slimme netwerken",
        "wie trekt T-6",
        "wie doet de regiokant van T-6",
        "wie zit er op de taak slimme netwerken",
        "zit er al iemand op de taak Slimme netwerken",
        "weet je wie er op T-6 zit",
    ],
)
async def test_who_has_a_side_of_a_task_is_told_by_its_card(plek: Door, line: str) -> None:
    anna = await plek.member("Deelnemer")
    assert (await anna.says(line)).startswith("T-6 \u00b7 open")


async def test_who_drives_a_theme_is_looked_up(plek: Door) -> None:
    anna = await plek.member("Deelnemer")
    for line in ("wie trekt landbouw", "wie doet iets met netwerken", "is er iemand die iets doet met wonen"):
        assert not (await anna.says(line)).startswith("T-"), line


@pytest.mark.parametrize(
    "line",
    [
        "klaar T-5",
        "klaar T-5: samen kiezen ging beter met een kaart",
        "T-5 is klaar: samen kiezen ging beter met een kaart",
        "meld dat T-5 klaar is: er ligt een kaart waar iedereen achter staat",
        "resultaat van T-5: een gezamenlijk plan",
    ],
)
async def test_half_a_duo_hears_at_once_that_a_task_is_not_done(understanding: Door, line: str) -> None:
    expert = await of_rijk(understanding)
    await expert.says("ik trek T-5 voor het Rijk")
    assert (await expert.says(line)).tells(_("{number} has no complete duo yet.", number="T-5"))


async def test_what_misses_where(plek: Door) -> None:
    anna = await plek.member("Deelnemer")
    said = await anna.says("waar mist wat")
    assert "strategie: Regionale Kennishub Noordelijk Flevoland; Regionale Kennishub Twente" in said
    assert "standaarden: Nationaal platform PLeK" in said
    assert said.index("Deels") > said.index("standaarden")
    assert "haast en lef bij bestuurders" in await anna.says("wat mist hub Twente")


async def test_the_hub_does_nothing_itself(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead = await door.member("Trekker van de hub")
    number_ = await hub(door, lead)
    said = await lead.says("functie strategie Zwerfkeienhub: de hub zelf")
    assert "De hub regelt dat het gebeurt en doet het niet zelf" in said
    said = await lead.says(f"functie strategie {number_}: deels: Zwerfkeienbond")
    assert "deels" in said
    assert "Zwerfkeienbond (deels)" in await lead.says(f"hub {number_}")
    stranger = await door.member("Vreemde")
    assert (await stranger.says(f"functie leren {number_}: wijzelf")).tells("of een coördinator")


async def test_who_does_something_said_yes_and_is_found_by_it(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead, anna = await door.member("Trekker van de hub"), await door.member("Anna Leert", knows="")
    number_ = await hub(door, lead)
    said = await anna.says(f"ik doe leren bij {number_}")
    assert "Je hoort van me als het een ja is" in said
    seeker = await door.member("Zoeker")
    assert "Anna" not in await seeker.says(f"hub {number_}")
    await lead.presses(_("Yes"), await lead.hears(_("learning")))
    await anna.hears(_("learning"))
    assert "Anna Leert" in await seeker.says(f"hub {number_}")
    assert "Anna Leert" in await seeker.says("wie doet leren bij hub Twente")
    assert "Anna Leert" in await seeker.says("wie weet iets over bodem in Twente")
    await anna.says(f"ik doe niet meer {number_}")
    assert "Anna Leert" not in await seeker.says(f"hub {number_}")


async def test_who_was_asked_twice_does_nothing_yet(door: Door) -> None:
    kernteam, lead, anna = await door.coordinator("Kernteam"), await door.member("Trekker"), await door.member("Anna")
    number_ = await hub(door, lead)
    for asks in (lead, lead, kernteam):
        said = await asks.says(f"vraag iemand voor leren {number_}: M-{(await anna.member()).id}")
    assert said.tells(_("They were asked already."))
    assert "Anna" not in await kernteam.says(f"hub {number_}"), "only they say yes for themselves"


async def test_what_is_said_of_a_hub_goes_back_with_one_press(door: Door) -> None:
    """Where nothing stood it is undone; what stood there in other words is said again, and undo says no more."""
    await door.coordinator("Kernteam")
    lead = await door.member("Trekker van de hub")
    number_ = await hub(door, lead)
    before = str(await lead.says(f"hub {number_}"))
    for line in (f"fase {number_}: realisatie", f"functie strategie {number_}: Zwerfkeienbond"):
        await lead.presses(_("Undo"), await lead.says(line))
        assert str(await lead.says(f"hub {number_}")) == before, line
    for one, other in (
        ("functie strategie {}: deels: Zwerfkeienbond", "functie strategie {}: Keienkring"),
        ("functie mist leren {}: een klas", "functie mist leren {}: een juf"),
        ("functie stap leren {}: eerst praten", "functie stap leren {}: eerst doen"),
    ):
        await lead.says(one.format(number_))
        stood = [str(await lead.says(f"{each} {number_}")) for each in ("hub", "wat mist")]
        await lead.presses(_("As it was"), await lead.says(other.format(number_)))
        assert [str(await lead.says(f"{each} {number_}")) for each in ("hub", "wat mist")] == stood, other


async def test_who_stops_with_something_in_a_hub_does_it_again_with_one_press(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead, seeker = await door.member("Trekker van de hub"), await door.member("Zoeker")
    number_ = await hub(door, lead)
    for part in ("leren", "strategie"):
        await lead.says(f"ik doe {part} bij {number_}")
    stopped = await lead.says(f"ik doe niet meer {number_}")
    asked = [f"wie doet {part} bij hub Twente" for part in ("leren", "strategie")]
    assert all(["nog niemand" in await seeker.says(each) for each in asked])
    await lead.presses(_("Undo"), stopped)
    assert not any(["nog niemand" in await seeker.says(each) for each in asked])


@pytest.mark.parametrize(
    "line",
    [
        "ik wil T-5 wel trekken voor het Rijk",
        "T-5 wil ik trekken namens het rijk",
        "T-5 trek ik voor het Rijk",
        "I want to take T-5 for the national government",
    ],
)
async def test_who_takes_a_side_says_so_in_own_words_with_its_number(plek: Door, line: str) -> None:
    expert = await of_rijk(plek)
    told = _("You are at {task} {side}.", task="T-5", side=_("for the national government"))
    assert "T-5" in await expert.says(line)
    assert "Expert departement" in await expert.says("T-5"), told


async def test_whom_to_call_about_a_province_is_told_by_the_hub_within_it(plek: Door) -> None:
    anna = await plek.member("Deelnemer")
    for line in ("aanspreekpunt wie kan ik bellen over Flevoland", "wie is het aanspreekpunt voor Flevoland"):
        assert "Kennisschakelaar Flevoland" in await anna.says(line), line


@pytest.mark.parametrize("line", ["wie is het aanspreekpunt voor Twente", "who is the contact for Twente"])
async def test_the_first_contact_of_a_region_is_that_of_its_hub(plek: Door, line: str) -> None:
    anna = await plek.member("Deelnemer", "en" if line.startswith("who") else "nl")
    assert "Kennisschakelaar Twente" in await anna.says(line)


async def test_what_is_not_known_here_is_looked_up(plek: Door) -> None:
    """`wie weet` gives way to what is known, and to nothing else."""
    anna = await plek.member("Deelnemer")
    for line in (
        "wie gaat over bodem in Twente",
        "wie doet iets met wadi's in Almelo",
        "ik zoek een contactpersoon voor stikstof in Twente",
        "wie is verantwoordelijk voor grondwater",
    ):
        assert not (await anna.says(line)).tells(_("First contact")), line


async def test_an_end_is_told_once_three_months_before(door: Door) -> None:
    coordinator = await door.coordinator("Kernteam")
    lead = await door.member("Trekker van de hub")
    number_ = await hub(door, lead)
    await lead.says(f"loopt tot {number_}: 31-03-2027")
    await door.cafe.work["endings"]()
    await door.cafe.settled()
    assert not any("Wie neemt het over?" in each for each in door.far.sent)
    door.clock.ahead(timedelta(days=63))
    for _again in range(2):
        await door.cafe.work["endings"]()
    await door.cafe.settled()
    both = (lead, coordinator)
    await door.far.until(lambda: all(_heard(door, who) for who in both), "the end")
    assert [_heard(door, who) for who in both] == [1, 1]


def _heard(door: Door, who: Person) -> int:
    return sum("Wie neemt het over?" in each for each in door.heard_in(who.chat))


async def test_a_task_is_put_by_who_drives_a_network(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead, anna = await door.member("Trekker"), await door.member("Deelnemer")
    await hub(door, lead)
    assert "Wie een netwerk trekt of een regio coördineert, zet taken" in await anna.says("taak: Samen keien tellen")
    shown = await lead.says("taak: Samen keien tellen in Twente")
    assert "Agenda van Zwerfkeienhub" in shown
    assert "T-1 Samen keien tellen in Twente staat er" in await lead.says("klopt")
    assert "Samen keien tellen" in await anna.says("taken Twente")


async def test_the_card_fits_a_phone(plek: Door) -> None:
    anna = await plek.member("Deelnemer")
    for line in ("hub Twente", "programma SAF", "T-5", "N-17"):
        lines = str(await anna.says(line)).splitlines()
        assert len([each for each in lines if not each.strip().startswith("[")]) <= 12, line


async def test_names_of_networks_are_found_by_abbreviation(plek: Door) -> None:
    found = await plek.database.read(networks.by_name, "SAF")
    assert len(found) == 1


async def test_who_does_something_in_a_programme_is_found_on_its_region_and_themes(plek: Door) -> None:
    """By what they do, and not by their profile."""
    kernteam = await plek.coordinator("Kernteam")
    anna = await plek.member("Anna Leert", knows="", themes="", regions="")
    await anna.says("ik doe leren bij het FPLG")
    asker = await plek.member("Vrager")
    need = "wie weet iets over landbouwtransitie in Flevoland"
    assert "Anna Leert" not in await asker.says(need), "nobody agreed with it yet"
    await kernteam.says("akkoord onderdeel 1")
    assert "Anna Leert" in "".join([await asker.says(need), await asker.says(f"{need} p2")])
    assert "doet leren bij" in await anna.says("waarom word ik gevonden")
    await anna.says("ik doe niet meer leren bij het FPLG")
    assert "Anna Leert" not in "".join([await asker.says(need), await asker.says(f"{need} p2")])


async def test_a_question_is_brought_to_who_has_a_part_in_a_programme_of_its_region_and_themes(plek: Door) -> None:
    """Whatever words it has: K-11 names neither the programme nor its theme, and theirs is not in their profile."""
    kernteam = await plek.coordinator("Kernteam")
    anna = await plek.member("Anna Leert", knows="", themes="", regions="")
    far = await plek.member("Elders Leert", knows="", themes="", regions="")
    hidden = await plek.member("Schim Leert", knows="", themes="", regions="", found="nee")
    for who, where in ((anna, "SAF"), (far, "hub Twente"), (hidden, "SAF")):
        await kernteam.says(f"vraag iemand voor leren {where}: M-{(await who.member()).id}")
        assert who.identity.name not in await kernteam.says("breng K-11"), "they did not say yes yet"
        await who.presses(_("Yes"), await who.hears(_("learning")))
    brought = await kernteam.says("breng K-11")
    assert "Anna Leert" in brought
    assert "doet leren bij Strategische Agenda Flevoland" in brought
    assert "Elders Leert" not in brought, "of another region"
    assert "Schim Leert" not in brought, "does not want to be found"
    (send,) = [each.line for each in brought.reply.actions() if each.line.endswith(f"M-{(await anna.member()).id}")]
    await kernteam.says(send)
    await anna.hears("K-11")
    await anna.says("ik doe niet meer leren bij SAF")
    assert "Anna Leert" not in await kernteam.says("breng K-11")


async def test_a_half_duo_is_told_once_to_who_has_a_side_and_to_whose_network_fits(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    expert, fits = await of_rijk(door), await door.member("Trekker van de hub")
    await hub(door, fits)
    await kernteam.in_turn("nieuwe taak: bodem in Twente beter bewaren", "klopt")
    await expert.says("ik trek T-1 voor het Rijk")
    for _again in range(2):
        door.clock.ahead(timedelta(days=15))
        await door.cafe.work["upkeep"]()
        await door.cafe.settled()
    for who, button in ((expert, "Vraag iemand"), (fits, "Ik doe mee")):
        told = [each for each in door.heard_in(who.chat) if "Er staat nog niemand voor de regio" in each]
        assert len(told) == 1, who.identity.name
        assert button in told[0].buttons
    assert "T-1" in await kernteam.says("te doen")


async def test_a_vacant_function_is_told_once_to_who_drives_the_hub_and_to_whose_network_fits(door: Door) -> None:
    kernteam, lead = await door.coordinator("Kernteam"), await door.member("Trekker van de hub")
    fits, far = await door.member("Trekker van een kring"), await door.member("Trekker elders")
    number_ = await hub(door, lead)
    for who, name, region in ((fits, "Keienkring", "Twente"), (far, "Poldergroep", "Flevoland")):
        await fill(who, "netwerk aanmelden", {**HUB, "name": name, "kind": "leernetwerk", "regions": region})
        (there,) = await door.database.read(networks.by_name, name)
        await kernteam.does(f"keur goed N-{there}")
    await lead.says(f"functie strategie {number_}: nee")
    for _again in range(2):
        door.clock.ahead(timedelta(days=15))
        await door.cafe.work["upkeep"]()
        await door.cafe.settled()
    for who, button in ((lead, "Zeg wie het doet"), (fits, "Dat doen wij")):
        told = [each for each in door.heard_in(who.chat) if "Voor strategie is er nog niemand" in each]
        assert len(told) == 1, who.identity.name
        assert button in told[0].buttons
    assert not [each for each in door.heard_in(far.chat) if "Voor strategie is er nog niemand" in each]


async def test_two_who_take_the_same_side_at_once_make_no_two_of_it(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    await kernteam.in_turn("nieuwe taak: bodem in Twente beter bewaren", "klopt")
    one, other = await of_region(door, "Een"), await of_region(door, "Ander")
    await asyncio.gather(one.says("ik trek T-1 voor de regio"), other.says("ik trek T-1 voor de regio"))
    card = await kernteam.says("T-1")
    assert sum(name in card for name in ("Een (Provincie", "Ander (Provincie")) == 1


async def test_who_is_forgotten_leaves_a_half_duo_and_all_that_runs(plek: Door) -> None:
    expert, province = await of_rijk(plek), await of_region(plek)
    await expert.says("ik trek T-5 voor het Rijk")
    await province.says("ik trek T-5 voor de regio")
    await expert.says("ja")
    await expert.says("loopt al T-5: een leerkring in de Achterhoek")
    await province.in_turn("vergeet mij", "blijven", "ja")
    await plek.cafe.settled()
    card = await expert.says("T-5")
    assert "T-5 \u00b7 open" in card
    assert "een leerkring in de Achterhoek" in card
    later = await of_region(plek, "Opvolger")
    await later.says("ik trek T-5 voor de regio")
    await expert.says("ja")
    assert "T-5 \u00b7 loopt" in await later.says("T-5")
    done = await expert.says("klaar T-5: samen kiezen ging beter met een kaart")
    assert "T-5 is klaar" in done
    assert any("les" in each.lower() for each in done.buttons)


async def test_who_looks_after_a_programme_says_what_it_is_in_a_few_words(plek: Door) -> None:
    kernteam, anna = await plek.coordinator("Kernteam"), await plek.member("Deelnemer")
    saf = await number(plek, "network", "p-saf")
    refused = await anna.says(f"zeg van programma {saf}: regiodeal")
    assert "of een coördinator" in refused
    told = await kernteam.says(f"zeg van programma {saf}: regiodeal, in wording, getrokken door Provincie Voorbeeld")
    assert "regiodeal · in wording" in told
    assert "getrokken door Provincie Voorbeeld" in told
    card = await anna.says(f"programma {saf}")
    assert "regiodeal" in card
    assert "Provincie Voorbeeld" in card
    back = await kernteam.presses(_("As it was"), told)
    assert "regiodeal" not in await anna.says(f"programma {saf}"), back
    undone = await kernteam.in_turn(f"zeg van programma {saf}: verkenning", "maak ongedaan")
    assert undone.tells(_("What is told of {number} is as it was.", number=saf))
    english = await kernteam.says(f"tell of programme {saf}: being made, a, b")
    assert "60" in english
