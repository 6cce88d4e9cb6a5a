"""Keeps names from being given that people say for something else."""

from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.dialogue import dialogue
from bot.reading.value_readers import YesNo
from storage.database.text import fold


def require_free(ctx: Context, name: str) -> None:
    """Raises `Refused` for a name that people say for something else: an answer, a number, a letter, a command."""
    said = fold(name)
    plain = said.replace(" ", "")
    call = ctx.commands.match(name, ctx.language.code) or ctx.commands.alone(name, ctx.language.code)
    taken = YesNo.hears(name) or said in dialogue.WORDS or (call is not None and not call.rest.strip())
    if len(plain) < 2 or plain.isdigit() or taken:
        raise Refused(_("{name} is an answer, a number or a command, so it can be no name.", name=Bold(name)))
