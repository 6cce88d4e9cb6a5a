"""Defines the life of a kind of thing as one table: what can be done to it, by whom, and where that leads.

    LIFE = Life({Act.park: Rule(frozenset({Party.keeper}), {State.open: State.parked}), ...})

A topic adds parties of its own as strings: "raiser". Whoever signed up is a member; the others come on top.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.command.command import Context, Values
from storage import keepers
from storage.links import Thing
from storage.vocabulary import Role

S = TypeVar("S", bound=StrEnum)


class Party(StrEnum):
    """Says what someone is to a thing."""

    member = "member"
    maker = "maker"
    keeper = "keeper"
    coordinator = "coordinator"
    """Of all the regions that it is about."""
    steward = "steward"


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """One act: who may do it, and for each state in which it can be done the state it leads to."""

    by: frozenset[str]
    leads: Mapping[S, S]

    @property
    def among(self) -> frozenset[S]:
        """The states in which it can be done."""
        return frozenset(self.leads)


@dataclass(frozen=True, slots=True)
class Life(Generic[S]):
    """All that can be done to things of a kind, by the names of the acts."""

    rules: Mapping[str, Rule[S]]

    def may(self, act: str, parties: Iterable[str]) -> bool:
        """Tell whether any of these parties may do it, in some state."""
        return not self.rules[act].by.isdisjoint(parties)

    def possible(self, state: S, parties: Iterable[str]) -> frozenset[str]:
        """All that someone can do to a thing in that state."""
        held = frozenset(parties)
        return frozenset(
            act for act, rule in self.rules.items() if state in rule.leads and not rule.by.isdisjoint(held)
        )


async def keeper_of(ctx: Context, thing: Thing, maker: int | None) -> int | None:
    """Tell which member keeps a thing: who said yes to that, else its maker; None when the coordinator does."""
    return await ctx.read(keepers.of, thing) or maker


async def parties(ctx: Context, thing: Thing, *, maker: int | None, regions: Iterable[int]) -> frozenset[str]:
    """Tell what the member is to a thing that somebody made, about these regions."""
    held: set[str] = {Party.member} if ctx.member.signed_up_at else set()
    if maker == ctx.member.id:
        held.add(Party.maker)
    if await keeper_of(ctx, thing, maker) == ctx.member.id:
        held.add(Party.keeper)
    around = frozenset(regions)
    if ctx.may(Role.coordinator, regions=around):
        held |= {Party.coordinator, Party.keeper}
    if ctx.may(Role.steward, regions=around):
        held.add(Party.steward)
    return frozenset(held)


A = TypeVar("A", bound=StrEnum)
Check = Callable[[Context, Values], Awaitable[None]]


def checking(name: str, require: Callable[[Context, Any, A], Awaitable[None]]) -> Callable[[A], Check]:
    """Make the check of a command before it asks for more: whether the member may do that to the thing it is about.

    `name` is that of the parameter which holds the thing, `require` raises `Refused`.
    """

    def checked(act: A) -> Check:
        async def check(ctx: Context, known: Values) -> None:
            if name in known:
                await require(ctx, known[name], act)

        return check

    return checked
