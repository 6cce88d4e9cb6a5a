"""Shows members what waits for them: one list by age and weight, each line with what to do."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.command.tile import tiles
from bot.members.mandate import Mandate, mandate_of
from bot.members.todo import Chore, Keeper, Remark, lines, waiting
from storage.database.text import fold
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
    text, page = paged(which)
    mine = await ctx.read(waiting, Keeper(ctx.member, ctx.atlas, ctx.now, ctx.choices), ctx.topics)
    held = mandate_of(ctx)
    if held and held.decides and fold(text) not in _EVERYTHING:
        return await _to_decide(ctx, held, mine, page)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    remarks = await _remarks(ctx) if page == 1 else []
    scope = _as(held) if page == 1 else []
    if not shown:
        return Reply((Text(words(_("Nothing waits for you. Well done."))), *scope, *remarks))
    blocks = [*_listed(ctx, _n("{n} thing to do", "{n} things to do", len(mine)), shown), *scope]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), to_do.line(text, f"p{page + 1}")),)))
    return Reply((*blocks, *remarks))


async def _to_decide(ctx: Context, held: Mandate, mine: Sequence[Chore], page: int) -> Reply:
    """The first screen of who decides: what waits for that, and their own; what coordinators see is behind a button."""
    theirs = [each for each in mine if each.decides]
    shown, rest = theirs[(page - 1) * PAGE : page * PAGE], len(mine) - len(theirs)
    blocks = _listed(ctx, _n("{n} thing to decide", "{n} things to decide", len(theirs)), shown) if shown else []
    if not theirs:
        blocks.append(Text(words(_("No decision waits for you."))))
    further = [Action(_("More"), to_do.line(f"p{page + 1}"))] if page * PAGE < len(theirs) else []
    if rest:
        everything = ctx.language.text(_("everything"))
        further.append(Action(_n("{n} other thing", "{n} other things", rest), to_do.line(everything)))
    tile = tuple(each for each in tiles(ctx) if each.line != to_do.line())[:2]
    return Reply((*blocks, *_as(held), Actions((*further, *tile))))


def _listed(ctx: Context, heading: Msg, shown: Sequence[Chore]) -> list[Block]:
    return [Heading(words(heading)), Items(lines(shown, ctx.now))]


def _as(held: Mandate | None) -> list[Block]:
    """Say as what somebody sees this, where they answer for others."""
    return [Text(words(_("You see this as {role}.", role=held.said)))] if held else []


_EVERYTHING = frozenset({"alles", "everything"})


async def _remarks(ctx: Context) -> list[Block]:
    return [block for part in ctx.topics.all(Remark) for block in await part.draw(ctx)]
