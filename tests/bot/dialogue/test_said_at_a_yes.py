"""Below what is proposed people ask, change and agree in their own words; it stands until they do."""

import pytest

from bot.chat.texts import _
from storage import atlas
from storage.questions import questions
from storage.signals import signals
from tests.cafe import Person

PROPOSAL = _("This is how I put it:")
SIGNAL = "signaal: in Salland rijdt na zeven uur geen bus meer, vrijwilligers komen niet thuis"
QUESTION = "vraag: Hoe houden we de school open in Salland?"


@pytest.mark.parametrize(
    "line",
    [
        "wacht, het gaat over heel Twente",
        "het is eigenlijk in Twente",
        "niet Salland maar Twente",
        "nee wacht, niet Salland maar Twente",
        "doe maar Twente",
    ],
)
async def test_what_is_otherwise_is_heard_also_behind_a_wait(anna: Person, line: str) -> None:
    await anna.says(SIGNAL)
    said = await anna.says(line)
    assert said.tells(PROPOSAL)
    assert "Twente" in said


async def test_a_question_is_changed_behind_a_wait_and_put_once(anna: Person) -> None:
    await anna.says(QUESTION)
    said = await anna.says("nee wacht, niet voor Salland maar alleen Twente")
    assert "Twente" in said
    await anna.says("ja")
    [put] = await anna.door.database.read(questions.load, [1])
    twente = (await anna.door.database.read(atlas.atlas)).region("Twente")
    assert twente
    assert put.regions == {twente.id}


@pytest.mark.parametrize("line", ["verstuur maar", "zet hem er maar in", "ok plaatsen dan", "send it please"])
async def test_a_yes_in_the_words_of_what_is_proposed_puts_it(anna: Person, line: str) -> None:
    await anna.says(SIGNAL)
    await anna.says(line)
    assert len(await anna.door.database.read(signals.load, [1])) == 1


@pytest.mark.parametrize(
    "line", ["mag ik er nog een nachtje over slapen?", "zeiden anderen dit ook al?", "moet dat nu meteen?"]
)
async def test_what_is_asked_below_a_proposal_leaves_it_standing(anna: Person, line: str) -> None:
    await anna.says(SIGNAL)
    said = await anna.says(line)
    assert said.tells(PROPOSAL)
    await anna.says("klopt")
    assert len(await anna.door.database.read(signals.load, [1])) == 1


@pytest.mark.parametrize("line", ["wacht, wat staat er op de agenda van Twente?", "welke netwerken zijn er in Twente?"])
async def test_a_question_to_us_is_no_change_of_what_is_proposed(anna: Person, line: str) -> None:
    await anna.says(QUESTION)
    said = await anna.says(line)
    assert not said.tells(_("Put my question"))
    assert "Salland" not in said


async def test_a_question_below_a_poll_is_none_of_its_options(anna: Person) -> None:
    await anna.in_turn("peiling: gaan we dinsdagavond of woensdagmiddag naar de boerderij?", "kiezen")
    said = await anna.says("kan iedereen zien wat ik stem?")
    assert "woensdagmiddag" in said
    assert said.tells(_("Right"))
    assert "Z-1" in await anna.says("zet maar open")


@pytest.mark.parametrize("line", ["laat maar, ik wil eerst weten wat je hebt", "stop, doe dat maar niet"])
async def test_an_end_with_more_behind_it_forgets_nobody(anna: Person, line: str) -> None:
    before = (await anna.member()).name
    await anna.in_turn("vergeet mij", line, "ja")
    assert (await anna.member()).name == before


async def test_a_question_back_takes_not_the_place_of_what_was_asked(anna: Person) -> None:
    await anna.says("vraag: ik wil vragen hoe andere gemeenten omgaan met gasflessen in de berm")
    said = await anna.says("is dit hier eigenlijk wel de plek voor?")
    assert "gasflessen" in said


YESES = ["top, zo mag het", "ok zo mag het erbij", "looks good to me", "mooi zo", "ja hoor, zo is het goed", "perfect"]


@pytest.mark.parametrize("line", YESES)
@pytest.mark.parametrize("put", [SIGNAL, QUESTION])
async def test_a_yes_in_ones_own_words_puts_it(anna: Person, put: str, line: str) -> None:
    said = await anna.in_turn(put, line)
    assert ("S-1" if put is SIGNAL else "K-1") in said


@pytest.mark.parametrize("line", ["o die staat er al, laat dan maar", "laat dan maar", "nee joh, laat maar zitten"])
@pytest.mark.parametrize("put", [SIGNAL, QUESTION])
async def test_an_end_behind_its_reason_ends_it(anna: Person, put: str, line: str) -> None:
    said = await anna.in_turn(put, line)
    assert "verder" in said
    await anna.says("ja")
    assert await anna.door.database.read(questions.load, [1]) == []
    assert await anna.door.database.read(signals.load, [1]) == []
