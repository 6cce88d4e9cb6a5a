"""Lets people use a way of working, say how it goes, make it a standard, take it back."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Reply, Subject, say
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.life import keeper_of
from bot.things.proposal import proposed
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import Undoable, did, done
from commands.methods.life import LIFE, Act
from commands.methods.reader import AMethod
from commands.methods.rights import require, requiring, subject
from storage.links import Thing
from storage.members import follows
from storage.methods import methods
from storage.methods.method import METHOD, Method, State
from storage.methods.tables import LONGEST, LONGEST_HOW
from storage.vocabulary import Role

Detail = Mapping[str, Any]  # Any: as it was noted
MADE = _("You hear this because you made it.")
KEEPS = _("You hear this because you keep it.")
USED = _("You hear this because you used it.")
_IT = {"nl": "het", "en": "it"}
SHORT = 4
"""Words of a sentence that tells no more than that it was used."""
FOLLOWS = _("You hear this because you follow it.")


async def _tell(ctx: Context, method: Method, news: Msg, entry: int, *, users: bool) -> int:
    """Let who made and keeps it hear it, who follows it, and who used it where that matters to them."""
    hearers = [Hearer(method.member_id, MADE)] if method.member_id is not None else []
    keeper = await keeper_of(ctx, Thing(METHOD, method.id), method.member_id)
    hearers += [Hearer(keeper, KEEPS)] if keeper is not None else []
    hearers += [Hearer(each, USED) for each in sorted(method.users)] if users else []
    hearers += [Hearer(each.id, FOLLOWS) for each in await ctx.read(follows.followers, METHOD, [method.id])]
    return await tell(ctx, Tale(subject(method), method.title, news), hearers, entry=entry)


async def _used(ctx: Context, text: str) -> Mapping[str, str]:
    """Return of which way of working a sentence tells, by its number, and the sentence."""
    numbered = AMethod.WITHIN.search(text)
    if numbered is None:
        return {}
    before, after = text[: numbered.start()], text[numbered.end() :].strip(" :.,")
    told = f"{before}{_IT[ctx.language.code]} {after}" if before.strip() else after
    tells = len(told.split()) > SHORT or not before.strip()
    return {"method": numbered[0], **({"text": told} if told and tells else {})}


@command(
    nl=("gebruikt werkvorm",),
    en=("used work form",),
    summary=_("Tell where you used a way of working, and what changed"),
    allow=Role.member,
    adds=True,
    check=requiring(Act.use),
    fills=_used,
)
async def use_method(
    ctx: Context,
    method: Method,
    text: Annotated[
        str, Ask(_("Where did you use it, and what changed?"), label=_("What changed"), max_length=LONGEST, long=True)
    ],
) -> Reply:
    await require(ctx, method, Act.use)
    read = proposed(text, ctx)
    region = min(read.regions, default=None) or min(ctx.member.regions, default=None)
    used = await ctx.write(methods.use, method.id, ctx.member.id, region, " ".join(text.split()).strip(" :"), ctx.now)
    entry = await did(ctx, subject(method), Act.use, use=used)
    n = await _tell(ctx, method, _("used: {text}", text=text), entry, users=False)
    (held,) = await ctx.read(methods.load, [method.id])
    thanks = _("Thank you. Its keeper hears it.") if n else _("Thank you.")
    return done(ctx, thanks, subject(method), entry, *_times(ctx, held))


def _times(ctx: Context, method: Method) -> list[Msg]:
    n, regions = len(method.uses), len(method.regions_used)
    if regions < 2:
        return [_n("Used: {n} time.", "Used: {n} times.", n)]
    where = ctx.language.text(_n("in {n} region", "in {n} regions", regions))
    return [_n("Used: {n} time, {where}.", "Used: {n} times, {where}.", n, where=where)]


@command(
    nl=("zo gaat werkvorm",),
    en=("how it goes work form",),
    summary=_("Tell how a way of working goes"),
    allow=Role.member,
    hidden=True,
    adds=True,
    check=requiring(Act.say_how),
)
async def say_how_method(
    ctx: Context,
    method: Method,
    text: Annotated[
        str, Ask(_("How does it go? Five lines at most."), label=_("How it goes"), max_length=LONGEST_HOW, long=True)
    ],
) -> Reply:
    await require(ctx, method, Act.say_how)
    await ctx.write(methods.say_how, method.id, " ".join(text.split()), ctx.now)
    entry = await did(ctx, subject(method), Act.say_how, first=int(not method.draft.how))
    return done(ctx, _("It stands with {number}.", number=Code(method.number)), subject(method), entry)


async def _ripe(ctx: Context, known: Values) -> None:
    """Raises `Refused` for who may not, and for what was not used enough."""
    method: Method | None = known.get("method")
    if method is None:
        return
    await require(ctx, method, Act.settle)
    uses, regions = method.lacks
    if not uses and not regions:
        return
    times = _n("Try it {n} more time", "Try it {n} more times", max(uses, regions))
    if not method.regions_used:
        where: Msg = _("{times}, in {n} regions.", times=ctx.language.text(times), n=regions)
    elif regions and uses <= regions:
        where = _("{times}, in another region.", times=ctx.language.text(times))
    elif regions:
        where = _("{times}, of which 1 in another region.", times=ctx.language.text(times))
    else:
        where = _("{times}.", times=ctx.language.text(times))
    now = [_("Now it is an idea.")] if method.state is State.idea else []
    raise Refused(where, *now)


async def _sure(_ctx: Context, known: Values) -> Reply | None:
    method: Method = known["method"]
    return are_you_sure(_("Make {title} a standard? Its maker and who used it hear it.", title=Bold(method.title)))


@command(
    nl=("standaard", "maak standaard", "standaard werkvorm"),
    en=("standard", "make standard"),
    summary=_("Make a way of working a standard"),
    allow=Role.member,
    check=_ripe,
)
async def settle_method(ctx: Context, method: Method, sure: Annotated[bool, Ask(_sure)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    await _ripe(ctx, {"method": method})
    entry = await _moved(ctx, method, Act.settle, standard_at=ctx.now)
    n = await _tell(ctx, method, _("a standard from now on"), entry, users=True)
    heard = [_n("{n} person hears it.", "{n} people hear it.", n)] if n else []
    return done(ctx, _("{number} is a standard.", number=Code(method.number)), subject(method), entry, *heard)


@command(
    nl=("geen standaard",),
    en=("no standard",),
    summary=_("Let a way of working be no standard any more"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.unsettle),
)
async def unsettle_method(ctx: Context, method: Method) -> Reply:
    entry = await _moved(ctx, method, Act.unsettle, standard_at=None)
    await _tell(ctx, method, _("no standard any more"), entry, users=True)
    return done(ctx, _("{number} is no standard any more.", number=Code(method.number)), subject(method), entry)


@command(
    nl=("nog bruikbaar werkvorm",),
    en=("still of use work form",),
    summary=_("Say that a way of working is of use still"),
    allow=Role.member,
    hidden=True,
)
async def hold_method(ctx: Context, method: Method) -> Reply:
    await require(ctx, method, Act.hold)
    await ctx.write(methods.hold, method.id, ctx.now)
    await did(ctx, subject(method), Act.hold)
    return say(_("Good. {number} stays.", number=Code(method.number)))


async def _others(ctx: Context, known: Values) -> Reply | None:
    method: Method = known["method"]
    if method.member_id == ctx.member.id:
        return None
    return are_you_sure(_("Take back {number}, which somebody else made?", number=Code(method.number)))


@command(
    nl=("trek werkvorm in",),
    en=("withdraw work form",),
    summary=_("Take back a way of working"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.withdraw),
)
async def withdraw_method(ctx: Context, method: Method, sure: Annotated[bool, Ask(_others)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    entry = await _moved(ctx, method, Act.withdraw)
    await _tell(ctx, method, _("taken back"), entry, users=False)
    return done(ctx, _("{number} is withdrawn.", number=Code(method.number)), subject(method), entry)


@command(
    nl=("heropen werkvorm",),
    en=("reopen work form",),
    summary=_("Put a way of working back"),
    allow=Role.member,
    hidden=True,
)
async def reopen_method(ctx: Context, method: Method) -> Reply:
    if not method.title:
        raise Refused(_("{number} is withdrawn.", number=Code(method.number)))
    entry = await _moved(ctx, method, Act.reopen)
    return done(ctx, _("{number} is there again.", number=Code(method.number)), subject(method), entry)


async def _moved(ctx: Context, method: Method, act: Act, **values: Any) -> int:  # Any: columns
    await require(ctx, method, act)
    rule = LIFE.rules[act]
    among = {method.state}
    if not await ctx.write(methods.move, method.id, rule.leads[method.state], ctx.now, among=among, **values):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(method.number)))
    return await did(ctx, subject(method), act, was=method.state)


async def _unput(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    among = {State.idea}
    if not await ctx.write(methods.move, thing.id, State.withdrawn, ctx.now, among=among):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _unuse(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(methods.unuse, int(detail["use"]), ctx.now):
        return None
    return _("That you used {number} is taken back.", number=Code(thing.line))


async def _unmove(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    was = State(detail["was"])
    at = {"standard_at": ctx.now if was is State.standard else None}
    if not await ctx.write(methods.move, thing.id, was, ctx.now, among=set(State) - {was}, **at):
        return None
    return _("{number} is as it was.", number=Code(thing.line))


async def _unsay(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    # What it said before is kept nowhere.
    if not int(detail["first"]):
        return None
    await ctx.write(methods.say_how, thing.id, "", ctx.now)
    return _("How it goes is told with {number} no longer.", number=Code(thing.line))


UNDO = (
    Undoable(METHOD, Act.put, _unput),
    Undoable(METHOD, Act.use, _unuse, alone=True),
    Undoable(METHOD, Act.say_how, _unsay),
    *(Undoable(METHOD, each, _unmove) for each in (Act.settle, Act.unsettle, Act.withdraw, Act.reopen)),
)
