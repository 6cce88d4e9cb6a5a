"""Tables the life of a tie: what can be said of it, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.command.command import Context
from bot.things.life import Life, Rule
from commands.relations.speaking import speaks_for
from storage.links import Thing
from storage.relations.relation import Relation, State

SIDE: Final = "side"
"""Speaks for one of the two."""
BOTH: Final = "both sides"
ASKED: Final = "asked"
"""Speaks for the side that is to confirm it."""


class Act(StrEnum):
    tie = "tie"
    tie_both = "tie both"
    """Say it for both sides: there is nobody to confirm it."""
    confirm = "confirm tie"
    deny = "deny tie"
    revise = "revise tie"
    untie = "untie"


_SIDE, _ASKED = frozenset({SIDE}), frozenset({ASKED})
WAITS, COUNTS, GONE = State.waits, State.counts, State.gone

LIFE: Final[Life[State]] = Life(
    {
        Act.tie: Rule(_SIDE, {GONE: WAITS}),
        Act.tie_both: Rule(frozenset({BOTH}), {GONE: COUNTS}),
        Act.confirm: Rule(_ASKED, {WAITS: COUNTS}),
        Act.deny: Rule(_ASKED, {WAITS: GONE}),
        # The other side confirmed before that the two are tied.
        Act.revise: Rule(_SIDE, {COUNTS: COUNTS}),
        Act.untie: Rule(_SIDE, {WAITS: GONE, COUNTS: GONE}),
    }
)


async def parties(ctx: Context, one: Thing, other: Thing, asked: Thing | None = None) -> frozenset[str]:
    """Tell what the member is to a tie of these two."""
    speaks = {each for each in (one, other) if await speaks_for(ctx, each)}
    held = {SIDE} if speaks else set()
    if {one, other} <= speaks:
        held.add(BOTH)
    if asked in speaks:
        held.add(ASKED)
    return frozenset(held)


async def can(ctx: Context, held: Relation) -> frozenset[str]:
    """All that the member can do to a tie now."""
    return LIFE.possible(held.state, await parties(ctx, held.one, held.other, held.asked))
