"""Lets a topic say what people may put there, what that is called, and who sees it."""

from dataclasses import dataclass
from typing import Any

from bot.chat.texts import Msg
from bot.command.command import Command, Context
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Welcomes:
    """Something that people may put by a command, which is told before they begin."""

    command: Command[Any]
    called: Msg
    """What it is, as a button says it: "A lesson"."""
    seen: Msg
    """Who sees it, and what becomes of it."""
    verbs: frozenset[str] = frozenset()
    """With which somebody says, before what they tell, that it is this: "ik wil iets melden: ..."."""
    told: bool = True
    """Whether a story may become this; else it is only asked about."""
    rank: int = 50
    """Where nothing tells what a story is, those of a lower rank are offered first."""


def welcomed(ctx: Context) -> list[Welcomes]:
    """Return what a story of this member may become, likeliest first where nothing tells which it is."""
    may = max(ctx.member.role, Role.member)  # who did not sign up yet hears that they can
    held = (each for each in ctx.topics.all(Welcomes) if each.told and may >= each.command.begun_by)
    return sorted(held, key=lambda each: each.rank)
