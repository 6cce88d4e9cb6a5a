"""Ways of saying that hold for every command: politely, with slips, behind a colon, as what it is from now on."""

from dataclasses import replace

import pytest

from bot.chat.texts import Msg, _
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
        ("mijn functie klopt niet meer, ik ben nu teamleider", "teamleider"),  # why, and then what
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


@pytest.mark.parametrize(
    "line",
    ["ik ben nu teamleider, maar zet dat nog niet neer", "welk netwerk past bij mij? ik ben nu teamleider"],
)
async def test_one_clause_of_a_line_is_no_act_where_another_says_no_or_asks(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(YES)


async def test_what_somebody_knows_too_is_added_to_what_they_said_before(anna: Person) -> None:
    said = await anna.says("ik weet ook veel van geluid en lucht")
    assert said.tells(YES)
    assert ". Ik weet ook veel van geluid en lucht" in said


async def test_a_line_with_a_number_changes_nothing_of_ones_own(anna: Person) -> None:
    await anna.in_turn("vraag Hoe vind je oude putten?", "niemand", "ja")
    said = await anna.says("kun je K-1 doorsturen naar de adviseur geluid")
    assert "\u2192" not in said
    assert "K-1" in said


async def test_of_a_wish_to_put_a_question_what_it_is_about_is_the_question(anna: Person) -> None:
    said = await anna.says("kun je een vraag voor me uitzetten over hitte in de stad")
    assert "Wie weet iets over hitte in de stad?" in said


@pytest.mark.parametrize("line", ["ik wil een les delen", "wij hebben een signaal", "I would like to share a lesson"])
async def test_of_a_wish_to_give_something_no_word_is_what_is_given(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert line.lower() not in said.lower()
    assert "?" in said
    assert not said.tells(_("Right"))


async def test_of_several_things_to_follow_one_is_chosen_or_all(anna: Person) -> None:
    said = await anna.says("volg alles over water in Twente")
    assert [action.line for action in said.reply.actions()] == ["volg water", "volg Twente", "volg water; Twente"]
    assert "water" in await anna.says("volg alles over water")


async def test_of_a_wish_to_join_what_is_told_is_filled_in(anna: Person) -> None:
    newcomer = anna.door.person("Nieuw")
    said = await newcomer.says("ik wil wel meedoen, ik werk bij gemeente Zwolle en weet wat van wonen")
    assert "Organisatie: gemeente Zwolle" in said
    assert "ik weet wat van wonen" in said


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


@pytest.mark.parametrize(
    "line",
    [
        *("ja stel maar als vraag", "zet het als vraag", "stel die vraag maar", "ja zet maar uit", "vraag maar rond"),
        *("stel het als vraag", "ok, stel hem dan maar", "ja graag, stel het als vraag"),
    ],
)
async def test_a_button_is_said_by_its_meaning(anna: Person, line: str) -> None:
    assert (await anna.says("wie weet iets over wadi's")).tells(_("Ask this as a question"))
    said = await anna.says(line)
    assert said.tells(_("Put my question")), said
    assert "wadi" in said


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("en alleen leernetwerken", "Twente"),
        ("maar dan alleen leernetwerken", "Twente"),
        ("nee niet Salland", "Twente"),
    ],
)
async def test_what_was_listed_gets_narrower_and_keeps_where_it_was(anna: Person, line: str, left: str) -> None:
    await anna.says("netwerken Twente")
    assert left in await anna.says(line)
    await anna.in_turn("netwerken Twente", "hulp")
    again = await anna.says("terug naar de lijst")
    assert "Twente" in again


@pytest.mark.parametrize(
    "line",
    [
        *("kan ik hem iets vragen?", "mag ik haar een vraag stellen", "vraag hem maar of hij mij wil bellen"),
        *("stel ze de vraag of we mogen komen kijken", "can I put a question to them", "ask her if she can call me"),
    ],
)
async def test_who_was_just_shown_is_asked(anna: Person, line: str) -> None:
    helper = await anna.door.member("Onderzoeker")
    assert (await anna.says(line)).tells(_("I showed you nobody just now. Who do you want to ask?"))
    await anna.says(f"M-{(await helper.member()).id}")
    said = await anna.says(line)
    assert said.tells(_("What do you want to ask?")) or said.tells(_("Put my question")), said
    if said.tells(_("Put my question")):
        assert "Onderzoeker" in said


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        *((each, _("Goodbye. I am here when you need me.")) for each in ("doei", "ok doei", "fijne dag nog!", "bye")),
        ("hoe gaat het met je?", _("Fine, thank you. What can I find for you? Type {help} to see what I can do.")),
        ("Hi there", _("Hello. Type {help} to see what I can do.")),
    ],
)
async def test_small_talk_is_answered_with_a_line(anna: Person, line: str, answer: Msg) -> None:
    said = await anna.says(line)
    assert said.tells(replace(answer, values={"help": "hulp" if said.reply.language == "nl" else "help"})), said
    assert not said.buttons


async def test_an_organisation_is_corrected_before_it_is_agreed_to(anna: Person) -> None:
    assert (await anna.says("ik werk nu bij gemeente Zwolle")).tells(YES)
    said = await anna.says("nee wacht, bij de Universiteit Twente")
    assert "\u2192 Universiteit Twente" in said
    assert said.tells(YES)
    assert (await anna.says("nee, laat maar")).tells(_("All right. Nothing was changed."))


async def test_of_what_stands_before_a_wish_to_join_no_word_is_a_name(anna: Person) -> None:
    newcomer = anna.door.person("Nieuw")
    assert "Hoe heet je" in await newcomer.says("ok klinkt leuk, ik wil meedoen")


async def test_what_points_to_nothing_names_nothing(anna: Person) -> None:
    said = await anna.says("volg hem dan maar")
    assert not said.tells(YES)
    assert "hem" not in said


async def test_there_is_where_one_knows_something(anna: Person) -> None:
    await anna.says("vraag Hoe nat is het in Twente?")
    await anna.in_turn("ja")
    other = await anna.door.member("Hydroloog")
    await other.says("K-1")
    assert (await other.says("daar weet ik wel wat van")).tells(_("What do you know about it?"))
    await other.in_turn("stop", "K-1")
    assert "K-1" in await other.says("hou me daarvan op de hoogte")


async def test_the_act_at_the_end_of_a_few_words_is_heard(anna: Person) -> None:
    await anna.in_turn("signaal: onze meters vallen steeds uit bij regen in Twente", "ja", "ja", "stop")
    assert "S-1" not in await anna.in_turn("oh typefout, maak ongedaan", "signalen")


async def test_not_only_there_looks_around(anna: Person) -> None:
    await anna.says("wie weet iets over water in Twente")
    assert "Overijssel" in await anna.says("niet alleen Twente")


@pytest.mark.parametrize("line", ["Can I still change it after it is there?", "mag ik later nog iets veranderen?"])
async def test_who_asks_and_refuses_nothing_is_not_told_that_all_stays_as_it_is(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(_("All right, I leave it as it is."))
