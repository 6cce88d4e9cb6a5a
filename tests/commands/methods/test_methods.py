"""Ways of working: an idea, tried once somebody else used it, a standard after three uses in two regions."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from commands.methods.put import parted
from storage.cases import cases
from storage.cases.case import Draft as Case
from storage.events import meetings
from storage.events.meeting import Draft as Meeting
from storage.methods import methods
from storage.methods.method import Draft, State
from tests.cafe import Door, Person, together

CARDS = "werkvorm: Praatkaarten, bewoners in Twente laten vertellen. Leg doorzichtige kaarten over elkaar."


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def put(who: Person) -> None:
    await who.in_turn(CARDS, "klopt")


async def state(door: Door) -> State:
    return (await door.database.read(methods.load, [1]))[0].state


async def test_name_purpose_and_how_are_read_from_one_message_and_what_misses_is_asked(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    shown = await anna.says(CARDS)
    assert shown.tells(_("This is how I put it:"), "Praatkaarten", "bewoners in Twente laten vertellen", "doorzichtige")
    assert (await anna.says("zonder mijn naam")).tells(
        _("{number} is there, as an idea, without your name.", number="F-1")
    )
    card = await bert.says("F-1")
    assert "Anna" not in card
    assert "een idee" in card
    asked = await bert.says("werkvorm: Ontwerptafel")
    assert asked.tells(_("What is it for? One sentence."))
    assert "een gebiedsvisie maken" in await bert.says("een gebiedsvisie maken")
    assert "F-2" in await bert.says("klopt")
    assert (await anna.says("werkvorm: Ontwerptafel, tekenen")).tells(_("This looks like it:"))
    assert "gebiedsvisie" in await anna.says("ja")


@pytest.mark.parametrize("lead", ["work form", "way of working", "Way of working"])
async def test_it_is_put_by_either_name_in_english(door: Door, lead: str) -> None:
    said = await (await door.member("Anna", "en")).says(f"{lead}: silent walk, to get to know each other")
    assert said.tells(_("This is how I put it:"), "silent walk", "to get to know each other")


async def test_it_is_shown_by_its_name_and_listed_by_what_it_is_for(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    assert "Praatkaarten" in await anna.says("werkvorm praatkaarten")
    assert (await anna.says("werkvorm wereldcafé")).tells(
        _("I do not know a way of working called {name}.", name="wereldcafé")
    )
    await anna.says("stop")
    assert "F-1" in await anna.says("werkvormen bewoners")
    assert "F-1" in await anna.says("werkvormen Twente idee")
    none = await anna.says("werkvormen ruimtevaart")
    assert none.tells(_("I know no way of working for {words} yet.", words="ruimtevaart"))
    assert "F-1" not in none


async def test_they_are_listed_by_a_period_beside_all_else(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    assert "F-1" in await anna.says("werkvormen deze maand")
    assert "F-1" in await anna.says("werkvormen praatkaarten dit jaar")
    assert "F-1" not in await anna.says("werkvormen vorige maand")


async def test_an_idea_is_tried_once_somebody_else_used_it_and_the_maker_hears_what_changed(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await put(anna)
    await anna.says("gebruikt F-1: in Twente, mensen bleven langer")
    assert await state(door) is State.idea, "one's own use does not count"
    used = await bert.says("gebruikt F-1: in Flevoland, er kwam een vraag uit")
    assert used.tells(_("Thank you. Its keeper hears it."))
    assert "2 keer, in 2 regio's" in used
    assert await state(door) is State.tried
    await later(door)
    await anna.hears("F-1", "er kwam een vraag uit", _("You hear this because you made it."))
    assert "werkvorm" in await anna.says("mijn inbreng")
    assert (await bert.says("maak ongedaan")).tells(_("That you used {number} is taken back.", number="F-1"))
    assert await state(door) is State.idea


async def test_a_standard_needs_three_uses_in_two_regions_and_a_national_coordinator(door: Door) -> None:
    anna, bert, kern = await door.member("Anna"), await door.member("Bert"), await door.coordinator("Kernteam")
    await put(anna)
    early = await kern.says("standaard F-1")
    assert early.tells(_("Now it is an idea."))
    assert "Nog 3 keer uitproberen, in 2 regio's." in early
    for _each in range(3):
        await bert.says("gebruikt F-1: in Twente, het hielp ons")
    assert "Nog 1 keer uitproberen, in een andere regio." in await kern.says("standaard F-1")
    await bert.says("gebruikt F-1: in Flevoland, ook daar hielp het")
    assert (await anna.says("standaard F-1")).tells(_("A national coordinator makes a way of working a standard."))
    asked = await kern.says("standaard F-1")
    assert asked.tells(_("Make {title} a standard? Its maker and who used it hear it.", title="Praatkaarten"))
    assert (await kern.says("ja")).tells(
        _("{number} is a standard.", number="F-1"), _n("{n} person hears it.", "{n} people hear it.", 2)
    )
    assert "F-1" in await bert.says("werkvormen standaard")
    await later(door)
    await anna.hears("F-1", _("a standard from now on"), _("You hear this because you made it."))
    await bert.hears("F-1", _("a standard from now on"), _("You hear this because you used it."))
    assert (await kern.says("maak ongedaan F-1")).tells(_("{number} is as it was.", number="F-1"))
    assert await state(door) is State.tried


async def test_two_who_make_it_a_standard_at_once_do_so_once(door: Door) -> None:
    bert = await door.member("Bert")
    one, other = await door.coordinator("Een"), await door.coordinator("Ander")
    await put(bert)
    await one.says("gebruikt F-1: in Flevoland, goed")
    for _each in range(2):
        await one.says("gebruikt F-1: in Twente, goed")
    for each in (one, other):
        await each.says("standaard F-1")
    said = await together(one.says("ja"), other.says("ja"))
    assert sum(each.tells(_("{number} is a standard.", number="F-1")) for each in said) == 1


async def test_one_is_offered_on_the_card_of_a_case_on_the_same_theme(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    draft = Draft("Streep", "Een dilemma zien.", themes=frozenset({1}))
    await door.database.write(methods.put, None, draft, door.clock())
    on_it = Case("Molenbeek", "Een beek langer maken.", "Wie deed dat?", themes=frozenset({1}))
    beside = Case("Dorpshuis", "Een zaal.", "Wie betaalt?", themes=frozenset({2}))
    for case in (on_it, beside):
        await door.database.write(cases.put, (await anna.member()).id, case, door.clock())
    assert "Streep" in (await bert.says("C-1")).buttons
    assert "Streep" not in (await bert.says("C-2")).buttons


async def test_one_is_offered_on_the_card_of_a_meeting_on_the_same_theme(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    draft = Draft("Streep", "Een dilemma zien.", themes=frozenset({1}))
    await door.database.write(methods.put, None, draft, door.clock())
    start = door.clock() + timedelta(days=9)
    for name, theme in (("Werksessie", 1), ("Wandeling", 2)):
        meeting = Meeting(name, start, start + timedelta(hours=2), "Europe/Amsterdam", themes=frozenset({theme}))
        await door.database.write(meetings.put, (await anna.member()).id, meeting, door.clock())
    said = await bert.says("B-1")
    assert "Streep" in said.buttons
    assert "F-1" in await bert.presses("Streep", said)
    assert "Streep" not in (await bert.says("B-2")).buttons


async def test_it_is_found_followed_reported_hidden_kept_and_taken_back(door: Door) -> None:
    anna, bert, kern = await door.member("Anna"), await door.member("Bert"), await door.coordinator("Kernteam")
    await put(anna)
    assert "F-1" in await bert.says("wie weet iets over praatkaarten")
    await bert.says("volg F-1")
    await bert.says("meld F-1 dit klopt niet")
    await kern.does("verberg F-1")
    assert (await bert.says("F-1")).tells(_("{number} is out of sight.", number="F-1"))
    assert "Praatkaarten" not in await bert.says("werkvormen")
    await kern.does("toon weer F-1")
    await anna.says(f"hoeder F-1 M-{(await bert.member()).id}")
    await bert.says("ik word hoeder van F-1")
    told = await bert.says("zo gaat werkvorm F-1: kaarten over elkaar")
    assert told.tells(_("It stands with {number}.", number="F-1"))
    asked = await bert.says("trek in F-1")
    assert asked.tells(_("Take back {number}, which somebody else made?", number="F-1"))
    assert (await bert.says("ja")).tells(_("{number} is withdrawn.", number="F-1"))
    assert "F-1" not in await anna.says("wie weet iets over praatkaarten")
    assert (await anna.says("heropen F-1")).tells(_("{number} is there again.", number="F-1"))


async def test_who_keeps_one_that_nobody_used_for_two_years_is_asked_once(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    door.clock.ahead(timedelta(days=735))
    await door.cafe.work["upkeep"]()
    await door.cafe.settled()
    asked = await anna.hears("F-1", _("Nobody used it for two years. Is it of use still?"))
    assert "F-1" in await anna.says("te doen")
    assert (await anna.presses(_("Of use still"), asked)).tells(_("Good. {number} stays.", number="F-1"))
    assert "F-1" not in await anna.says("te doen")


async def test_the_digest_tells_of_a_new_one(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Twente")
    await bert.says("weekbericht aan maandag 09:00")
    await put(anna)
    door.clock.ahead(timedelta(days=7, hours=3))
    await door.cafe.digests.make_due()
    await door.cafe.settled()
    await door.far.until(lambda: any("F-1" in each for each in door.heard_in(bert.chat)), "the digest")
    assert next(each for each in door.heard_in(bert.chat) if "F-1" in each).tells(_("New ways of working"))


async def test_who_is_forgotten_leaves_what_others_used(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await put(anna)
    await bert.says("gebruikt F-1: in Flevoland, er kwam een vraag uit")
    await bert.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    assert "er kwam een vraag uit" in await anna.says("F-1")
    assert await state(door) is State.tried
    await anna.in_turn("vergeet mij", "alles weg", "ja")
    await door.cafe.settled()
    carla = await door.member("Carla")
    assert "Praatkaarten" not in await carla.says("F-1")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Praatkaarten, bewoners laten vertellen", ("Praatkaarten", "bewoners laten vertellen", "")),
        ("Streep: een dilemma zien. Kies een plek.", ("Streep", "een dilemma zien.", "Kies een plek.")),
        ("Ontwerptafel", ("Ontwerptafel", "", "")),
        ("Art of Hosting - de groep aan het werk", ("Art of Hosting", "de groep aan het werk", "")),
    ],
)
def test_a_name_ends_at_the_first_comma_colon_or_stop(text: str, parts: tuple[str, str, str]) -> None:
    assert parted(text) == parts


async def test_a_second_page_is_reached_by_its_button(door: Door) -> None:
    anna = await door.member("Anna")
    for n in range(8):
        await door.database.write(methods.put, None, Draft(f"Vorm {n}", "Bewoners laten vertellen."), door.clock())
    for line in ("werkvormen bewoners", "werkvormen"):
        first = await anna.says(line)
        assert "Vorm 7" in first
        second = await anna.presses(_("More"), first)
        assert "Vorm 0" in second
        assert "Vorm 7" not in second


async def test_who_tells_that_they_used_it_by_its_name_is_not_shown_figures(understanding: Door) -> None:
    anna, bert = await understanding.member("Anna"), await understanding.member("Bert")
    draft = Draft("Muurkaart", "Bewoners laten vertellen.")
    made = await understanding.database.write(methods.put, (await anna.member()).id, draft, understanding.clock())
    said = await bert.says("wij hebben de muurkaart gebruikt in Almelo, het gesprek kwam sneller op gang")
    assert made.number in said
    assert "het gesprek kwam sneller op gang" in said


async def test_of_a_sentence_the_words_that_ways_hold_are_looked_for_and_the_others_told(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    said = await anna.says("werkvormen kaarten paddenstoelen")
    assert "F-1" in said
    assert "paddenstoelen" in said


@pytest.mark.parametrize("line", ["F-1, hoe gaat dat?", "F 1 hoe werkt die"])
async def test_a_question_behind_a_number_shows_it(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await put(anna)
    assert "bewoners in Twente laten vertellen" in await anna.says(line)
