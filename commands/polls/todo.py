"""Finds the polls of which who keeps them did not tell yet what is done with them."""

from collections.abc import Iterator
from datetime import timedelta

from bot.chat.reply import Action, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.polls.acts import follow_up
from storage import keepers
from storage.database.database import Tx
from storage.polls import polls
from storage.polls.poll import POLL

UNTOLD = timedelta(days=14)
"""After so long (ten working days) who voted waits too long."""
WEIGHT = 1


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    kept = keepers.handed_on(tx, POLL)
    own = [id for id, member in kept.items() if member == keeper.member.id]
    of = polls.Kept(keeper.member.id, own, nobody=keeper.answers)
    for each in polls.untold(tx, keeper.now - UNTOLD, of, MOST):
        who = kept.get(each.id, each.member_id)
        if who != keeper.member.id and not (who is None and keeper.coordinates(each.regions)):
            continue
        doing = (
            Action(_("Tell what is done with it"), follow_up.line(each.number)),
            Action(_("View"), each.number),
        )
        title = words(Code(each.number), " ", shorten(each.text, 100))
        why = _("who voted does not know what is done with it")
        yield Chore(title, why, each.closed_at, WEIGHT, doing)


CHORES = Chores(_find)
