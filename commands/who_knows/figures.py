"""Measures the need that nobody meets: looked for in vain, or asked and not answered, by what it is about."""

from collections.abc import Mapping

from bot.chat.texts import _
from bot.search.unanswered import count
from bot.things.figures import Amount, Cell, Figure, Good, Number, Reading, Share
from commands.who_knows.unmet_needs import lacks, unmet_needs
from storage.who_knows import exposures
from storage.who_knows import unmet_needs as nobody_knows


def _unmet(reading: Reading) -> Amount:
    return Number(reading.of(nobody_knows.times) + count(reading.tx, reading.topics, reading.extent))


def _cells(reading: Reading) -> Mapping[Cell, int]:
    return {Cell(*each.about): each.times for each in lacks(reading.tx, reading.topics, reading.extent)}


UNMET = Figure(
    "unmet need",
    _("Needs that nobody met"),
    ("behoeften", "niet geholpen", "onvervuld", "gezocht", "unmet need", "unmet needs", "unmet"),
    _(
        "How often somebody looked for something and found nobody. Also the questions of this time that waited more "
        "than a week and have no answer yet. By theme, region and kind of knowledge; one need can be of several."
    ),
    _("Look for somebody who knows this, or put it on the agenda."),
    _unmet,
    opens=unmet_needs.name,
    good=Good.less,
    rank=50,
    cells=_cells,
)


def _small(reading: Reading) -> Amount:
    return Share(*reading.of(exposures.of_small))


SHOWN = Figure(
    "small shown",
    _("Small initiatives in what search shows"),
    ("initiatieven", "kleine initiatieven", "initiatief", "initiatives", "small initiatives"),
    _(
        "Of the people and networks that search showed in this time and whose kind of organisation is known: those of "
        "civic initiatives. Kept by the day, without who looked and for what, so it is told of everything alone."
    ),
    _("Ask small initiatives what they want to know, and what they know."),
    _small,
    of_people=True,
    rank=103,
)
