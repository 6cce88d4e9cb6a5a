"""Adds what other topics know of a thing to its card: facts, states and buttons.

    CardFacts("network", _kept_by)        in the declaration of bookmarks
    await facts_of(ctx, thing)            in the card of a network

A topic that changes what it adds tells so with `storage.messaging.cards.touch`, so that cards which stand are drawn
again. What it adds is for this reader, and in this place: it is asked with the context of who looks.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.chat.reply import Action, Fact, Subject, words
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.one_view import on_one_view
from bot.reading.doubts import NOT_ALL_STANDS
from storage import exchange

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Rows that come below the facts on the card of things of that kind."""

    kind: str
    facts: Callable[[Context, Subject], Awaitable[Sequence[Fact]]]


@dataclass(frozen=True, slots=True)
class CardStates:
    """Adds what stands behind the status on the card of things of that kind: "open, on the agenda"."""

    kind: str
    states: Callable[[Context, Subject], Awaitable[Sequence[Msg]]]


@dataclass(frozen=True, slots=True)
class CardButtons:
    """Buttons that come behind those on the card of things of that kind."""

    kind: str
    buttons: Callable[[Context, Subject], Awaitable[Sequence[Action]]]


async def facts_of(ctx: Context, thing: Subject) -> list[Fact]:
    """Tell what other topics tell of a thing, in the order of the topics, and of what its file doubts that it does."""
    told = await _all(ctx, thing, [each.facts for each in ctx.topics.all(CardFacts) if each.kind == thing.kind])
    doubted = await ctx.read(exchange.doubted, [(thing.kind, thing.id)])
    return [*told, Fact(_("Example"), words(NOT_ALL_STANDS))] if doubted else told


async def states_of(ctx: Context, thing: Subject) -> list[Msg]:
    """Tell what other topics say of its state."""
    return await _all(ctx, thing, [each.states for each in ctx.topics.all(CardStates) if each.kind == thing.kind])


async def buttons_of(ctx: Context, thing: Subject) -> list[Action]:
    """Tell what other topics offer to do with it."""
    return await _all(ctx, thing, [each.buttons for each in ctx.topics.all(CardButtons) if each.kind == thing.kind])


async def _all(
    ctx: Context, thing: Subject, asked: Sequence[Callable[[Context, Subject], Awaitable[Sequence[T]]]]
) -> list[T]:
    async def all_of_them(reading: Context) -> list[T]:
        return [each for ask in asked for each in await ask(reading, thing)]

    return await on_one_view(ctx, all_of_them) if asked else []
