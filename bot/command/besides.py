"""Hears what a line at a step says of other values than the one that is asked: a region where themes are asked."""

from typing import Any, get_origin

from bot.command import agreement, corrections, who_knows_phrases
from bot.command.command import Command, Context, Parameter
from bot.command.draft import Draft
from bot.command.named import named_in
from bot.command.reader import Unclear
from bot.command.reader_registry import reader_for
from bot.command.spoken_line import bare, value_of
from bot.language.negation import denies
from storage.database.text import fold

LONGEST = 14
"""Words of a line that tells a value or two. More is a story."""


async def told_of(
    ctx: Context, command: Command[Any], draft: Draft, asked: Parameter, text: str
) -> dict[str, str] | None:
    """Return what a line that is no answer by itself tells of the command, by name; None when that is nothing.

    It may tell what is asked as well: "nee, donderdag 9 uur" where the time is asked.
    """
    reader = reader_for(ctx.topics, asked.type)
    said = agreement.without_yes(corrections.behind(text))
    asks = text.rstrip().endswith("?") or who_knows_phrases.language_of(text) is not None
    if reader.anything or reader.agrees or asks or len(said.split()) > LONGEST or denies(fold(said).split()):
        return None
    if await _reads(ctx, asked, text):
        return None
    left = await named_in(ctx, said)
    told: dict[str, str] = {}
    for each in command.parameters:
        if each.ask is None or reader_for(ctx.topics, each.type).anything:
            continue
        if each is asked and get_origin(bare(each.type)) is list:
            continue  # of a list that is asked what is not clear is asked about
        value = value_of(ctx, command, each, said, left)
        if value and value != draft.values.get(each.name) and await _reads(ctx, each, value):
            told[each.name] = value
    return told or None


async def _reads(ctx: Context, parameter: Parameter, text: str) -> bool:
    try:
        await reader_for(ctx.topics, parameter.type).read(ctx, text, parameter.ask)
    except Unclear:
        return False
    return True
