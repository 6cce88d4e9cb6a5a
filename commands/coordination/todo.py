"""What waits for a coordinator: one list by age and weight, each line with what to do about it."""

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from commands.coordination.backlog import lines, waiting
from commands.who_knows.unmet_needs import of_mine
from storage.vocabulary import Role

PAGE = 6
"""Lines a page: each takes two or three on a phone."""


@command(
    nl=("te doen",),
    en=("to do",),
    summary=_("See what waits for you as a coordinator"),
    allow=Role.coordinator,
    safe=True,
    private=True,
)
async def to_do(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    mine = await ctx.read(waiting, ctx.member, ctx.atlas, ctx.now, ctx.rules)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    gaps = await _gaps(ctx) if page == 1 else []
    if not shown:
        return Reply((Text(words(_("Nothing waits for you. Well done."))), *gaps))
    blocks: list[Block] = [
        Heading(words(_n("{n} thing to do", "{n} things to do", len(mine)))),
        Items(lines(shown, ctx.now)),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), f"te doen p{page + 1}"),)))
    return Reply((*blocks, *gaps))


async def _gaps(ctx: Context) -> list[Block]:
    """How much was looked for that nobody was known for."""
    count = sum(each.times for each in await of_mine(ctx))
    if not count:
        return []
    told = _n(
        "{n} time nobody was known for what was looked for.",
        "{n} times nobody was known for what was looked for.",
        count,
    )
    return [Text(words(told)), Actions((Action(_("See for what"), "wat niemand weet"),))]
