"""Finds the questions that wait for a coordinator: nobody was asked, or all who were are silent."""

from collections.abc import Iterator
from datetime import timedelta

from bot.chat.reply import Action, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.questions.requests.bring import bring_question
from commands.questions.routing.rules import Rules
from storage.database.database import Tx
from storage.questions import todo

SILENT, UNROUTED = 3, 2
"""A person who waits for an answer weighs more than a page that may be out of date."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Yield the questions that need a route, in the regions of a coordinator."""
    patience = timedelta(days=keeper.choices.of(Rules).unrouted_after)
    for each in todo.stuck(tx, keeper.now - patience, keeper.reach, MOST):
        if keeper.coordinates(each.regions):
            number = f"K-{each.id}"
            yield Chore(
                words(Code(number), " ", each.text),
                _("nobody who was asked answers") if each.asked else _("nobody was asked yet"),
                each.since,
                SILENT if each.asked else UNROUTED,
                (Action(_("Who can help"), bring_question.line(number)), Action(_("View"), number)),
            )


CHORES = Chores(find, for_regions=True)
