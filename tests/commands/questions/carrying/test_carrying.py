"""How far an answer carries: read, said, shown with where it is from, undone; what was done with it, asked once."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from commands.questions.carrying.labels import foreseen, understood
from commands.questions.routing.rules import Rules
from commands.questions.uses.asking import PAUSE
from storage.questions import questions
from storage.questions.carrying import Carries
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put

ASKED = _("Some weeks ago you got this answer. Did you do something with it?")
WEEKS = timedelta(days=Rules().use_after + 2)


@pytest.mark.parametrize(
    ("said", "carries", "source"),
    [
        ("uit onderzoek, WUR 2023", Carries.research, "WUR 2023"),
        ("Werkt bij ons.", Carries.here, ""),
        ("uit de praktijk, bron: de proef in Salland", Carries.practice, "de proef in Salland"),
        ("works elsewhere", Carries.elsewhere, ""),
    ],
)
def test_a_few_words_tell_how_far_it_carries(said: str, carries: Carries, source: str) -> None:
    reach = understood(said)
    assert reach is not None
    assert (reach.carries, reach.source) == (carries, source)


@pytest.mark.parametrize("said", ["bel de provincie", "dank je", "onderzoek dat eens", ""])
def test_what_says_something_else_tells_nothing(said: str) -> None:
    assert understood(said) is None


def test_an_answer_that_says_it_in_two_ways_is_left_to_who_gave_it() -> None:
    assert foreseen("Uit onderzoek van de WUR blijkt dat klei dat kan.") is Carries.research
    assert foreseen("Bij ons werkt dat goed.") is Carries.here
    assert foreseen("Bij ons werkt dat, ook volgens onderzoek van de WUR.") is None
    assert foreseen("Bel de provincie maar.") is None


async def _answered(
    door: Door, text: str = "Uit onderzoek van de WUR blijkt dat vaste meetpunten werken."
) -> list[Person]:
    asker = await door.member("Adviseur")
    helper = await door.member(
        "Onderzoeker", organisation="Waterschap Vechtstromen", organisation_kind="waterschap", regions="Twente"
    )
    await put(asker)
    await helper.says("antwoord K-1 Uit onderzoek van de WUR blijkt dat vaste meetpunten werken.")
    return [asker, helper]


async def test_it_is_read_said_with_its_source_shown_with_its_origin_and_undone(door: Door) -> None:
    asker, helper = await _answered(door)
    card = await asker.says("K-1")
    assert card.tells(_("from research"), "Twente", _("regional"), "Waterschap Vechtstromen")
    assert (await asker.says("A-1: werkt bij ons")).tells(
        _("Only who gave an answer, or a coordinator, can say how far it carries.")
    )
    said = await helper.says("A-1: uit de praktijk, proef in Salland")
    assert "proef in Salland" in await asker.says("K-1")
    await helper.presses(_("Undo"), said)
    held = await door.database.read(questions.one_answer, 1)
    assert held
    assert (held.carries, held.source) == (Carries.research, "")


async def test_who_shows_no_organisation_here_shows_no_region_or_level_by_it(door: Door) -> None:
    asker, _helper = await _answered(door)
    unseen = await door.member(
        "Onzichtbaar", organisation="Waterschap Rijn", organisation_kind="waterschap", found="nee"
    )
    await put(asker, "Wat kost een sensor?")
    await unseen.says("antwoord K-2 Ongeveer honderd euro.")
    card = await asker.says("K-2")
    assert "Rijn" not in card
    assert not card.tells(_("regional"))


async def test_what_was_done_with_an_answer_that_helped_is_asked_once_and_told_to_who_gave_it(door: Door) -> None:
    asker, helper = await _answered(door)
    ask = door.cafe.work["answer uses"]
    door.clock.ahead(WEEKS)
    assert await ask() == 0, "nobody said that it helped"
    await asker.says("helpt A-1")
    assert await ask() == 1
    asked = await asker.hears(ASKED)
    door.clock.ahead(PAUSE * 2)
    assert await ask() == 0, "once"
    await asker.presses(_("Yes, I did"), asked)
    told = await asker.says("We zijn met drie buurten begonnen.")
    await helper.hears(_("Something was done with your answer:"), "drie buurten")
    assert (await helper.says("K-1")).tells(_n("used {n} time", "used {n} times", 1))
    assert (await helper.says("mijn inbreng")).tells(_n("used {n} time", "used {n} times", 1))
    await asker.presses(_("Undo"), told)
    assert not (await helper.says("K-1")).tells(_n("used {n} time", "used {n} times", 1))


async def test_not_yet_is_fine_and_tells_nobody(door: Door) -> None:
    asker, helper = await _answered(door)
    await asker.says("helpt A-1")
    door.clock.ahead(WEEKS)
    await door.cafe.work["answer uses"]()
    said = await asker.presses(_("Not yet"), await asker.hears(ASKED))
    assert "gebruikt A-1" in said
    assert not [each for each in helper.notices if each.tells(_("Something was done with your answer:"))]
    assert (await helper.says("gebruikt A-1: zelf gedaan")).tells(
        _("You gave that answer yourself. Who used it can say so.")
    )
