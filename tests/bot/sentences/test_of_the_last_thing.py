"""What is said of several things, of days between which, and of what was just put, reaches all of it."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person


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


async def test_what_is_done_to_a_question_is_done_to_the_item_that_was_shown(listening: Door) -> None:
    anna, bert = await listening.member("Anna", regions="Twente"), await listening.member("Bert", regions="Twente")
    await anna.says("zet op de agenda: hoe houden we het veen nat?")
    await anna.says("ja")
    await bert.says("G-1")
    said = await bert.says("dat willen wij in de Peel ook weten")
    assert said.tells(_("Do I understand you well?"))
    assert "G-1" in said


async def test_what_is_told_below_a_thing_is_told_of_it_without_the_wish_before(listening: Door) -> None:
    anna, bert = await listening.member("Anna", regions="Twente"), await listening.member("Bert", regions="Twente")
    await anna.says("casus: de boeren en de bouwers zoeken samen naar vezels. hoe houd je dat vol?")
    await anna.says("ja")
    await bert.says("C-1")
    said = await bert.says(
        "ik wil wel meedenken, wij hebben zoiets met een school gedaan en dat liep goed af in het dorp"
    )
    assert "C-1" in said
    assert "wij hebben zoiets met een school gedaan" in said
    assert "ik wil wel meedenken" not in said


async def test_a_wish_to_stay_unnamed_before_the_colon_is_no_part_of_the_text(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("signaal, liever zonder mijn naam: elke vrijwilliger haakt hier af op het formulier")
    assert "naam:" not in said
    assert said.tells(_("Your name is not with it."))


async def test_a_day_behind_the_word_for_a_meeting_is_no_number_of_one(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("bijeenkomst 12 december om 14 uur: dorpswandeling met boeren")
    assert "B-12" not in said
    assert "12 december" in said


async def test_who_asks_to_see_something_does_not_leave_it(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("show me only the ones nobody is working on yet")
    assert not said.tells(_("All right, I leave it as it is."))


async def reader_of_two(door: Door) -> Person:
    """A member of Twente, where somebody else put two items on the agenda."""
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    for text in ("hoe houden we het veen nat?", "hoe meten we geluid bij de weg?"):
        await anna.in_turn(f"zet op de agenda: {text}", "ja")
    return bert


async def test_behind_a_wrong_number_the_other_is_shown_with_the_way_back(listening: Door) -> None:
    bert = await reader_of_two(listening)
    await bert.says("steun G-1")
    said = await bert.says("sorry, verkeerde. ik bedoelde G-2")
    assert said.tells(_("Undo"))
    assert "geluid" in said


async def test_at_a_proposal_the_other_number_is_taken(listening: Door) -> None:
    bert = await reader_of_two(listening)
    await bert.says("dat van G-1 willen wij ook wel weten")
    said = await bert.says("oeps verkeerde, ik bedoelde G-2")
    assert said.tells(_("Do I understand you well?"))
    assert "G-2" in said


async def test_an_order_about_what_was_shown_changes_nothing_of_ones_own(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("peiling: welke dag? maandag / dinsdag")
    await anna.says("ja")
    assert not (await anna.says("laat hem tot vrijdag lopen")).tells(_("Do I understand you well?"))


async def test_a_week_later_is_counted_from_when_the_meeting_is(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("plan een sessie over veen op 17 december om 10 uur, er komt een verslag")
    await anna.says("overslaan")
    await anna.says("ja")
    said = await anna.says("kan het een week later?")
    assert "24 december" in said
    assert "10.00" in said


async def test_small_words_stand_between_an_act_and_its_number(listening: Door) -> None:
    anna, bert = await listening.member("Anna", regions="Twente"), await listening.member("Bert", regions="Twente")
    await anna.says("zet op de agenda: hoe houden we het veen nat?")
    await anna.says("ja")
    assert "G-1" in await bert.says("bij ons ook voor G-1")


async def test_of_several_organisations_none_becomes_ones_own(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("gemeente zegt provincie, provincie zegt waterschap, waterschap zegt gemeente")
    assert not said.tells(_("Which organisation or initiative are you with?"))
    assert not said.tells(_("Do I understand you well?"))


async def test_who_asks_where_to_tell_something_tells_it(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("een vergunning voor een proef duurt hier steeds een jaar, bij wie kan ik dat kwijt")
    assert said.tells(_("This is how I put it:"))
