"""What the bot can do, and how."""

from bot.command import Command, Context, command
from bot.reply import Block, Heading, Item, Items, Reply, Text, words
from bot.span import Bold, Code
from bot.understanding import may_call
from bot.wording import _
from storage.vocabulary import Role

FIRST = (
    "who_knows",
    "ask_question",
    "list_networks",
    "show_network",
    "list_questions",
    "answer_question",
    "sign_up",
    "profile",
    "register_network",
    "follow",
)
"""What most people come for, in that order; the rest follows by topic."""


@command(nl=("hulp", "help", "menu"), en=("help", "menu"), summary=_("What I can do"), safe=True)
async def help(ctx: Context, about: str = "") -> Reply:  # noqa: A001  # its name in the dialogue and the logs
    call = ctx.commands.match(about, ctx.language.code) if about else None
    if call:
        return _page(ctx, call.command)
    listed = sorted(
        (each for each in ctx.commands.all if not each.hidden and _shown(ctx, each)),
        key=lambda each: (FIRST.index(each.name) if each.name in FIRST else len(FIRST), each.topic),
    )
    items = [Item(words(Code(each.phrase(ctx.language.code)), " – ", each.summary)) for each in listed]
    blocks: list[Block] = []
    if about:
        blocks.append(Text(words(_("I have no command called {name}.", name=Bold(about)))))
    return Reply(
        (
            *blocks,
            Heading(words(_("What I can do"))),
            Items(tuple(items)),
            Text(words(_("More about one of these: {help}.", help=Code(f"{ctx.language.text(_('help'))} ...")))),
        )
    )


def _shown(ctx: Context, each: Command[...]) -> bool:
    """What needs signing up is shown to visitors too: it is why they would."""
    return each.allow <= Role.member or may_call(ctx, each.allow)


def _page(ctx: Context, about: Command[...]) -> Reply:
    code = ctx.language.code
    asked = [
        Item(words(ctx.language.text(each.ask.label or each.ask.prompt)))
        for each in about.parameters
        if each.ask and not callable(each.ask.prompt)
    ]
    blocks: list[Block] = [
        Heading(words(about.summary)),
        Text(words(_("Type: {phrases}.", phrases=[Code(phrase) for phrase in about.phrases[code]]))),
    ]
    if asked:
        blocks += [Text(words(_("I ask you:"))), Items(tuple(asked))]
    return Reply(tuple(blocks))
