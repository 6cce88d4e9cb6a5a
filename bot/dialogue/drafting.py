"""Reads what a call says already: behind its phrase, or in its form."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.command.command import Command, Context, Parameter
from bot.command.numbered import LINKS
from bot.dialogue import one_line
from bot.dialogue.draft import Draft
from bot.reading.reader_registry import reader_for
from storage.messaging import dialogues


async def drafted(ctx: Context, command: Command[Any], rest: str, line: str) -> Draft:
    """Tell what a call says with `rest` behind its phrase."""
    draft = Draft(line)
    if command.fills and rest.strip():
        told = await command.fills(ctx, rest.strip())
        return one_line.told(command, replace(draft, values={name: value for name, value in told.items() if value}))
    for parameter in command.parameters:
        if not (rest := _data(rest, parameter)).strip():
            break
        taken, rest = await reader_for(ctx.topics, parameter.type).take(ctx, rest)
        if taken.strip():
            draft = replace(draft, values={**draft.values, parameter.name: taken.strip()})
    if rest.strip():
        # Nothing takes it: let the last asked parameter say what would work, rather than drop what was typed.
        for parameter in command.parameters:
            if parameter.name not in draft.values:
                draft = replace(draft, values={**draft.values, parameter.name: rest.strip()})
                break
    return draft


def _data(rest: str, parameter: Parameter) -> str:
    """Take away what only links it to what stands before: "mijn rol is ...", "K-3: ..."."""
    linked = _BEFORE_NUMBER.sub("", _LINK.sub("", rest))
    changes = parameter.ask is not None and parameter.ask.now is not None
    return _IS.sub("", linked) if changes else linked


_BEFORE_NUMBER = re.compile(rf"^\s*{LINKS}(?=[a-z]-\d)", re.IGNORECASE)
_LINK = re.compile(r"^\s*[:;,](?=\s|$)\s*")
_IS = re.compile(r"^\s*(?:is|zijn|wordt|worden|naar|are|to)\b:?\s*(?:nu\s|now\s|voortaan\s)?\s*", re.IGNORECASE)


async def submitted(
    ctx: Context, command: Command[Any], rest: str, line: str, values: Mapping[str, str], where: str
) -> Draft:
    """Tell what a call says with the values of its form, which was shown `where` its dialogue goes on."""
    draft = await _begun(ctx, command, line, where)
    names = {parameter.name: parameter for parameter in command.parameters}
    for name, parameter in names.items():
        if not rest.strip():
            break
        taken, rest = await reader_for(ctx.topics, parameter.type).take(ctx, rest)
        if taken.strip() and name not in values and name not in draft.values:
            draft = replace(draft, values={**draft.values, name: taken.strip()})
    for name, value in values.items():
        if name in names:
            draft = draft.answered(name, value if value.strip() else None)
    return draft


async def _begun(ctx: Context, command: Command[Any], line: str, where: str) -> Draft:
    """Return what was answered of this call before its form was shown."""
    underway = await ctx.read(dialogues.active, ctx.member.id, where, ctx.now)
    if underway and underway.command == command.name:
        begun = Draft.load(underway.state)
        if begun.line == line:
            return begun
    return Draft(line)
