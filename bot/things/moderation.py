"""Lets members report things of a topic, and coordinators take them out of sight.

Moderated("bookmark", "B", find=_find, hide=_hide)           in the declaration of bookmarks

Of most topics `found_by` and `hidden_by` (or `turned_by`, where out of sight is a state) say all of it.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.reader import Reader
from bot.command.refusal import Refused
from bot.members.permissions import require
from storage.vocabulary import Role

HIDDEN_ALREADY = _("It is out of sight already.")
NOT_HIDDEN = _("It was not out of sight.")


class Find(Protocol):
    """Tells which thing a text refers to."""

    async def __call__(self, ctx: Context, text: str, *, hidden: bool) -> int:
        """Return its number; with `hidden`, that of one that is out of sight. Raises `bot.command.reader.Unclear`."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """A kind of thing that can be reported. It is shown, and referred to, by its letter and number."""

    kind: str
    letter: str
    find: Find
    hide: Callable[[Context, int, bool], Awaitable[None]]
    """Takes one out of sight, or with False shows it again. Raises `Refused` when it may not, or was so already."""

    def number(self, id: int) -> str:
        return f"{self.letter}-{id}"


Hide = Callable[[Context, int, bool], Awaitable[None]]


def found_by(reader: Callable[[], Reader[Any]]) -> Find:  # Any: the thing
    """Find a thing as its own reader does, hidden or not."""

    async def find(ctx: Context, text: str, *, hidden: bool) -> int:
        found: int = (await reader().read(ctx, text, None)).id
        return found

    return find


def hidden_by(
    get: Callable[..., Any],  # Any: the thing, with its regions in `draft`, or None
    hide: Callable[..., bool],
    *,
    check: Callable[[Any], None] | None = None,  # Any: the thing
) -> Hide:
    """Let coordinators of its regions take out of sight what `get` reads, by `hide`: False when it was so already.

    `check` raises `Refused` of what is nobody's to hide.
    """

    async def take(ctx: Context, number: int, hidden: bool) -> None:
        held = await ctx.read(get, number)
        if held is not None and check:
            check(held)
        require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
        if not await ctx.write(hide, number, ctx.now, hidden=hidden):
            raise Refused(HIDDEN_ALREADY if hidden else NOT_HIDDEN)

    return take


def turned_by(
    get: Callable[..., Any],  # Any: the thing, with the state that it `was` in
    turn: Callable[..., bool],
    *,
    hide: Collection[Any],  # Any: its states
    unhide: Collection[Any],
    hidden_as: StrEnum,
    shown_as: StrEnum,
    regions: Callable[[Any], Collection[int] | None],
) -> Hide:
    """Let coordinators take out of sight what keeps that in its state: from those of `hide`, and back to what was."""

    async def take(ctx: Context, number: int, hidden: bool) -> None:
        held = await ctx.read(get, number)
        require(ctx, Role.coordinator, regions=regions(held))
        values = {"state": hidden_as, "was": held.state} if hidden else {"state": held.was or shown_as, "was": None}
        if not await ctx.write(turn, number, hide if hidden else unhide, ctx.now, **values):
            raise Refused(HIDDEN_ALREADY if hidden else NOT_HIDDEN)

    return take
