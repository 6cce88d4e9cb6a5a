"""Shows coordinators what was looked for and nobody was known for, by theme and region."""

from collections.abc import Sequence
from datetime import timedelta

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.members.personal_data import Row
from commands.who_knows.who_knows import who_knows
from storage.vocabulary import Role
from storage.who_knows import unmet_needs as nobody_knows
from storage.who_knows.unmet_needs import Unmet

PAGE = 6
"""Lines a page: each takes two or three on a phone."""
LOOK_BACK = timedelta(days=90)
MOST = 200


async def told(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    """What a member looked for, among what is held of them."""
    return [row["topic"] for row in rows]


@command(
    nl=("wat niemand weet", "onvervulde behoeften", "gemiste kennis"),
    en=("what nobody knows", "unmet needs"),
    summary=_("See what people looked for and nobody was known for"),
    allow=Role.coordinator,
    safe=True,
    private=True,
)
async def unmet_needs(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    mine = await _of_mine(ctx)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    if not shown:
        return say(_("In the last three months somebody was known for everything that was looked for."))
    blocks: list[Block] = [
        Heading(words(_("We found nobody for this, in the last three months"))),
        Items(tuple(_item(ctx, each) for each in shown)),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), unmet_needs.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _of_mine(ctx: Context) -> list[Unmet]:
    """Return those of the regions that this coordinator looks after, and those of no region; most often asked first."""
    every = await ctx.read(nobody_knows.unmet, ctx.now - LOOK_BACK, limit=MOST)
    return [
        each
        for each in every
        if each.region_id is None or ctx.may(Role.coordinator, regions=frozenset({each.region_id}))
    ]


async def gaps(ctx: Context) -> Sequence[Block]:
    """Tell coordinators how much was looked for that nobody was known for."""
    if ctx.member.role < unmet_needs.allow:
        return ()
    count = sum(each.times for each in await _of_mine(ctx))
    if not count:
        return ()
    told = _n(
        "{n} time nobody was known for what was looked for.",
        "{n} times nobody was known for what was looked for.",
        count,
    )
    return (Text(words(told)), Actions((Action(_("See for what"), unmet_needs.line()),)))


def _item(ctx: Context, need: Unmet) -> Item:
    theme = ctx.atlas.themes.get(need.theme_id or 0)
    region = ctx.atlas.regions.get(need.region_id or 0)
    what: Bold | Msg = Bold(theme.name) if theme else _("no theme we know")
    title = words(_("{theme} in {region}", theme=what, region=Bold(region.name))) if region else words(what)
    times = _n("looked for {n} time", "looked for {n} times", need.times)
    note = words(times, ": ", "; ".join(need.topics))
    latest = need.topics[0]
    again = latest if region is None or region.name.casefold() in latest.casefold() else f"{latest} in {region.name}"
    return Item(
        title,
        (note,),
        (
            Action(_("Look again"), who_knows.line(again)),
            Action(_("Ask this as a question"), ctx.line("ask_question", again)),
        ),
    )
