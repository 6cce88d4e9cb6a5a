"""Lets a topic do something when an act of another topic is done, in the same transaction.

Acts("question", {"close", ...})             in the declaration of questions: what others may have a part in
await happened(ctx, thing, "close")          in the command that closes a question, once it is closed
Hook("question", "close", _mark_done)        in the declaration of bookmarks
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.chat.reply import Action, Block, Subject
from bot.command.command import Context
from bot.topic import Topics

ANY: Final = "*"
"""The kind of an offer with things of every kind."""


class Chance(StrEnum):
    """Says what may come of a thing of any kind, for the topics that can make something of it: `Offer(ANY, ...)`."""

    learnt = "learnt"
    """It is done, and others can learn from it."""
    wondered = "wondered"
    """What it asks may be put to everybody."""
    recurs = "recurs"
    """It comes back: it is no longer of one person alone."""


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts on things of that kind in which other topics may have a part. Who does one says that it `happened`."""

    kind: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hook:
    """Does something besides when that act was done to a thing of that kind.

    It runs after the act, as part of it: what it writes and notifies stands or falls with it, and what it raises undoes
    both. `ctx.member` is who did the act. What it gives is said below the answer to who did it, and below the notices
    of the act: "It is on the agenda of Twente, as G-41.". What it did besides goes `back` when the act is undone.
    """

    kind: str
    act: str
    run: Callable[[Context, Subject], Awaitable[Block | None]]
    back: Callable[[Context, Subject], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Offers what can be done next to who did that act to a thing of that kind, as buttons below what they are told.

    With `ANY` and a `Chance` it is offered with things of every kind, which it need not know. `said` is what they said
    with it, and `how` which way it went: of a question that was closed its outcome.
    """

    kind: str
    act: str
    buttons: Callable[[Context, Subject, str, str], Awaitable[Sequence[Action]]]


class UnknownAct(LookupError):
    """A topic has a part in an act that no topic declares, or an act happened that its topic does not declare."""


async def happened(ctx: Context, thing: Subject, act: str) -> list[Block]:
    """An act was done to a thing: what other topics do besides, and say of it. Raises `UnknownAct`."""
    if not _declared(ctx.topics, thing.kind, act):
        raise UnknownAct(f"{UnknownAct.__doc__} ({thing.kind}, {act})")
    hooks = [each for each in ctx.topics.all(Hook) if (each.kind, each.act) == (thing.kind, act)]
    said = [await hook.run(ctx, thing) for hook in hooks]
    return [each for each in said if each is not None]


async def unhappened(ctx: Context, thing: Subject, act: str) -> None:
    """An act on a thing was undone: other topics take back what they did besides."""
    for each in ctx.topics.all(Hook):
        if (each.kind, each.act) == (thing.kind, act) and each.back is not None:
            await each.back(ctx, thing)


async def offered(ctx: Context, thing: Subject, act: str, *, said: str = "", how: str = "") -> list[Action]:
    """Tell what other topics offer to who did that act, in the order of the topics."""
    offers = [each for each in ctx.topics.all(Offer) if each.kind in (thing.kind, ANY) and each.act == act]
    return [button for each in offers for button in await each.buttons(ctx, thing, said, how)]


def check_hooks(topics: Topics) -> None:
    """A hook on an act that is misspelt would wait for ever. Raises `UnknownAct`."""
    parts = [(each.kind, each.act) for each in topics.all(Hook)] + [(each.kind, each.act) for each in topics.all(Offer)]
    for kind, act in parts:
        if not _declared(topics, kind, act):
            raise UnknownAct(f"{UnknownAct.__doc__} ({kind}, {act})")


def _declared(topics: Topics, kind: str, act: str) -> bool:
    if kind == ANY:
        return act in set(Chance)
    return any(each.kind == kind and act in each.names for each in topics.all(Acts))
