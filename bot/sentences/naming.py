"""Tells which thing a line wants something of that names it by what it is about, and the line with its number."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.command.command import Command, Context, Takes
from bot.reading.slots import Slot
from bot.sentences import own_words, subjects, who_knows_phrases
from bot.sentences.beginning import read
from bot.sentences.named import kinds_for, named_in, takes_things
from bot.sentences.own_words import Reading
from bot.sentences.subjects import Meant


async def said(ctx: Context, text: str) -> Sequence[Meant]:
    """Return what a line names by its kind and what it is about, of which it wants something: several when alike.

    Who looks for somebody wants nothing of a thing.
    """
    if who_knows_phrases.within(text):
        return ()
    return await _wanted(ctx, text, await subjects.named(ctx, text))


async def lacking(ctx: Context, text: str, reading: Reading) -> Sequence[Meant]:
    """Return what a line names in any other way, when it wants an act on a thing and names none by number.

    Where it is not clear what it wants, it may call a thing by its title.
    """
    command = reading.call.command if reading.call else reading.lacks
    if command is not None and (kinds := await _lacks(ctx, command, reading.line)):
        return await _wanted(ctx, text, await subjects.of_kinds(ctx, text, kinds))
    sought = reading.call is None or reading.call.command.name == own_words.SEARCH
    if reading.things or not sought or who_knows_phrases.within(text):
        return ()
    return await _wanted(ctx, text, await subjects.by_title(ctx, text))


async def _lacks(ctx: Context, command: Command[Any], line: str) -> Sequence[Any]:
    """Return the kinds of the thing that a command cannot do without, and a line does not name."""
    found: list[Slot] = await named_in(ctx, line)
    for parameter in command.parameters:
        kinds = kinds_for(ctx, parameter) if parameter.required and parameter.ask is None else ()
        letters = {each.letter for each in kinds}
        told = next((each for each in found if each.word in letters or (each.word == "net" and "N" in letters)), None)
        if kinds and told is None:
            return kinds
        if told is not None:
            found.remove(told)
    return ()


async def _wanted(ctx: Context, text: str, meant: Sequence[Meant]) -> list[Meant]:
    """Return those of which the line wants something, each with the line that calls it."""
    wanted = [await _called(ctx, each) for each in meant if each.line != text]
    return [each for each in wanted if each is not None]


async def _called(ctx: Context, meant: Meant) -> Meant | None:
    """Return it with the call of what its line wants of it; None when that is nothing."""
    call = read(meant.line, ctx.commands, ctx.language.code)
    if call is not None and call.command.writes and call.command.takes is not Takes.sentence:
        return replace(meant, call=call) if _is_about(ctx, call.command) else None
    reading = await own_words.read(ctx, meant.line)
    if reading and reading.call and meant.number in reading.line and _is_about(ctx, reading.call.command):
        return replace(meant, call=reading.call)
    shown = ctx.commands.match(meant.number, ctx.language.code)
    shows = (reading and reading.sole == meant.number) or (call and call.command is (shown and shown.command))
    return replace(meant, call=shown) if shown and shows else None


def _is_about(ctx: Context, command: Command[Any]) -> bool:
    return (command.writes and command.takes is Takes.names) or bool(takes_things(ctx, command))
