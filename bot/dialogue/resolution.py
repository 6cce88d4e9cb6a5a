"""Reads the values of a command's parameters from what was typed, and finds what is missing."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.chat.texts import Msg
from bot.command.command import Command, Context, Parameter, Values
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.command.unnamed import without_wish
from bot.dialogue import one_line, question, sure
from bot.dialogue.draft import Draft, corrections_of
from bot.dialogue.question import Missing
from bot.reading.reader_registry import reader_for


async def resolve(ctx: Context, command: Command[Any], draft: Draft) -> tuple[dict[str, Any], list[Missing]]:
    known: dict[str, Any] = {}
    missing: list[Missing] = []
    draft = _unnamed_as_told(command, draft)
    for parameter in sure.steps_of(command):
        ask, name = parameter.ask, parameter.name
        problem = None
        if name in draft.values:
            try:
                known[name] = await reader_for(ctx.topics, parameter.type).read(ctx, draft.values[name], ask)
                continue
            except Unclear as unclear:
                problem = unclear
        elif await _default_does(ctx, parameter, draft, known):
            known[name] = await _unchanged(ctx, parameter, draft, known)
            continue
        elif ask and ask.guess and (guessed := await ask.guess(ctx, known)) is not None:
            known[name] = guessed
            continue
        if so_far := draft.values.get(corrections_of(name)):
            known[corrections_of(name)] = await reader_for(ctx.topics, parameter.type).read(ctx, so_far, ask)
        asking = None
        if sure.is_asked(parameter) and missing:
            break
        if ask is None:
            raise Refused(reply=await question.usage(ctx, command, parameter, problem, draft.values.get(name, "")))
        if not isinstance(ask.prompt, Msg):
            if missing:
                break  # What it asks depends on all that stands before it.
            asking = await ask.prompt(ctx, {**await _given(ctx, command, draft), **known})
            if asking is None and problem is None:
                known[name] = parameter.default
                continue
        missing.append(Missing(parameter, ask, asking, problem))
    return known, missing


def _unnamed_as_told(command: Command[Any], draft: Draft) -> Draft:
    """Return the draft with a "zonder mijn naam" of what is told taken for what it is: no part of the text."""
    change = next((each.name for each in command.parameters if each.ask and each.ask.unnamed), None)
    told, wishes = without_wish(draft.values.get(TEXT, ""))
    if change is None or not wishes:
        return draft
    said = "\n".join(filter(None, (UNNAMED_SAID, draft.values.get(change))))
    return replace(draft, values={**draft.values, TEXT: told, change: said})


TEXT = "text"
"""The parameter of what is told, in whatever makes something in one message (`bot/things/making.py`)."""
UNNAMED_SAID = "zonder mijn naam"


async def _given(ctx: Context, command: Command[Any], draft: Draft) -> dict[str, Any]:
    """Read what was typed already of all that a question may show, those that are asked after it included."""
    given: dict[str, Any] = {}
    for parameter in command.parameters:
        if parameter.name in draft.values:
            with suppress(Unclear):
                reader = reader_for(ctx.topics, parameter.type)
                given[parameter.name] = await reader.read(ctx, draft.values[parameter.name], parameter.ask)
    return given


async def _default_does(ctx: Context, parameter: Parameter, draft: Draft, known: Values) -> bool:
    """Tell whether there is nothing to ask: it is not needed here, or was skipped."""
    ask = parameter.ask
    if ask is None:
        return not parameter.required
    if ask.when:
        applies = await ask.when(ctx, known)
        if not applies or not ask.optional:
            return not applies
    if one_line.leaves_out(ctx, draft, parameter):
        return True
    return parameter.name in draft.skipped and not question.needed(ctx, parameter)


async def _unchanged(ctx: Context, parameter: Parameter, draft: Draft, known: Values) -> Any:  # Any: of its type
    """Return what skipping leaves: what it is at present, or the default. In a form, leaving it empty empties it."""
    ask = parameter.ask
    present = await ask.now(ctx, known) if ask and ask.now and parameter.name in draft.skipped and not ctx.forms else ""
    if not present:
        return parameter.default
    try:
        return await reader_for(ctx.topics, parameter.type).read(ctx, present, ask)
    except Unclear:
        return parameter.default
