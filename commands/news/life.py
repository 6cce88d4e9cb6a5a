"""Tables the life of an item of news: what can be done to it in which state, by whom, and where that leads."""

from enum import StrEnum

from bot.things.life import Life, Party, Rule
from storage.news.item import State

ASKED, SHARED, WITHDRAWN = State.asked, State.shared, State.withdrawn


class Act(StrEnum):
    share = "share"
    ask = "ask"
    """Ask its writer whether it may go along."""
    agree = "agree"
    refuse = "refuse"
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


_WRITER = frozenset({Party.maker})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})

LIFE: Life[State] = Life(
    {
        Act.share: Rule(frozenset({Party.member}), {SHARED: SHARED}),
        Act.ask: Rule(frozenset({Party.member}), {ASKED: ASKED}),
        Act.agree: Rule(_WRITER, {ASKED: SHARED}),
        Act.refuse: Rule(_WRITER, {ASKED: WITHDRAWN}),
        Act.withdraw: Rule(_KEEPERS, {SHARED: WITHDRAWN}),
        Act.reopen: Rule(_KEEPERS, {WITHDRAWN: SHARED}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)
