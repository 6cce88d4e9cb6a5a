"""Tables the life of a question: what can be done to it in which state, by whom, and where that leads.

Who does it is one or more of four parties. Where an act "rests" a question, the state follows from what the question
holds: merged, closed, answered or open, in that order (`storage.questions.questions` computes it in the same
transaction).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.vocabulary import QuestionStatus

OPEN, ANSWERED, CLOSED, HIDDEN, MERGED = (
    QuestionStatus.open,
    QuestionStatus.answered,
    QuestionStatus.closed,
    QuestionStatus.hidden,
    QuestionStatus.merged,
)


class Party(StrEnum):
    """Says what someone is to a question. Everybody who signed up is a member; the others come on top."""

    member = "member"
    asked = "asked"
    """It was brought to them, or to a network that they drive."""
    asker = "asker"
    coordinator = "coordinator"
    """Of all the regions that it is about."""


class Act(StrEnum):
    answer = "answer"
    follow = "follow"
    accept = "accept"
    """Say that an answer helped."""
    bring = "bring"
    """Bring it to people and networks."""
    respond = "respond"
    """Accept or decline what was brought."""
    suggest = "suggest"
    """Name someone who may know more."""
    place = "place"
    """Let it live in another channel or room too, or no longer."""
    close = "close"
    propose_close = "propose close"
    reopen = "reopen"
    move = "move"
    """To other regions or themes."""
    divide = "divide"
    """Take a second question out of it."""
    merge = "merge"
    unmerge = "unmerge"
    sharpen = "sharpen"
    """Propose a better wording, or background; its asker takes it."""
    know = "know"
    """Say what knowledge it needs, and where that stands."""
    hide = "hide"
    unhide = "unhide"


class Rest(StrEnum):
    rest = "rest"


REST = Rest.rest

Next = QuestionStatus | Rest


@dataclass(frozen=True, slots=True)
class Rule:
    """One act: who may do it, and for each state in which it can be done the state it leads to."""

    by: frozenset[Party]
    leads: Mapping[QuestionStatus, Next]

    @property
    def among(self) -> frozenset[QuestionStatus]:
        """The states in which it can be done."""
        return frozenset(self.leads)


_ANYONE = frozenset({Party.member})
_OWNERS = frozenset({Party.asker, Party.coordinator})
_COORDINATOR = frozenset({Party.coordinator})
_LIVE: Mapping[QuestionStatus, Next] = {OPEN: OPEN, ANSWERED: ANSWERED}

LIFE: Mapping[Act, Rule] = {
    Act.answer: Rule(_ANYONE, {OPEN: ANSWERED, ANSWERED: ANSWERED}),
    Act.follow: Rule(_ANYONE, {**_LIVE, CLOSED: CLOSED}),
    # Thanks are never too late.
    Act.accept: Rule(_OWNERS, {ANSWERED: ANSWERED, CLOSED: CLOSED}),
    Act.bring: Rule(_OWNERS, _LIVE),
    # Who was asked can always say no, also when the question has been closed meanwhile.
    Act.respond: Rule(frozenset({Party.asked}), {**_LIVE, CLOSED: CLOSED}),
    Act.suggest: Rule(_ANYONE, _LIVE),
    Act.place: Rule(_OWNERS, {**_LIVE, CLOSED: CLOSED}),
    Act.close: Rule(_OWNERS, {OPEN: CLOSED, ANSWERED: CLOSED}),
    Act.propose_close: Rule(_COORDINATOR, _LIVE),
    Act.reopen: Rule(_OWNERS, {CLOSED: REST}),
    Act.move: Rule(_COORDINATOR, {**_LIVE, CLOSED: CLOSED}),
    Act.divide: Rule(_COORDINATOR, _LIVE),
    Act.merge: Rule(_COORDINATOR, {OPEN: MERGED, ANSWERED: MERGED, CLOSED: MERGED}),
    Act.unmerge: Rule(_COORDINATOR, {MERGED: REST}),
    Act.sharpen: Rule(_ANYONE, _LIVE),
    Act.know: Rule(_OWNERS, {**_LIVE, CLOSED: CLOSED}),
    Act.hide: Rule(_COORDINATOR, {OPEN: HIDDEN, ANSWERED: HIDDEN, CLOSED: HIDDEN, MERGED: HIDDEN}),
    Act.unhide: Rule(_COORDINATOR, {HIDDEN: REST}),
}


def among(act: Act) -> frozenset[QuestionStatus]:
    """Return the states in which that can be done, for the storage to hold to."""
    return LIFE[act].among


def may(act: Act, parties: Iterable[Party]) -> bool:
    """Tell whether any of these parties may do it, in some state."""
    return not LIFE[act].by.isdisjoint(parties)


def possible(status: QuestionStatus, parties: Iterable[Party]) -> frozenset[Act]:
    """Return all that someone can do to a question now."""
    held = frozenset(parties)
    return frozenset(act for act, rule in LIFE.items() if status in rule.leads and not rule.by.isdisjoint(held))


def resting(*, merged: bool, closed: bool, answered: bool) -> QuestionStatus:
    """Return the state that follows from what a question in sight holds."""
    if merged:
        return MERGED
    if closed:
        return CLOSED
    return ANSWERED if answered else OPEN
