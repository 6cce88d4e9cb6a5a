"""What the bot can do, and how."""

from collections import defaultdict

from bot.command import Command, Context, command
from bot.reply import Block, Heading, Item, Items, Reply, Text, words
from bot.span import Bold, Code
from bot.understanding import may_call
from bot.wording import _


@command(nl=("hulp", "help", "menu"), en=("help", "menu"), summary=_("What I can do"), safe=True)
async def help(ctx: Context, about: str = "") -> Reply:  # noqa: A001  # its name in the dialogue and the logs
    call = ctx.commands.match(about, ctx.language.code) if about else None
    if call:
        return _page(ctx, call.command)
    topics: dict[str, list[Command[...]]] = defaultdict(list)
    for each in ctx.commands.all:
        if not each.hidden and may_call(ctx, each.allow):
            topics[each.topic].append(each)
    items = [
        Item(words(Code(each.phrase(ctx.language.code)), " – ", each.summary))
        for commands in topics.values()
        for each in commands
    ]
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
