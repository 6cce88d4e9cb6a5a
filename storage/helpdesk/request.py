"""Defines a request at a desk as it is kept, and what a new one is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

REQUEST: Final = "desk request"
"""What its kind is called wherever things of any kind are kept."""


class Desk(StrEnum):
    civic = "loket"
    """For initiatives of citizens."""
    cafe = "café"
    """For the Café itself: access, guests, channels."""


class Help(StrEnum):
    """Says what sort of help is asked."""

    refer = "doorverwijzen"
    money = "geld"
    legal = "juridisch"
    technique = "techniek"
    training = "training"
    office = "achterkant"
    network = "netwerk"
    rules = "regels"
    access = "toegang"
    research = "onderzoek"
    feedback = "terugkoppeling"
    contact = "direct contact"
    overview = "overzicht"
    explain = "uitleg"


class State(StrEnum):
    new = "new"
    taken = "taken"
    waits = "waits"
    """For who asked: an answer was given."""
    passed = "passed"
    """On to somebody else; its owner stays."""
    solved = "solved"
    failed = "failed"
    withdrawn = "withdrawn"


OPEN = frozenset({State.new, State.taken, State.waits, State.passed})


class Turn(StrEnum):
    told = "told"
    """Whose turn it is to take it up."""
    owner = "owner"


class Part(StrEnum):
    answer = "answer"
    passed = "passed"
    """To whom it was passed on."""
    failed = "failed"
    """Why it did not work out."""


@dataclass(frozen=True, slots=True)
class Said:
    """`member_id` is null when they were forgotten."""

    id: int
    member_id: int | None
    part: Part
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A request about to be put. `asked_by` and `advice` are of those from lists: a kind of asker, and what to do."""

    text: str
    desk: Desk
    help: Help = Help.refer
    region_id: int | None = None
    asked_by: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """`asker_id` is null when it came from a list; who asked and is forgotten takes it along."""

    id: int
    asker_id: int | None
    draft: Draft
    more: str
    """What who asked added later."""
    state: State
    was: State | None
    told: int | None
    owner: int | None
    silent: int
    """How many times nobody did anything in time: then the next keeper hears it, then the coordinator."""
    alike: int
    """How many others of the last months ask the same."""
    made_at: datetime
    changed_at: datetime
    due_at: datetime | None
    said: tuple[Said, ...]

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"H-{self.id}"

    @property
    def text(self) -> str:
        return self.draft.text

    def last(self, part: Part) -> str:
        """What the desk said last of that."""
        return next((each.text for each in reversed(self.said) if each.part is part), "")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place of somebody at a desk; without a region for the whole country, until they said yes only asked for."""

    id: int
    member_id: int
    desk: Desk
    region_id: int | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is shown first to who asks about the same. `about` says in a few words what it fits."""

    id: int
    desk: Desk
    about: str
    text: str
    helped: int

    @property
    def number(self) -> str:
        return f"HA-{self.id}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The requests at a desk that somebody keeps: of these regions, or of everywhere."""

    desk: Desk
    regions: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects requests: those that a member asked, owns or keeps."""

    member_id: int
    scopes: tuple[Scope, ...]
    states: frozenset[State] = OPEN
    desk: Desk | None = None
    regions: frozenset[int] | None = None
    narrow: Narrow = ALL_OF_IT
