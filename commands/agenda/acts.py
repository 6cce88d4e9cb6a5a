"""Lets people support agenda items, work on them, put them on, park, finish, merge, take back."""

from collections.abc import Iterable
from typing import Annotated

from bot.chat.reply import Action, Reply, say
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.life import keeper_of
from bot.things.sure import UNCHANGED, are_you_sure, of_another
from bot.things.undoing import did, done
from commands.agenda.around import askers_of
from commands.agenda.labels import list_of
from commands.agenda.life import Act, among
from commands.agenda.put import tell_askers
from commands.agenda.rights import not_now as not_in_this_state
from commands.agenda.rights import require, requiring, subject
from storage.agenda import items
from storage.agenda.item import ITEM, Item, State
from storage.links import Thing
from storage.members import follows
from storage.vocabulary import Role

EVERY = 5
"""Supporters after which the keeper hears of it again."""
SHORTEST_RESULT = 15
"""Letters of a result that says something."""

_Why = Annotated[
    str,
    Ask(
        _("Say in a few words why. Who supports it reads it."),
        label=_("Why"),
        max_length=300,
        long=True,
        reason=True,
    ),
]


async def hearers(ctx: Context, item: Item, *, askers: bool = True) -> list[Hearer]:
    """Everyone with a part in it, each with the reason: supporters, who works on it, keeper, askers, followers."""
    found = [Hearer(member, _("You hear this because you support it.")) for member, _region in item.supporters]
    found += [
        Hearer(each.member_id, _("You hear this because you work on it.")) for each in item.work if each.member_id
    ]
    keeper = await keeper_of(ctx, Thing(ITEM, item.id), item.maker_id)
    if keeper is not None:
        found.append(Hearer(keeper, _("You hear this because you keep it.")))
    if askers:
        for question, members in (await askers_of(ctx, item)).items():
            why = _("You hear this because you asked or follow {number}.", number=Code(question))
            found += [Hearer(each, why) for each in members]
    for each in await ctx.read(follows.followers, ITEM, [item.id]):
        found.append(Hearer(each.id, _("You hear this because you follow it.")))
    return found


async def tell_all(
    ctx: Context, item: Item, news: Msg, entry: int, *, more: Iterable[Hearer] = (), actions: tuple[Action, ...] = ()
) -> int:
    """Let everyone with a part in it hear of an act."""
    tale = Tale(subject(item), item.text, news, actions)
    return await tell(ctx, tale, [*await hearers(ctx, item), *more], entry=entry)


@command(
    nl=("steun agendapunt",),
    en=("support item",),
    summary=_("Say that you want to know it too"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def support_item(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.support)
    region = min(ctx.member.regions, default=None)
    if not await ctx.write(items.support, item.id, ctx.member.id, region, ctx.now):
        return say(_("You support {number} already.", number=Code(item.number)))
    entry = await did(ctx, subject(item), Act.support)
    count = len(item.supporters) + 1
    keeper = await keeper_of(ctx, Thing(ITEM, item.id), item.maker_id)
    if count % EVERY == 0 and keeper is not None:
        news = _n("{n} person supports it now.", "{n} people support it now.", count)
        await tell(
            ctx,
            Tale(subject(item), item.text, news),
            [Hearer(keeper, _("You hear this because you keep it."))],
            entry=entry,
        )
    told = _("You support {number} {text}.", number=Code(item.number), text=Bold(item.text.rstrip(".?!")))
    return done(ctx, told, subject(item), entry, _("You hear it when somebody starts on it."))


@command(
    nl=("steun niet meer",),
    en=("no longer support",),
    summary=_("Support something no longer"),
    allow=Role.member,
    hidden=True,
)
async def support_no_more(ctx: Context, item: Item) -> Reply:
    if not await ctx.write(items.no_support, item.id, ctx.member.id):
        return say(_("You do not support {number}.", number=Code(item.number)))
    return say(_("You no longer support {number}.", number=Code(item.number)))


@command(
    nl=("werk aan agendapunt",),
    en=("work on item",),
    summary=_("Say that you, or your network, work on it"),
    allow=Role.member,
    check=requiring(Act.work),
    adds=True,
)
async def work_on_item(
    ctx: Context,
    item: Item,
    text: Annotated[
        str, Ask(_("What do you do? One line is enough."), label=_("What you do"), max_length=300, long=True)
    ],
) -> Reply:
    await require(ctx, item, Act.work)
    driven = [each.network_id for each in ctx.member.grants if each.role is Role.convenor and each.network_id]
    network = driven[0] if len(driven) == 1 else None
    if not await ctx.write(items.turn, item.id, among(Act.work), ctx.now, **_taken_up(ctx, item)):
        raise not_in_this_state(item)
    number = await ctx.write(items.work, item.id, ctx.member.id, network, text, ctx.now)
    await ctx.write(follows.follow, ctx.member.id, ITEM, item.id, ctx.now)
    entry = await did(ctx, subject(item), Act.work, done=number, was=item.state)
    await tell_all(ctx, item, _("taken up: {text}", text=text), entry)
    told = _("{number} is taken up: {text}", number=Code(item.number), text=text)
    more = [_("Who supports it hears it.")] if item.supporters else []
    if len({each.member_id for each in item.work} | {ctx.member.id}) >= WORKERS:
        more.append(
            _(
                "Three people work on it now. A learning network may help: {line}.",
                line=Code(ctx.line("register_network")),
            )
        )
    return done(ctx, told, subject(item), entry, *more)


WORKERS = 3
"""People who work on an item, from whom on a network of theirs is proposed."""


def _taken_up(ctx: Context, item: Item) -> dict[str, object]:
    first = {"taken_up_at": ctx.now} if item.state is State.listed else {}
    return {"state": State.taken_up, **first}


@command(
    nl=("zet erop",),
    en=("put it on",),
    summary=_("Put a proposal on the agenda"),
    allow=Role.member,
    check=requiring(Act.list),
)
async def list_item(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.list)
    if not await ctx.write(items.turn, item.id, among(Act.list), ctx.now, state=State.listed, listed_at=ctx.now):
        raise not_in_this_state(item)
    entry = await did(ctx, subject(item), Act.list, was=item.state)
    await tell_askers(ctx, item, entry)
    news = _("on the agenda of {list}", list=list_of(item))
    await tell_all(ctx, item, news, entry)
    told = _("{number} is on the agenda of {list}.", number=Code(item.number), list=list_of(item))
    return done(ctx, told, subject(item), entry, _("Who put it hears it."))


async def _sure_not(ctx: Context, known: Values) -> Reply | None:
    """Another's item is parked after a yes: the reason is shown as they will read it."""
    item: Item = known["item"]
    if item.maker_id == ctx.member.id:
        return None
    asked = _(
        "Park {number}, because: {why}? Who supports it reads this.", number=Code(item.number), why=str(known["why"])
    )
    return are_you_sure(asked, changed=True)


@command(
    nl=("niet nu",),
    en=("not now item",),
    summary=_("Park a proposal, with a reason"),
    allow=Role.member,
    check=requiring(Act.not_now),
    hidden=True,
)
async def not_now(ctx: Context, item: Item, why: _Why, sure: Annotated[bool, Ask(_sure_not)] = True) -> Reply:
    return await _park(ctx, item, why, Act.not_now, sure=sure)


@command(
    nl=("parkeer agendapunt",),
    en=("park item",),
    summary=_("Park an agenda item, with a reason"),
    allow=Role.member,
    check=requiring(Act.park),
)
async def park_item(ctx: Context, item: Item, why: _Why, sure: Annotated[bool, Ask(_sure_not)] = True) -> Reply:
    return await _park(ctx, item, why, Act.park, sure=sure)


async def _park(ctx: Context, item: Item, why: str, act: Act, *, sure: bool) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await require(ctx, item, act)
    values = {"state": State.parked, "was": item.state, "reason": why}
    if not await ctx.write(items.turn, item.id, among(act), ctx.now, **values):
        raise not_in_this_state(item)
    entry = await did(ctx, subject(item), act, was=item.state)
    await tell_all(ctx, item, _("parked, because: {why}", why=why), entry)
    return done(ctx, _("{number} is parked.", number=Code(item.number)), subject(item), entry)


@command(
    nl=("heropen agendapunt",),
    en=("reopen item",),
    summary=_("Open an agenda item again"),
    allow=Role.member,
    check=requiring(Act.reopen),
)
async def reopen_item(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.reopen)
    # What was only proposed is a proposal again.
    state = State.proposed if item.state is State.parked and item.was is State.proposed else State.listed
    if not await ctx.write(items.turn, item.id, among(Act.reopen), ctx.now, state=state, was=None, done_at=None):
        raise not_in_this_state(item)
    entry = await did(ctx, subject(item), Act.reopen, was=item.state, before=item.was)
    await tell_all(ctx, item, _("open again"), entry)
    return done(ctx, _("{number} is open again.", number=Code(item.number)), subject(item), entry)


@command(
    nl=("rond af agendapunt",),
    en=("finish item",),
    summary=_("Say what came of an agenda item"),
    allow=Role.member,
    check=requiring(Act.finish),
    others=of_another,
)
async def finish_item(
    ctx: Context,
    item: Item,
    result: Annotated[
        str,
        Ask(
            _("What came of it? Everyone who took part reads it."),
            label=_("What came of it"),
            max_length=500,
            long=True,
        ),
    ],
) -> Reply:
    if len(result.strip()) < SHORTEST_RESULT:
        raise Refused(_("Say in a whole sentence what came of it, so that others can use it."))
    await require(ctx, item, Act.finish)
    values = {"state": State.done, "was": item.state, "result": result.strip(), "done_at": ctx.now}
    if not await ctx.write(items.turn, item.id, among(Act.finish), ctx.now, **values):
        raise not_in_this_state(item)
    entry = await did(ctx, subject(item), Act.finish, was=item.state)
    heard = await tell_all(ctx, item, _("finished: {text}", text=result), entry)
    told = _("{number} is finished.", number=Code(item.number))
    return done(ctx, told, subject(item), entry, *([_("Everyone who took part hears it.")] if heard else []))


async def _sure_merge(ctx: Context, known: Values) -> Reply | None:
    item, into = known["item"], known["into"]
    asked = _(
        "Let {number} go on in {into} {text}? Who supports it goes along.",
        number=Code(item.number),
        into=Code(into.number),
        text=Bold(into.text),
    )
    return are_you_sure(asked)


@command(
    nl=("samen agendapunt",),
    en=("together item",),
    summary=_("Let two agenda items be one"),
    allow=Role.member,
    check=requiring(Act.merge),
    hidden=True,
)
async def merge_items(ctx: Context, item: Item, into: Item, sure: Annotated[bool, Ask(_sure_merge)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await require(ctx, item, Act.merge)
    if item.id == into.id or into.state not in among(Act.support):
        raise Refused(_("{number} cannot go on in {into}.", number=Code(item.number), into=Code(into.number)))
    moved = await ctx.write(items.merge, item.id, into.id, among(Act.merge), ctx.now)
    if moved is None:
        raise not_in_this_state(item)
    joined = ",".join(map(str, moved))
    entry = await did(ctx, subject(item), Act.merge, was=item.state, into=into.id, joined=joined)
    news = _("goes on in {number} {text}", number=Code(into.number), text=into.text)
    await tell_all(ctx, item, news, entry)
    told = _(
        "{number} goes on in {into}. Who supported it supports that one now.",
        number=Code(item.number),
        into=Code(into.number),
    )
    return done(ctx, told, subject(into), entry)


async def _sure_gone(ctx: Context, known: Values) -> Reply | None:
    item: Item = known["item"]
    if not item.supporters and not item.work:
        return None
    asked = _("Take {number} back? Others support it or work on it.", number=Code(item.number))
    return are_you_sure(asked)


@command(
    nl=("trek agendapunt in",),
    en=("take back item",),
    summary=_("Take back what you put on an agenda"),
    allow=Role.member,
    check=requiring(Act.withdraw),
    hidden=True,
)
async def withdraw_item(ctx: Context, item: Item, sure: Annotated[bool, Ask(_sure_gone)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await require(ctx, item, Act.withdraw)
    if not await ctx.write(items.turn, item.id, among(Act.withdraw), ctx.now, state=State.withdrawn, was=item.state):
        raise not_in_this_state(item)
    entry = await did(ctx, subject(item), Act.withdraw, was=item.state)
    await tell_all(ctx, item, _("taken back by who put it"), entry)
    told = _("{number} was taken back. Its text is found and shown nowhere any more.", number=Code(item.number))
    return done(ctx, told, subject(item), entry)


@command(
    nl=("zet agendapunt op de website",),
    en=("put item on the website",),
    summary=_("Let your agenda item be on the website"),
    allow=Role.member,
    check=requiring(Act.publish),
    hidden=True,
)
async def publish_item(ctx: Context, item: Item) -> Reply:
    await require(ctx, item, Act.publish)
    await ctx.write(items.change, item.id, ctx.now, published=True)
    entry = await did(ctx, subject(item), Act.publish)
    return done(
        ctx, _("{number} may be on the website, without names.", number=Code(item.number)), subject(item), entry
    )
