"""Measures how many networks are known to be right."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.things.figures import Amount, Figure, Reading, Share
from storage.database.database import Tx
from storage.extents import Extent
from storage.links import Thing
from storage.networks import figures


def _known_right(reading: Reading) -> Amount:
    return Share(*reading.of(figures.known_right))


def _silent(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
    return [Thing("network", each) for each in figures.silent(tx, extent, limit, offset)]


KNOWN_RIGHT = Figure(
    "networks known right",
    _("Networks that are looked after"),
    ("netwerken", "gezondheid", "gezonde netwerken", "networks", "health", "healthy networks"),
    _(
        "Of the networks on the list at the end of this time: those that somebody put there, changed or confirmed in "
        "the year before it."
    ),
    _("Call who drives a network that nobody looked at for a year: is it still right?"),
    _known_right,
    _silent,
    rank=110,
)
