"""Finds what a line comes nearest to that is not read as anything: to be picked, and done only then."""

from collections.abc import Iterator
from typing import Any

from bot.command.command import Command, Context
from bot.language.negation import denies
from bot.reading.numbers import kinds_of
from bot.sentences.named import LONGEST_HEAD, named_in, with_what_it_points_to
from bot.sentences.own_words import SEARCH, as_sampled
from bot.sentences.restraint import only_asks
from bot.sentences.spoken_line import has_what_it_needs, line_of
from storage.database.text import fold

MOST = 2
"""Commands that are offered where none was read."""
NEAR = 0.02
"""Probability from which a command is near what cannot be done, ..."""
NEARLY = 0.05
"""... and from which it may be what a line was meant to say; ..."""
RATHER = 0.3
"""... rather than what it was read as."""


async def nearest(ctx: Context, text: str, *, but: str = SEARCH, least: float = NEAR) -> list[tuple[Command[Any], str]]:
    """Return what a line comes nearest to, likeliest first, each with the line that calls it with what is named.

    Of what help lists and its speaker may begin, without the command named `but`; no change, where something is denied.
    """
    if ctx.intents is None:
        return []
    found = await named_in(ctx, text)
    refuses = denies(fold(text).split())
    kinds = tuple(kinds_of(ctx).values())
    near: list[tuple[Command[Any], str]] = []
    for command in _likely(ctx, as_sampled(text[:LONGEST_HEAD], found), but, least):
        told = await with_what_it_points_to(ctx, command, text, found)
        if (
            not (refuses and command.writes)
            and not only_asks(command, text)
            and has_what_it_needs(command, text, told, kinds)
        ):
            near.append((command, line_of(ctx, command, text, told)))
        if len(near) == MOST:
            break
    return near


def _likely(ctx: Context, said: tuple[str, ...], but: str, least: float) -> Iterator[Command[Any]]:
    """Yield the commands that words may call, likeliest first."""
    for guess in ctx.intents.classifier.read(said) if ctx.intents else ():
        command = ctx.commands.by_name.get(guess.intent)
        if guess.p < least or command is None:
            continue
        if not command.hidden and command.name != but and ctx.member.role >= command.begun_by:
            yield command
