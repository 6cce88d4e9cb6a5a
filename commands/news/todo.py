"""Tells writers what of theirs may perhaps go along, and who keeps a hub which month waits to be sent up."""

from collections.abc import Iterator

from bot.chat.reply import Action, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from commands.news.hub_months import hub_month, send_up
from commands.news.take_along import buttons
from storage.database.database import Tx
from storage.networks import networks
from storage.news import news, reviews

WAITS = 1
SENDS = 2


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    for each in news.waiting_for(tx, keeper.member.id, MOST):
        title = words(Code(each.number), " ", shorten(each.text, 100))
        why = _("May your message go into the digest, once? All members see it then.")
        yield Chore(title, why, each.made_at, WAITS, buttons(each.number))
    for review in reviews.waiting(tx, MOST):
        hub = networks.get(tx, review.network_id)
        if hub is None or not (keeper.member.id in hub.convenors or keeper.coordinates(hub.regions)):
            continue
        number = f"N-{hub.id}"
        acts = (Action(_("Send up"), send_up.line(number)), Action(_("View"), hub_month.line(number)))
        yield Chore(words(Bold(hub.name)), _("what the hub saw waits to be sent up"), review.made_at, SENDS, acts)


CHORES = Chores(_find)
