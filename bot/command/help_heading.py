"""Lets a topic say under which heading of help its commands stand."""

from dataclasses import dataclass
from typing import Any

from bot.chat.texts import Msg
from bot.command.command import Command


@dataclass(frozen=True, slots=True)
class HelpHeading:
    """Commands under a heading, in that order. Headings of one title are one, with the parts of lower `rank` first."""

    title: Msg
    commands: tuple[Command[Any], ...]
    rank: int = 50
