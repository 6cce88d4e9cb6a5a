"""The beginning of a line is evidence, no more; what it is about may be what was just shown, or one's own."""

from pathlib import Path

import pytest

from bot.chat.texts import _
from tests.cafe import Person

DATA = Path(__file__).parents[2] / "data"
MOST_READ = 0.04
"""Share of the needs with the words of commands that may be read as a command; the aim is 0.03."""
YES, LOOKED_UP = _("Yes, do that"), _("Ask this as a question")
QUESTION = "vraag Hoe meet je de kwaliteit van grondwater in Twente?"


async def test_a_need_with_the_words_of_a_command_is_looked_up(anna: Person) -> None:
    needs = (DATA / "hard_needs.txt").read_text("utf-8").splitlines()
    assert len(needs) == 150
    missed = []
    for need in needs:
        said = await anna.says(need)
        if not said.tells(LOOKED_UP):
            missed.append(need)
            await anna.says("stop")
        assert not said.tells(YES), f"{need}: no act is offered"
    assert len(missed) <= MOST_READ * len(needs), missed


async def test_a_number_at_the_beginning_shows_nothing_when_more_is_wanted(anna: Person) -> None:
    await anna.in_turn(QUESTION, "ja")
    coordinator = await anna.door.coordinator("Cora")
    said = await coordinator.says("K-1 is spam, haal weg")
    assert said.tells(YES)
    assert "nog geen antwoord" not in said  # its card is not shown


async def test_a_polite_request_asks_for_the_act(anna: Person) -> None:
    await anna.in_turn(QUESTION, "ja")
    said = await anna.says("kun je K-1 voor me sluiten?")
    assert said.tells(YES) or "opgeleverd" in said


@pytest.mark.parametrize("line", ["mijn vraag is opgelost, sluit hem maar", "haal mijn vraag maar weer weg"])
async def test_the_only_question_of_ones_own_is_meant(anna: Person, line: str) -> None:
    await anna.in_turn(QUESTION, "ja")
    said = await anna.says(line)
    assert "K-1" in said


async def test_of_several_of_ones_own_one_picks(anna: Person) -> None:
    await anna.in_turn(QUESTION, "ja", "vraag Hoe krijg je bewoners mee in Twente?", "ja")
    await anna.says("hallo")
    said = await anna.says("trek vraag in")
    assert [label.split()[0] for label in said.buttons] == ["K-2", "K-1"]


async def test_what_was_just_shown_is_meant(anna: Person) -> None:
    await anna.in_turn(QUESTION, "ja")
    bob = await anna.door.member("Bob")
    await bob.says("K-1")
    said = await bob.says("ik vraag me hetzelfde af")
    assert said.tells(YES)
    assert "K-1" in said


async def test_a_line_that_names_a_thing_and_no_more_that_is_clear_shows_it(anna: Person) -> None:
    await anna.in_turn(QUESTION, "ja")
    assert "kwaliteit van grondwater" in await anna.says("eh wat ook alweer, K-1 dinges")


async def test_a_list_of_ones_own_grows_and_shrinks(anna: Person) -> None:
    await anna.in_turn("mijn thema's: water", "hallo")
    said = await anna.says("doe wonen er maar bij als thema van mij")
    assert "water \u2192 water; wonen" in said


async def test_behind_a_greeting_a_wish_is_heard(anna: Person) -> None:
    newcomer = anna.door.person("Nieuw")
    said = await newcomer.says("Hallo, ik ben Fatima El Amrani van gemeente Almere en ik zou graag mee willen doen")
    assert "Naam: Fatima El Amrani" in said
    assert "Organisatie: gemeente Almere" in said


@pytest.mark.parametrize("sign", ["\U0001f44d", "\U0001f44d\U0001f3fd", "\U0001f64f", "\u2764\ufe0f"])
async def test_a_thumb_is_thanked_for(anna: Person, sign: str) -> None:
    await anna.says("netwerken")
    assert (await anna.says(sign)).tells(_("You are welcome."))


async def test_a_thumb_is_a_yes_to_what_is_proposed(anna: Person) -> None:
    await anna.says("kun je me een seintje geven als er wat is over water")
    assert "Je volgt" in await anna.says("\U0001f44d\U0001f3fb")


@pytest.mark.parametrize("line", ["vertel meer over de eerste", "laat de eerste zien"])
async def test_looking_needs_no_account(anna: Person, line: str) -> None:
    await anna.in_turn(QUESTION, "ja")
    visitor = anna.door.person("Bezoeker")
    await visitor.says("vragen")
    assert "kwaliteit van grondwater" in await visitor.says(line)
