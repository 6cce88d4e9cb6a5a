"""Lets people join a signal, propose, put to who decides, decide with a reason, tell the action, react."""

from typing import Annotated

from bot.chat.reply import Action, Reply, say
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import did, done
from commands.signals.life import Act, among
from commands.signals.rights import coordinating, not_now, require, requiring, subject
from storage.members import follows
from storage.signals import signals
from storage.signals.signal import SIGNAL, Part, Signal, State, Voice
from storage.vocabulary import Role

THREE = 3
"""Regions at which those who raised a signal hear how widely it is felt."""
RAISED = _("You hear this because you raised it.")
ADDED = _("You hear this because you added to it.")
FOLLOWS = _("You hear this because you follow it.")
KEEPS = _("You hear this because you coordinate there.")


async def hearers(ctx: Context, signal: Signal) -> list[Hearer]:
    """Everyone who gave input, and who follows it, each with the reason."""
    found = [Hearer(each.member_id, RAISED) for each in signal.raisers]
    found += [Hearer(signal.maker_id, RAISED)] if signal.maker_id is not None else []
    found += [Hearer(each.member_id, ADDED) for each in signal.said if each.member_id is not None]
    found += [Hearer(each.id, FOLLOWS) for each in await ctx.read(follows.followers, SIGNAL, [signal.id])]
    return found


async def tell_all(
    ctx: Context, signal: Signal, news: Msg, entry: int, *, actions: tuple[Action, ...] = (), keep: bool = False
) -> int:
    """Let everyone with a part in it hear of an act: how many do."""
    told = await hearers(ctx, signal)
    if keep:
        told += [Hearer(each.id, KEEPS) for each in await coordinating(ctx, signal)]
    await ctx.write(signals.heard, signal.id, ctx.now)
    return await tell(ctx, Tale(subject(signal), signal.text, news, actions), told, entry=entry)


def hear_count(n: int) -> list[Msg]:
    return [_n("{n} person who took part hears it.", "{n} people who took part hear it.", n)] if n else []


@command(
    nl=("bij ons ook signaal",),
    en=("same here signal",),
    summary=_("Say that you see this signal too"),
    allow=Role.member,
    begun_by=Role.visitor,
)
async def join_signal(ctx: Context, signal: Signal) -> Reply:
    await require(ctx, signal, Act.join_in)
    region = min(ctx.member.regions, default=None)
    unnamed = ctx.member.asks_unnamed
    if not await ctx.write(signals.raise_too, signal.id, ctx.member.id, region, ctx.now, unnamed=unnamed):
        return say(_("You are with {number} already.", number=Code(signal.number)))
    entry = await did(ctx, subject(signal), Act.join_in)
    before = {each.region_id for each in signal.raisers if each.region_id is not None}
    if region is not None and region not in before and len(before) + 1 == THREE:
        await tell_all(ctx, signal, _("three regions see this now"), entry)
    told = _("You are with {number} {text}.", number=Code(signal.number), text=Bold(signal.text.rstrip(".")))
    return done(ctx, told, subject(signal), entry, _("You hear what happens with it."))


@command(
    nl=("voorstel",),
    en=("propose",),
    summary=_("Propose what could be done about a signal"),
    allow=Role.member,
    check=requiring(Act.propose),
    adds=True,
)
async def propose_for(
    ctx: Context,
    signal: Signal,
    text: Annotated[str, Ask(_("What do you propose?"), label=_("Proposal"), max_length=300, long=True)],
) -> Reply:
    await require(ctx, signal, Act.propose)
    if not await ctx.write(signals.turn, signal.id, among(Act.propose), ctx.now, state=State.proposal):
        raise not_now(ctx, signal)
    said = await ctx.write(signals.say, signal.id, ctx.member.id, Voice.proposal, text, ctx.now)
    entry = await did(ctx, subject(signal), Act.propose, was=signal.state, said=said)
    heard = await tell_all(ctx, signal, _("a proposal: {text}", text=text), entry, keep=True)
    told = _("Your proposal stands with {number}.", number=Code(signal.number))
    return done(ctx, told, subject(signal), entry, *hear_count(heard))


@command(
    nl=("geef signaal door",),
    en=("pass signal on",),
    summary=_("Pass a signal on to where it belongs"),
    allow=Role.member,
    check=requiring(Act.hand_on),
    hidden=True,
)
async def pass_signal_on(
    ctx: Context,
    signal: Signal,
    where: Annotated[str, Ask(_("To whom?"), label=_("To whom"), max_length=160)],
) -> Reply:
    await require(ctx, signal, Act.hand_on)
    values = {"state": State.passed_on, "was": signal.state, "passed_to": where}
    if not await ctx.write(signals.turn, signal.id, among(Act.hand_on), ctx.now, **values):
        raise not_now(ctx, signal)
    await ctx.write(signals.gave, signal.id, ctx.member.id, Part.passed_to)
    entry = await did(ctx, subject(signal), Act.hand_on, was=signal.state)
    heard = await tell_all(ctx, signal, _("passed on to {where}", where=where), entry)
    told = _("{number} is passed on to {where}.", number=Code(signal.number), where=where)
    return done(ctx, told, subject(signal), entry, *hear_count(heard))


async def _sure_merge(ctx: Context, known: Values) -> Reply | None:
    signal, into = known["signal"], known["into"]
    asked = _(
        "Let {number} go on in {into} {text}? Who raised it goes along.",
        number=Code(signal.number),
        into=Code(into.number),
        text=Bold(into.text),
    )
    return are_you_sure(asked)


@command(
    nl=("voeg signaal samen",),
    en=("merge signal",),
    summary=_("Let two signals be one"),
    allow=Role.member,
    check=requiring(Act.merge),
    hidden=True,
)
async def merge_signals(
    ctx: Context, signal: Signal, into: Signal, sure: Annotated[bool, Ask(_sure_merge)] = True
) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await require(ctx, signal, Act.merge)
    if signal.id == into.id or into.state not in among(Act.join_in):
        raise Refused(_("{number} cannot go on in {into}.", number=Code(signal.number), into=Code(into.number)))
    moved = await ctx.write(signals.merge, signal.id, into.id, among(Act.merge), ctx.now)
    if moved is None:
        raise not_now(ctx, signal)
    joined = ",".join(map(str, moved))
    entry = await did(ctx, subject(signal), Act.merge, was=signal.state, into=into.id, joined=joined)
    heard = await tell_all(
        ctx, signal, _("goes on in {number} {text}", number=Code(into.number), text=into.text), entry
    )
    told = _(
        "{number} goes on in {into}. Who raised it is with that one now.",
        number=Code(signal.number),
        into=Code(into.number),
    )
    return done(ctx, told, subject(into), entry, *hear_count(heard))


@command(
    nl=("trek signaal in",),
    en=("take back signal",),
    summary=_("Take back a signal that you raised"),
    allow=Role.member,
    check=requiring(Act.withdraw),
    hidden=True,
)
async def withdraw_signal(ctx: Context, signal: Signal) -> Reply:
    await require(ctx, signal, Act.withdraw)
    if len(signal.raisers) > 1:
        await ctx.write(signals.raise_no_more, signal.id, ctx.member.id)
        return say(_("Others raised {number} too, so it stays. You are with it no longer.", number=Code(signal.number)))
    values = {"state": State.withdrawn, "was": signal.state}
    if not await ctx.write(signals.turn, signal.id, among(Act.withdraw), ctx.now, **values):
        raise not_now(ctx, signal)
    entry = await did(ctx, subject(signal), Act.withdraw, was=signal.state)
    told = _("{number} was taken back. Its text is found and shown nowhere any more.", number=Code(signal.number))
    return done(ctx, told, subject(signal), entry)


@command(
    nl=("zet besluit op de website",),
    en=("put decision on the website",),
    summary=_("Let a decision be on the website"),
    allow=Role.member,
    check=requiring(Act.publish),
    hidden=True,
)
async def publish_decision(ctx: Context, signal: Signal) -> Reply:
    await require(ctx, signal, Act.publish)
    await ctx.write(signals.change, signal.id, ctx.now, published=True)
    entry = await did(ctx, subject(signal), Act.publish)
    return done(
        ctx, _("{number} may be on the website, without names.", number=Code(signal.number)), subject(signal), entry
    )
