"""The agenda: put in one message, supported, taken up, parked, finished; who has a part in it hears once."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import Door, Person

SCHOOLS = "Hoe houden we dorpsscholen open in Twente"


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def put(who: Person, text: str = SCHOOLS) -> None:
    await who.in_turn(f"zet op de agenda: {text}", "klopt")


async def coordinator(door: Door, region: str = "Twente") -> Person:
    someone = await door.member(f"Coördinator {region}", regions=region)
    await door.grant(someone, Grant(Role.coordinator, region_id=await door.region(region)))
    return someone


async def test_it_is_shown_first_and_put_by_one_press(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    shown = await anna.says(f"zet op de agenda: {SCHOOLS}")
    assert shown.tells(_("This is how I put it:"), _("All members see it."), SCHOOLS)
    assert "Agenda van Twente; over de opgave." in shown
    assert shown.buttons[:3] == ["Klopt", "Wijzig", "Zonder mijn naam"]
    said = await anna.presses(_("Right"), shown)
    assert said.tells(_("{number} is proposed for the agenda of {list}.", number="G-1", list="Twente"))
    assert SCHOOLS in await anna.says("G-1")
    assert (await anna.says("maak ongedaan")).tells(_("{number} was taken back.", number="G-1"))
    assert SCHOOLS not in await anna.says("G-1")


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("zet op de agenda van Twente: hoe krijgen we huurders mee?", "Twente"),
        ("zet op de agenda landelijk: hoe krijgen we huurders mee?", "Nederland"),
        ("put on the agenda of Twente: hoe krijgen we huurders mee?", "Twente"),
        ("zet op de agenda: huurders: hoe krijgen we die mee?", "Salland"),
    ],
)
async def test_on_whose_agenda_it_comes_is_read_before_the_colon(door: Door, line: str, whose: str) -> None:
    anna = await door.member("Anna", regions="Salland")
    shown = await anna.says(line)
    assert f"genda van {whose}" in shown
    assert "│ H" in shown, "and not in what is put"
    assert "│ Van" not in shown
    other = await anna.in_turn("wijzig", "Flevoland")
    assert "Agenda van Flevoland" in other


async def test_in_own_words_it_comes_on_the_agenda_that_is_named_with_what_one_does(understanding: Door) -> None:
    anna = await understanding.member("Anna", regions="Enschede")
    shown = await anna.says("kun je dit op de landelijke agenda zetten: hoe krijgen we huurders mee?")
    assert "Agenda van Nederland" in shown
    number = (await anna.says("klopt")).split()[0]
    kernteam = await understanding.coordinator("Kernteam")
    await kernteam.says(f"zet erop {number}")
    asked = await anna.says(f"ik werk mee aan {number}: wij vragen het aan vijf corporaties")
    assert "ik werk mee" not in asked
    assert "wij vragen het aan vijf corporaties" in asked


async def test_it_is_changed_before_it_is_put_and_unnamed_when_asked(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert")
    await anna.says(f"zet op de agenda: {SCHOOLS}")
    asked = await anna.says("wijzig")
    assert asked.tells(_("What should be different? Name a region or theme, or type the whole text anew."))
    shown = await anna.says("Hoe houden we dorpswinkels open")
    assert "dorpswinkels" in shown
    assert "dorpsscholen" not in shown
    again = await anna.says("Salland")
    assert "Agenda van Salland" in again
    said = await anna.says("zonder mijn naam")
    assert said.tells(_("Only coordinators see that you put it."))
    assert "Anna" not in await bert.says("G-1")
    assert (await bert.says("hoeder G-1")).tells(_("Who put {number} keeps it.", number="G-1"))


async def test_a_no_puts_nothing(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    await anna.in_turn(f"zet op de agenda: {SCHOOLS}", "nee")
    assert (await anna.says("agenda Twente")).tells(_("The agenda of {list} is still empty.", list="Twente"))


async def test_what_is_alike_comes_first_and_is_supported_instead(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Salland")
    await put(anna)
    shown = await bert.says("zet op de agenda: dorpsscholen open houden in Twente")
    assert shown.tells(_("This looks like it:"), "G-1")
    said = await bert.says("ik bedoel die")
    assert said.tells(_("You hear it when somebody starts on it."))
    assert "1 mens uit 1 regio" in await anna.says("G-1")


@pytest.mark.parametrize(
    ("said", "another"),
    [
        *(("ja", False), ("ja die", False), ("dezelfde", False), ("die bedoel ik", False), ("that one", False)),
        *(("nee", True), ("nee hoor", True), ("nee, een andere", True), ("iets anders", True), ("niet dezelfde", True)),
    ],
)
async def test_a_yes_means_what_is_alike_and_a_no_another(door: Door, said: str, another: bool) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Salland")
    await put(anna)
    await bert.says("zet op de agenda: dorpsscholen open houden in Twente")
    told = await bert.says(said)
    assert told.tells(_("This is how I put it:")) is another
    assert ("1 mens uit 1 regio" in await anna.says("G-1")) is not another


async def test_what_is_finished_already_is_shown_to_who_means_that_one(door: Door) -> None:
    coordinates = await coordinator(door)
    await put(coordinates)
    await coordinates.says("werk aan G-1: wij vragen het aan vijf scholen")
    await coordinates.says("rond af G-1: Met een gedeelde directeur blijven drie scholen open.")
    bert = await door.member("Bert", regions="Twente")
    await bert.says("zet op de agenda: dorpsscholen open houden in Twente")
    assert (await bert.says("ik bedoel die")).tells(_("finished"), "drie scholen open")


async def test_a_national_item_shows_the_regions_that_want_it_and_one_of_a_region_does_not(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    for text in ("Hoe houden we landelijk de dorpswinkels open?", "Hoe maaien we de bermen in Twente?"):
        await put(kernteam, text)
    people = [await door.member(f"Twentenaar {each}", regions="Twente") for each in range(3)]
    people += [await door.member("Sallander", regions="Salland"), await door.member("Overal", regions="")]
    for someone in people:
        await someone.in_turn("steun G-1", "steun G-2")
    country, region = [await kernteam.says(number) for number in ("G-1", "G-2")]
    assert "Regio's: Twente (3); Salland" in country, "how many of a region is told from three on"
    assert "op de agenda van Twente" in region
    assert "Regio's" not in region


async def test_the_coordinator_puts_a_proposal_on_and_the_loop_goes_round(door: Door) -> None:
    coordinates = await coordinator(door)
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Salland")
    await put(anna)
    asked = await coordinates.hears(_("A proposal for the agenda of {list}:", list="Twente"))
    assert (await bert.says("zet erop G-1")).tells(_("The coordinator keeps the agenda of {list}.", list="Twente"))
    assert (await bert.says("werk aan G-1: wij tellen")).tells(
        _("{number} is a proposal. The coordinator puts it on the agenda first.", number="G-1")
    )
    assert (await coordinates.presses(_("Put it on"), asked)).tells(
        _("{number} is on the agenda of {list}.", number="G-1", list="Twente")
    )
    await bert.says("steun G-1")
    assert (await bert.says("steun G-1")).tells(_("You support {number} already.", number="G-1"))
    taken = await coordinates.says("werk aan G-1: wij vragen het aan vijf scholen")
    assert taken.tells(_("{number} is taken up: {text}", number="G-1", text="wij vragen het aan vijf scholen"))
    assert not bert.notices, "they hear it ten minutes later"
    await later(door)
    news = await bert.hears("wij vragen het aan vijf scholen", _("You hear this because you support it."))
    assert len([line for line in news.splitlines() if line.strip()]) <= 7
    heard = await anna.hears("G-1", _("on the agenda of {list}", list="Twente"))
    assert heard.tells(_("taken up: {text}", text="wij vragen het aan vijf scholen")), "acts within ten minutes are one"
    assert not anna.notices
    assert not coordinates.notices, "never who did it"
    assert (await anna.says("rond af G-1: klaar")).tells(
        _("Say in a whole sentence what came of it, so that others can use it.")
    )
    done = await anna.says("rond af G-1: Met een gedeelde directeur blijven drie scholen open.")
    assert done.tells(_("{number} is finished.", number="G-1"))
    await later(door)
    await bert.hears(_("finished: {text}", text="Met een gedeelde directeur blijven drie scholen open."))
    told = await bert.says("mijn inbreng")
    assert told.tells(_("finished"), "Met een gedeelde directeur")
    assert not bert.notices


async def test_parking_needs_a_reason_that_supporters_read(door: Door) -> None:
    coordinates = await coordinator(door)
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert")
    await put(anna)
    await coordinates.says("zet erop G-1")
    await bert.says("steun G-1")
    asked = await coordinates.says("parkeer G-1")
    assert asked.tells(_("Say in a few words why. Who supports it reads it."))
    sure = await coordinates.says("we hebben nu geen mensen")
    assert sure.tells(
        _("Park {number}, because: {why}? Who supports it reads this.", number="G-1", why="we hebben nu geen mensen")
    )
    assert (await coordinates.says("ja")).tells(_("{number} is parked.", number="G-1"))
    assert (await coordinates.says("maak ongedaan")).tells(_("{number} is as it was.", number="G-1"))
    await later(door)
    assert not [said for said in bert.notices if "geen mensen" in said], "what was undone in time nobody hears"
    await coordinates.in_turn("parkeer G-1: we hebben nu geen mensen", "ja")
    await later(door)
    await bert.hears(_("parked, because: {why}", why="we hebben nu geen mensen"))
    await coordinates.says("maak ongedaan")
    await bert.hears(_("What you heard about {number} was undone.", number="G-1"))
    await coordinates.in_turn("parkeer G-1: we hebben nu geen mensen", "ja")
    assert "geen mensen" in await bert.says("mijn inbreng")
    assert (await coordinates.says("heropen G-1")).tells(_("{number} is open again.", number="G-1"))


async def test_nobody_undoes_what_others_built_on(door: Door) -> None:
    coordinates = await coordinator(door)
    anna = await door.member("Anna", regions="Twente")
    await put(anna)
    await coordinates.says("zet erop G-1")
    assert (await anna.says("maak ongedaan")).tells(
        _("Somebody built on it meanwhile, so it cannot be undone any more.")
    )


async def test_a_question_goes_to_the_agenda_and_its_asker_hears_it(door: Door) -> None:
    coordinates, anna = await coordinator(door), await door.member("Anna")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    shown = await coordinates.says("zet K-1 op de agenda")
    assert shown.tells(_("This is how I put it:"), "Hoe diep mag een drainage liggen?", "Agenda van Twente")
    said = await coordinates.says("klopt")
    assert said.tells(
        _("{number} is on the agenda of {list} and comes from {other}.", number="G-1", list="Twente", other="K-1"),
        _("The asker hears it."),
    )
    await later(door)
    await anna.hears(
        _("Your question {number} is on the agenda of {list}, as {item}.", number="K-1", list="Twente", item="G-1")
    )
    assert "G-1" in await anna.says("K-1")
    assert "K-1" in await anna.says("G-1")
    twice = await coordinates.says("zet K-1 op de agenda")
    assert twice.tells(_("{number} is on an agenda already, as {item}.", number="K-1", item="G-1"))


async def test_closing_with_to_the_agenda_makes_the_item_and_tells_its_number(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen in Twente?", "ja")
    await bert.says("antwoord K-1 Dat weet niemand precies.")
    said = await anna.says("sluit K-1 naar de agenda: niemand weet het precies")
    told = _("It is proposed for the agenda of {list}, as {number}.", list="Twente", number="G-1")
    assert said.tells(told)
    await bert.hears("niemand weet het precies", told)
    assert "K-1" in await bert.says("G-1")


async def test_a_list_has_two_halves_and_names_words_that_it_does_not_know(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    await put(anna, "Hoe bergen we water in Twente")
    await put(anna, "Hoe leren de netwerken in Twente van elkaar")
    listed = await anna.says("agenda Twente")
    assert listed.tells("Over de opgave", "Over de kennisinfrastructuur", "G-1", "G-2")
    assert listed.index("Over de opgave") < listed.index("G-1") < listed.index("Over de kennisinfrastructuur")
    assert "G-2" not in await anna.says("agenda Twente water")
    odd = await anna.says("agenda Twente ruimtevaart")
    assert "ruimtevaart ken ik niet als regio, thema, stand of soort" in odd
    assert "G-1" in odd
    assert (await anna.says("agenda Flevoland")).tells(_("The agenda of {list} is still empty.", list="Flevoland"))


async def test_a_number_that_does_not_exist_names_the_latest(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    await put(anna)
    assert "Agendapunt G-999 bestaat niet. Dit zijn de laatste: G-1." in await anna.says("G-999")


async def test_two_items_become_one_with_their_support_and_come_apart_again(door: Door) -> None:
    coordinates = await coordinator(door)
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Salland")
    await put(anna)
    await anna.in_turn("zet op de agenda: Hoe bergen we water in Twente", "klopt")
    await bert.says("steun G-1")
    asked = await coordinates.says("samen met G-1 G-2")
    said = await coordinates.says("ja")
    assert said.tells(
        _("{number} goes on in {into}. Who supported it supports that one now.", number="G-1", into="G-2")
    ), asked
    assert "1 mens" in await anna.says("G-2")
    assert (await coordinates.says("maak ongedaan")).tells(_("{number} is an item of its own again.", number="G-1"))
    assert "1 mens" not in await anna.says("G-2")


async def test_what_recurs_in_two_regions_is_proposed_once_with_its_questions(door: Door) -> None:
    kernteam, anna = await door.coordinator("Kernteam"), await door.member("Anna")
    for place in ("Twente", "Salland", "Flevoland"):
        await anna.says(f"vraag Hoe houden we het grondwater op peil bij droogte in {place}?")
        await anna.in_turn("ja", "ja")
    proposal = await kernteam.hears("K-1", "K-2", "K-3", "Twente")
    assert "Op de landelijke agenda?" in proposal
    assert "K-1, K-2, K-3" in await kernteam.says("te doen")
    said = await kernteam.presses(_("Put it on"), proposal)
    assert said.tells(_("{number} is on the agenda of {list}.", number="G-1", list="Nederland"))
    await anna.says("vraag Hoe houden we het grondwater op peil bij droogte in De Peel?")
    await anna.in_turn("ja", "ja")
    assert not [said for said in kernteam.notices if "landelijke agenda" in said]


async def test_its_keeper_is_asked_after_half_a_year_once_and_then_it_is_something_to_do(door: Door) -> None:
    coordinates, anna = await coordinator(door), await door.member("Anna", regions="Twente")
    await put(anna)
    await coordinates.says("zet erop G-1")
    door.clock.ahead(timedelta(days=184))
    assert await door.cafe.work["upkeep"]() == 1
    await door.cafe.settled()
    assert await door.cafe.work["upkeep"]() == 0
    asked = await anna.hears(_("Still needed?"))
    assert "G-1" in await anna.says("te doen")
    assert (await anna.presses(_("Yes"), asked)).tells(_("Thank you. {number} stays on the agenda.", number="G-1"))
    assert (await anna.says("te doen")).tells(_("Nothing waits for you. Well done."))


async def test_somebody_else_keeps_it_after_a_yes(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert")
    await put(anna)
    number = f"M-{(await bert.member()).id}"
    assert (await bert.says(f"hoeder G-1 {number}")).tells(
        _("Only who keeps {number} can hand it on, or a coordinator.", number="G-1")
    )
    await anna.says(f"hoeder G-1 {number}")
    asked = await bert.hears("G-1")
    assert (await bert.presses(_("Yes, I keep it"), asked)).tells(_("You keep {number} from now on.", number="G-1"))
    assert "Bert" in await anna.says("hoeder G-1")
    assert (await anna.says("parkeer G-1: het kan wachten")).tells(
        _("Who keeps {number} can do this, or the coordinator of {list}.", number="G-1", list="Twente")
    )


@pytest.mark.parametrize("line", ["volg G-1", "meld G-1 dit klopt niet"])
async def test_it_is_followed_and_reported_by_its_number(door: Door, line: str) -> None:
    anna = await door.member("Anna", regions="Twente")
    await put(anna)
    assert "G-1" in await anna.says(line) or "coördinatoren" in await anna.says(line)


async def test_what_is_hidden_nobody_sees_or_finds(door: Door) -> None:
    kernteam, anna = await door.coordinator("Kernteam"), await door.member("Anna", regions="Twente")
    await put(anna)
    assert "G-1" in await anna.says("wie weet iets over dorpsscholen")
    await kernteam.does("verberg G-1")
    assert (await anna.says("G-1")).tells(_("{number} is not shown.", number="G-1"))
    assert "G-1" not in await anna.says("wie weet iets over dorpsscholen")
    await kernteam.does("toon weer G-1")
    assert SCHOOLS in await anna.says("G-1")


async def test_it_is_said_in_english_too(door: Door) -> None:
    anna = await door.member("Anna", "en", regions="Twente")
    shown = await anna.says("put on the agenda: how do we keep village schools open in Twente")
    assert "How do we keep village schools open in Twente" in shown
    assert "Agenda of Twente; about the task." in shown
    said = await anna.says("right")
    assert said.tells(_("{number} is proposed for the agenda of {list}.", number="G-1", list="Twente"))
    assert "Agenda item G-999 does not exist." in await anna.says("G-999")
    assert "proposed" in await anna.says("what happened to my input")


async def test_an_agenda_goes_on_the_programme_of_a_meeting_in_its_order(door: Door) -> None:
    boss, anna = await door.coordinator("Kernteam"), await door.member("Anna", regions="Twente")
    for text in ("Hoe bergen we water in Twente", "Hoe maken we woningen in Twente warm"):
        await put(anna, text)
    assert (await boss.says("agenda Twente voor B-1")).tells(_("Meeting {number} does not exist.", number="B-1"))
    planned = ("bijeenkomst: overleg over water in Twente op 15 december om 13 uur", "gemeentehuis", "klopt")
    await anna.in_turn(*planned)
    assert (await anna.says("agenda Twente voor B-1")).tells(_("There are no such items.")), "they are proposals"
    for number in ("G-1", "G-2"):
        await boss.says(f"zet erop {number}")
    await boss.says("steun G-2")
    told = await anna.says("agenda Twente voor B-1")
    assert told.tells(_("On the programme of {number}, in this order: {things}.", number="B-1", things="G-2 en G-1"))
    card = await anna.says("B-1")
    assert card.index("G-2") < card.index("G-1")
    assert (await anna.says("maak ongedaan")).tells(_("They are off the programme of {number}.", number="B-1"))
    assert "G-2" not in await anna.says("B-1")
    assert "ruimtevaart" in await anna.says("agenda Twente ruimtevaart voor B-1"), "a word that is not known is named"
    refused = await (await door.member("Bert")).says("agenda Twente voor B-1")
    assert refused.tells("B-1")
    assert (await anna.says("agenda Twente for K-1")).tells("K-1")


@pytest.mark.parametrize("said", ["kan K-30 op de leeragenda van Friesland aub", "zet K-30 op de agenda van Drenthe"])
async def test_on_whose_agenda_a_question_goes_is_read_from_the_sentence(understanding: Door, said: str) -> None:
    anna = await understanding.member("Anna", regions="Twente")
    shown = await anna.says(said)
    assert "Agenda van Friesland" in shown or "Agenda van Drenthe" in shown
