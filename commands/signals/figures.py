"""Measures whether who raises a signal hears back in time, and whose signals are decided on."""

from collections import defaultdict
from collections.abc import Sequence

from bot.chat.texts import _
from bot.process.office_hours import working_days_later
from bot.things.figures import Amount, Figure, Reading, Share
from commands.signals.put import HEARS_WITHIN
from storage.database.database import Tx
from storage.extents import Extent
from storage.links import Thing
from storage.members.parties import parties
from storage.signals import figures
from storage.signals.signal import SIGNAL
from storage.vocabulary import HOME_ZONE, SMALL


def _heard_back(reading: Reading) -> Amount:
    part = whole = 0
    for each in reading.of(figures.raised):
        until = working_days_later(each.at, HEARS_WITHIN, HOME_ZONE, reading.hours)
        if until <= reading.extent.now:
            whole += 1
            part += each.heard_at is not None and each.heard_at <= until
    return Share(part, whole)


def _raised(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
    return [Thing(SIGNAL, each.id) for each in figures.raised(tx, extent)[offset : offset + limit]]


def _small_decisions(reading: Reading) -> Amount:
    known = reading.always(parties)
    kinds = defaultdict(set)
    for signal, member in reading.of(figures.voices):
        if member in known and known[member].kind is not None:
            kinds[signal].add(known[member].kind)
    return Share(sum(SMALL in each for each in kinds.values()), len(kinds))


def _decided(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
    return [Thing(SIGNAL, each) for each in figures.decided(tx, extent, limit, offset)]


FIGURES = (
    Figure(
        "heard back",
        _("Heard something within ten working days"),
        ("terug gehoord", "teruggehoord", "gehoord", "heard back", "heard"),
        _(
            "Of the signals that were raised in this time and more than ten working days ago: those of which who "
            "raised it heard something in time. What was taken back does not count."
        ),
        _("Tell who raised a signal what happens with it, also when that is nothing yet."),
        _heard_back,
        _raised,
        for_all=True,
        rank=40,
    ),
    Figure(
        "small decisions",
        _("Decisions on signals of small initiatives"),
        ("initiatieven", "kleine initiatieven", "initiatief", "initiatives", "small initiatives"),
        _(
            "Of the signals decided on in this time of which the kind of organisation is known: those that somebody "
            "of a civic initiative raised. Signals without a name do not count."
        ),
        _("Put signals of small initiatives to the steering group as well."),
        _small_decisions,
        _decided,
        of_people=True,
        rank=102,
    ),
)
