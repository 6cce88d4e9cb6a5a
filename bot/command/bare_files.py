"""Tells what files mean that somebody sends without a word, by the topic that takes such files.

BareFiles(take_lists, _are_lists)        in the declaration of intake
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.command.command import Command, Context


@dataclass(frozen=True, slots=True)
class BareFiles:
    """Lets files without words call a command, when it takes files of those names from that member in that place."""

    command: Command[Any]  # Any: its own parameters
    takes: Callable[[Context], bool]


def meant(ctx: Context) -> str:
    """Return the line that is meant by files without words; empty when nobody takes them, or there are none."""
    if not ctx.message.attachments:
        return ""
    found = next((each for each in ctx.topics.all(BareFiles) if each.takes(ctx)), None)
    return found.command.line() if found else ""
