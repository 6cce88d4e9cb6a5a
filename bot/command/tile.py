"""Lets a topic put a button on the first screen of help, and a step into the tour of who is new."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.reply import Action
from bot.chat.texts import Msg
from bot.command.command import Command, Context

MOST = 5
"""Tiles of a first screen: with the one that leads to everything else they are six, which fit a phone."""


def anybody(_ctx: Context) -> bool:
    """Tell that a tile suits everybody."""
    return True


def members(ctx: Context) -> bool:
    """Tell whether this is a member: somebody who signed up."""
    return ctx.member.signed_up_at is not None


def visitors(ctx: Context) -> bool:
    """Tell whether this is somebody who did not sign up yet."""
    return not members(ctx)


@dataclass(frozen=True, slots=True)
class Tile:
    """A button on the first screen of help, for those whom it suits. Those of a lower `rank` stand first."""

    label: Msg
    command: Command[Any]
    rank: int = 50
    suits: Callable[[Context], bool] = anybody
    rest: Callable[[Context], Sequence[str]] = lambda _ctx: ()
    """What stands behind the command, such as the region that somebody answers for."""
    when: Callable[[Context], Awaitable[bool]] | None = None
    """Whether it is needed now, where that takes reading."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour: what can be done here, why, and a button to try it. Those of a lower `rank` come first."""

    title: Msg
    told: Msg
    label: Msg
    command: Command[Any]
    rank: int = 50


async def tiles(ctx: Context) -> tuple[Action, ...]:
    """Return what this person most needs now, as buttons."""
    suiting = sorted((each for each in ctx.topics.all(Tile) if each.suits(ctx)), key=lambda tile: tile.rank)
    needed = [each for each in suiting if each.when is None or await each.when(ctx)]
    return tuple(Action(each.label, each.command.line(*each.rest(ctx))) for each in needed[:MOST])
