"""Asks who drives a network once a quarter whether anything should be otherwise: one question, one press."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.networks.maintain import change_network, confirm_network
from storage.database.database import Tx
from storage.networks import quarter

QUARTER = timedelta(days=91)
MOST = 500
"""Networks of one look: who was asked this fortnight already is passed over after it."""


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    return [
        Check(
            each.convenor,
            each.since,
            words(Bold(each.name)),
            words(_("Do you want anything to be otherwise?")),
            (
                Action(_("No, it is right"), confirm_network.line(f"N-{each.id}")),
                Action(_("Yes, change"), change_network.line(f"N-{each.id}")),
            ),
            partial(_asked, each.id),
        )
        for each in quarter.unasked(tx, now - QUARTER, MOST)
    ]


def _asked(network: int, tx: Tx, now: datetime) -> None:
    quarter.asked(tx, network, now)


UPKEEP = Upkeep("networks", _due)
