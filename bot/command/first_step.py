"""Offers people who are new what to begin with: buttons that topics declare."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.chat.reply import Action
from bot.chat.texts import Msg
from bot.command.command import Command
from bot.topic import Topics


@dataclass(frozen=True, slots=True)
class FirstStep:
    """A command to begin with. Those of a lower `rank` stand first."""

    label: Msg
    command: Command[Any]
    rank: int = 50
    signs_up: bool = False
    """It makes a member of a visitor: it is offered too to who may do something only then."""


def first_steps(topics: Topics) -> tuple[Action, ...]:
    """Buttons for who is new."""
    return _buttons(sorted(topics.all(FirstStep), key=lambda step: step.rank))


def signing_up(topics: Topics) -> tuple[Action, ...]:
    """Buttons for a visitor who needs to be a member."""
    return _buttons(step for step in topics.all(FirstStep) if step.signs_up)


def _buttons(steps: Iterable[FirstStep]) -> tuple[Action, ...]:
    return tuple(Action(step.label, step.command.line()) for step in steps)
