"""Answers what members ask about agendas: how they work, who decides and sees what; and about one item."""

from bot.chat.spans import Code
from bot.chat.texts import Msg, Value, _, _n
from bot.command.asides import Aside, Asides
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.answers import answer
from commands.agenda.acts import support_item, work_on_item
from commands.agenda.browse import agenda, show_agenda_item
from commands.agenda.card import supported, workers
from commands.agenda.labels import list_of, stands
from commands.agenda.put import item_from, put_on_agenda, put_question_on_agenda
from commands.agenda.rights import sees, unseen
from storage.agenda import items
from storage.agenda.item import Filter, Item, State

_DECIDES = _(
    "The coordinator of that region decides, or the convenor of that network. "
    "You hear it when they do; no term is set for it."
)
_SEEN = _(
    "All members see it, or only those in a closed room when you put it there. Your name can stay out of it, and of "
    "support only the number is shown."
)
ASIDES = Asides(
    (put_on_agenda, put_question_on_agenda, item_from, support_item, work_on_item, agenda, show_agenda_item),
    {
        Aside.decides: _DECIDES,
        Aside.hears: _("Yes. You hear it when it is put on the agenda or parked, and what comes of it."),
        Aside.lasts: _DECIDES,
        Aside.seen: _SEEN,
        Aside.name: _SEEN,
    },
)
PUT = (_("Put something on it"), put_on_agenda)
LOOK = (_("See the agenda"), agenda)


@answer(
    nl=("hoe werkt de agenda", "wat is een kennisagenda"),
    en=("how does the agenda work", "what is a knowledge agenda"),
    asks=_("How the agenda works"),
    then=(PUT, LOOK),
)
async def how_agenda_goes(_ctx: Context) -> Msg:
    return _(
        "The agenda holds what a region, the country or a network wants to find out together. Every member may propose "
        "something; the coordinator puts it on, and whoever wants to works on it."
    )


@answer(
    nl=("wie beslist over de agenda",),
    en=("who decides on the agenda",),
    asks=_("Who decides what is on the agenda"),
    then=(PUT, LOOK),
)
async def who_decides_agenda(_ctx: Context) -> Msg:
    return _DECIDES


@answer(
    nl=("wie ziet wat ik op de agenda zet",),
    en=("who sees what i put on the agenda",),
    asks=_("Who sees what is on the agenda"),
    then=(PUT,),
)
async def who_sees_agenda(_ctx: Context) -> Msg:
    return _SEEN


@answer(
    nl=("wat doet steun op de agenda",),
    en=("what does support on the agenda do",),
    asks=_("What support does"),
    then=(LOOK,),
)
async def what_support_does(_ctx: Context) -> Msg:
    return _(
        "What most regions want stands highest on the agenda. Supporting binds you to nothing, and you can take it "
        "back at any time."
    )


MOST = 3
"""Items that are told of as those with most support."""


@answer(
    nl=("welke punten hebben de meeste steun",),
    en=("which items have most support",),
    asks=_("What has most support"),
    then=(LOOK,),
)
async def most_supported(ctx: Context) -> Msg:
    found, _total = await ctx.read(items.find, Filter(), limit=2 * MOST)  # of each half so many
    found.sort(key=lambda each: (len(each.support_regions), len(each.supporters)), reverse=True)
    most = [each for each in found if each.supporters][:MOST]
    told = [_("{number} ({who})", number=Code(each.number), who=supported(each)) for each in most]
    if not told:
        return _("Nobody supports an item of the agenda yet.")
    return _("Most support have: {items}.", items=told)


async def _require_seen(ctx: Context, item: Item) -> None:
    if not await sees(ctx, item):
        raise Refused(unseen(item))


@answer(
    nl=("hoeveel steun heeft punt",),
    en=("how much support has item",),
    asks=_("How many support it"),
)
async def support_of_item(ctx: Context, item: Item) -> Msg:
    await _require_seen(ctx, item)
    number = Code(item.number)
    if not item.supporters:
        return _("Nobody supports {number} yet.", number=number)
    mine = ctx.member.id in {member for member, _region in item.supporters}
    told = _("{number} is supported by {who}.", number=number, who=supported(item))
    return _("{told} You are one of them.", told=told) if mine else told


@answer(
    nl=("wie werkt er aan punt",),
    en=("who works on item",),
    asks=_("Who works on it"),
)
async def workers_on_item(ctx: Context, item: Item) -> Msg:
    await _require_seen(ctx, item)
    number = Code(item.number)
    if not item.work:
        return _("Nobody works on {number} yet. It is {state}.", number=number, state=stands(item))
    who = [name for name, _text in await workers(ctx, item)]
    return _("On {number} works: {who}.", number=number, who=who)


@answer(
    nl=("wie bracht punt in", "sinds wanneer staat punt erop"),
    en=("who put item", "since when is item there"),
    asks=_("Since when it is there"),
)
async def origin_of_item(ctx: Context, item: Item) -> Msg:
    await _require_seen(ctx, item)
    at: dict[str, Value] = {"number": Code(item.number), "list": list_of(item), "day": item.made_at.date()}
    if item.maker_id == ctx.member.id:
        return _("You put {number} yourself, for the agenda of {list}, on {day}.", **at)
    if item.maker_id is None:
        return _("{number} is on record since {day}, for the agenda of {list}. Who put it is not known.", **at)
    return _("{number} was put on {day}, for the agenda of {list}. Who put it is not shown to members.", **at)


@answer(
    nl=("hoe staat punt ervoor",),
    en=("where does item stand",),
    asks=_("Where it stands"),
)
async def standing_of_item(ctx: Context, item: Item) -> Msg:
    await _require_seen(ctx, item)
    at: dict[str, Value] = {"number": Code(item.number), "state": stands(item)}
    if item.result:
        return _("{number} is {state}. What came of it: {text}", **at, text=item.result)
    if item.state is State.parked and item.reason:
        return _("{number} is {state}, because: {why}", **at, why=item.reason)
    if item.state is State.proposed:
        return _("{number} is {state}: the coordinator of {list} decides on it.", **at, list=list_of(item))
    if item.work:
        n = len(item.work)
        return _n("{number} is {state}: {n} works on it.", "{number} is {state}: {n} work on it.", n, **at)
    return _("{number} is {state}, and nobody works on it yet.", **at)
