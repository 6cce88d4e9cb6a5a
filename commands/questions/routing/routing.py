"""Decides to whom a question is brought, when, and what silence leads to. Nothing is read here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.process.office_hours import DAY
from commands.questions.routing.rules import Ring, Rules
from storage.questions.sparing import NEVER, Load


class Unfit(StrEnum):
    """Says why someone is not asked."""

    asker = "asker"
    asked = "asked already"
    away = "away"
    busy = "busy"
    no_convenor = "no convenor"
    unreachable = "unreachable"
    often = "often"
    """It, or its organisation, was asked as often as it may be."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may be asked. `reachable` is false for who was blocked or never signed up."""

    id: int
    open_requests: int
    time_zone: str
    paused_until: date | None = None
    reachable: bool = True
    seen_at: datetime | None = None
    """When they last spoke to the bot."""
    full: bool = False
    """They were told as much this week as anybody may be without having asked: a request would not reach them now."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member, or a network with those who drive it: `people` are who would be asked."""

    kind: str
    id: int
    people: tuple[Person, ...]
    asked: bool = False
    load: Load = NEVER
    """How often they were asked in the last month."""
    small: bool = False
    """It is an initiative, or of one: few people do all of it."""


def bounds(candidate: Candidate, rules: Rules) -> tuple[int | None, int]:
    """Return how often this candidate may be asked in a month, and everybody of its organisation; None is no bound.

    A member alone is bounded by what they have open. An initiative may be part of a large organisation.
    """
    if candidate.kind == "network":
        return rules.most_initiative if candidate.small else rules.most_network, rules.most_organisation
    return None, rules.most_initiative if candidate.small else rules.most_organisation


def often(candidate: Candidate, rules: Rules) -> bool:
    """Tell whether this group, organisation or initiative was asked as often as it may be."""
    own, organisation = bounds(candidate, rules)
    return (own is not None and candidate.load.own >= own) or candidate.load.organisation >= organisation


def unfit(candidate: Candidate, asker: int | None, now: datetime, rules: Rules) -> Unfit | None:
    """Tell why not to ask this candidate now; None when they can be asked."""
    if candidate.asked:
        return Unfit.asked
    if candidate.kind == "network":
        problem = None if askable(candidate, asker, now, rules) else Unfit.no_convenor
    else:
        problem = _unfit(candidate.people[0], asker, now, rules) if candidate.people else Unfit.unreachable
    return problem or (Unfit.often if often(candidate, rules) else None)


def askable(candidate: Candidate, asker: int | None, now: datetime, rules: Rules) -> tuple[Person, ...]:
    """Return those of a candidate who can be asked now."""
    able = (person for person in candidate.people if _unfit(person, asker, now, rules) is None)
    return tuple(person for person in able if candidate.kind != "network" or live(person, now, rules))


def live(person: Person, now: datetime, rules: Rules) -> bool:
    """Tell whether a convenor still speaks to the bot."""
    return person.seen_at is None or now - person.seen_at <= DAY * rules.convenor_live


def _unfit(person: Person, asker: int | None, now: datetime, rules: Rules) -> Unfit | None:
    if not person.reachable:
        return Unfit.unreachable
    if person.id == asker:
        return Unfit.asker
    if person.paused_until and now.astimezone(ZoneInfo(person.time_zone)).date() <= person.paused_until:
        return Unfit.away
    if person.full or person.open_requests >= rules.most_open:
        return Unfit.busy
    return None


class Step(StrEnum):
    """Says what happens next with a request that is due."""

    bring = "bring"
    remind = "remind"
    give_up = "give up"
    drop = "drop"
    """The question was closed or went away meanwhile."""


def next_step(*, brought: bool, reminded: bool, live: bool) -> Step:
    """Tell what is due, of a request to which nothing was said."""
    if not live:
        return Step.drop
    if reminded:
        return Step.give_up  # also what never reached them
    return Step.remind if brought else Step.bring


@dataclass(frozen=True, slots=True)
class Widened:
    """Whom to ask after silence. Nobody means that it is for the coordinators."""

    ask: tuple[Candidate, ...] = ()

    @property
    def coordinators(self) -> bool:
        return not self.ask


def widen(
    candidates: Sequence[Candidate],
    *,
    times: int,
    others_open: bool,
    answered: bool,
    fit: Iterable[Candidate],
    rules: Rules,
) -> Widened | None:
    """Return whom silence leads to, best first; None when there is no need to ask anyone else.

    The first `times` it is the first ring of `rules.silence` and so on; a ring with nobody in it is passed over. What
    comes after the last is for the coordinators.
    """
    if others_open or answered:
        return None
    able = list(fit)
    for ring in rules.silence[times:]:
        kind = "member" if ring is Ring.people else "network"
        if found := [each for each in candidates if each in able and each.kind == kind]:
            return Widened(tuple(found[: rules.at_once]))
    return Widened()
