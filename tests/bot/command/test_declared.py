"""What topics declare is looked at when the process starts."""

from typing import Any

import pytest

from bot.chat.reply import Reply
from bot.chat.texts import _
from bot.command.command import Command, Commands, Context, command
from bot.command.kind import Kind
from bot.command.phrases import PhraseTaken
from bot.reading.declared import LetterTaken, check_kinds
from bot.reading.reader_registry import UnreadableType
from bot.topic import Topic, Topics
from tests.cafe import ALL


class Book:
    """Something that nobody reads."""


def lending(phrase: str) -> Command[Any]:
    @command(nl=(phrase,), en=("lend",), summary=_("help"))
    async def lend(ctx: Context, book: Book) -> Reply:
        raise AssertionError(ctx, book)

    return lend


def test_what_we_declare_fits_together() -> None:
    check_kinds(ALL)


def test_a_letter_is_of_one_kind() -> None:
    (question, *_rest) = ALL.topics.all(Kind)
    twice = Topic("books", Kind("book", question.letter, Book, question.reader))
    with pytest.raises(LetterTaken, match="K: question and book"):
        check_kinds(Commands([], Topics([*ALL.topics.topics, twice])))


def test_a_parameter_that_nobody_reads_is_told_at_the_start() -> None:
    with pytest.raises(UnreadableType, match="Book"):
        check_kinds(Commands([lending("leen")]))


def test_a_phrase_of_two_commands_names_both() -> None:
    (help_,) = [each for each in ALL.all if each.name == "help"]
    with pytest.raises(PhraseTaken, match="help and lend"):
        Commands([help_, lending("hulp")])
