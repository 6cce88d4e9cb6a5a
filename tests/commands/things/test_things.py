"""What all things share: verbs by the letter, links, keepers, undo, what became of one's input, what there is to do."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door
from tests.commands.networks.test_networks import register


async def test_a_verb_goes_by_the_letter_and_says_what_would_work_for_another(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    offered = await bert.says("steun K-1")
    assert offered.tells(_("{number} is a question. Do you want to know it too?", number="K-1"))
    joined = await bert.says("ja")
    assert joined.tells(_("You asked {number} along. You hear of every answer.", number="K-1"))
    assert (await bert.says("parkeer K-1")).tells(
        _("{number} is {what}. That does not work for it.", number="K-1", what=_("a question"))
    )
    assert "K-1" in await anna.says("sluit K-1 beantwoord: tachtig centimeter")
    assert (await anna.says("heropen k1")).tells(_("{number} is open again.", number="K-1"))
    assert (await anna.says("sluit 1 beantwoord: tachtig centimeter")).tells("K-1")


async def test_links_are_shown_from_both_sides_until_they_are_taken_away(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    await anna.in_turn("vraag Hoe breed is een sloot?", "ja", "ja")
    said = await bert.says("koppel K-1 aan K-2")
    assert said.tells(_("{one} and {other} are linked. Both cards show it.", one="K-1", other="K-2"))
    assert "K-2" in await anna.says("K-1")
    assert "K-1" in await anna.says("K-2")
    assert (await bert.says("koppel K-2 met K-1")).tells(
        _("{one} and {other} are linked already.", one="K-2", other="K-1")
    )
    assert (await anna.says("ontkoppel K-1 K-2")).tells(_("Who made this link can take it away, or a coordinator."))
    assert (await bert.says("ontkoppel K-1 K-2")).tells(
        _("{one} and {other} are no longer linked.", one="K-1", other="K-2")
    )
    assert "K-2" not in await anna.says("K-1")
    await bert.says("maak ongedaan")
    assert "K-2" in await anna.says("K-1")
    assert (await bert.says("koppel K-1 aan K-1")).tells(_("A thing cannot be linked to itself."))
    assert "K-9" in await bert.says("koppel K-1 aan K-9")


async def test_koppel_alone_still_joins_two_platforms(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says("koppel")  # which is fleeting: nothing of it is kept once it was sent
    assert any(said.tells(_("It works once. Give it to nobody.")) for said in door.heard_in(anna.chat))


async def test_undo_takes_the_last_act_back_once_and_then_there_is_nothing(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    await anna.in_turn("vraag Hoe breed is een sloot?", "ja", "ja")
    done = await anna.says("koppel K-1 aan K-2")
    assert (await anna.presses(_("Undo"), done)).tells(
        _("{one} and {other} are no longer linked.", one="K-1", other="K-2")
    )
    assert (await anna.presses(_("Undo"), done)).tells(_("There is nothing left to undo."))
    assert (await anna.says("maak ongedaan")).tells(_("There is nothing left to undo."))


async def test_my_input_tells_what_became_of_all_that_somebody_gave(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", "en")
    nothing = await anna.says("wat is er met mijn inbreng gebeurd")
    assert nothing.tells(_("You gave nothing yet. With a question or a signal you begin."))
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    await bert.says("antwoord K-1 Tachtig centimeter.")
    await anna.says("sluit K-1 beantwoord: tachtig centimeter")
    await register(anna)
    told = await anna.says("mijn inbreng")
    assert told.tells(_("Your input ({n})", n=2), _("Because: {text}", text="tachtig centimeter"))
    assert (await bert.says("what happened with my input?")).tells("K-1", "Tachtig centimeter.")


async def test_everybody_may_see_what_waits_for_them(door: Door) -> None:
    assert (await (await door.member("Anna")).says("te doen")).tells(_("Nothing waits for you. Well done."))


@pytest.mark.parametrize("line", ["hoeder K-1", "wie houdt bij K-1"])
async def test_what_has_no_keeper_says_so(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    assert (await anna.says(line)).tells(_("{number} has no keeper.", number="K-1"))
