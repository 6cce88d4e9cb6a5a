"""Commands that miss something ask for it, lose nothing that was typed, and go on after a restart."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat.reply import Actions, Audience
from bot.chat.texts import Language, _
from bot.command.command import Commands
from bot.dialogue.question import BACK_WORD, SKIP_WORD, STOP_WORD
from storage.database import cursors
from storage.database.database import Database
from storage.messaging import dialogues
from storage.messaging.dialogues import DRAFT_KEPT
from tests.bot.sample_commands import SAMPLE_COMMANDS, arrived, gates
from tests.cafe import ALL, Door, Person

OTHERS = ("resume", "nothing_to_stop", "help", "who_knows", "ask_question", "list_networks", "sign_up")
"""The last three stand behind buttons of `who_knows`."""

ALL_TRIALS = Commands([*SAMPLE_COMMANDS.all, *(ALL.by_name[name] for name in OTHERS)])

NAME, KIND = _("What is the network called?"), _("What kind of network is it?")
WHERE, AIM = _("In which regions does it work?"), _("What is it for, in one or two sentences?")


@pytest.fixture
async def door(small_map: None, database: Database) -> AsyncIterator[Door]:
    async with Door(database, known=ALL_TRIALS) as opened:
        yield opened


@pytest.fixture
def anna(door: Door) -> Person:
    return door.person("Adviseur Water")


async def test_all_that_is_missing_is_asked_and_then_it_is_done(anna: Person) -> None:
    assert (await anna.says("plan")).tells(NAME)
    assert (await anna.says("Leerkring Veen")).tells(KIND)
    assert (await anna.says("leernetwerk")).tells(WHERE)
    assert (await anna.says("Twente en Flevoland")).tells(AIM)
    assert await anna.says("Samen leren.") == "plan: Leerkring Veen | leernetwerk | Twente, Flevoland | Samen leren."
    assert (await anna.says("stop")).tells(_("I did not ask you anything."))


async def test_what_was_typed_behind_the_phrase_is_not_asked_again(anna: Person) -> None:
    assert (await anna.says("plan: Leerkring Veen & Co.")).tells(KIND)
    done = await anna.in_turn("1", "overslaan", "overslaan")
    assert done.startswith("plan: Leerkring Veen & Co. |")


async def test_a_wrong_answer_says_what_would_work_and_keeps_the_rest(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen")
    wrong = await anna.says("een soort clubje")
    assert wrong.tells(_("I do not understand that. It can be one of these:"))
    assert wrong.buttons
    assert (await anna.says("leernetwerk")).tells(WHERE)
    unknown = await anna.says("Twente, Twentestad")
    assert unknown.tells(_("I do not know {name} as a region.", name="Twentestad"))
    assert (await anna.says("Twente")).tells(AIM)
    assert await anna.says("overslaan") == "plan: Leerkring Veen | leernetwerk | Twente | "


async def test_a_text_that_is_too_long_says_by_how_much(anna: Person) -> None:
    await anna.says("plan")
    too_long = await anna.says("x" * 43)
    assert "3" in too_long
    assert "40" in too_long
    assert (await anna.says("x" * 40)).tells(KIND)


async def test_back_goes_to_the_question_before(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "leernetwerk")
    assert (await anna.says("terug")).tells(KIND)
    assert (await anna.says("terug")).tells(NAME)
    assert (await anna.says("terug")).tells(NAME)
    done = await anna.in_turn("Leerkring Klei", "programma", "overslaan", "overslaan")
    assert done == "plan: Leerkring Klei | programma |  | "


async def test_what_is_needed_cannot_be_skipped(anna: Person) -> None:
    await anna.says("plan")
    skipped = await anna.says("overslaan")
    assert skipped.tells(
        _("I cannot do without this one. You can type {stop}: I keep what you have.", stop=STOP_WORD), NAME
    )


async def test_help_in_a_dialogue_says_what_can_be_typed(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "leernetwerk")
    assert (await anna.says("hulp")).tells(
        WHERE,
        _(
            "You can also type {skip}, {back} or {stop}. I keep what you have.",
            skip=SKIP_WORD,
            back=BACK_WORD,
            stop=STOP_WORD,
        ),
    )
    assert (await anna.says("Twente")).tells(AIM)


async def test_a_stopped_dialogue_is_kept_a_week_and_resumed(door: Door, anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "leernetwerk")
    until = (door.clock() + DRAFT_KEPT).date()
    stopped = await anna.says("stop")
    assert stopped.tells(
        _("Stopped. I keep your draft until {day}; type {resume} to go on.", day=until, resume="verder")
    )
    assert await anna.says("tel intussen") == "teller 1"
    door.clock.ahead(timedelta(days=6))
    assert (await anna.says("verder")).tells(WHERE)
    assert (await anna.in_turn("Twente", "overslaan")).startswith("plan: Leerkring Veen | leernetwerk | Twente")


async def test_nothing_is_kept_of_a_dialogue_in_which_nothing_was_said(anna: Person) -> None:
    await anna.says("plan")
    assert (await anna.says("stop")).tells(_("Stopped. Nothing was kept."))
    assert (await anna.says("verder")).tells(_("You have no drafts."))


async def test_a_draft_expires(door: Door, anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "stop")
    door.clock.ahead(DRAFT_KEPT + timedelta(minutes=1))
    assert (await anna.says("verder")).tells(_("You have no drafts."))
    assert await door.database.write(dialogues.prune, door.clock()) == 1


async def test_a_dialogue_goes_on_after_a_restart(small_map: None, database: Database) -> None:
    async with Door(database, known=ALL_TRIALS) as before:
        await before.person("Adviseur Water").in_turn("plan", "Leerkring Veen")
    async with Door(database, known=ALL_TRIALS) as after:
        anna = after.person("Adviseur Water")
        assert (await anna.says("leernetwerk")).tells(WHERE)


async def test_a_dialogue_of_a_command_that_is_gone_is_let_go(small_map: None, database: Database) -> None:
    async with Door(database, known=ALL_TRIALS) as before:
        await before.person("Adviseur Water").in_turn("plan", "Leerkring Veen")
    without = Commands([each for each in ALL_TRIALS.all if each.name != "plan"])
    async with Door(database, known=without) as after:
        anna = after.person("Adviseur Water")
        assert await anna.says("tel verder") == "teller 1"
        assert (await anna.says("verder")).tells(_("You have no drafts."))


async def test_two_dialogues_in_two_places_do_not_mix(door: Door, anna: Person) -> None:
    room = await door.room("water")
    await anna.says("plan")
    await anna.says("plan", where=room)
    await anna.says("Leerkring alleen")
    assert (await anna.says("Leerkring samen", where=room)).tells(KIND)
    await anna.says("programma", where=room)
    await anna.in_turn("leernetwerk", "overslaan")
    assert (await anna.says("overslaan")).startswith("plan: Leerkring alleen | leernetwerk")
    await anna.says("overslaan", where=room)
    assert (await anna.says("overslaan", where=room)).startswith("plan: Leerkring samen | programma")


async def test_two_people_in_one_room_are_asked_apart(door: Door, anna: Person) -> None:
    room, bas = await door.room("water"), door.person("Hydroloog")
    await anna.says("plan", where=room)
    await bas.says("plan", where=room)
    await anna.says("Van Anna", where=room)
    asked = await bas.says("Van Bas", where=room)
    assert asked.tells(KIND)
    assert (await anna.says("programma", where=room)).tells(WHERE)


async def test_a_command_in_between_is_answered_and_the_question_stands(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen")
    said = await anna.says("tel tussendoor")
    assert said.startswith("teller 1")
    assert said.tells(_("I still wait for your answer: {question}", question=Language("nl").text(KIND)))
    assert (await anna.says("leernetwerk")).tells(WHERE)


MINE, MEANT = _("That was my answer"), _("It is my answer")


class TestACommandTypedAsFreeText:
    """What is asked is the aim of a plan, which can be any text."""

    @pytest.fixture
    async def anna(self, door: Door) -> Person:
        anna = door.person("Adviseur Water")
        await anna.in_turn("plan", "Leerkring Veen", "leernetwerk", "Twente")
        return anna

    @pytest.mark.parametrize("line", ["kijk", "Kijk!", "kijk rond", "menu", "wie weet iets over veen"])
    async def test_what_only_reads_is_done_and_the_question_stands(self, door: Door, anna: Person, line: str) -> None:
        said = await anna.says(line)
        assert said.tells(_("I still wait for your answer: {question}", question=Language("nl").text(AIM)))
        assert said.tells(MINE)
        assert (await anna.says("Samen leren.")).startswith("plan: Leerkring Veen | leernetwerk | Twente | Samen")

    @pytest.mark.parametrize("line", ["kijk rond", "menu"])
    async def test_it_was_the_answer_after_all(self, anna: Person, line: str) -> None:
        said = await anna.says(line)
        assert await anna.presses(MINE, said) == f"plan: Leerkring Veen | leernetwerk | Twente | {line}"

    @pytest.mark.parametrize(
        "line", ["tel schapen in Twente", "tel hoeveel schapen er in Twente zijn?", "tel: alle schapen die er zijn"]
    )
    async def test_what_would_change_something_is_asked_about_first(self, anna: Person, line: str) -> None:
        asked = await anna.says(line)
        assert asked.tells(_("Is this your answer, or shall I do it?"))
        assert line in asked
        assert await anna.presses(MEANT, asked) == f"plan: Leerkring Veen | leernetwerk | Twente | {line}"

    async def test_and_done_when_that_was_meant(self, door: Door, anna: Person) -> None:
        asked = await anna.says("tel schapen")
        done = await anna.presses(_("Do it"), asked)
        assert done.startswith("teller 1")
        assert (await anna.says("Samen leren.")).endswith("| Samen leren.")

    @pytest.mark.parametrize(
        "answer",
        [
            "Kijk met boeren naar het water in de sloot",
            "Tel wat er aan weidevogels is, samen met de buurt",
            "Netwerk Veen en Weide",
            "bestuur",
            "als antwoord kijk rond",
        ],
    )
    async def test_a_sentence_a_name_or_what_is_not_allowed_is_an_answer(self, anna: Person, answer: str) -> None:
        said = await anna.says(answer)
        assert said == f"plan: Leerkring Veen | leernetwerk | Twente | {answer.removeprefix('als antwoord ')}"

    async def test_a_number_presses_the_button_below(self, anna: Person) -> None:
        said = await anna.says("kijk rond")
        number, _action = said.button(MINE)
        assert (await anna.says(str(number))).endswith("| kijk rond")

    async def test_in_a_room_only_who_was_asked_answers(self, door: Door) -> None:
        room, anna, bas = await door.room("water"), door.person("Adviseur Water"), door.person("Hydroloog")
        await anna.says("plan", where=room)
        said = await anna.says("kijk rond", where=room)
        assert said.tells(MINE)
        assert not await bas.presses(MINE, said)
        assert (await anna.presses(MINE, said)).tells(KIND)


async def test_the_same_command_again_begins_anew_and_keeps_the_draft(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen")
    assert (await anna.says("plan")).tells(NAME)
    await anna.in_turn("Leerkring Klei", "programma", "overslaan", "overslaan")
    assert (await anna.says("verder")).tells(KIND)
    assert (await anna.in_turn("leernetwerk", "overslaan", "overslaan")).startswith("plan: Leerkring Veen")


async def test_another_dialogue_puts_the_first_one_aside(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen")
    await anna.says("bezwaar")
    await anna.says("stop")
    assert (await anna.says("verder")).tells(KIND)


async def test_of_several_drafts_one_is_chosen(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "stop", "bezwaar", "Het plan", "stop")
    which = await anna.says("verder")
    assert which.tells(_("Which draft?"))
    assert len(which.buttons) == 2
    assert (await anna.says("2")).tells(KIND)


async def test_a_number_means_the_button_that_was_shown(anna: Person) -> None:
    asked = await anna.in_turn("plan", "Leerkring Veen")
    number, action = asked.button(_("programme"))
    await anna.says(str(number))
    done = await anna.in_turn("overslaan", "overslaan")
    assert done == f"plan: Leerkring Veen | {action.line} |  | "


async def test_a_near_miss_is_chosen_by_its_number(anna: Person) -> None:
    await anna.in_turn("plan", "Leerkring Veen", "leernetwerk")
    near = await anna.says("Noordelijk Flevolant")
    number, _action = near.button("Noordelijk Flevoland")
    assert (await anna.says(str(number))).tells(AIM)
    assert "| Noordelijk Flevoland |" in await anna.says("overslaan")


async def test_a_button_of_something_else_is_no_answer_to_a_question(anna: Person) -> None:
    seen = await anna.says("kijk rond")
    asked = await anna.says("plan")
    assert asked.tells(NAME)
    assert (await anna.presses("Tel", seen)).startswith("teller 1")
    assert (await anna.says("Leerkring Veen")).tells(KIND)


async def test_a_choice_still_counts_after_something_else_was_said_in_the_room(door: Door, anna: Person) -> None:
    room, bas = await door.room("water"), door.person("Hydroloog")
    await anna.says("plan", where=room)
    asked = await anna.says("Leerkring Veen", where=room)
    await bas.says("vertel iets", where=room)
    assert (await anna.presses(_("programme"), asked)).tells(WHERE)


async def test_only_who_was_asked_answers_by_a_button(door: Door, anna: Person) -> None:
    room, bas = await door.room("water"), door.person("Hydroloog")
    await anna.says("plan", where=room)
    asked = await anna.says("Leerkring Veen", where=room)
    choices = [block for block in asked.reply.blocks if isinstance(block, Actions) and block.choices]
    assert {action.audience for block in choices for action in block.actions} == {Audience.asker}
    assert not await bas.presses(_("programme"), asked)


async def test_a_choice_of_a_question_answered_long_ago_says_that_it_is_over(anna: Person) -> None:
    asked = await anna.in_turn("plan", "Leerkring Veen")
    await anna.says("leernetwerk")
    over = _("That question is over: it was answered, stopped, or another took its place.")
    assert (await anna.presses(_("programme"), asked)).tells(over, WHERE)
    assert (await anna.says("Twente")).tells(AIM)


async def test_what_is_refused_in_the_end_does_not_hold_the_conversation(anna: Person) -> None:
    refused = await anna.in_turn("bezwaar", "het plan", "het is te duur")
    assert refused.tells(_("You cannot block yourself."))
    assert "verder" in refused
    assert await anna.says("tel daarna") == "teller 1"
    assert (await anna.says("verder")).tells(_("You cannot block yourself."))
    assert (await anna.says("verder")).tells(_("You cannot block yourself."))


async def test_while_what_was_answered_is_worked_on_others_write(door: Door, anna: Person) -> None:
    """A search at the end of a dialogue takes no lock for the dialogue that ends with it."""
    await anna.says("houd")
    answering = asyncio.create_task(anna.says("Leerkring Veen"))
    await arrived.setdefault("Leerkring Veen", asyncio.Event()).wait()
    async with asyncio.timeout(10):
        await door.database.write(cursors.put, "of another", "1", door.clock())
    gates["Leerkring Veen"].set()
    assert await answering == "los van Leerkring Veen"
    assert (await anna.says("stop")).tells(_("I did not ask you anything."))


async def test_a_message_that_is_far_too_long_leaves_the_question_as_it_was(anna: Person) -> None:
    await anna.says("plan")
    assert (await anna.says("x" * 10_001)).tells(
        _("That is too long for me: at most {n} characters fit in one message.", n=10_000)
    )
    assert (await anna.says("Leerkring Veen")).tells(KIND)


class TestForms:
    """On a platform with forms, all is asked at once."""

    @pytest.fixture
    async def door(self, small_map: None, database: Database) -> AsyncIterator[Door]:
        async with Door(database, known=ALL_TRIALS, forms=True) as opened:
            yield opened

    async def test_a_form_asks_all_at_once(self, anna: Person) -> None:
        asked = await anna.says("plan Leerkring Veen")
        assert [field.name for field in asked.form.fields] == ["name", "kind", "regions", "aim"]
        assert [field.value for field in asked.form.fields] == ["Leerkring Veen", "", "", ""]
        assert not any(field.error for field in asked.form.fields), "what was never typed is not wrong yet"
        assert [field.required for field in asked.form.fields] == [True, True, False, False]
        done = await anna.fills_in(asked, kind="leernetwerk", regions="Twente, Flevoland")
        assert done == "plan: Leerkring Veen | leernetwerk | Twente, Flevoland | "

    async def test_a_form_with_errors_comes_back_with_all_that_was_typed(self, anna: Person) -> None:
        asked = await anna.says("plan")
        again = await anna.fills_in(asked, name="x" * 41, kind="leernetwerk", regions="Twentestad", aim="Samen leren.")
        held = {field.name: field for field in again.form.fields}
        assert held["name"].value == "x" * 41
        assert held["aim"].value == "Samen leren."
        assert held["name"].error
        assert held["regions"].error
        assert not held["aim"].error
        done = await anna.fills_in(again, name="Leerkring Veen", regions="Twente")
        assert done == "plan: Leerkring Veen | leernetwerk | Twente | Samen leren."

    async def test_a_field_that_is_needed_and_left_empty_says_so(self, anna: Person) -> None:
        again = await anna.fills_in(await anna.says("plan"), kind="leernetwerk")
        held = {field.name: field.error for field in again.form.fields}
        assert held["name"]
        assert not held["regions"]

    async def test_a_form_that_was_sent_is_over(self, anna: Person) -> None:
        asked = await anna.says("plan Leerkring Veen")
        assert (await anna.fills_in(asked, kind="leernetwerk")).startswith("plan:")
        again = await anna.fills_in(asked, kind="programma")
        assert again.tells(_("You sent this form already. Nothing was done twice."))
        fresh = await anna.presses(_("Fill it in anew"), again)
        assert (await anna.fills_in(fresh, kind="programma")).startswith("plan: Leerkring Veen | programma")

    async def test_a_form_that_another_replaced_or_that_was_stopped_gives_back_what_was_typed(
        self, anna: Person
    ) -> None:
        over = _("This form was stopped, or another took its place. Nothing was done yet; what you typed is below.")
        first, second = await anna.says("plan"), await anna.says("plan")
        again = await anna.fills_in(first, name="Leerkring Veen", kind="leernetwerk")
        assert again.tells(over)
        assert {field.name: field.value for field in again.form.fields}["name"] == "Leerkring Veen"
        assert (await anna.fills_in(second, name="Klei", kind="programma")).tells(over)
        assert (await anna.says("stop")).tells(_("Stopped. The form is closed."))
        last = await anna.fills_in(again)
        assert last.tells(over)
        assert (await anna.fills_in(last)).startswith("plan: Leerkring Veen | leernetwerk")
        assert (await anna.says("tel daarna")).startswith("teller 1"), "no ghost asks on"

    async def test_a_form_sent_twice_is_done_twice_only_when_sent_as_two_messages(self, anna: Person) -> None:
        asked = await anna.says("plan Leerkring Veen")
        values = {field.name: field.value for field in asked.form.fields} | {"kind": "leernetwerk"}
        message = anna.message(asked.form.line, values=values)
        assert await anna.meets(message)
        await anna.door.cafe.dispatcher.store([message])
        await anna.door.cafe.settled()
        assert len([said for said in anna.door.far.sent if said.startswith("plan:")]) == 1
