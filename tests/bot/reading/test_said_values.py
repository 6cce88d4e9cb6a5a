"""Values as people say them: said back in full, asked about when they may be meant in two ways, kept when half read."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("pauze tot 15.12", "15 december 2026"),
        ("pauze tot eind maart", "31 maart 2027"),
        ("pauze tot en met 2 november", "2 november 2026"),
        ("pauze over twee weken", "16 november 2026"),
        ("pause until next Friday", "13 november 2026"),
    ],
)
async def test_a_day_is_said_back_in_full(anna: Person, said: str, day: str) -> None:
    assert day in (await anna.says(said)).lower()


async def test_a_day_that_was_just_past_is_asked_about(anna: Person) -> None:
    said = await anna.says("pauze tot 1 november")
    assert "1 november 2026" in said
    assert "1 november 2027" in said
    assert "Je hebt pauze" not in said


async def test_a_day_in_own_words_is_shown_with_its_year(anna: Person) -> None:
    said = await anna.says("ik ben met vakantie tot 15 augustus")
    assert "Begrijp ik je goed" in said
    assert "15 augustus 2027" in said


async def test_what_is_clear_of_a_list_is_kept(anna: Person) -> None:
    await anna.says("mijn regio's")
    assert "Atlantis" in await anna.says("Flevoland en Atlantis")
    await anna.says("Overijssel")
    said = await anna.says("mijn profiel")
    assert "Flevoland" in said
    assert "Overijssel" in said


@pytest.mark.parametrize(
    "typed", ["K-1", "k1", "K\u20111", "K 1", "vraag 1", "status K-1", "question 1?", "toon k\u20131"]
)
async def test_a_number_alone_shows_the_thing(listening: Door, anna: Person, typed: str) -> None:
    await anna.says("vraag Hoe meet je de kwaliteit van grondwater in Twente?")
    await anna.says("ja")
    said = await anna.says(typed)
    assert "K-1" in said
    assert "kwaliteit van grondwater" in said


@pytest.mark.parametrize("road", ["N35", "A28", "D66", "B1"])
async def test_a_number_of_nothing_here_is_looked_up(anna: Person, road: str) -> None:
    said = await anna.says(road)
    assert "Er is geen" not in said
    assert "There is no" not in said


async def test_a_weekday_and_hour_may_be_short(anna: Person) -> None:
    assert "maandag om 09:00" in await anna.says("weekbericht aan ma 9u")
    assert "dinsdag om 09:30" in await anna.says("weekbericht aan dinsdag om half tien")


async def test_an_hour_is_not_guessed(anna: Person) -> None:
    said = await anna.says("weekbericht aan maandag drie uur")
    assert "03:00" in said
    assert "15:00" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("vragen nog niet beantwoord", "1 vraag: open"),
        ("welke vragen zijn nog niet beantwoord in twente", "1 vraag: open, Twente"),
        ("vragen niet gesloten", "1 vraag"),
        ("vragen praktijkkennis", "Zonder praktijkkennis wel"),
        ("vragen over voetbal", "voetbal"),
        ("vragen over voetbal in twente", "voetbal"),
        ("vragen grondwater", "1 vraag: grondwater"),
        ("vragen beantwoord", "Zonder beantwoord wel"),
    ],
)
async def test_a_filter_is_said_back_and_what_is_none_is_named(anna: Person, line: str, told: str) -> None:
    await anna.in_turn("vraag Hoe meet je de kwaliteit van grondwater in Twente?", "ja")
    assert told in await anna.says(line)


@pytest.mark.parametrize(
    ("line", "then"),
    [
        ("mijn weekbericht hoeft niet meer elke week, 1x per maand is genoeg", "elke maand"),
        ("iedere dag een weekbericht is echt te vaak, doe mij maar eens per week", "elke week"),
    ],
)
async def test_what_it_is_not_to_be_is_not_read(anna: Person, line: str, then: str) -> None:
    await anna.in_turn("weekbericht aan maandag 09:00", "weekbericht dagelijks", "hallo")
    assert then in await anna.says(line)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("water hoort niet meer bij mijn thema's, wonen nu wel", "bodem en ondergrond, wonen"),
        ("haal bodem en water weg bij mijn thema's maar voeg wonen toe", "wonen"),
    ],
)
async def test_each_theme_is_added_or_taken_away_by_what_is_said_of_it(anna: Person, line: str, kept: str) -> None:
    await anna.in_turn("mijn thema's bodem; water", "hallo")
    assert f"\u2192 {kept}" in (await anna.says(line)).replace(";", ",")


async def test_a_question_whether_a_network_is_still_there_changes_nothing(listening: Door) -> None:
    curator = await listening.coordinator("Cora")
    for line in (
        "netwerk Veenweide bestaat dat nog? het laatste bericht is van juni",
        "Is the peat network still going?",
    ):
        said = await curator.says(line)
        assert "van de lijst" not in said
        assert not said.tells(_("Yes, do that"))


@pytest.mark.parametrize("line", ["klopt L-1 nog, werkt dat bij jullie", "is L-1 nog zo bij jullie of niet meer"])
async def test_a_question_whether_a_thing_still_holds_changes_nothing(anna: Person, line: str) -> None:
    await anna.in_turn("les: een excursie met ondernemers hielp ons", "goed, proces", "ja", "stop")
    assert not (await anna.says(line)).tells(_("Yes, do that"))


async def test_a_greeting_may_ask_whether_somebody_is_there(listening: Door) -> None:
    asked = await listening.person("Vera").says("hoi is hier iemand")
    assert asked == await listening.person("Wim").says("hallo")
