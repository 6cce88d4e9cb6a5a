"""Shows members what waits for them: one list by age and weight, each line with what to do."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.tile import tiles
from bot.members.mandate import Mandate, mandate_of
from bot.members.todo import Chore, Keeper, Remark, lines, something, waiting
from bot.reading.filter import paged
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
    mine = [*_new(mine, ctx.now), *(each for each in mine if not _is_new(each, ctx.now))]
    shown = mine[(page - 1) * PAGE : page * PAGE]
    remarks = await _remarks(ctx) if page == 1 else []
    scope = _as(held) if page == 1 else []
    if not shown:
        return Reply((Text(words(_("Nothing waits for you. Well done."))), *scope, *remarks))
    totals = _totals(ctx, mine) if page == 1 and len(mine) > PAGE else []
    blocks = [*_listed(ctx, _n("{n} thing to do", "{n} things to do", len(mine)), shown, totals), *scope]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("Next"), to_do.line(text, f"p{page + 1}")),)))
    return Reply((*blocks, *remarks))


async def something_waits(ctx: Context) -> bool:
    """Tell whether the member has something to do. A place where others read along does not tell."""
    return ctx.personal and await ctx.read(something, Keeper(ctx.member, ctx.atlas, ctx.now, ctx.choices), ctx.topics)


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
    tile = tuple(each for each in await tiles(ctx) if each.line != to_do.line())[:2]
    return Reply((*blocks, *_as(held), Actions((*further, *tile))))


def _listed(ctx: Context, heading: Msg, shown: Sequence[Chore], totals: Sequence[Block] = ()) -> list[Block]:
    return [Heading(words(heading)), *totals, Items(lines(shown, ctx.now))]


def _is_new(chore: Chore, now: datetime) -> bool:
    return now - chore.since < NEW


def _new(mine: Sequence[Chore], now: datetime) -> list[Chore]:
    """Return what came since yesterday, the latest first: it stands above what weighs more."""
    return sorted((each for each in mine if _is_new(each, now)), key=lambda each: each.since, reverse=True)


NEW = timedelta(days=1)
"""How long something is new."""


def _totals(ctx: Context, mine: Sequence[Chore]) -> list[Block]:
    """Say how much of each kind waits, where it does not fit on a page."""
    kinds = Counter(ctx.language.text(each.why) for each in mine if not each.why.values)
    new = sum(_is_new(each, ctx.now) for each in mine)
    told = [_n("{n} is new", "{n} are new", new)] if new else []
    told += [_("{n} \u00d7 {what}", n=str(n), what=what) for what, n in kinds.most_common(MOST_KINDS) if n > 1]
    parts = [part for each in told for part in (" \u00b7 ", each)][1:]
    return [Text(words(*parts))] if parts else []


MOST_KINDS = 4
"""Kinds of things to do whose number is told: they fit two lines of a phone."""


def _as(held: Mandate | None) -> list[Block]:
    """Say as what somebody sees this, where they answer for others."""
    return [Text(words(_("You see this as {role}.", role=held.said)))] if held else []


_EVERYTHING = frozenset({"alles", "everything"})


async def _remarks(ctx: Context) -> list[Block]:
    return [block for part in ctx.topics.all(Remark) for block in await part.draw(ctx)]
