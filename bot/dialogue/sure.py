"""Asks for a yes to an act on what is somebody else's (`Command.others`), unless a button of ours says it all.

It is the last step of its command. What cannot be done, or changes nothing, is said at once: it is tried first.
"""

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat.line import NO, YES
from bot.chat.reply import Action, Actions, Audience, Reply, Style, Text, words
from bot.chat.texts import _
from bot.command.command import Ask, Command, Context, Parameter
from bot.command.reader import Unclear
from bot.dialogue import in_full
from bot.dialogue.draft import Draft

SURE = "do it?"
"""The name of the question: no parameter of a function can be called so."""
_AGREED = "true"

UNCHANGED = _("All right. Nothing was changed.")


def steps_of(command: Command[Any]) -> tuple[Parameter, ...]:
    """Return what a command may ask: its parameters, and whether to do it at all."""
    if not command.others:
        return command.parameters
    when = command.others if callable(command.others) else None
    return (*command.parameters, Parameter(SURE, bool, Ask(command.summary, when=when), inspect.Parameter.empty))


def is_asked(parameter: Parameter) -> bool:
    """Tell whether that is the question whether to do it."""
    return parameter.name == SURE


def agreed(ctx: Context, command: Command[Any], draft: Draft) -> Draft:
    """Return what was said with the yes to it, where a button says all of it or a form was filled in."""
    meant = ctx.by_button or ctx.message.pressed or ctx.message.values is not None
    return replace(draft, values={**draft.values, SURE: _AGREED}) if command.others and meant else draft


async def tried(ctx: Context, command: Command[Any], known: Mapping[str, Any]) -> Reply | None:
    """Reply to what would change nothing; None when it changes something. Raises `Refused`. Nothing of it stays."""
    if ctx.tx.wrote:
        return None
    reply = await command.run(ctx, **known)
    if not ctx.tx.wrote:
        return reply
    await ctx.tx.rollback()
    ctx.notices.clear()
    ctx.letters.clear()
    return None


async def question(ctx: Context, command: Command[Any], draft: Draft, problem: Unclear | None) -> Reply:
    """Name the act in full, with a yes and a no."""
    yes = Action(_("Yes, do that"), YES, Audience.asker, style=Style.primary)
    buttons = Actions((yes, Action(_("No"), NO, Audience.asker)), choices=True, asking=f"{command.name}.{SURE}")
    asked = Text(words(_("Shall I do this?")))
    unclear = (Text(words(problem.words)),) if problem else ()
    return Reply((*unclear, *await in_full.act(ctx, command, draft), asked, buttons), private=command.private)
