"""Asks who keeps a way of working that nobody used for two years whether it is of use still."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.methods.acts import hold_method, use_method, withdraw_method
from storage import keepers
from storage.database.database import Tx
from storage.links import Thing
from storage.methods import methods
from storage.methods.method import METHOD, Method

QUIET = timedelta(days=2 * 365)
KEEP = 0.05
"""A page that may be out of date weighs less than a person who waits."""


def _buttons(method: Method) -> tuple[Action, ...]:
    number = method.number
    return (
        Action(_("Of use still"), hold_method.line(number)),
        Action(_("I used this"), use_method.line(number)),
        Action(_("Take back"), withdraw_method.line(number)),
    )


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    found = []
    for each in methods.unused(tx, now - QUIET, MOST):
        who = keepers.of(tx, Thing(METHOD, each.id)) or each.member_id
        if who is not None:
            title = words(Code(each.number), " ", each.title)
            question = words(_("Nobody used it for two years. Is it of use still?"))
            found.append(Check(who, each.used_at, title, question, _buttons(each), partial(_asked, each.id)))
    return found


def _asked(method: int, tx: Tx, now: datetime) -> None:
    methods.asked(tx, method, now)


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """What was asked and not answered stays with who made it."""
    for each in methods.waiting_for(tx, keeper.member.id, MOST):
        why = _("nobody used it for two years")
        yield Chore(words(Code(each.number), " ", each.title), why, each.used_at + QUIET, KEEP, _buttons(each))


UPKEEP = Upkeep("methods", _due)
CHORES = Chores(_find)
