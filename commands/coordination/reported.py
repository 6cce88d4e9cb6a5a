"""Finds what members reported, as one thing to do of whoever coordinates everywhere."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.texts import _, _n
from bot.members.todo import Chore, Chores, Keeper
from commands.coordination.moderation import list_reports
from storage import audit
from storage.database.database import Tx

WEIGHT = 4
"""What may hurt somebody comes before what waits for an answer."""


def find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Yield one line, however much was reported."""
    open_ = audit.open_reports(tx) if keeper.coordinates(()) else []
    if open_:
        title = words(_n("{n} report", "{n} reports", len(open_)))
        view = (Action(_("View"), list_reports.line()),)
        yield Chore(title, _("members ask you to look at this"), min(each.at for each in open_), WEIGHT, view)


CHORES = Chores(find)
