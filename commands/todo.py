"""What waits for a coordinator: one list by age and weight, each line with what to do about it."""

from bot.command import Context, command
from bot.filtering import paged
from bot.reply import Action, Actions, Block, Heading, Items, Reply, say, words
from bot.waiting import lines, waiting
from bot.wording import _, _n
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
    if not shown:
        return say(_("Nothing waits for you. Well done."))
    blocks: list[Block] = [
        Heading(words(_n("{n} thing to do", "{n} things to do", len(mine)))),
        Items(lines(shown, ctx.now)),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), f"te doen p{page + 1}"),)))
    return Reply(tuple(blocks))
