"""Below a proposal each sentence of a line is heard: changes are shown, questions answered, the rest is named."""

import pytest

from bot.chat.texts import _
from storage.questions import questions
from storage.signals import signals
from tests.cafe import Person

PROPOSAL = _("This is how I put it:")
SIGNAL = "signaal: in Salland rijdt na zeven uur geen bus meer, vrijwilligers komen niet thuis"
LESSON = "les: in Salland bleek dat je eerst met de buren zelf moet praten"
CASE = "casus: in Salland wil de school dicht. Hoe hou je de ouders erbij?"
QUESTION = "vraag: Hoe houden we de school open in Salland?"
MADE = [SIGNAL, CASE]


@pytest.mark.parametrize(
    "line", ["o en zonder mijn naam", "liever zonder mijn naam erbij", "niet met namen erbij hoor"]
)
async def test_a_name_is_left_out_and_it_is_shown_again(anna: Person, line: str) -> None:
    said = await anna.in_turn(SIGNAL, line)
    assert said.tells(PROPOSAL, _("Your name is not with it."))
    await anna.says("top, zo mag het")
    [put] = await anna.door.database.read(signals.load, [1])
    assert put.unnamed


@pytest.mark.parametrize("put", MADE)
async def test_a_region_comes_beside_and_goes(anna: Person, put: str) -> None:
    said = await anna.in_turn(put, "en ook in Twente")
    assert said.tells(PROPOSAL)
    assert "Salland" in said
    assert "Twente" in said
    said = await anna.says("haal Twente er maar af")
    assert "Twente" not in said


async def test_what_was_said_before_stays_with_what_is_said_next(anna: Person) -> None:
    said = await anna.in_turn(SIGNAL, "niet Salland maar Twente", "zonder mijn naam erbij")
    assert "Twente" in said
    assert said.tells(_("Your name is not with it."))


@pytest.mark.parametrize("put", [*MADE, QUESTION])
async def test_a_sentence_more_is_added_and_taken_off(anna: Person, put: str) -> None:
    said = await anna.in_turn(put, "vorige winter kostte dat ons tien gezinnen in het dorp")
    assert "tien gezinnen" in said
    assert "gezinnen" not in await anna.says("haal dat eraf")


@pytest.mark.parametrize(
    "line",
    [
        "hold on, add that it is for a student project",
        "zet er nog bij dat het haast heeft",
        "en zet erbij dat het haast heeft",
        "nee wacht, eerst nog iets toevoegen: het heeft haast",
        "oh en het heeft haast, anders vervalt de grond",
        "o ja, ook de buren willen weten dat het haast heeft",
    ],
)
async def test_what_is_to_be_added_is_added(anna: Person, line: str) -> None:
    said = await anna.in_turn(QUESTION, line)
    assert "student project" in said or "haast" in said
    assert await anna.door.database.read(questions.load, [1]) == []


async def test_two_things_that_are_to_be_added_are_two_sentences(anna: Person) -> None:
    said = await anna.in_turn(QUESTION, "zet erbij dat het om de Regge gaat en dat we voor 1 maart iets moeten hebben")
    assert "Het gaat om de Regge. We moeten voor 1 maart iets hebben." in said


@pytest.mark.parametrize("line", ["hebben jullie koffie daarbij", "kan het voor de kerst?", "zet de radio harder"])
async def test_what_was_not_read_is_named_and_stands_in_no_text(anna: Person, line: str) -> None:
    said = await anna.in_turn(SIGNAL, f"In Twente graag. {line}")
    assert "Twente" in said
    assert said.tells(PROPOSAL)
    assert line.strip("?") in said
    await anna.says("klopt")
    [put] = await anna.door.database.read(signals.load, [1])
    assert line.rsplit(maxsplit=1)[-1].strip("?") not in put.text


async def test_a_yes_with_a_question_is_done_and_answered(anna: Person) -> None:
    said = await anna.in_turn(QUESTION, "ja graag. hoelang duurt het?")
    assert "K-1" in said
    assert len(await anna.door.database.read(questions.load, [1])) == 1


@pytest.mark.parametrize("line", ["ja, maar niet in Salland maar in Twente", "prima. zet er bij dat het haast heeft"])
async def test_a_yes_with_a_change_is_shown_first(anna: Person, line: str) -> None:
    said = await anna.in_turn(SIGNAL, line)
    assert said.tells(PROPOSAL)
    assert await anna.door.database.read(signals.load, [1]) == []


@pytest.mark.parametrize("line", ["wie beslist daar nou over?", "en hoor ik dat dan ook", "wat blijft er dan staan"])
async def test_a_question_back_is_answered_and_it_waits(anna: Person, line: str) -> None:
    said = await anna.in_turn(SIGNAL, line)
    assert said.tells(PROPOSAL)
    await anna.says("klopt")
    assert len(await anna.door.database.read(signals.load, [1])) == 1


@pytest.mark.parametrize("put", [SIGNAL, LESSON, QUESTION])
@pytest.mark.parametrize(
    "line",
    [f"{lead}: hoe komen we samen verder?" for lead in ("nee zet er maar van", "noem het liever", "change it to")],
)
async def test_another_text_takes_the_place_of_the_first(anna: Person, put: str, line: str) -> None:
    said = await anna.in_turn(put, line)
    assert said.tells("hoe komen we samen verder?")
    assert "zet er maar" not in await anna.says("zonder mijn naam")


@pytest.mark.parametrize("line", ["nodig voor 1 maart", "ik heb het uiterlijk 1 maart nodig", "before March 1st"])
async def test_the_day_that_a_question_is_needed_by_is_heard_and_shown(anna: Person, line: str) -> None:
    said = await anna.in_turn(QUESTION, line)
    assert said.tells(_("Needed by"))
    assert "1 maart 2027" in said
    assert await anna.door.database.read(questions.load, [1]) == []


@pytest.mark.parametrize("put", [*MADE, LESSON, QUESTION])
@pytest.mark.parametrize("line", ["welke twee?", "which three?", "huh welke dan"])
async def test_which_of_what_is_on_the_table_is_answered_by_showing_it(anna: Person, put: str, line: str) -> None:
    shown = await anna.says(put)
    said = await anna.says(line)
    assert said.tells(_("This is what it is about:"))
    assert shown.splitlines()[1] in said
