"""What is said of several things, of days between which, and of what was just put, reaches all of it."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door


async def test_of_several_things_the_others_wait_below_the_first(listening: Door) -> None:
    anna, bert = await listening.member("Anna", regions="Twente"), await listening.member("Bert", regions="Twente")
    for question in ("Hoe houd je veen nat?", "Hoe meet je geluid?"):
        await anna.says(f"vraag {question}")
        await anna.says("ja")
    said = await bert.says("volg K-1 en K-2")
    assert said.tells(_("You also asked for this:"))
    assert "K-2" in await bert.says("1" if said.count("[") == 1 else "ook K-2")


async def test_of_two_days_the_one_until_which_it_lasts_is_read(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("ik ben weg van 19 december tot 4 januari")
    assert "4 januari" in said
    assert "19 december" not in said


async def test_the_day_that_is_liked_better_is_read(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("liever op vrijdag dan op maandag het weekbericht")
    assert "vrijdag" in said
    assert "maandag" not in said


@pytest.mark.parametrize("line", ["is er niet al zoiets dan?", "hoe lang duurt dit nog?", "and who decides on that?"])
async def test_a_question_to_us_becomes_no_name(listening: Door, line: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("netwerk aanmelden")
    await anna.says(line)
    said = await anna.says("Heggen en Boeren")
    assert line not in said
    assert said.tells(_("What kind of network is it?"))


async def test_what_was_just_put_is_meant_without_its_number(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("plan een sessie over veen op 17 december om 10 uur, er komt een verslag")
    await anna.says("overslaan")
    await anna.says("ja")
    said = await anna.says("gaat niet door, spreker is ziek")
    assert "B-1" in said


async def test_an_organisation_is_corrected_behind_what_no_longer_holds(listening: Door) -> None:
    nova = listening.person("Nova")
    await nova.says("aanmelden")
    await nova.says("Aanjager, Gemeente Hengelo")
    said = await nova.says("sorry klopt niet meer, ik werk sinds kort bij de Provincie Overijssel")
    assert "Overijssel" in said


@pytest.mark.parametrize("line", ["volg " + "K-1," * 20_000 + "K-1", "mijn functie " + "werk sinds " * 8_000])
async def test_a_line_without_end_is_looked_at_no_further_than_needed(listening: Door, line: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    assert await anna.says(line) is not None
