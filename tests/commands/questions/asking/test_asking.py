"""Sharpening a question with its asker: what helps already, what it is about, what is worth adding, who sees it."""

import re
from datetime import timedelta

import pytest

from bot.chat.reply import Items
from bot.chat.texts import Language, _
from bot.command.labels import label_of
from commands.questions.life.labels import STATUSES
from storage.questions import questions, requests, reuses
from storage.questions.question import Question
from storage.questions.requests import Request
from storage.vocabulary import KnowledgeType, Level, QuestionKind, QuestionStatus
from tests.cafe import Door
from tests.commands.questions.test_questions import LUCHT, put

SURE = _("Shall I put your question like this?")


async def the_question(door: Door, number: int = 1) -> Question:
    return await door.database.read(questions.get_one, number)


async def requests_of(door: Door, number: int) -> list[Request]:
    return list(await door.database.read(requests.of_question, number))


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_what_is_read_from_the_words_is_agreed_in_one_step(door: Door, language: str) -> None:
    asker = await door.member("Adviseur", language)
    said = await asker.says(f"{'vraag' if language == 'nl' else 'ask'} {LUCHT}")
    assert said.tells(SURE)
    assert "Twente" in said
    assert "lucht, geluid en licht" in said
    said = await asker.says(Language(language).text(_("yes")))
    assert said.tells(_("Your question is posted, as {number}. You hear of every answer.", number="K-1"))
    held = await the_question(door)
    assert held.regions == {await door.region("Twente")}
    assert held.knowledge_type is KnowledgeType.methodologische_kennis


KNOWS = "Wie kent iemand die peilbuizen in Twente leest?"
WAITS = _("I still wait for your answer: {question}", question=Language("nl").text(_("What is your question?")))


@pytest.mark.parametrize("question", [KNOWS, "wie weet iets over bodem", "Zoek je ook een leerkring in Twente?"])
async def test_a_question_that_begins_like_a_command_is_taken_as_the_question(door: Door, question: str) -> None:
    asker = await door.member("Adviseur")
    assert (await asker.says("vraag")).tells(_("What is your question?"))
    assert (await asker.says(question)).tells(SURE)
    assert "K-1" in await asker.says("ja")
    assert (await the_question(door)).text == question


async def test_what_is_no_question_still_comes_in_between_and_says_how_to_leave(door: Door) -> None:
    asker = await door.member("Adviseur")
    asked = await asker.says("vraag")
    assert "stop" in asked
    assert (await asker.says("netwerken")).tells(WAITS)
    for line in ("netwerken Twente", "thema's", "wat volg ik"):
        said = await asker.says(line)
        assert not said.tells(WAITS), "it is said once"
        assert not said.tells(SURE), line
    assert (await asker.says("hulp")).tells(_("What is your question?"))
    assert (await asker.says("stop")).tells(_("Stopped. Nothing was kept."))


async def test_what_is_different_is_corrected_in_one_step(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    assert "Salland" in await asker.says("Salland en praktijkkennis")
    await asker.says("ja")
    held = await the_question(door)
    assert held.regions == {await door.region("Salland")}
    assert held.knowledge_type is KnowledgeType.praktijkkennis
    assert len(held.themes) == 1, "what was not corrected stays"


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_kind_and_level_that_were_proposed_are_corrected_in_one_step(door: Door, language: str) -> None:
    asker = await door.member("Adviseur", language)
    said = await asker.says(f"{'vraag' if language == 'nl' else 'ask'} {LUCHT}")
    assert said.tells(label_of(QuestionKind.inhoudelijk), label_of(Level.regionaal))
    words = [Language(language).text(each) for each in (label_of(QuestionKind.relationeel), label_of(Level.nationaal))]
    assert (await asker.says(", ".join(words))).tells(SURE)
    assert "K-1" in await asker.says("ja")
    held = await the_question(door)
    assert held.kind is QuestionKind.relationeel
    assert held.level is Level.nationaal
    assert held.regions == {await door.region("Twente")}, "what was not corrected stays"


@pytest.mark.parametrize(
    "no",
    [
        "nee",
        "nee, nog niet plaatsen in Salland",
        "wacht nog even, ik wil het eerst in Twente navragen",
        "not yet please",
        "plaats K-20 in Ruimte Oost",
    ],
)
async def test_a_no_or_a_wait_never_puts_a_question(door: Door, no: str) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    await asker.says(no)
    assert await door.database.read(questions.load, [1]) == []


async def test_a_correction_is_shown_before_it_is_put(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    said = await asker.says("niet Twente maar Salland")
    assert said.tells(SURE)
    assert "Salland" in said
    assert "K-1" in await asker.says("ja")
    assert (await the_question(door)).regions == {await door.region("Salland")}


async def test_without_a_name_is_heard_before_it_is_put(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    said = await asker.says("zonder naam")
    assert said.tells(SURE, _("nobody sees it"))
    await asker.says("ja")
    assert (await the_question(door)).anonymous


async def test_a_question_back_is_answered_and_is_no_question_of_theirs(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says("vraag")
    assert (await asker.says("wat bedoel je?")).tells(_("What is your question?"))
    await asker.says("ja")
    newcomer = door.person("Nieuw")
    await newcomer.says("aanmelden")
    assert (await newcomer.says("waarom moet je dat weten?")).tells(_("What is your name?"))
    assert await door.database.read(questions.load, [1]) == []


async def test_a_sentence_is_no_choice_but_the_text_of_it(door: Door) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    await asker.says("sluit K-1")
    said = await asker.says("We hebben via de provincie 5000 euro gekregen")
    assert said.tells(_("What came of it?"))
    await asker.says("1")
    assert "We hebben via de provincie 5000 euro gekregen" in await asker.says("K-1")


async def test_a_farewell_lapses_with_the_next_message(door: Door) -> None:
    member = await door.member("Adviseur")
    for farewell in ("afmelden", "vergeet mij"):
        await member.says(farewell)
        await member.says("netwerken")
        await member.says("ja")
        assert (await member.member()).signed_up_at


async def test_what_makes_no_sense_is_asked_again_and_nothing_is_lost(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    said = await asker.says("blauw")
    assert said.tells(SURE)
    assert "K-1" in await asker.says("ja")


async def test_more_is_asked_only_of_who_wants_to_tell_and_all_of_it_can_be_skipped(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    assert (await asker.says("meer")).tells(_("What is going on? What should others know?"))
    assert (await asker.says("Er staat een fabriek.")).tells(_("What do you want to reach with it?"))
    assert (await asker.says("overslaan")).tells(_("What did you try or read already?"))
    assert (await asker.says("terug")).tells(_("What do you want to reach with it?"))
    await asker.says("Gezonde lucht")
    await asker.says("overslaan")
    assert (await asker.says("overslaan")).tells(_("By when do you need it?"))
    card = await asker.says("1-12-2026")
    assert "Er staat een fabriek." in card
    assert "Gezonde lucht" in card
    assert "1 december 2026" in card or "1 dec" in card


async def test_a_form_asks_the_rest_at_once(door: Door) -> None:
    await door.member("Adviseur")
    async with Door(door.database, forms=True) as cards:
        asker = cards.person("Adviseur")
        await asker.says(f"vraag {LUCHT}")
        form = await asker.says("meer")
        assert {"context", "goal", "tried", "wanted", "needed_by"} <= {each.name for each in form.form.fields}
        card = await asker.fills_in(form, goal="Gezonde lucht")
        assert "Gezonde lucht" in card


async def test_an_earlier_answer_that_helps_is_recorded_and_thanked_for(door: Door) -> None:
    asker, helper = await door.member("Adviseur"), await door.member("Onderzoeker")
    await put(asker)
    answered = await helper.says("antwoord K-1 Met vaste meetpunten.")
    assert "K-1" in answered
    later = await door.member("Later")
    said = await later.says("vraag Hoe meten buurten de luchtkwaliteit?")
    assert said.tells(_("Asked before"))
    said = await later.presses(_("This helps me already"), said)
    assert said.tells(_("Good that it helps. I noted that {number} helped you too.", number="K-1"))
    await helper.hears(_("Your answer helped someone else too. Thank you."))
    assert await door.database.read(reuses.count, 1) == 1
    assert (await later.says("ja")).tells(_("All right. Nothing waits for your answer now.")), (
        "nothing is asked any more"
    )
    assert await door.database.read(questions.get, 2) is None


ALIKE = "vraag Hoe meten buurten de luchtkwaliteit?"


async def test_a_similar_question_is_shown_with_how_it_stands_and_its_best_answer(door: Door) -> None:
    asker, helper = await door.member("Adviseur"), await door.member("Onderzoeker")
    await put(asker)
    later = await door.member("Later")
    assert (await later.says(ALIKE)).tells(STATUSES[QuestionStatus.open])
    await later.says("stop")
    await helper.in_turn("antwoord K-1 Met vaste meetpunten.", "antwoord K-1 Vraag het de buren.")
    await asker.says("helpt A-1")
    said = await later.says(ALIKE)
    assert said.tells(STATUSES[QuestionStatus.answered])
    assert "Met vaste meetpunten." in said
    assert "Vraag het de buren." not in said


async def test_a_question_on_another_matter_is_not_called_similar(door: Door) -> None:
    await put(await door.member("Adviseur"))
    later = await door.member("Later")
    assert not (await later.says("vraag Wie ruimt de luchtballon op?")).tells(_("Asked before"))


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_what_is_shown_before_a_question_fits_a_phone(example_door: Door, language: str) -> None:
    asker = await example_door.member("Adviseur", language)
    ask = "vraag" if language == "nl" else "ask"
    for about in ("Hoe meten bewoners de luchtkwaliteit?", "Wat doet droogte met bodem, landbouw en water in Twente?"):
        said = await asker.says(f"{ask} {about}")
        assert said.tells(SURE)
        assert len(said.splitlines()) <= 26
        assert len(said.buttons) <= 7
        assert said.button(_("Put my question"))
        questions_ = [block for block in said.reply.blocks if isinstance(block, Items)]
        assert all(len(block.items) <= 2 for block in questions_)
        await asker.says("stop")


async def test_who_could_help_is_ticked_and_asked_with_one_yes(example_door: Door) -> None:
    asker = await example_door.member("Adviseur")
    said = await asker.says("vraag Wat doet droogte met bodem, landbouw en water in Twente?")
    assert said.tells(_("I ask along"))
    ticked = re.findall(r"☑ ([^(]+) \(([MN]-\d+)\)", said)
    assert 1 <= len(ticked) <= 3
    assert not await requests_of(example_door, 50), "nobody is asked before the yes"
    less = await asker.says(f"zonder {ticked[0][1]}")
    assert ticked[0][1] not in less.split("Typ dat")[0]
    asked = await asker.says("ja")
    assert "K-50" in asked
    assert len(await requests_of(example_door, 50)) == len(ticked) - 1


@pytest.mark.parametrize("line", ["niemand", "vraag niemand", "vraag het niemand"])
async def test_nobody_is_asked_along_who_was_left_out(example_door: Door, line: str) -> None:
    asker = await example_door.member("Adviseur")
    await asker.says("vraag Wat doet droogte met bodem, landbouw en water in Twente?")
    assert not (await asker.says(line)).tells(_("I ask along"))
    await asker.says("ja")
    assert await requests_of(example_door, 50) == []


async def test_asking_somebody_found_asks_nothing_by_itself(example_door: Door) -> None:
    asker = await example_door.member("Adviseur")
    said = await asker.says("vraag aan M-17 Hoe lees je een peilbuis in Twente?")  # what the button types
    assert said.tells(SURE, _("I ask along"))
    assert await example_door.database.read(questions.load, [50]) == []
    assert "K-50" in await asker.says("ja graag")
    assert len(await requests_of(example_door, 50)) == 1


async def test_background_wish_and_region_are_read_from_several_sentences(door: Door) -> None:
    asker = await door.member("Adviseur")
    said = await asker.says(
        "vraag: Hoi! In onze gemeente klagen bewoners over geluid. Hoe meet je dat eerlijk in Twente? "
        "Graag een voorbeeld van een andere gemeente. Alvast bedankt!"
    )
    assert said.tells(SURE, _("Context"), _("What kind of answer helps"))
    await asker.says("ja")
    held = await the_question(door)
    assert held.text == "Hoe meet je dat eerlijk in Twente?"
    assert held.told.context == "In onze gemeente klagen bewoners over geluid."
    assert held.told.wanted == "Graag een voorbeeld van een andere gemeente."
    assert held.regions == {await door.region("Twente")}


async def test_who_wants_to_know_it_too_joins_the_question(door: Door) -> None:
    asker, later, helper = [await door.member(name) for name in ("Adviseur", "Later", "Onderzoeker")]
    await put(asker)
    said = await later.says("vraag Hoe meten buurten de luchtkwaliteit?")
    await later.presses(_("I want to know this too"), said)
    await asker.hears(_("One more member wants to know this too."))
    await helper.says("antwoord K-1 Met vaste meetpunten.")
    await later.hears(_("There is an answer to a question you follow:"), "Met vaste meetpunten.")


async def test_an_anonymous_asker_is_named_to_nobody_coordinators_neither(door: Door) -> None:
    asker, reader = await door.member("Klokkenluider Lucht"), await door.member("Lezer")
    kernteam = await door.coordinator("Kernteam")
    follower = await door.member("Volger")
    await follower.says("volg Twente")
    await asker.says(f"vraag {LUCHT}")
    await asker.in_turn("zonder mijn naam", "ja")
    assert "Klokkenluider" in await asker.says("K-1")
    assert "Klokkenluider" not in await kernteam.says("K-1")
    assert "Klokkenluider" not in await reader.says("K-1")
    where = await door.room("Kanaal Lucht")
    assert "Klokkenluider" not in await kernteam.says("K-1", where=where)
    assert "Klokkenluider" not in await asker.says("K-1", where=where)
    assert "Klokkenluider" not in await reader.says("wie weet iets over luchtkwaliteit in Twente")
    await follower.hears(_("A new question on what you follow:"))
    await reader.says("antwoord K-1 Zo.")
    await asker.in_turn("sluit K-1", "1", "Gelukt.")
    for said in door.far.sent:
        if said.conversation.key != asker.chat.key:
            assert "Klokkenluider" not in said


async def test_the_audience_is_told_before_a_question_is_put(door: Door) -> None:
    asker = await door.member("Adviseur")
    said = await asker.says(f"vraag {LUCHT}")
    assert said.tells(_("every member of the Café, in a chat with me or in a channel"))
    await asker.says("stop")
    where = await door.room("Besloten kamer")
    said = await asker.says(f"vraag {LUCHT}", where=where)
    assert "Besloten kamer" in said
    assert await door.database.read(questions.get, 1) is None, "nothing left the room yet"
    await asker.says("ja", where=where)
    assert await door.database.read(questions.get, 1)


async def test_a_draft_survives_a_restart_and_a_week_of_silence_together(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.in_turn(f"vraag {LUCHT}", "meer", "Er staat een fabriek.")
    door.clock.ahead(timedelta(days=3))
    async with Door(door.database, clock=door.clock) as restarted:
        same = restarted.person("Adviseur")
        assert "verder" in await same.says("stop")
        restarted.clock.ahead(timedelta(days=6, hours=23))
    async with Door(door.database, clock=door.clock) as again:
        same = again.person("Adviseur")
        assert (await same.says("verder")).tells(_("What do you want to reach with it?")), "where they were"
        for _step in range(4):
            said = await same.says("overslaan")
        assert "K-1" in said
        assert "Er staat een fabriek." in said


async def test_a_draft_waits_a_week(door: Door) -> None:
    asker = await door.member("Adviseur")
    await asker.says(f"vraag {LUCHT}")
    await asker.says("stop")
    door.clock.ahead(timedelta(days=6, hours=23))
    assert (await asker.says("verder")).tells(SURE)
    assert "K-1" in await asker.says("ja")


async def test_of_a_proposal_that_is_answered_with_a_book_only_the_end_is_read(door: Door) -> None:
    asker = await door.member("Adviseur Lucht")
    await asker.says("vraag Hoe meten we de lucht in Twente met bewoners?")
    said = await asker.says("ja\n" * 1000 + "Salland")
    assert "Salland" in said


async def test_the_asker_withdraws_a_question_and_undoes_that(door: Door) -> None:
    asker, other = await door.member("Adviseur"), await door.member("Ander")
    card = await put(asker)
    assert (await other.says("trek vraag in K-1")).tells(_("Only the asker can do this."))
    assert (await other.says("trek K-1 in")).tells(_("Only the asker can do this."))
    done = await asker.presses(_("Withdraw"), card)
    assert done.tells(_("{number} is withdrawn.", number="K-1"))
    assert (await the_question(door)).status is QuestionStatus.closed
    await asker.presses(_("Undo"), done)
    assert (await the_question(door)).status is QuestionStatus.open


async def test_the_asker_changes_the_words_and_undoes_that(door: Door) -> None:
    asker, other = await door.member("Adviseur"), await door.member("Ander")
    card = await put(asker)
    assert (await other.says("wijzig vraag K-1: Anders?")).tells(_("Only the asker can do this."))
    assert (await asker.presses(_("Change"), card)).tells(_("What should the question be?"))
    done = await asker.says("Hoe meten buurten in Salland zelf geluid?")
    assert (await the_question(door)).text == "Hoe meten buurten in Salland zelf geluid?"
    assert (await the_question(door)).regions == {await door.region("Salland")}
    await asker.presses(_("Undo"), done)
    assert (await the_question(door)).text == LUCHT


async def test_on_cards_one_form_holds_it_all(example_door: Door) -> None:
    async with Door(example_door.database, forms=True) as cards:
        asker = await cards.member("Adviseur")
        asked = await asker.says("vraag: We zitten al weken droog. Wat doet droogte met bodem en water in Twente?")
        held = {field.name: field for field in asked.form.fields}
        assert held["text"].value == "Wat doet droogte met bodem en water in Twente?"
        assert held["context"].value == "We zitten al weken droog."
        assert asked.tells(_("Who sees it"))
        ticked = held["agreed"].value.split("; ")
        await asker.fills_in(asked, agreed=ticked[0])
        assert len(await requests_of(cards, 50)) == 1
        assert (await asker.fills_in(asked)).tells(_("You sent this form already. Nothing was done twice."))


async def test_on_cards_nobody_is_asked_who_was_not_ticked(example_door: Door) -> None:
    async with Door(example_door.database, forms=True) as cards:
        asker = await cards.member("Adviseur")
        asked = await asker.says("vraag Wat doet droogte met bodem en water in Twente?")
        assert "K-50" in await asker.fills_in(asked, agreed="")
        assert await requests_of(cards, 50) == []
