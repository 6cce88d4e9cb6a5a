"""Lets members be reported. They are not hidden but kept out, which is a command of its own."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.reading.record_readers import AMember
from bot.things.moderation import Moderated
from storage.vocabulary import Subject


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AMember().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, _hidden: bool) -> None:
    raise Refused(_("To keep out a member: {command}.", command=Code(ctx.line("block", f"M-{number}"))))


MODERATED = Moderated(Subject.member, "M", _find, _hide)
