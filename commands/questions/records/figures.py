"""Measures what questions bring about: how soon, by whom, and what stays without an answer."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from operator import ne
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.chat.texts import _
from bot.process.working_time import median_hours
from bot.things.figures import Amount, Figure, Good, Median, Number, Reading, Share
from storage.database.database import Tx
from storage.extents import Extent
from storage.links import Thing
from storage.members.parties import Party, parties
from storage.questions import figures
from storage.questions.question import QUESTION
from storage.vocabulary import SMALL, Level, OrganisationKind

LEVELS: Final[Mapping[OrganisationKind, Level]] = {
    OrganisationKind.gemeente: Level.lokaal,
    OrganisationKind.provincie: Level.regionaal,
    OrganisationKind.waterschap: Level.regionaal,
    OrganisationKind.omgevingsdienst: Level.regionaal,
    OrganisationKind.rijk: Level.nationaal,
    OrganisationKind.uitvoeringsorganisatie: Level.nationaal,
    OrganisationKind.planbureau: Level.nationaal,
    OrganisationKind.koepel: Level.nationaal,
}
"""At which level an organisation of each kind works. Those of other kinds work at any."""

T = TypeVar("T", bound=Hashable)


def _things(
    page: Callable[[Tx, Extent, int, int], Sequence[int]],
) -> Callable[[Tx, Extent, int, int], Sequence[Thing]]:
    def of(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
        return [Thing(QUESTION, each) for each in page(tx, extent, limit, offset)]

    return of


def _first_answer(reading: Reading) -> Amount:
    waits = reading.each(figures.given).waits
    return Median(median_hours(waits, reading.hours), len(waits))


def _unanswered(reading: Reading) -> Amount:
    return Share(*reading.each(figures.unanswered))


def _across(reading: Reading, of: Callable[[Party], T | None], apart: Callable[[T, T], bool]) -> Share:
    """Count the answers between parties that differ in something, of those between parties that both told it."""
    kinds, numbers = _told(reading, of)
    one, other = numbers[reading.each(figures.given).pairs].T
    # A pair as one number: those are put in order without holding all threads.
    pairs, times = np.unique((one * len(kinds) + other)[(one >= 0) & (other >= 0)], return_counts=True)
    differ = [apart(kinds[pair // len(kinds)], kinds[pair % len(kinds)]) for pair in pairs.tolist()]
    return Share(int(times[np.array(differ, bool)].sum()), int(times.sum()))


def _told(reading: Reading, of: Callable[[Party], T | None]) -> tuple[list[T], NDArray[np.int64]]:
    """Return what there is of something, and by the number of a member which of those is theirs; -1 for none."""
    held = reading.always(_numbered)
    if of not in held:
        known = reading.always(parties)
        kinds: dict[T, int] = {}
        numbers = np.full(max(known, default=0) + 1, -1)
        for member, party in known.items():
            told = of(party)
            if told is not None:
                numbers[member] = kinds.setdefault(told, len(kinds))
        held[of] = [*kinds], numbers
    found: tuple[list[T], NDArray[np.int64]] = held[of]
    return found


def _numbered(_tx: Tx) -> dict[Callable[[Party], Any], Any]:  # Any: whatever each of them tells
    """Hold what was told of members for one reading: each of its periods asks for the same."""
    return {}


def _organisation(party: Party) -> int | None:
    return party.organisation


def _kind(party: Party) -> OrganisationKind | None:
    return party.kind


def _level(party: Party) -> Level | None:
    return LEVELS.get(party.kind) if party.kind else None


def _regions(party: Party) -> frozenset[int] | None:
    return party.regions or None


def _other_organisation(reading: Reading) -> Amount:
    return _across(reading, _organisation, ne)


def _other_level(reading: Reading) -> Amount:
    return _across(reading, _level, ne)


def _other_region(reading: Reading) -> Amount:
    """Those who share no region, nor one that lies in a region of the other."""

    @cache
    def near(regions: frozenset[int]) -> frozenset[int]:
        return reading.atlas.around(regions) | reading.atlas.within(regions)

    return _across(reading, _regions, lambda one, other: near(one).isdisjoint(other))


def _small_questions(reading: Reading) -> Amount:
    return _of_small(reading, reading.of(figures.askers))


def _small_answers(reading: Reading) -> Amount:
    return _of_small(reading, reading.each(figures.given).pairs[:, 1])


def _of_small(reading: Reading, members: NDArray[np.int64]) -> Share:
    kinds, numbers = _told(reading, _kind)
    told = numbers[members]
    small = kinds.index(SMALL) if SMALL in kinds else -2
    return Share(int((told == small).sum()), int((told >= 0).sum()))


def _reused(reading: Reading) -> Amount:
    return Number(reading.of(figures.reused))


_BRING = _("Bring a question that waits to somebody who may know.")
_INVITE = _("Ask small initiatives what they want to know, and what they know.")

FIGURES = (
    Figure(
        "first answer",
        _("First answer"),
        ("eerste antwoord", "snelheid", "hoe snel", "first answer", "speed", "how fast"),
        _(
            "The median of the working hours from a question to its first answer. The first answers that came in this "
            "time count. An answer of who asked does not count."
        ),
        _BRING,
        _first_answer,
        _things(figures.answered),
        good=Good.less,
        for_all=True,
        by_need=True,
        rank=10,
    ),
    Figure(
        "no answer",
        _("Without an answer after 30 days"),
        ("zonder antwoord", "onbeantwoord", "without answer", "without an answer", "unanswered"),
        _(
            "Of the questions that were put in this time and more than 30 days ago: those that had no answer within 30 "
            "days. What its asker took back does not count."
        ),
        _("Put these questions on the table of a meeting, or on the agenda."),
        _unanswered,
        _things(figures.without_answer),
        good=Good.less,
        for_all=True,
        by_need=True,
        rank=20,
    ),
    Figure(
        "other region",
        _("From another region"),
        ("regio's", "andere regio", "regio s", "regions", "another region", "other region"),
        _(
            "Of the answers in this time, where who asked and who answered both told their regions: those between "
            "people whose regions do not overlap. Questions without a name do not count."
        ),
        _("Bring a question to a network in another region."),
        _other_region,
        _things(figures.helping),
        of_people=True,
        for_all=True,
        by_need=True,
        rank=30,
    ),
    Figure(
        "other organisation",
        _("From another organisation"),
        ("organisaties", "andere organisatie", "organisations", "another organisation", "other organisation"),
        _(
            "Of the answers in this time, where who asked and who answered both told their organisation: those between "
            "two organisations. Questions without a name do not count."
        ),
        _("Bring a question to a network of another organisation."),
        _other_organisation,
        _things(figures.helping),
        of_people=True,
        by_need=True,
        rank=60,
    ),
    Figure(
        "other level",
        _("Between local, regional and national"),
        ("niveaus", "ander niveau", "bestuurslagen", "levels", "another level", "other level"),
        _(
            "Of the answers in this time between organisations of government: those between local (municipality), "
            "regional (province, water authority, environment agency) and national. Questions without a name do not "
            "count."
        ),
        _("Bring a local question to somebody at the ministry, or the other way round."),
        _other_level,
        _things(figures.helping),
        of_people=True,
        by_need=True,
        rank=70,
    ),
    Figure(
        "reuse",
        _("Earlier answers that helped"),
        ("hergebruik", "oude antwoorden", "eerdere antwoorden", "reuse", "earlier answers"),
        _("How often somebody said that an earlier question helped, before they asked it again."),
        _("Close questions with what came of them: then others find the answer."),
        _reused,
        _things(figures.helped_again),
        by_need=True,
        rank=80,
    ),
    Figure(
        "small questions",
        _("Questions of small initiatives"),
        ("initiatieven", "kleine initiatieven", "initiatief", "initiatives", "small initiatives"),
        _(
            "Of the questions in this time of which the kind of organisation is known: those of civic initiatives. "
            "Questions without a name do not count."
        ),
        _INVITE,
        _small_questions,
        _things(figures.named),
        of_people=True,
        by_need=True,
        rank=100,
    ),
    Figure(
        "small answers",
        _("Answers of small initiatives"),
        ("initiatieven", "kleine initiatieven", "initiatief", "initiatives", "small initiatives"),
        _(
            "Of the answers in this time of which the kind of organisation is known: those of civic initiatives. "
            "Answers to questions without a name do not count."
        ),
        _INVITE,
        _small_answers,
        _things(figures.helping),
        of_people=True,
        by_need=True,
        rank=101,
    ),
)
