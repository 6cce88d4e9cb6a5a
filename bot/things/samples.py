"""Holds how people say what a command does, for understanding sentences that hold none of its phrases."""

from dataclasses import dataclass
from typing import Any

from bot.command.command import Command


@dataclass(frozen=True, slots=True)
class Samples:
    """Sentences in one language that call a command. "{region}", "{theme}", "{network}" stand for any of those."""

    command: Command[Any]
    language: str
    lines: tuple[str, ...]
