"""`bot.chat.line`: what a button types is in the language of who reads it, and does the same in each."""

import pytest

import commands as rooms
from bot.chat.line import NO, YES, Line
from bot.chat.message import Identity
from bot.chat.reply import Action, Actions, Choice, File, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, _, typed
from bot.command.command import Command, Commands
from bot.reading import agreement

COMMANDS = Commands.within(rooms)
DUTCH, ENGLISH = Language("nl"), Language("en")


def _shown(line: str, language: Language) -> str:
    (action,) = Reply((Actions((Action("x", line),)),)).localised(language).actions()
    return action.line


@pytest.mark.parametrize("command", COMMANDS.all, ids=lambda each: each.name)
def test_the_button_of_a_command_calls_it_in_the_language_of_each_reader(command: Command[...]) -> None:
    for language in LANGUAGES:
        line = _shown(command.line(), Language(language))
        assert line == command.phrase(language)
        for prefer in LANGUAGES:  # who reads along in a room presses it in their own language
            call = COMMANDS.match(line, prefer)
            assert call, f"{line!r} calls nothing"
            assert call.command is command, f"{line!r} calls {call.command.name} for who reads {prefer}"
            assert not call.rest


def test_a_line_keeps_what_it_is_about_in_each_language() -> None:
    assert _shown(COMMANDS.line("follow", "K-3"), DUTCH) == "volg K-3"
    assert _shown(COMMANDS.line("follow", "K-3"), ENGLISH) == "follow K-3"
    assert _shown(COMMANDS.line("follow", typed(_("yes"))), ENGLISH) == "follow yes"
    assert _shown(Line("ik weet", en="i know").about("K-3", "", "p2") + ": zo", ENGLISH) == "i know K-3 p2: zo"
    assert _shown("K-3", ENGLISH) == "K-3"


def test_a_text_of_the_catalogue_is_what_each_reader_types() -> None:
    assert _shown(COMMANDS.line("help", _("yes")), ENGLISH) == "help yes"
    assert _shown(COMMANDS.line("help", _("yes")), DUTCH) == "hulp ja"
    assert _shown(Choice("ja", _("Yes"), typed=_("yes")).line, ENGLISH) == "yes"
    assert _shown(Choice("K-3", _("Yes")).line, ENGLISH) == "K-3"


def test_yes_and_no_say_so_in_each_language() -> None:
    assert {*YES.forms} <= agreement.YES
    assert {*NO.forms} <= agreement.NO


def test_what_to_type_is_told_in_the_language_of_the_reader() -> None:
    line = COMMANDS.line("follow", "K-3")
    file = File("k.ics", "text/calendar", line, Identity("matrix", "@a:b", "A"))
    reply = Reply((Text(words(Code(line))), Text(words(_("Type {line} to read it.", line=Code(line)))), file))
    assert "volg" not in repr(reply.localised(ENGLISH))
    assert repr(reply.localised(DUTCH)).count("volg K-3") == 3
