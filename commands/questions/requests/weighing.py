"""Asks a network that has much to answer which two questions matter most: the rest goes on to others."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.questions.requests.requests import TAKE_UP
from storage.database.database import Tx
from storage.networks import networks
from storage.questions import weighing
from storage.questions.weighing import Burden

MONTH = timedelta(days=30)
MANY = 3
"""Open questions in a month that a network can carry; at the next it is asked."""

SHOWN = 4
BRIEF = 60


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    found = weighing.burdened(tx, now - MONTH, MANY)
    names = networks.named(tx, [each.network_id for each in found])
    return [_check(each, names[each.network_id]) for each in found]


def _check(burden: Burden, name: str) -> Check:
    shown = burden.waiting[-SHOWN:]
    listed = [part for _id, number, text in shown for part in ("\n", Bold(f"K-{number}"), " ", shorten(text, BRIEF))]
    told = _(
        "{n} open questions wait for this network. Which two matter most? The others I bring to somebody else.",
        n=len(burden.waiting),
    )
    take = tuple(
        Action(_("We take {number}", number=f"K-{number}"), TAKE_UP.about(f"K-{number}")) for _i, number, _t in shown
    )
    return Check(
        burden.convenor,
        burden.since,
        words(Bold(name)),
        words(told, *listed),
        take,
        partial(_asked, [each[0] for each in burden.waiting]),
    )


def _asked(requests: Sequence[int], tx: Tx, now: datetime) -> None:
    weighing.weighed(tx, requests, now)


UPKEEP = Upkeep("questions of networks", _due)
