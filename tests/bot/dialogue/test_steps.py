"""At every step of what is asked: a no, a wait, a question back, a change and a command are heard as such."""

from dataclasses import replace

import pytest

from bot.chat.texts import Language, Msg, _
from storage.questions import questions
from tests.cafe import Door, Person

NAME, QUESTION = _("What is your name?"), _("What is your question?")
SURE = _("Shall I put your question like this?")
WHICH = _("Which organisation or initiative are you with?")
OVER = _("That question is over: it was answered, stopped, or another took its place.")


@pytest.fixture
def newcomer(listening: Door) -> Person:
    return listening.person("Nieuw")


BACK = [
    "waarom moet je dat weten?",
    "wat bedoel je",
    "waarvoor?",
    "ik snap het niet",
    "wat moet ik hier invullen?",
    "huh?",
]


@pytest.mark.parametrize("line", BACK)
async def test_a_question_back_is_answered_and_asked_again(newcomer: Person, line: str) -> None:
    await newcomer.says("aanmelden")
    said = await newcomer.says(line)
    assert said.tells(NAME)
    assert said.tells(_("So that others know who they speak with. You say at the end whether they may find you by it."))
    assert (await newcomer.says("Adviseur Bodem")).tells(WHICH)


async def test_a_question_back_in_english(listening: Door) -> None:
    newcomer = listening.person("New", "en")
    await newcomer.says("sign up")
    assert (await newcomer.says("why do you need to know that?")).tells(NAME)
    assert (await newcomer.says("Soil adviser")).tells(WHICH)


@pytest.mark.parametrize("line", ["wacht even", "nog niet", "momentje", "hold on"])
async def test_a_wait_is_no_answer(newcomer: Person, line: str) -> None:
    await newcomer.says("aanmelden")
    assert (await newcomer.says(line)).tells(_("Take your time. I wait."), NAME)


async def test_what_somebody_does_is_no_answer(newcomer: Person) -> None:
    await newcomer.says("aanmelden")
    said = await newcomer.meets(replace(newcomer.message("pakt koffie"), emote=True))
    assert said.tells(_("Take your time. I wait."), NAME)
    room = await newcomer.door.room("Plein")
    await newcomer.says("hulp", where=room)
    assert not await newcomer.meets(replace(newcomer.message("zwaait", where=room, addressed=False), emote=True))


@pytest.mark.parametrize("line", ["laat maar", "toch maar niet", "never mind", "stop", "nvm", "hm laat toch maar"])
async def test_what_stops_it_stops_it_and_keeps_what_was_typed(newcomer: Person, line: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem")
    assert "verder" in await newcomer.says(line)
    assert (await newcomer.says("verder")).tells(WHICH)


@pytest.mark.parametrize(
    ("line", "now"),
    [
        ("niet Bodem maar Water", "Adviseur Water"),
        ("nee, ik bedoelde Adviseur Lucht", "Adviseur Lucht"),
        ("sorry, het is Adviseur Veen", "Adviseur Veen"),
    ],
)
async def test_an_earlier_answer_is_changed_at_a_later_step(newcomer: Person, line: str, now: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem")
    said = await newcomer.says(line)
    assert said.tells(_("Changed: {old} → {new}.", old="Adviseur Bodem", new=now), WHICH)


async def test_what_is_to_be_left_out_is_left_out(anna: Person) -> None:
    await anna.in_turn("netwerk aanmelden Kring van de buren", "1", "water en bodem")
    said = await anna.says("zonder bodem")
    assert said.tells(_("Changed: {old} → {new}.", old="water en bodem", new="water")), said


async def test_a_name_is_no_question_and_a_question_no_name(newcomer: Person) -> None:
    await newcomer.says("aanmelden")
    said = await newcomer.says("wat doe je met mijn gegevens?")
    assert said.tells(_("I still wait for your answer: {question}", question=Language("nl").text(NAME)))
    assert (await newcomer.says("Adviseur Bodem")).tells(WHICH)


async def test_a_command_at_a_step_is_a_command(anna: Person) -> None:
    await anna.says("netwerk aanmelden Kring van de buren")
    said = await anna.says("laat alle vragen in Twente zien")
    assert "Kring van de buren" not in said
    assert said.tells(_("What kind of network is it?")), "it still waits"


@pytest.mark.parametrize("line", ["netwerk aanmelden", "vraag stellen", "agenda", "wat betekent NOVEX"])
async def test_a_command_of_a_visitor_is_no_organisation(newcomer: Person, line: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem")
    said = await newcomer.says(line)
    assert not said.tells(_("What kind of organisation is it?")), said
    assert not said.tells(_("What is your role there?")), said


async def test_a_no_where_it_is_needed_says_so(newcomer: Person) -> None:
    await newcomer.says("aanmelden")
    said = await newcomer.says("nee")
    assert said.tells(NAME)
    assert not said.tells(WHICH)


async def test_nothing_to_tell_skips_what_may_be_left_out(newcomer: Person) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem", "Gemeente Voorbeeld")
    assert (await newcomer.says("geen idee")).tells(_("In which regions do you work?"))


FAREWELLS = ["afmelden", "vergeet mij", "ik wil me uitschrijven"]


@pytest.mark.parametrize("farewell", FAREWELLS)
@pytest.mark.parametrize("between", ["netwerken", "hoeveel netwerken zijn er?", "wacht even", "goedemorgen"])
async def test_a_farewell_lapses_with_the_next_message(anna: Person, farewell: str, between: str) -> None:
    await anna.in_turn(farewell, between, "ja")
    assert (await anna.member()).signed_up_at


@pytest.mark.parametrize(
    "no", ["nee", "nee dank je", "liever niet", "doe maar niet", "laat maar", "nog niet", "no thanks"]
)
async def test_a_no_to_a_farewell_is_a_no(anna: Person, no: str) -> None:
    await anna.in_turn("afmelden", no)
    assert (await anna.member()).signed_up_at


@pytest.mark.parametrize("yes", ["ja", "ja graag", "ja hoor", "doe maar", "prima", "yes please"])
async def test_a_yes_to_a_farewell_in_any_words(anna: Person, yes: str) -> None:
    await anna.in_turn("afmelden", yes)
    assert not (await anna.member()).signed_up_at


@pytest.mark.parametrize(
    "yes", ["ja", "ja hoor", "ja graag", "prima", "doe maar", "de eerste", "optie 1", "meld het aan", "1"]
)
async def test_a_button_is_said_by_its_meaning(newcomer: Person, yes: str) -> None:
    said = await newcomer.signs_up()
    assert said.tells(_("Yes, register it"))
    assert (await newcomer.says(yes)).tells(_("What is the network called?"))


@pytest.mark.parametrize("no", ["nee", "nee dank je", "de tweede", "2", "nope"])
async def test_and_so_is_the_other(newcomer: Person, no: str) -> None:
    await newcomer.signs_up()
    assert (await newcomer.says(no)).tells(_("All right. You can start with one of these:"))


@pytest.mark.parametrize(
    "no",
    [
        *("nee", "nee, nog niet plaatsen in Salland", "wacht nog even, ik wil het eerst in Twente navragen"),
        *("nee, niet in Salland", "nee, in Salland", "no, not in Salland", "wat? nee in Salland graag"),
        *("not yet please", "plaats K-20 in Ruimte Oost", "niet plaatsen", "ik wil dat nog niet", "liever niet"),
        *("wat bedoel je?", "waarom zou ik dat doen?", "netwerken", "zonder Twente", "ja maar zonder mijn naam"),
    ],
)
async def test_what_is_no_yes_puts_no_question(anna: Person, no: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", no)
    assert await anna.door.database.read(questions.load, [1]) == []


async def test_what_was_typed_is_kept_when_a_yes_lapses(anna: Person) -> None:
    said = await anna.in_turn("vraag: Hoe meet je geluid in Twente?", "netwerken")
    assert said.tells(_("Go on with it"))
    await anna.says("ja")
    assert await anna.door.database.read(questions.load, [1]) == []
    assert (await anna.says("verder")).tells(SURE)
    assert "K-1" in await anna.says("ja graag")


async def test_what_was_understood_is_corrected_before_the_yes(anna: Person) -> None:
    await anna.says("mijn rol is programmamanager")
    assert "projectleider" in await anna.says("nee, ik bedoelde projectleider")
    await anna.says("doe maar")
    assert "Je rol: projectleider" in await anna.says("profiel")


async def test_what_was_understood_is_not_done_after_a_wait(anna: Person) -> None:
    await anna.in_turn("mijn rol is programmamanager", "nog niet", "ja")
    assert "programmamanager" not in await anna.says("profiel")


async def test_a_sentence_is_no_choice_but_the_text_that_comes_next(anna: Person) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", "ja", "sluit K-1")
    said = await anna.says("We hebben via de provincie 5000 euro gekregen")
    assert said.tells(_("What came of it?"))
    await anna.says("1")
    assert "We hebben via de provincie 5000 euro gekregen" in await anna.says("K-1")


async def test_a_button_of_a_question_that_is_over_says_so(newcomer: Person) -> None:
    asked = await newcomer.says("aanmelden")
    await newcomer.says("Adviseur Bodem")
    assert (await newcomer.presses("Nieuw", asked)).tells(OVER)


@pytest.mark.parametrize("lead", ["nee wacht, ", "wacht even, ", "oh nee, ", "no wait, "])
async def test_another_wish_behind_a_no_is_no_answer(newcomer: Person, lead: str) -> None:
    await newcomer.says("aanmelden")
    said = await newcomer.says(f"{lead}wie weet iets over water?")
    assert said.tells(_("What is your name?")), said


WISHES = [
    "ik wil graag een peiling houden: komen we bij elkaar of online?",
    "ik loop vast met mijn buurtinitiatief, wie helpt mij aan een vergunning",
    "er is volgende week een bijeenkomst over houtwallen",
    "kun je mij vertellen wat een hub is",
    "can you tell me who works on soil",
]


@pytest.mark.parametrize("line", WISHES)
@pytest.mark.parametrize("before", [(), ("Adviseur Bodem",)])
async def test_a_whole_wish_becomes_no_name(newcomer: Person, before: tuple[str, ...], line: str) -> None:
    await newcomer.in_turn("aanmelden", *before)
    said = await newcomer.says(line)
    assert said
    assert line not in (await newcomer.member()).name
    later = await newcomer.says("stop")
    assert line not in later


@pytest.mark.parametrize("name", ["Ik Wil Wonen", "Wij zoeken ruimte", "Hoe Zo BV", "Er is meer"])
async def test_a_name_of_a_few_words_is_one_however_it_begins(newcomer: Person, name: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem")
    said = await newcomer.says(name)
    assert not said.tells(_("Is this your answer, or shall I do it?"))


@pytest.mark.parametrize("line", ["ja", "nee", "ja graag", "ok", "prima"])
async def test_a_mere_yes_or_no_becomes_no_name(newcomer: Person, line: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem")
    said = await newcomer.says(line)
    assert not said.tells(_("What is your role there?"))


COST, LATER = _("It costs nothing."), _("Yes. Later you can change it, or take it back.")
SEEN, LASTS = (
    _("I always show who sees it, before anything is put."),
    _("That differs. You hear from me as soon as there is something."),
)


OWN = {
    SEEN.one: (
        _("All members can see it. I show you first who sees it and who I ask. It can be put without your name."),
        _("Everybody sees it, once a coordinator has looked at it."),
    ),
    LASTS.one: (_("Often a few days. When nobody answers, I ask others, and at last a coordinator."),),
}
"""What a topic answers in place of what is answered for all."""


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        *((each, COST) for each in ("wat kost dat?", "en wat kost dat eigenlijk, zo'n signaal?", "what does it cost?")),
        *((each, LATER) for each in ("kan ik dat later nog aanpassen?", "kan het ook weer weg?", "can I undo this?")),
        *((each, SEEN) for each in ("wie kan dit zien?", "wie krijgt hem allemaal te zien?", "wordt dit openbaar?")),
        *((each, LASTS) for each in ("hoe lang duurt dat?", "how long will it take?")),
    ],
)
async def test_a_question_about_what_is_being_done_is_answered_at_every_step(
    listening: Door, line: str, answer: Msg
) -> None:
    member = await listening.member("Adviseur Bodem")
    for begin, asked in (
        ("vraag", QUESTION),
        ("vraag Hoe nat is het in Twente?", SURE),
        ("netwerk aanmelden", NETWORK),
    ):
        await member.says(begin)
        said = await member.says(line)
        assert said.tells(answer) or any(said.tells(each) for each in OWN.get(answer.one, ())), said
        assert said.tells(asked), "and it is asked again"
        await member.says("stop")


NETWORK = _("What is the network called?")


async def test_a_yes_names_nothing(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem")
    await member.says("we willen op 14 januari om half twee een bijeenkomst houden over bodem in Twente")
    said = await member.says("ja")
    assert said.tells(_("Good. Then say it, please."))
    placed = await member.says("ja, bij de wadi")
    assert "; bij de wadi;" in placed
    later = await member.says("duurt tot vier uur")
    assert "13.30-16.00" in later


async def test_a_yes_leaves_nothing_out(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem", themes="bodem")
    asked = await member.says("mijn thema's")
    for line in ("ja", "doe maar"):
        assert (await member.says(line)).tells(_("Good. Then say it, please.")), asked
    assert "bodem" in await member.in_turn("stop", "profiel")


async def test_what_was_read_of_a_sentence_is_changed_at_a_later_step(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem")
    await member.says("zet mijn weekbericht op vrijdag")
    assert "donderdag" in await member.says("nee toch liever donderdag")


async def test_who_stopped_goes_on_in_own_words(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem")
    stopped = await member.in_turn("netwerk aanmelden", "Veenwerk", "stop")
    assert stopped.tells(_("Go on with it"))
    assert (await member.says("ga toch maar verder")).tells(_("What kind of network is it?"))


async def test_what_was_just_put_is_taken_back_while_more_is_asked(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem")
    said = await member.says("signaal: onze meters vallen steeds uit bij regen in Twente")
    for _step in range(3):
        if said.tells(_("What does this cost you all? Time, money, energy?")):
            break
        said = await member.says("ja")
    taken = await member.says("haal maar weer weg")
    assert not taken.tells(_("It is added, to {number}.", number="S-1"))
    assert "S-1" not in await member.says("signalen")


async def test_who_is_asked_along_is_no_question_of_its_own(listening: Door) -> None:
    member = await listening.member("Adviseur Bodem")
    helper = await listening.member("Melkveehouder", knows="Ik weet hoe nat het gras in Twente mag zijn.")
    await member.says("vraag Hoe nat mag het gras in Twente zijn?")
    said = await member.says("vraag alleen de melkveehouder mee")
    assert said.tells(SURE)
    assert "Hoe nat mag het gras" in said
    assert f"M-{(await helper.member()).id}" in said
    told = await member.says("niemand weet hier hoe dat zit met de sloten en het peil")
    assert f"M-{(await helper.member()).id}" in told or not told.tells(SURE), "a sentence about nobody asks nobody less"


CONSENT = _("May other members find you with this, when they ask who knows what?")


@pytest.mark.parametrize("line", ["salland ja", "ja bodem", "water, ja graag", "yes Twente", "ok Flevoland dan"])
async def test_a_yes_beside_a_value_is_no_consent(newcomer: Person, line: str) -> None:
    await newcomer.in_turn("aanmelden", "Adviseur Bodem", "Gemeente Voorbeeld")
    for _step in range(6):
        said = await newcomer.says("sla over")
        if said.tells(CONSENT):
            break
    assert said.tells(CONSENT)
    assert (await newcomer.says(line)).tells(CONSENT)
    assert not (await newcomer.member()).signed_up_at
    await newcomer.says("ja hoor")
    assert (await newcomer.member()).signed_up_at


@pytest.mark.parametrize("line", ["salland ja", "ja bodem graag"])
async def test_a_yes_beside_a_value_puts_nothing(anna: Person, line: str) -> None:
    assert (await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)).tells(SURE)
    assert await anna.door.database.read(questions.load, [1]) == []


@pytest.mark.parametrize(
    "line", ["mag weg", "laat maar weg", "hoeft niet", "kan er wel af hoor", "leave it out", "niet noemen graag"]
)
async def test_an_order_becomes_no_name(anna: Person, line: str) -> None:
    before = (await anna.member()).name
    await anna.in_turn(f"mijn naam {line}", "ja")
    await anna.in_turn("stop", "mijn naam", line, "ja")
    assert (await anna.member()).name == before


AIM = [
    (
        "dan leernetwerk. we leren van elkaar hoe je samen een school houdt",
        "we leren van elkaar hoe je samen een school houdt",
    ),
    ("een programma: tot 2030 tachtig dorpen zonder aardgas", "tot 2030 tachtig dorpen zonder aardgas"),
    ("kennisnetwerk, wij delen wat er over beekdalen bekend is", "wij delen wat er over beekdalen bekend is"),
]


@pytest.mark.parametrize(("line", "aim"), AIM)
async def test_a_choice_and_the_text_behind_it_are_both_read(anna: Person, line: str, aim: str) -> None:
    said = await anna.in_turn("netwerk aanmelden", "Kring van de buren", line)
    assert said.tells(_("This is what I read:"), _("Which themes is it about?"))
    assert aim in said


@pytest.mark.parametrize("line", ["ja klopt zo", "dat klopt", "prima, klopt", "that's right", "zo is het goed"])
async def test_what_is_right_goes_on_with_what_is_there(anna: Person, line: str) -> None:
    await anna.in_turn("netwerk aanmelden", "Kring van de buren")
    said = await anna.says(line)
    assert said.tells(_("Good. I only need this:"), KIND)


KIND = _("What kind of network is it?")


@pytest.mark.parametrize(
    "line",
    [
        *("wat is het verschil tussen die twee?", "wacht ff, wat is het verschil tussen een hub en een programma"),
        *("wat is precies een gebiedswerkplaats dan", "what's the difference between the first two?"),
        *("hoe kies ik daar nou tussen?", "trouwens wie leest dit eigenlijk mee"),
    ],
)
async def test_a_question_at_a_choice_is_answered_and_kept_as_nothing(anna: Person, line: str) -> None:
    await anna.in_turn("netwerk aanmelden", "Kring van de buren")
    said = await anna.says(line)
    assert said.tells(KIND), said
    assert not said.tells(_("I keep that as what you want to say."))
    assert (await anna.says("leernetwerk")).tells(_("Which themes is it about?"))


@pytest.mark.parametrize(
    ("before", "answer"),
    [((), _("Yes, I need it.")), (("Adviseur Bodem", "Gemeente Voorbeeld"), _("No, you can skip it."))],
)
@pytest.mark.parametrize("line", ["is dat verplicht?", "en is dit echt nodig", "is this required?"])
async def test_whether_it_is_needed_is_told(newcomer: Person, before: tuple[str, ...], answer: Msg, line: str) -> None:
    await newcomer.in_turn("aanmelden", *before)
    assert (await newcomer.says(line)).tells(answer)


async def test_that_it_waits_is_said_once_for_a_step(anna: Person) -> None:
    await anna.in_turn("netwerk aanmelden", "Kring van de buren")
    waits = _("I still wait for your answer: {question}", question=Language("nl").text(KIND))
    assert (await anna.says("agenda")).tells(waits)
    assert not (await anna.says("signalen")).tells(waits)
    asked = await anna.says("leernetwerk")
    assert asked.tells(_("Which themes is it about?"))
    later = _("I still wait for your answer: {question}", question=Language("nl").text(_("Which themes is it about?")))
    assert (await anna.says("agenda")).tells(later)


@pytest.mark.parametrize(
    "line",
    [
        "welke regio's betalen boeren voor een hoger peil?",
        "hoe houd je een hoger waterpeil vol met koeien",
        "which villages measure noise near a school yard",
    ],
)
async def test_the_question_itself_follows_the_wish_to_ask_it(anna: Person, line: str) -> None:
    said = await anna.in_turn("vraag: ik wil iets vragen over natte weilanden", line)
    assert said.tells(SURE)
    await anna.says("ja")
    assert [each.text for each in await anna.door.database.read(questions.load, [1])] == [line]


@pytest.mark.parametrize("line", ["nee niet Twente, Salland bedoel ik", "niet Twente, ik bedoelde Salland"])
async def test_what_was_meant_instead_is_taken(anna: Person, line: str) -> None:
    said = await anna.in_turn("vraag: Hoe meet je geluid in Twente?", line)
    assert said.tells(SURE)
    assert "Regio's: Salland" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("het is trouwens een community of practice", "community of practice"),
        ("nee het is eigenlijk een programma", "programma"),
        ("it is actually a programme", "programma"),
    ],
)
async def test_a_line_about_another_value_is_no_name(anna: Person, line: str, told: str) -> None:
    await anna.says("ik wil een leernetwerk aanmelden over water in Twente")
    said = await anna.says(line)
    assert said.tells(NETWORK)
    assert told in said


@pytest.mark.parametrize("line", ["zet er ook Salland bij", "doe er nog Salland bij", "add Salland"])
async def test_a_region_is_added_to_those_that_are_there_where_a_name_is_asked(anna: Person, line: str) -> None:
    await anna.says("ik wil een leernetwerk aanmelden over water in Twente")
    said = await anna.says(line)
    assert said.tells(_("This is what I read:"), NETWORK)
    assert "Twente; Salland" in said
