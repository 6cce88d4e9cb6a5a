"""Measures what questions bring about: how soon, by whom, and what stays without an answer."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from bot.chat.texts import _
from bot.process.working_time import median_hours
from bot.things.figures import Amount, Figure, Good, Median, Number, Reading, Share
from storage.atlas import Atlas
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

Differs: TypeAlias = Callable[[Party, Party], bool | None]
"""Whether two parties differ in something; None when one of them did not tell."""


def _things(
    page: Callable[[Tx, Extent, int, int], Sequence[int]],
) -> Callable[[Tx, Extent, int, int], Sequence[Thing]]:
    def of(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
        return [Thing(QUESTION, each) for each in page(tx, extent, limit, offset)]

    return of


def _first_answer(reading: Reading) -> Amount:
    waits = reading.of(figures.waits)
    return Median(median_hours(waits, reading.hours), len(waits))


def _unanswered(reading: Reading) -> Amount:
    return Share(*reading.of(figures.unanswered))


def _across(reading: Reading, differs: Differs) -> Share:
    """Count the answers between parties that differ, of those between parties that both told."""
    known = reading.always(parties)
    part = whole = 0
    for (asker, by), times in reading.of(figures.helped).items():
        one, other = known.get(asker), known.get(by)
        apart = differs(one, other) if one and other else None
        if apart is not None:
            whole += times
            part += times if apart else 0
    return Share(part, whole)


def _other_organisation(reading: Reading) -> Amount:
    return _across(reading, _of_other_organisation)


def _of_other_organisation(one: Party, other: Party) -> bool | None:
    if one.organisation is None or other.organisation is None:
        return None
    return one.organisation != other.organisation


def _other_level(reading: Reading) -> Amount:
    return _across(reading, _of_other_level)


def _of_other_level(one: Party, other: Party) -> bool | None:
    here, there = (LEVELS.get(each.kind) if each.kind else None for each in (one, other))
    return None if here is None or there is None else here is not there


def _other_region(reading: Reading) -> Amount:
    return _across(reading, _of_other_region(reading.atlas))


def _of_other_region(atlas: Atlas) -> Differs:
    """Those who share no region, nor one that lies in a region of the other."""

    @cache
    def near(regions: frozenset[int]) -> frozenset[int]:
        return atlas.around(regions) | atlas.within(regions)

    def differs(one: Party, other: Party) -> bool | None:
        if not (one.regions and other.regions):
            return None
        return near(one.regions).isdisjoint(other.regions)

    return differs


def _small_questions(reading: Reading) -> Amount:
    return _of_small(reading, reading.of(figures.askers))


def _small_answers(reading: Reading) -> Amount:
    times: dict[int, int] = {}
    for (_asker, by), count in reading.of(figures.helped).items():
        times[by] = times.get(by, 0) + count
    return _of_small(reading, times)


def _of_small(reading: Reading, times: Mapping[int, int]) -> Share:
    known = reading.always(parties)
    of_kinds = [(known[member].kind, count) for member, count in times.items() if member in known]
    told = [(kind, count) for kind, count in of_kinds if kind is not None]
    return Share(sum(count for kind, count in told if kind is SMALL), sum(count for _kind, count in told))


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
