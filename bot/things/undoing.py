"""Notes what members do to things, and lets them undo their last act for a day, while nobody built on it.

Undoable("agenda item", "park", _unpark)          in the declaration of the agenda
entry = await did(ctx, thing, "park", was=...)    in the command that parks one
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.chat.reply import Action, Actions, Reply, Subject, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.acts import happened
from storage import audit

WITHIN = timedelta(days=1)
"""How long an act can be undone."""

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act on things of that kind that can be undone.

    `run` undoes it by the detail that was noted with the act, and tells what is so again; None when nothing is left to
    be undone. Whatever others did to the thing since is built on it, unless it stands `alone`, as a vote does.
    """

    kind: str
    act: str
    run: Callable[[Context, Subject, Mapping[str, Any]], Awaitable[Msg | None]]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class TakesBack:
    """A command that takes back what was just done, where the answer has a button for it and no note is kept."""

    command: str


async def did(ctx: Context, thing: Subject, act: str, **detail: str | int | None) -> int:
    """Note that the member did that to a thing, and let other topics have their part: the number of the note.

    Like the audit trail, whose row it is, `detail` holds ids and names of things, never what somebody wrote.
    """
    entry = await ctx.write(audit.record, ctx.member.id, act, thing.kind, thing.id, ctx.now, **detail)
    await happened(ctx, thing, act)
    return entry


def undo_button(ctx: Context, entry: int) -> Action:
    """The button below what was just done: it undoes that and nothing else."""
    return Action(_("Undo"), ctx.line("undo_act", entry))


def done(ctx: Context, told: Msg, thing: Subject, entry: int, *more: Msg) -> Reply:
    """Tell in a line what was done to a thing, noted as `entry`, with the way back."""
    lines = tuple(Text(words(each)) for each in (told, *more))
    return Reply((*lines, Actions((Action(_("View"), thing.line), undo_button(ctx, entry)))))


def undoable(ctx: Context, entry: audit.Entry) -> Undoable | None:
    """Tell how an act is undone, when its topic declared that."""
    return next(
        (each for each in ctx.topics.all(Undoable) if (each.kind, each.act) == (entry.subject, entry.act)), None
    )
