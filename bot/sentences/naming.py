"""Tells which thing a line wants something of that names it by what it is about, and the line with its number."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.command.command import Command, Context, Takes
from bot.language.statements import tells
from bot.reading.numbers import kinds_of
from bot.reading.slots import Slot
from bot.sentences import own_words, subjects, who_knows_phrases
from bot.sentences.beginning import read
from bot.sentences.named import kinds_for, named_in, takes_things
from bot.sentences.own_words import Reading
from bot.sentences.restraint import brings_in, room_of
from bot.sentences.subjects import Meant
from storage.database.text import fold

LIKELY = 0.6
"""Share of how likely it is what a line wants of one thing, from which it may want something of another instead."""


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
    kinds = await _lacks(ctx, command, reading.line) if command else ()
    if kinds and (found := await _wanted(ctx, text, await subjects.of_kinds(ctx, text, kinds))):
        return found
    listed = _listed(ctx, reading.call.command) if reading.call and not reading.things and _ONE.match(text) else None
    if listed and (found := await _wanted(ctx, text, await subjects.by_title(ctx, text, listed))):
        return found
    if reading.things or not (kinds or _may_be_of_thing(ctx, reading, text)) or who_knows_phrases.within(text):
        return ()
    return await _wanted(ctx, text, await subjects.by_title(ctx, text))


_ONE = re.compile(
    r"(?:(?:en|and)\s+)?(?:wie|wanneer|hoe|waar|wat|waarover|who|when|how|where|what)\b"
    r"(?!\s+(?:zijn er|are there|is er|is there))",
    re.IGNORECASE,
)
"""How a line begins that asks something of one thing, also where it was read as asking for a list."""


def _listed(ctx: Context, command: Command[Any]) -> frozenset[str]:
    """Return the letters of the kinds that a list is of, or lists of the same room."""
    lists = {kind.letter: ctx.commands.by_name.get(kind.lists) for kind in kinds_of(ctx).values() if kind.lists}
    if command not in lists.values():
        return frozenset()
    return frozenset(letter for letter, each in lists.items() if each and room_of(each) == room_of(command))


def _may_be_of_thing(ctx: Context, reading: Reading, text: str) -> bool:
    """Tell whether a line may be about a thing that it calls by its title, though it was read without one.

    What was told is often about what is there already: "speelt bij ons ook, dat gestegel over elkaars cijfers".
    """
    if reading.call is None or reading.p < own_words.RATHER:
        return True
    command = reading.call.command
    if not command.writes and not command.parameters and ctx.intents is not None:
        return bool(ctx.intents.unspoken(fold(text).split()))  # "what is DOCA" asks for no general answer
    return command.name == own_words.SEARCH or brings_in(command) or (not command.writes and tells(text))


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
    wanted = [each for thing in meant if thing.line != text and (each := await _called(ctx, thing)) is not None]
    likeliest = max((each.p for each in wanted), default=0.0)
    return [each for each in wanted if each.p >= LIKELY * likeliest]


async def _called(ctx: Context, meant: Meant) -> Meant | None:
    """Return it with the call of what its line wants of it; None when that is nothing."""
    call = read(meant.line, ctx.commands, ctx.language.code)
    if call is not None and call.command.writes and call.command.takes is not Takes.sentence:
        return replace(meant, call=call) if _is_about(ctx, call.command) else None
    reading = await own_words.read(ctx, meant.line)
    acts = reading and reading.call and reading.call.command.writes and reading.p >= own_words.RATHER
    if not acts and (not meant.called or meant.number[0] in subjects.NOT_BY_WORDS):
        return None
    if reading and reading.call and meant.number in reading.line and _is_about(ctx, reading.call.command):
        return replace(meant, call=reading.call, p=reading.p)
    shown = ctx.commands.match(meant.number, ctx.language.code)
    shows = (reading and reading.sole == meant.number) or (call and call.command is (shown and shown.command))
    return replace(meant, call=shown) if shown and shows else None


def _is_about(ctx: Context, command: Command[Any]) -> bool:
    return (command.writes and command.takes is Takes.names) or bool(takes_things(ctx, command))
