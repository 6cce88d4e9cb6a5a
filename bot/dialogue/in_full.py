"""Tells in full what a command does with what was said: its act, a thing by its name, a day with its year."""

from typing import Any

from bot.chat.reply import Block, Fact, Facts, Inline, Subject, Text, words
from bot.chat.spans import Bold
from bot.command.command import Command, Context, Parameter
from bot.command.names import names_of
from bot.command.reader import Unclear
from bot.dialogue.draft import Draft
from bot.dialogue.one_line import label_of
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import reader_for
from bot.sentences import memory
from storage.database.text import fold
from storage.links import Thing


async def act(ctx: Context, command: Command[Any], draft: Draft, *, but: str = "") -> tuple[Block, ...]:
    """Tell what is done, and what was said for that; not what names the thing of that number."""
    rows = [
        Fact(label_of(command, each), words(*await _before(ctx, each), await _told_of(ctx, each, draft)))
        for each in command.parameters
        if each.name in draft.values and (not but or draft.values[each.name] != but)
    ]
    told = Text(words(Bold(ctx.language.text(command.summary))))
    return (told, Facts(tuple(rows))) if rows else (told,)


async def unchanged(ctx: Context, command: Command[Any], draft: Draft) -> Fact | None:
    """Return what is to be changed and is like that already; None where anything would be different."""
    said = [each for each in command.parameters if each.name in draft.values]
    if len(said) != 1 or said[0].ask is None or said[0].ask.now is None:
        return None
    now, told = await said[0].ask.now(ctx, {}), await _told_of(ctx, said[0], draft)
    return Fact(label_of(command, said[0]), words(told)) if now and fold(now) == fold(str(told)) else None


async def _told_of(ctx: Context, parameter: Parameter, draft: Draft) -> Inline:
    """What was said of a parameter, in full: a day with its year, a thing with what it is called."""
    text = draft.values[parameter.name]
    reader = reader_for(ctx.topics, parameter.type)
    try:
        value = await reader.read(ctx, text, parameter.ask)
    except Unclear:
        return text
    if thing := _thing_of(ctx, parameter, value) or numbered(ctx, text):
        return (await names_of(ctx, [thing])).get(thing, text)
    return reader.told(ctx, value) or text


def numbered(ctx: Context, text: str) -> Thing | None:
    """Return the thing of which a text is the number, and hardly more: "aan K-13"."""
    found = memory.numbers_in(text) if len(text.split()) <= FEW_WORDS else []
    kind = kinds_of(ctx).get(found[0][0]) if len(found) == 1 else None
    return Thing(kind.name, int(found[0].partition("-")[2])) if kind else None


FEW_WORDS = 3
"""Words of a text that does no more than name a thing by its number."""


def _thing_of(ctx: Context, parameter: Parameter, value: Any) -> Thing | None:  # Any: what the reader read
    if isinstance(value, Subject):
        return Thing(value.kind, value.id)
    kind = next((each for each in kinds_of(ctx).values() if each.type is parameter.type), None)
    return Thing(kind.name, value.id) if kind else None


async def _before(ctx: Context, parameter: Parameter) -> tuple[str, ...]:
    """Show what it is at present, where it is changed."""
    now = await parameter.ask.now(ctx, {}) if parameter.ask and parameter.ask.now else ""
    return (now, " \u2192 ") if now else ()
