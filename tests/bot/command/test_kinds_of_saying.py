"""Ways of saying that hold for every command: politely, with slips, behind a colon, as what it is from now on."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person

YES = _("Yes, do that")


@pytest.mark.parametrize("line", ["wie wete er iets over watr in twente", "hoi, wie weet iets over watr"])
async def test_two_slips_in_a_sentence_still_look_up(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert said.tells(_("Ask this as a question"))
    assert "wete" not in said


@pytest.mark.parametrize("line", ["nettwerken twente", "wich networks are there in twente"])
async def test_a_list_is_shown_though_its_word_has_a_slip(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert "Twente" in said
    assert not said.tells(_("Ask this as a question"))


async def test_what_changes_something_with_a_slip_is_proposed_and_not_done(anna: Person) -> None:
    await anna.in_turn("weekbericht aan maandag 09:00", "hallo")
    said = await anna.says("zet het weekbricht uit")
    assert said.tells(YES)


async def test_behind_a_colon_stands_what_is_put_whatever_it_denies(anna: Person) -> None:
    said = await anna.says("ik zie een risico: straks weet niemand meer hoe de pompen werken")
    assert "straks weet niemand meer hoe de pompen werken" in said
    assert "ik zie een risico" not in said


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("Graag mijn functie aanpassen naar opgavemanager", "opgavemanager"),
        ("onze organisatie heet voortaan gemeente Twenterand", "gemeente Twenterand"),
    ],
)
async def test_what_it_is_from_now_on_is_read(anna: Person, line: str, new: str) -> None:
    said = await anna.says(line)
    assert f"\u2192 {new}" in said
    assert said.tells(YES)


async def test_a_polite_question_about_what_is_changed_asks_for_it(anna: Person) -> None:
    await anna.in_turn("weekbericht aan maandag 09:00", "hallo")
    said = await anna.says("Zou het weekbericht eens per maand kunnen komen in plaats van wekelijks?")
    assert said.tells(YES)
    assert "elke maand" in said


@pytest.mark.parametrize("line", ["ik wil me echt niet afmelden hoor", "ik wil het weekbericht niet kwijt"])
async def test_what_is_not_wanted_is_left(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert not said.tells(YES)
    assert not said.tells(_("Look up who knows about it"))


async def test_of_a_wish_to_join_no_word_is_a_name(anna: Person) -> None:
    newcomer = anna.door.person("Nieuw")
    said = await newcomer.says("ik wil meedoen, hoe werkt dat")
    assert "Naam: ik wil meedoen" not in said
    assert "Hoe heet je" in said


async def test_what_is_not_built_offers_what_comes_near(anna: Person) -> None:
    said = await anna.says("kun je foto's versturen")
    assert said.tells(_("That is not possible here yet."))
    assert said.tells(_("What I can do"))


async def test_two_wishes_in_a_line_are_both_heard(anna: Person) -> None:
    said = await anna.says("wie weet iets over water in Twente en welke netwerken zijn er in Salland?")
    assert said.tells(_("You also asked for this:"))
    assert "Salland" in " ".join(each.line for each in said.reply.actions())
    assert not (await anna.says("wie weet iets over water en bodem")).tells(_("You also asked for this:"))


async def test_of_an_introduction_only_the_place_is_looked_for(anna: Person) -> None:
    said = await anna.says("ik ben boer in Salland, wie weet iets over pompoenen?")
    assert "pompoenen" in said
    assert "boer" not in said.splitlines()[0]


@pytest.mark.parametrize("line", ["nvm", "ach laat ook maar"])
async def test_a_sigh_looks_for_nothing(anna: Person, line: str) -> None:
    assert (await anna.says(line)).tells(_("All right. Nothing waits for your answer now."))


async def test_who_did_not_sign_up_hears_what_it_is_that_takes_it(listening: Door) -> None:
    said = await listening.person("Nieuw").says("ik wil voortaan op de hoogte blijven van alles over bodem")
    assert said.tells(_("For this I need to know who you are. Signing up takes two minutes."))
    assert said.tells(_("No, look up who knows about it"))


async def test_what_was_just_made_is_what_is_meant(anna: Person) -> None:
    await anna.in_turn("nieuws: in Twente ging een waterplein open", "klopt")
    said = await anna.says("haal dat nieuws weer weg")
    assert said.tells(YES)
    assert "U-1" in said
