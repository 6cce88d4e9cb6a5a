"""Reads a line that tells more than was asked, and shows what was read of it.

A command that `fills` its values from a sentence takes one as the answer to its first question too, where the question
says so (`Ask.one_line`). What may be left out is not asked after it, but for a yes to something.
"""

from dataclasses import replace
from typing import Any

from bot.chat.reply import Fact, Facts, Form, Quote, Reply, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Command, Context, Parameter
from bot.dialogue.draft import Draft
from bot.reading.reader_registry import reader_for

ABOUT = _("About")

TWO_NAMES = 2
"""Names that a line tells, beside each other: who somebody is and where they work."""
FILLED = 2
"""Values from which what was read of a sentence is shown: one that was typed needs no repeating."""


def invites(command: Command[Any]) -> Parameter | None:
    """Return the first question of a command when it may be answered with all the rest."""
    first = next((each for each in command.parameters if each.ask), None)
    return first if command.fills and first and first.ask and first.ask.one_line else None


def told(command: Command[Any], draft: Draft) -> Draft:
    """Return what a line said with the note that it was one, when it told all that is needed but for a long text."""
    needed = {each.name for each in command.parameters if each.required and each.ask and not each.ask.long}
    return replace(draft, one_line=invites(command) is not None and needed <= draft.values.keys())


async def answered(ctx: Context, command: Command[Any], draft: Draft, asked: Parameter, text: str) -> Draft | None:
    """Return what an answer to the first question tells of it and of others; None when it answers that alone."""
    if command.fills is None or invites(command) is not asked or draft.values:
        return None
    found = {name: value for name, value in (await command.fills(ctx, text)).items() if value}
    if "," not in text:
        # A name may hold the word of a kind or region: two names are more than one name.
        names = [each for each in command.parameters if each.ask and each.ask.name and each.name in found]
        return replace(draft, values=found).said_in(ctx.message.id, *found) if len(names) >= TWO_NAMES else None
    whole = told(command, replace(draft, values=found))
    return whole.said_in(ctx.message.id, *found) if whole.one_line else None


def leaves_out(ctx: Context, draft: Draft, parameter: Parameter) -> bool:
    """Tell whether a line that told several things is not asked further for this."""
    ask = parameter.ask
    if not draft.one_line or parameter.required or ask is None or ask.when or not isinstance(ask.prompt, Msg):
        return False
    return not reader_for(ctx.topics, parameter.type).agrees


def label_of(command: Command[Any], parameter: Parameter) -> Msg:
    """What it is called; of what is asked nowhere, but stands first, what the command is about."""
    ask = parameter.ask
    return next((each for each in (ask.label or ask.prompt,) if isinstance(each, Msg)), ABOUT) if ask else ABOUT


def with_what_was_read(command: Command[Any], draft: Draft, reply: Reply) -> Reply:
    """Show what was read of a sentence above the question that follows; a form holds it already."""
    asks = any(isinstance(block, Form | Quote) for block in reply.blocks)  # which holds or shows it already
    read_ = [each for each in command.parameters if each.name in draft.values and each.ask]
    if asks or draft.asked or len(read_) < FILLED:
        return reply
    rows = tuple(Fact(label_of(command, each), words(draft.values[each.name])) for each in read_)
    return replace(reply, blocks=(Text(words(_("This is what I read:"))), Facts(rows), *reply.blocks))
