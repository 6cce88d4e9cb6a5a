"""What waits for a coordinator: one list by age and weight, each line with what to do about it."""

from collections.abc import Mapping
from datetime import timedelta

from bot.command import Context, command
from bot.reply import Action, Actions, Block, Heading, Item, Items, Reply, say, words
from bot.span import Bold, Code
from bot.wording import Msg, _, _n
from storage import chores
from storage.chores import Chore, Kind
from storage.vocabulary import Role

PAGE = 6
"""Lines a page: each takes two or three on a phone."""

PATIENCE = timedelta(days=2)
"""How long a question may go without anyone being asked."""

WEIGHTS: Mapping[Kind, float] = {Kind.silent: 3, Kind.unrouted: 2, Kind.approve: 2, Kind.confirm: 0.05}
"""Days waited count so much: a person who waits for an answer weighs more than a page that may be out of date."""


@command(
    nl=("te doen",),
    en=("to do",),
    summary=_("See what waits for you as a coordinator"),
    allow=Role.coordinator,
    safe=True,
    private=True,
)
async def to_do(ctx: Context, which: str = "") -> Reply:
    page = int(which.strip("p ")) if which.strip("p ").isdecimal() else 1
    held = await ctx.read(chores.waiting, ctx.now, ctx.local_now.date(), patience=PATIENCE)
    mine = [each for each in held if ctx.may(Role.coordinator, regions=each.regions)]
    mine.sort(key=lambda each: -_weight(ctx, each))
    shown = mine[(page - 1) * PAGE : page * PAGE]
    if not shown:
        return say(_("Nothing waits for you. Well done."))
    blocks: list[Block] = [
        Heading(words(_n("{n} thing to do", "{n} things to do", len(mine)))),
        Items(tuple(_item(ctx, each) for each in shown)),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), f"te doen p{page + 1}"),)))
    return Reply(tuple(blocks))


def _weight(ctx: Context, chore: Chore) -> float:
    return (ctx.now - chore.since) / timedelta(days=1) * WEIGHTS[chore.kind]


def _item(ctx: Context, chore: Chore) -> Item:
    days = _n("waits {n} day", "waits {n} days", max((ctx.now - chore.since).days, 0))
    is_question = chore.kind in (Kind.silent, Kind.unrouted)
    number = f"{'K' if is_question else 'N'}-{chore.subject_id}"
    title = words(Code(number), " ", chore.title) if is_question else words(Bold(chore.title))
    return Item(title, (words(_WHY[chore.kind], " · ", days),), _doing(chore.kind, number))


_WHY: Mapping[Kind, Msg] = {
    Kind.unrouted: _("nobody was asked yet"),
    Kind.silent: _("nobody who was asked answers"),
    Kind.approve: _("a network to approve"),
    Kind.confirm: _("nobody confirmed this network for a year"),
}


def _doing(kind: Kind, number: str) -> tuple[Action, ...]:
    look = Action(_("Look"), number)
    match kind:
        case Kind.unrouted | Kind.silent:
            return (Action(_("Who can help"), f"breng {number}"), look)
        case Kind.approve:
            return (
                Action(_("Approve"), f"netwerk goedkeuren {number}"),
                Action(_("Send back"), f"netwerk terugsturen {number}"),
                look,
            )
        case Kind.confirm:
            return (Action(_("It is still right"), f"klopt nog {number}"), look)
