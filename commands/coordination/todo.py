"""Shows members what waits for them: one list by age and weight, each line with what to do."""

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.members.todo import Keeper, Remark, lines, waiting
from storage.vocabulary import Role

PAGE = 6
"""Lines a page: each takes two or three on a phone."""


@command(
    nl=("te doen",),
    en=("to do",),
    summary=_("See what waits for you"),
    allow=Role.member,
    safe=True,
    private=True,
)
async def to_do(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    mine = await ctx.read(waiting, Keeper(ctx.member, ctx.atlas, ctx.now, ctx.choices), ctx.topics)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    remarks = await _remarks(ctx) if page == 1 else []
    if not shown:
        return Reply((Text(words(_("Nothing waits for you. Well done."))), *remarks))
    blocks: list[Block] = [
        Heading(words(_n("{n} thing to do", "{n} things to do", len(mine)))),
        Items(lines(shown, ctx.now)),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), to_do.line(f"p{page + 1}")),)))
    return Reply((*blocks, *remarks))


async def _remarks(ctx: Context) -> list[Block]:
    return [block for part in ctx.topics.all(Remark) for block in await part.draw(ctx)]
