"""A talk that goes on: below a list or a card, at a step, behind thanks, and with other words for what was typed."""

import pytest

from bot.chat.texts import _
from storage.questions import questions
from tests.cafe import Door, Person

YES, SURE = _("Yes, do that"), _("Put my question")
READ = _("This is what I read:")


@pytest.mark.parametrize(
    ("line", "now"),
    [
        ("nee wacht, maak ervan: Hoe meet je trillingen in een dorp?", "Hoe meet je trillingen in een dorp?"),
        ("verander geluid in trillingen", "Hoe meet je trillingen in Twente?"),
        ('hmm change "geluid" to "noise"', "Hoe meet je noise in Twente?"),
        ("de vraag moet zijn: Wie meet er geluid in Salland?", "Wie meet er geluid in Salland?"),
    ],
)
async def test_what_was_typed_is_put_in_other_words_before_the_yes(anna: Person, line: str, now: str) -> None:
    said = await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)
    assert said.tells(SURE)
    await anna.says("ja")
    assert [each.text for each in await anna.door.database.read(questions.load, [1])] == [now]


@pytest.mark.parametrize(
    ("before", "line", "told"),
    [
        (("digest on",), "actually make that monday mornings", "maandag"),
        (("zet het weekbericht op vrijdag",), "nee donderdag graag", "donderdag"),
        (
            ("netwerk aanmelden", "De Groene Weide", "leernetwerk"),
            "we zitten in Salland en ook wat in Twente",
            "Salland",
        ),
    ],
)
async def test_a_line_at_a_step_tells_of_another_value(
    anna: Person, before: tuple[str, ...], line: str, told: str
) -> None:
    await anna.in_turn(*before)
    said = await anna.says(line)
    assert said.tells(READ)
    assert told in said


async def test_what_is_asked_and_what_was_said_before_are_both_corrected(anna: Person) -> None:
    await anna.says("zet het weekbericht op vrijdag")
    assert "donderdag om 09:00" in await anna.says("nee donderdag 9 uur")


@pytest.mark.parametrize("line", ["stuur mij het weekbericht donderdags", "send me the digest on Thursdays"])
async def test_a_day_that_comes_back_is_that_day(anna: Person, line: str) -> None:
    assert (await anna.says(line)).tells(_("At what time?"))


@pytest.mark.parametrize("line", ["sla maar over", "skip this one please", "sla deze vraag over"])
async def test_what_may_be_left_out_is_skipped_in_any_words(listening: Door, line: str) -> None:
    newcomer = listening.person("Nieuw")
    await newcomer.in_turn("aanmelden", "Adviseur", "Stichting Steenbreek")
    asked = await newcomer.says(line)
    assert "Ik ken" not in asked
    assert not asked.tells(_("Ask this as a question"))


async def test_an_order_becomes_no_role(anna: Person) -> None:
    await anna.in_turn("mijn rol")
    said = await anna.says("voeg ook grondwater toe aan mijn themas en haal bodem eraf")
    assert said.tells(_("Do it"))


@pytest.mark.parametrize(
    ("line", "in_it"),
    [
        ("vertel eens wat meer over de eerste", "Bodem Oost"),
        ("nee, ik bedoel de tweede", "Bodem West"),
        ("ok, meer over de tweede graag", "Bodem West"),
        ("can you tell me more about the first", "Bodem Oost"),
    ],
)
async def test_one_thing_of_a_list_is_shown_in_any_words(anna: Person, line: str, in_it: str) -> None:
    maker = await anna.door.coordinator("Coördinator")
    for each in ("Bodem Oost", "Bodem West"):
        await maker.in_turn(
            "netwerk aanmelden", each, "leernetwerk", "bodem", "Twente", "Samen leren", "overslaan", "overslaan"
        )
    await anna.says("netwerken")
    said = await anna.says(line)
    assert in_it in said
    assert not said.tells(YES)


@pytest.mark.parametrize("line", ["volg k 1 voor mij", "volg k1 graag", "volg vraag K-1 maar voor mij"])
async def test_small_words_around_a_number_are_no_name(anna: Person, line: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", "ja")
    other = await anna.door.member("Hydroloog")
    said = await other.says(line)
    assert said.tells(YES) or "Je volgt K-1" in said


@pytest.mark.parametrize(
    "line", ["ok dan stel ik het zelf wel als vraag", "dan vraag ik het zelf wel", "post it as a question"]
)
async def test_what_was_looked_for_becomes_the_question(anna: Person, line: str) -> None:
    await anna.says("wie weet iets over wadi's")
    said = await anna.says(line)
    assert said.tells(SURE)
    assert "wadi" in said


@pytest.mark.parametrize(
    "line", ["kan ik wel gewoon een vraag stellen?", "ik wil graag iets vragen", "can I ask a question here?"]
)
async def test_a_wish_to_ask_is_not_the_question(anna: Person, line: str) -> None:
    assert (await anna.says(line)).tells(_("What is your question?"))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("trek die over trillingen maar in", "K-1"),
        ("haal mijn vraag over het grondwater weg", "K-2"),
        ("withdraw the one about trillingen", "K-1"),
    ],
)
async def test_of_ones_own_the_one_that_is_about_it_is_meant(anna: Person, line: str, what: str) -> None:
    await anna.in_turn("vraag: Hoe meet je trillingen in Twente?", "ja", "stop")
    await anna.in_turn("vraag: Wie meet het grondwater in Salland?", "ja", "stop", "netwerken")
    said = await anna.says(line)
    assert what in said


@pytest.mark.parametrize("line", ["bedankt! netwerken in Twente", "thanks a lot. who knows about noise?"])
async def test_what_stands_behind_thanks_is_done(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(_("You are welcome."))


@pytest.mark.parametrize("line", ["bedankt", "dank je wel, dat helpt", "mooi, bedankt daarvoor!"])
async def test_mere_thanks_are_thanks(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert not said.tells(YES)
    assert not said.tells(_("Ask this as a question"))


@pytest.mark.parametrize(
    "line", ["ja, maar zet mijn naam er niet bij", "liever zonder mijn naam erbij", "laat mijn naam maar weg"]
)
async def test_a_question_is_put_without_a_name_in_any_words(anna: Person, line: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)
    await anna.says("ja")
    assert (await anna.door.database.read(questions.load, [1]))[0].anonymous


@pytest.mark.parametrize("line", ["oh nee laat die maar aan", "nee, laat dat maar zo", "no, leave it as it is"])
async def test_what_was_proposed_is_left_as_it_is(anna: Person, line: str) -> None:
    assert (await anna.says("ik ben met vakantie tot 20 december")).tells(YES)
    said = await anna.says(line)
    assert not said.tells(YES)
    assert not said.tells(_("Ask this as a question"))


async def test_elsewhere_replaces_a_region_with_a_slip(anna: Person) -> None:
    await anna.says("wadi's in Overijsel")
    said = await anna.says("en in Flevoland?")
    assert "verijsel" not in said.casefold()


async def test_what_is_looked_for_was_asked_before(anna: Person) -> None:
    await anna.in_turn("vraag: Wie meet het grondwater in Salland?", "ja", "stop")
    other = await anna.door.member("Hydroloog")
    await other.says("wie weet iets over grondwater")
    assert "K-1" in await other.says("is er al eens zo'n vraag gesteld?")
    assert "K-1" in await other.says("wat was daar het antwoord op?")


async def test_what_two_wishes_change_is_heard_though_the_verb_is_last(anna: Person) -> None:
    said = await anna.says("ik wil een vraag stellen en mijn weekbericht naar vrijdag zetten")
    assert said.tells(_("You also asked for this:"))


@pytest.mark.parametrize("line", ["wat kost het", "does this cost money?"])
async def test_what_it_costs_is_told(anna: Person, line: str) -> None:
    told = _("It costs nothing: asking, answering and taking part are free.")
    assert (await anna.says(line)).tells(told) or (await anna.says(line)).tells(_("It costs nothing."))


async def test_who_did_not_sign_up_hears_what_that_is_for(listening: Door) -> None:
    said = await listening.person("Nieuw").says("waarom moet ik me aanmelden?")
    assert said.tells(_("Sign up"))


@pytest.mark.parametrize("line", ["ok plaatsen dan", "ja stel de vraag maar", "prima, verstuur maar", "fine, post it"])
async def test_a_yes_is_said_in_the_words_of_what_is_agreed_to(anna: Person, line: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)
    assert await anna.door.database.read(questions.load, [1])


@pytest.mark.parametrize("line", ["en haal Twente er maar af", "laat Twente maar weg", "drop Twente please"])
async def test_what_is_to_be_left_out_of_a_question_is_left_out(anna: Person, line: str) -> None:
    said = await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)
    assert said.tells(SURE)
    assert "Regio's: Twente" not in said


async def test_a_slip_of_the_tongue_is_about_what_is_proposed(anna: Person) -> None:
    said = await anna.in_turn("vraag: Hoe meet je geluid in Twente?", "oeps ik had Salland moeten zeggen")
    assert "Regio's: Salland" in said
    assert said.tells(SURE)


@pytest.mark.parametrize(
    "line", ["heb je iets over wadi's", "wat is er over wadi's?", "do you have anything about wadis"]
)
async def test_what_there_is_about_something_is_looked_up(anna: Person, line: str) -> None:
    assert (await anna.says(line)).tells(_("Ask this as a question"))


@pytest.mark.parametrize(
    "line", ["die organisatie klopt niet, ik zit nu bij LTO Noord", "ik werk sinds kort bij LTO Noord"]
)
async def test_where_somebody_works_now_is_read(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert "LTO Noord" in said


async def test_what_somebody_tells_of_themselves_becomes_no_organisation(anna: Person) -> None:
    await anna.in_turn("mijn organisatie", "en ik doe nu ook Salland")
    assert "doe nu ook" not in await anna.in_turn("stop", "profiel")


async def test_a_kind_that_one_does_not_know_is_left_open(listening: Door) -> None:
    newcomer = listening.person("Nieuw")
    asked = await newcomer.in_turn("aanmelden", "Adviseur", "Frisse Lucht", "sla over")
    assert not asked.tells(_("What kind of organisation is it?"))


@pytest.mark.parametrize("line", ["welke daarvan gaan over bodem?", "which of those are about soil"])
async def test_those_of_a_list_that_are_about_something(anna: Person, line: str) -> None:
    await anna.says("netwerken Twente")
    said = await anna.says(line)
    assert "Twente" in said
    assert "bodem" in said


@pytest.mark.parametrize("line", ["wordt mijn naam dan genoemd?", "en als ik me vergis?", "is my name shown?"])
async def test_a_question_about_what_is_done_here_is_not_looked_up(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(_("Ask this as a question"))


async def test_more_of_a_list_that_ends_offers_no_question_of_its_words(anna: Person) -> None:
    await anna.says("welke bijeenkomsten zijn er binnenkort")
    assert not (await anna.says("meer")).tells(_("Ask this as a question"))


@pytest.fixture
async def lessons(anna: Person) -> Person:
    """Who shared two lessons in Twente, and one in Salland."""
    for each in (
        "les: een excursie met ondernemers hielp ons in Twente",
        "les: een lang overleg over geluid mislukte in Twente",
        "les: keukentafelgesprekken met ondernemers in Salland werkten goed",
    ):
        await anna.in_turn(each, "klopt", "klopt")
    return anna


@pytest.mark.parametrize(
    ("talk", "there", "gone"),
    [
        (("lessen in Twente", "en in Salland?"), "L-3", "L-1"),
        (("lessen over ondernemers", "alleen die van Twente"), "L-1", "L-3"),
        (("lessen over ondernemers", "zonder die van Twente"), "L-3", "L-1"),
        (("lessen in Twente", "toch liever Salland"), "L-3", "L-1"),
        (("lessons in Twente", "rather Salland"), "L-3", "L-1"),
        (("lessons about entrepreneurs", "without those of Salland"), "L-1", "L-3"),
        (("lessen in Twente", "en vorig jaar?", "alleen die van dit jaar"), "L-1", "L-3"),
        (("lessen in Salland", "en landelijk?"), "L-3", "L-9"),
        (("zijn er lessen over ondernemers", "en in Salland?"), "L-3", "L-1"),
        (("L-1", "en in Salland?"), "L-3", "L-2"),
        (("lessen in Twente", "and in Salland?", "en over ondernemers in Twente?"), "L-1", "L-3"),
    ],
)
async def test_a_list_is_asked_for_otherwise_below_it(
    lessons: Person, talk: tuple[str, ...], there: str, gone: str
) -> None:
    said = await lessons.in_turn(*talk)
    assert there in said
    assert gone not in said


async def test_below_nothing_elsewhere_is_looked_up(anna: Person) -> None:
    assert not (await anna.says("alleen die van Twente")).tells(_("What shall I look for?"))


@pytest.mark.parametrize(
    "line",
    [
        "en wat kwam eruit?",
        "wat was het antwoord dan",
        "wat was de uitkomst ook alweer",
        "wie hadden er geantwoord?",
        "kan ik het antwoord lezen?",
        "wat gebeurt daar nu mee?",
        "what came of it?",
        "who answered?",
    ],
)
async def test_how_the_last_thing_stands_is_shown_on_its_card(anna: Person, line: str) -> None:
    await anna.in_turn("vraag Hoe vind je oude putten?", "niemand", "ja", "K-1")
    assert (await anna.says(line)).startswith("K-1")


@pytest.mark.parametrize(
    "line",
    [
        *("toch niet", "haal dat er maar weer af", "doe toch maar niet", "actually, undo that"),
        *("toch niet, haal ons daar maar weer af", "haal dat maar weer weg, er stond een fout in"),
        *("undo, I didn't mean that", "oei verkeerd gekozen", "oops, that was the wrong one", "sorry, foutje"),
        *("geen zin meer in die regio, haal me eraf", "stop following that one", "volg die toch maar niet meer"),
    ],
)
async def test_what_was_just_done_is_taken_back_in_any_words(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await anna.says("volg Twente")
    assert "niet meer" in await anna.says(line)


async def test_what_is_no_longer_followed_is_no_other_act(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("volg Twente", "kennismaken aan", "stop following that one")
    assert "Zet het uit" in await anna.says("kennismaken aan")


async def test_what_should_be_otherwise_is_not_taken_back(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says("volg Twente")
    await anna.says("dat is fout, het moet Overijssel zijn")
    assert "Twente" in await anna.says("wat volg ik")


async def test_a_line_about_something_else_takes_nothing_back(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says("volg Twente")
    await anna.says("haal water maar weg")
    assert "Twente" in await anna.says("wat volg ik")


async def test_what_was_just_ended_goes_on_after_all(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("kennismaken aan", "kennismaken uit", "oh nee toch wel, laat me maar meedoen")
    assert "Zet het uit" in await anna.says("kennismaken aan"), "who takes part already is told how to end it"


async def test_a_second_wish_is_no_reason(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.says("volg Twente")
    await anna.says("haal dat weer weg, en volg K-1")
    assert "Twente" in await anna.says("wat volg ik")
