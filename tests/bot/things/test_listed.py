"""Lists: asked for by words that are no filter, by a period, and with more than anything has."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person

CHILDREN = "les: een rondgang langs de bedrijfsterreinen hielp ons in Twente"
WALK = "les: een excursie met ondernemers mislukte in Twente"
TALK = "les: keukentafelgesprekken in Salland werkten goed"


@pytest.fixture
async def anna(door: Door) -> Person:
    """Who shared three lessons: two in Twente, and one in Salland."""
    who = await door.member("Anna", regions="Twente")
    for each in (CHILDREN, WALK, TALK):
        await who.in_turn(each, "klopt", "klopt")
    return who


@pytest.mark.parametrize(
    ("line", "found", "left"),
    [
        ("lessen over ondernemers", "L-2", ("L-1", "L-3")),
        ("lessen met bedrijfsterrein", "L-1", ("L-2", "L-3")),
        ("lessen over terreinen in Twente", "L-1", ("L-2", "L-3")),
        ("lessons about entrepreneurs", "L-2", ("L-1", "L-3")),
        ("lessen over keukentafelgesprek", "L-3", ("L-1", "L-2")),
    ],
)
async def test_a_word_that_is_no_filter_lists_what_says_it(
    anna: Person, line: str, found: str, left: tuple[str, ...]
) -> None:
    said = await anna.says(line)
    assert found in said
    assert not any(each in said for each in left)


@pytest.mark.parametrize("line", ["lessen over ruimtevaart", "lessons about spaceships"])
async def test_what_nothing_says_is_told_in_one_line_with_what_works(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert line.rsplit(maxsplit=1)[-1] in said
    assert "L-1" not in said
    assert len(said.buttons) > 1
    assert "L-1" in await anna.presses(_("Show all"), said)


@pytest.mark.parametrize(
    "line", ["lessen Twente eigenlijk 10:00 graag", "lessen 12 allemaal Twente", "lessons Twente really 15.12 please"]
)
async def test_a_number_and_what_only_fills_are_no_words(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert "L-1" in said
    assert "L-3" not in said
    assert "ken ik niet" not in said
    assert "do not know" not in said


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("lessen van deze week", True),
        ("lessen sinds gisteren", True),
        ("lessons this month", True),
        ("lessen langer dan twee weken geleden", False),
        ("lessons older than a month", False),
        ("lessen van vorig jaar", False),
    ],
)
async def test_a_period_is_read_in_a_list_of_what_was_made(anna: Person, line: str, *, there: bool) -> None:
    said = await anna.says(line)
    assert ("L-1" in said) is there
    assert "ken ik niet" not in said


async def test_where_nothing_has_it_all_one_thing_is_left_out_and_said(anna: Person) -> None:
    said = await anna.says("lessen over ondernemers in Salland")
    assert "L-3" in said
    assert said.tells(_("Without {part}", part="ondernemers"))
    assert "L-2" in await anna.presses(_("Without {part}", part="Salland"), said)


async def test_where_no_meeting_comes_the_earlier_ones_are_shown(door: Door) -> None:
    anna = await door.member("Anna", regions="Twente")
    await anna.in_turn("bijeenkomst: overleg over de dijk in Twente morgen om 13 uur", "overslaan", "klopt")
    door.clock.ahead(timedelta(days=30))
    said = await anna.says("bijeenkomsten in Twente de komende weken")
    assert said.tells(_("Earlier ones"))


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("vragen over trillingen", True),
        ("vragen over een trilling in Twente", True),
        ("questions about vibrations", True),
        ("vragen over ruimtevaart", False),
        ("vragen sinds gisteren", True),
        ("vragen zonder antwoord, ouder dan een maand in Twente", True),
        ("vragen over trillingen in Salland", True),
        ("vragen over trillingen gesloten", True),
    ],
)
async def test_questions_are_listed_by_words_and_periods_too(door: Door, line: str, *, there: bool) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("vraag: Hoe meet je trillingen in Twente?", "ja", "stop")
    other = await door.member("Bert")
    assert ("K-1" in await other.says(line)) is there
