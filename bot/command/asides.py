"""Lets a topic answer what people ask back while it asks for a yes: who decides, when they hear, what stays.

Asides((put_signal,), {Aside.decides: _("The coordinators ...")})        in the declaration of signals
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.chat.texts import Msg
from bot.command.command import Command, Context


class Aside(StrEnum):
    """Says what is asked about what is being done."""

    costs = "costs"
    undone = "undone"
    seen = "seen"
    decides = "decides"
    hears = "hears"
    lasts = "lasts"
    stays = "stays"
    name = "name"


@dataclass(frozen=True, slots=True)
class Asides:
    """What is answered at the steps of these commands; what is not here has one answer for all."""

    commands: tuple[Command[Any], ...]
    answers: Mapping[Aside, Msg]


def answer_of(ctx: Context, command: Command[Any], aside: Aside) -> Msg | None:
    """Return what a topic answers to that at a step of its command."""
    held = (each.answers for each in ctx.topics.all(Asides) if command in each.commands)
    return next((each[aside] for each in held if aside in each), None)
