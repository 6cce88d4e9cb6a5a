"""Counts the figures of a made year again, one thing after the other, by what their definitions say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.process.office_hours import OfficeHours, working_day, working_days_later
from bot.things.figures import Amount, Median, Number, Share
from storage.extents import Extent
from tests.commands.impact.made_year import Row, Year

ZONE = ZoneInfo("Europe/Amsterdam")
HOURS = OfficeHours()
SMALL = "maatschappelijk initiatief"
LEVEL = {
    "gemeente": 1,
    **dict.fromkeys(("provincie", "waterschap", "omgevingsdienst"), 2),
    **dict.fromkeys(("rijk", "uitvoeringsorganisatie", "planbureau", "koepel"), 3),
}


@dataclass
class Recount:
    """Holds a year, and what of it is to be counted."""

    year: Year
    extent: Extent

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.extent.since <= moment < self.extent.until

    def about(self, thing: Row) -> bool:
        regions, themes = self.extent.regions, self.extent.themes
        return (regions is None or bool(regions & thing["regions"])) and (
            themes is None or bool(themes & thing["themes"])
        )

    @property
    def people(self) -> Mapping[int, Row]:
        return {each["id"]: each for each in self.year.members}

    def questions(self) -> list[Row]:
        return [
            each
            for each in self.year.questions
            if each["status"] in ("open", "answered", "closed") and self.about(each)
        ]

    def answers(self, question: Row) -> list[Row]:
        """Those that are shown and not by who asked, first things first."""
        found = [
            each
            for each in self.year.answers
            if each["question_id"] == question["id"]
            and not each["hidden"]
            and (each["member_id"] is None or each["member_id"] != question["asker_id"])
        ]
        return sorted(found, key=lambda each: (each["given_at"], each["id"]))

    def helped(self) -> list[tuple[Row, Row]]:
        """Who asked and who answered, of answers in this time between people with a name."""
        return [
            (self.people[question["asker_id"]], self.people[each["member_id"]])
            for question in self.questions()
            if not question["anonymous"] and question["asker_id"] is not None
            for each in self.answers(question)
            if each["member_id"] is not None and self.within(each["given_at"])
        ]


def worked(since: datetime, until: datetime) -> float:
    """The working hours between two moments, a day at a time."""
    total, day = timedelta(), since.astimezone(ZONE).date()
    while day <= until.astimezone(ZONE).date():
        if working_day(day, HOURS):
            opens, closes = (datetime.combine(day, at, ZONE).timestamp() for at in (time(9), time(17)))
            spent = min(closes, until.timestamp()) - max(opens, since.timestamp())
            total += timedelta(seconds=max(0.0, spent))
        day += timedelta(days=1)
    return total / timedelta(hours=1)


def first_answer(its: Recount) -> Amount:
    firsts = [(each, its.answers(each)) for each in its.questions()]
    waits = [
        worked(question["asked_at"], found[0]["given_at"])
        for question, found in firsts
        if found and its.within(found[0]["given_at"])
    ]
    return Median(median(waits) if waits else 0.0, len(waits))


def no_answer(its: Recount) -> Amount:
    month = timedelta(days=30)
    ripe = [
        each
        for each in its.questions()
        if its.within(each["asked_at"])
        and each["asked_at"] <= its.extent.now - month
        and each["outcome"] != "withdrawn"
    ]
    late = [each for each in ripe if all(one["given_at"] - each["asked_at"] > month for one in its.answers(each))]
    return Share(len(late), len(ripe))


def _across(its: Recount, differs: Callable[[Row, Row], bool | None]) -> Amount:
    told = [differs(one, other) for one, other in its.helped()]
    return Share(sum(each is True for each in told), sum(each is not None for each in told))


def other_region(its: Recount) -> Amount:
    def lies_in(one: int, other: int) -> bool:
        parents = its.year.atlas.regions[one].parents
        return one == other or any(lies_in(each, other) for each in parents)

    def differs(one: Row, other: Row) -> bool | None:
        if not one["regions"] or not other["regions"]:
            return None
        return not any(lies_in(a, b) or lies_in(b, a) for a in one["regions"] for b in other["regions"])

    return _across(its, differs)


def other_organisation(its: Recount) -> Amount:
    def differs(one: Row, other: Row) -> bool | None:
        if one["organisation_id"] is None or other["organisation_id"] is None:
            return None
        return bool(one["organisation_id"] != other["organisation_id"])

    return _across(its, differs)


def other_level(its: Recount) -> Amount:
    def differs(one: Row, other: Row) -> bool | None:
        here, there = LEVEL.get(one["kind"] or ""), LEVEL.get(other["kind"] or "")
        return None if here is None or there is None else here != there

    return _across(its, differs)


def reuse(its: Recount) -> Amount:
    shown = {each["id"] for each in its.questions()}
    return Number(sum(its.within(each["at"]) and each["question_id"] in shown for each in its.year.reuses))


def _small(kinds: list[str | None]) -> Amount:
    known = [each for each in kinds if each is not None]
    return Share(known.count(SMALL), len(known))


def small_questions(its: Recount) -> Amount:
    put = [each for each in its.questions() if its.within(each["asked_at"]) and not each["anonymous"]]
    return _small([its.people[each["asker_id"]]["kind"] for each in put if each["asker_id"] is not None])


def small_answers(its: Recount) -> Amount:
    return _small([by["kind"] for _asker, by in its.helped()])


def small_decisions(its: Recount) -> Amount:
    known = small = 0
    for signal in its.year.signals:
        counts = signal["sort"] == "signal" and signal["state"] != "hidden" and not signal["unnamed"]
        if not (counts and its.about(signal) and its.within(signal["decided_at"])):
            continue
        by = [each for each in its.year.raisers if each["signal_id"] == signal["id"] and not each["unnamed"]]
        kinds = {its.people[each["member_id"]]["kind"] for each in by} - {None}
        known += bool(kinds)
        small += SMALL in kinds
    return Share(small, known)


def heard_back(its: Recount) -> Amount:
    part = whole = 0
    for signal in its.year.signals:
        counts = signal["sort"] == "signal" and signal["state"] not in ("hidden", "withdrawn")
        if not (counts and its.about(signal) and its.within(signal["made_at"])):
            continue
        until = working_days_later(signal["made_at"], 10, "Europe/Amsterdam", HOURS)
        if until <= its.extent.now:
            whole += 1
            part += signal["first_heard_at"] is not None and signal["first_heard_at"] <= until
    return Share(part, whole)


def lessons_used(its: Recount) -> Amount:
    shown = {
        each["id"]: each
        for each in its.year.lessons
        if each["state"] != "withdrawn" and each["hidden_at"] is None and its.about(each)
    }
    times = 0
    for use in its.year.uses:
        lesson = shown.get(use["lesson_id"])
        if lesson and its.within(use["said_at"]):
            times += use["member_id"] is None or use["member_id"] != lesson["member_id"]
    return Number(times)


def unmet_need(its: Recount) -> Amount:
    sought = {
        (each["topic"], each["member_id"], each["at"])
        for each in its.year.needs
        if its.within(each["at"]) and its.about(each)
    }
    return Number(len(sought) + len(waiting(its)))


def waiting(its: Recount) -> list[Row]:
    """Open questions that waited more than a week, without any answer that is shown."""
    patience = its.extent.now - timedelta(days=7)
    return [
        each
        for each in its.questions()
        if each["status"] == "open"
        and its.within(each["asked_at"])
        and each["asked_at"] < patience
        and not any(one["question_id"] == each["id"] and not one["hidden"] for one in its.year.answers)
    ]


def small_shown(its: Recount) -> Amount:
    if its.extent.regions is not None or its.extent.themes is not None:
        return Share(0, 0)
    shown = [each["kind"] for each in its.year.shown if its.within(each["at"]) for _time in range(each["shown"])]
    return _small([*shown])


def networks_known_right(its: Recount) -> Amount:
    end = min(its.extent.until, its.extent.now)
    begin = end - timedelta(days=365)
    confirmed: dict[int, list[datetime]] = {}
    for each in its.year.confirmations:
        confirmed.setdefault(each["subject_id"], []).append(each["at"])

    def there(each: Row) -> bool:
        gone_later = each["status"] == "archived" and each["changed_at"] >= end
        return bool(each["listed_at"] < end) and (each["status"] == "listed" or gone_later) and its.about(each)

    def right(each: Row) -> bool:
        on: date | None = each["confirmed_on"]
        moments = [each["listed_at"], each["changed_at"], *confirmed.get(each["id"], [])]
        return any(begin <= at < end for at in moments) or (on is not None and begin.date() <= on <= end.date())

    listed = [each for each in its.year.networks if there(each)]
    return Share(sum(map(right, listed)), len(listed))


COUNTED: Mapping[str, Callable[[Recount], Amount]] = {
    "first answer": first_answer,
    "no answer": no_answer,
    "other region": other_region,
    "other organisation": other_organisation,
    "other level": other_level,
    "reuse": reuse,
    "small questions": small_questions,
    "small answers": small_answers,
    "small decisions": small_decisions,
    "heard back": heard_back,
    "lessons used": lessons_used,
    "unmet need": unmet_need,
    "small shown": small_shown,
    "networks known right": networks_known_right,
}
