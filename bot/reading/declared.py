"""Looks at the start whether what topics declare fits together, so that nobody meets a mistake in a chat."""

from bot.command.command import Commands
from bot.command.kind import Kind
from bot.reading.numbers import CORE
from bot.reading.reader_registry import reader_for


class LetterTaken(ValueError):
    """Two kinds of thing have the same letter."""


def check_kinds(commands: Commands) -> None:
    """Raises `LetterTaken`, and `UnreadableType` of a command with a parameter that nobody reads."""
    letters: dict[str, str] = {}
    for kind in (*CORE, *commands.topics.all(Kind)):
        other = letters.setdefault(kind.letter, kind.name)
        if other != kind.name:
            raise LetterTaken(f"{LetterTaken.__doc__} {kind.letter}: {other} and {kind.name}")
    for command in commands.all:
        for parameter in command.parameters:
            reader_for(commands.topics, parameter.type)
