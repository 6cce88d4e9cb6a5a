"""A fact of one question is told in a sentence, to who may know it."""

from bot.chat.texts import _
from tests.cafe import Door


async def test_who_asked_is_told_and_of_who_wants_no_name_nothing(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe vind je oude putten?", "ja")
    assert "Anna" in await bert.says("wie stelde vraag K-1")
    await anna.in_turn("altijd zonder naam", "vraag Hoe houd je veen nat?", "ja")
    said = await bert.says("wie stelde vraag K-2")
    assert "K-2" in said
    assert "Anna" not in said


async def test_how_many_answers_there_are_and_whether_one_helped(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe vind je oude putten?", "ja")
    assert (await bert.says("heeft vraag al antwoord K-1")).startswith("K-1 heeft nog geen antwoord")
    await bert.says("antwoord K-1: vraag het in het archief van de gemeente")
    said = await bert.says("hoeveel antwoorden heeft vraag K-1")
    assert "1 antwoord. Of dat hielp is nog niet gezegd" in said


async def test_what_was_hidden_is_told_of_no_more_than_that(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe vind je oude putten?", "ja")
    boss = await door.coordinator("Kernteam")
    await boss.in_turn("verberg K-1", "ja")
    assert "Anna" not in await bert.says("wie stelde vraag K-1")


async def test_who_may_answer_can_begin_at_once(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe vind je oude putten?", "ja")
    said = await bert.says("mag ik antwoorden op vraag K-1")
    assert said.tells(_("I know something"))
    await bert.presses(_("I know something"), said)
    assert "K-1" in await bert.says("vraag het in het archief van de gemeente Hengelo")
