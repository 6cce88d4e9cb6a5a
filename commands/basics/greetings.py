"""Answers to a greeting and to thanks: people say them to a bot too."""

from bot.chat.reply import Action, Actions, Block, Reply, Text, say, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.inbound.lifecycle import welcome
from bot.sentences import own_words
from storage.database.text import fold


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
    if fold(further) in _EVERYBODY or await _greets_on(ctx, further):
        further = ""
    if ctx.personal and not further and not ctx.member.signed_up_at:
        return welcome(ctx.topics)
    blocks: list[Block] = [
        Text(words(_("Hello. Type {help} to see what I can do.", help=Code(ctx.language.text(_("help"))))))
    ]
    if further:
        blocks.append(Actions((Action(further, further),)))
    return Reply(tuple(blocks))


async def _greets_on(ctx: Context, further: str) -> bool:
    """Tell whether what follows a greeting is no more than another: "is hier iemand"."""
    reading = await own_words.read(ctx, further) if further else None
    return reading is not None and reading.call is not None and reading.call.command is greet


_EVERYBODY = frozenset("there all everyone allemaal iedereen daar plek bot".split())  # noqa: SIM905  # reads better


@command(
    nl=("tot ziens", "doei"),
    en=("goodbye", "bye"),
    summary=_("Say goodbye"),
    hidden=True,
    safe=True,
    alone={
        "nl": (
            *(
                "ok doei",
                "oke doei",
                "doeg",
                "doei doei",
                "dag hoor",
                "tot later",
                "tot de volgende keer",
                "tot morgen",
            ),
            *(
                "fijne dag",
                "fijne dag nog",
                "fijn weekend",
                "hoi hoi",
                "dat was het",
                "dat was alles",
                "ok dat was het",
            ),
        ),
        "en": (
            "ok bye",
            "bye bye",
            "see you",
            "see you later",
            "have a nice day",
            "that was all",
            "that s all",
            "that is all",
        ),
    },
)
async def part(_ctx: Context) -> Reply:
    return say(_("Goodbye. I am here when you need me."), sign=GLAD)


@command(
    nl=("mag ik iets vragen",),
    en=("can i ask something",),
    summary=_("Ask whether one may ask"),
    hidden=True,
    safe=True,
    alone={
        "nl": (
            *("mag ik wat vragen", "mag ik je iets vragen", "mag ik je wat vragen", "mag ik hier iets vragen"),
            *(
                "mag ik hier zomaar iets vragen",
                "kan ik hier iets vragen",
                "kan ik je iets vragen",
                "kan ik iets vragen",
            ),
        ),
        "en": ("can i ask you something", "may i ask something", "can i ask a question", "may i ask you a question"),
    },
)
async def may_i_ask(_ctx: Context, _further: str = "") -> Reply:
    return say(_("Go ahead: what are you looking for?"))


@command(
    nl=("hoe gaat het",),
    en=("how are you",),
    summary=_("Ask how I am"),
    hidden=True,
    safe=True,
    alone={
        "nl": (
            "hoe gaat het met je",
            "hoe gaat het met jou",
            "hoe gaat ie",
            "alles goed",
            "hoe is het",
            "hoe is het met je",
        ),
        "en": ("how are you doing", "how are you today", "how is it going", "all well"),
    },
)
async def how_are_you(ctx: Context, _further: str = "") -> Reply:
    told = _(
        "Fine, thank you. What can I find for you? Type {help} to see what I can do.",
        help=Code(ctx.language.text(_("help"))),
    )
    return say(told)


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
