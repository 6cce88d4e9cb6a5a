"""Lets topics tell somebody who is new to a network how things stand, and what others learnt at a step of its work.

Briefing(_last_decision)        in the declaration of signals
Learnt(_at_step)                in the declaration of lessons
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.chat.reply import Fact, Inline
from bot.command.command import Context
from storage.networks.network import Network


@dataclass(frozen=True, slots=True)
class Briefing:
    """A row or two on what matters to a network now: the last decision, the next meeting."""

    tell: Callable[[Context, Network], Awaitable[Sequence[Fact]]]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Finds what others than the reader learnt at a step of an area process, by its number; at most so many."""

    find: Callable[[Context, int, int], Awaitable[Sequence[Inline]]]


async def briefed(ctx: Context, network: Network) -> list[Fact]:
    """Return what topics tell of a network, in the order of the topics."""
    return [fact for each in ctx.topics.all(Briefing) for fact in await each.tell(ctx, network)]


async def learnt_at(ctx: Context, step: int, most: int) -> list[Inline]:
    """Return what others learnt at a step."""
    found = [each for part in ctx.topics.all(Learnt) for each in await part.find(ctx, step, most)]
    return found[:most]
