"""Tables the life of a word: what can be done to it in which state, by whom, and where that leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.glossary.word import State

ASKED, PROPOSED, SETTLED, WITHDRAWN = State.asked, State.proposed, State.settled, State.withdrawn


class Party(StrEnum):
    """Says what someone is to a word. Everybody who signed up is a member; the others come on top."""

    member = "member"
    maker = "maker"
    coordinator = "coordinator"
    """Of the whole country: what is settled, search says to everybody."""


class Act(StrEnum):
    explain = "explain"
    """Say what it means, when nobody did."""
    mean = "mean"
    """Say what it means elsewhere."""
    reword = "reword"
    better = "better"
    """Name a better word for it."""
    choose = "choose"
    """Choose one of the better words."""
    settle = "settle"
    unsettle = "unsettle"
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"
    unhide = "unhide"


@dataclass(frozen=True, slots=True)
class Rule:
    """One act: who may do it, and for each state in which it can be done the state it leads to."""

    by: frozenset[Party]
    leads: Mapping[State, State]

    @property
    def among(self) -> frozenset[State]:
        """The states in which it can be done."""
        return frozenset(self.leads)


_ANYONE = frozenset({Party.member})
_OWNERS = frozenset({Party.maker, Party.coordinator})
_COORDINATOR = frozenset({Party.coordinator})
_SHOWN: Mapping[State, State] = {PROPOSED: PROPOSED, SETTLED: SETTLED}
_SAME: Mapping[State, State] = {each: each for each in State}

LIFE: Mapping[Act, Rule] = {
    Act.explain: Rule(_ANYONE, {ASKED: PROPOSED, WITHDRAWN: PROPOSED}),
    Act.mean: Rule(_ANYONE, _SHOWN),
    # What is settled is everybody's: its maker says it otherwise no more.
    Act.reword: Rule(_OWNERS, {PROPOSED: PROPOSED}),
    Act.better: Rule(_ANYONE, _SHOWN),
    Act.choose: Rule(_COORDINATOR, _SHOWN),
    Act.settle: Rule(_COORDINATOR, {PROPOSED: SETTLED}),
    Act.unsettle: Rule(_COORDINATOR, {SETTLED: PROPOSED}),
    Act.withdraw: Rule(_OWNERS, {PROPOSED: WITHDRAWN}),
    Act.reopen: Rule(_OWNERS, {WITHDRAWN: PROPOSED}),
    Act.hide: Rule(_COORDINATOR, _SAME),
    Act.unhide: Rule(_COORDINATOR, _SAME),
}


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE[act].among


def possible(state: State, parties: Iterable[Party]) -> frozenset[Act]:
    """All that someone can do to a word now."""
    held = frozenset(parties)
    return frozenset(act for act, rule in LIFE.items() if state in rule.leads and not rule.by.isdisjoint(held))
