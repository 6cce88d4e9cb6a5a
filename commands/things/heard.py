"""Shows all that somebody was told of late, of which a message names the first few."""

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, words
from bot.chat.texts import _, _n
from bot.command.command import Context, command
from bot.reading.filter import paged
from bot.things.hearing import HEARD, by_thing, item
from storage import hearing

PAGE = 6
MOST = 200
"""Acts that are looked through: nobody reads on for longer."""


@command(
    nl=(HEARD,),
    en=(HEARD.said_in("en"),),
    summary=_("See what you were told of late"),
    safe=True,
    private=True,
    hidden=True,
)
async def what_i_heard(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    heard = await ctx.read(hearing.told, ctx.member.id, limit=MOST)
    told = by_thing(heard[::-1], 1)[::-1]
    if not told:
        return Reply((Heading(words(_("You were told nothing of late."))),))
    shown = told[(page - 1) * PAGE : page * PAGE]
    blocks: list[Block] = [Heading(words(_("You were told ({n})", n=len(told)))), Items(tuple(map(item, shown)))]
    if (left := len(told) - page * PAGE) > 0:
        blocks.append(Actions((Action(_n("{n} older", "{n} older", left), what_i_heard.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))
