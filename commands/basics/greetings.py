"""Answers to a greeting and to thanks: people say them to a bot too."""

from bot.chat.reply import Action, Actions, Block, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.inbound.lifecycle import welcome


@command(
    nl=("hallo", "hoi", "goedemorgen", "goedemiddag", "goedenavond", "goedendag", "dag"),
    en=("hello", "hi", "good morning", "good afternoon", "good evening"),
    summary=_("Say hello"),
    hidden=True,
    opening=True,
    safe=True,
)
async def greet(ctx: Context, further: str = "") -> Reply:
    """What follows the greeting is offered as a button, so that it need not be typed again."""
    if ctx.personal and not further and not ctx.member.signed_up_at:
        return welcome(ctx.topics)
    blocks: list[Block] = [
        Text(words(_("Hello. Type {help} to see what I can do.", help=Code(ctx.language.text(_("help"))))))
    ]
    if further:
        blocks.append(Actions((Action(further, further),)))
    return Reply(tuple(blocks))


@command(
    nl=("dank je", "dank je wel", "dankjewel", "dank u", "bedankt", "dank"),
    en=("thank you", "thanks"),
    summary=_("Say thank you"),
    hidden=True,
    opening=True,
    safe=True,
)
async def thank(_ctx: Context, _further: str = "") -> Reply:
    return say(_("You are welcome."), sign=GLAD)


GLAD = "\N{SLIGHTLY SMILING FACE}"
"""Says so below the thanks, where that can be."""
