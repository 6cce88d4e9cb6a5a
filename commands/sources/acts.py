"""Lets people work on a shared source: tell of a new issue, say what contradicts it, take it back."""

from collections.abc import Mapping
from typing import Annotated, Any

from bot.chat.reply import Reply, Subject, say
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Values, command
from bot.command.refusal import Refused
from bot.things.hearing import Hearer, Tale, tell
from bot.things.life import keeper_of
from bot.things.sure import UNCHANGED, are_you_sure
from bot.things.undoing import Undoable, did, done
from commands.sources.life import LIFE, Act
from commands.sources.rights import require, requiring, subject
from storage.links import Thing
from storage.members import follows
from storage.sources import sources
from storage.sources.source import SOURCE, Sort, Source, State
from storage.sources.tables import LONGEST
from storage.vocabulary import Role

Detail = Mapping[str, Any]  # Any: as it was noted
PUT = _("You hear this because you put it.")
KEEPS = _("You hear this because you keep it.")
SAID = _("You hear this because you said what contradicts it.")
FOLLOWS = _("You hear this because you follow it.")


async def _tell(ctx: Context, source: Source, news: Msg, entry: int, *, said: bool = False) -> int:
    """Let who put and keeps it hear it, who follows it, and who contradicted it where that matters to them."""
    hearers = [Hearer(source.member_id, PUT)] if source.member_id is not None else []
    keeper = await keeper_of(ctx, Thing(SOURCE, source.id), source.member_id)
    hearers += [Hearer(keeper, KEEPS)] if keeper is not None else []
    by = {each.member_id for each in source.claims if each.member_id is not None} if said else set()
    hearers += [Hearer(each, SAID) for each in sorted(by)]
    hearers += [Hearer(each.id, FOLLOWS) for each in await ctx.read(follows.followers, SOURCE, [source.id])]
    return await tell(ctx, Tale(subject(source), source.title, news), hearers, entry=entry)


@command(
    nl=("nieuw bij", "nieuwe uitgave van"),
    en=("new at", "new issue of"),
    summary=_("Tell that a source has a new issue"),
    allow=Role.member,
    adds=True,
    check=requiring(Act.issue),
)
async def issue_source(
    ctx: Context,
    source: Source,
    text: Annotated[str, Ask(_("What is new?"), label=_("What is new"), max_length=LONGEST)],
) -> Reply:
    await require(ctx, source, Act.issue)
    said = " ".join(text.split()).strip(" :")
    note = await ctx.write(sources.note, source.id, ctx.member.id, Sort.issue, said, ctx.now)
    entry = await did(ctx, subject(source), Act.issue, note=note)
    await _tell(ctx, source, _("new: {text}", text=said), entry)
    told = _("{number} {title} has a new issue.", number=Code(source.number), title=source.title)
    return done(ctx, told, subject(source), entry, _("Who follows it hears that."))


@command(
    nl=("spreekt tegen", "spreek tegen"),
    en=("contradicts", "contradict"),
    summary=_("Say what contradicts a source"),
    allow=Role.member,
    adds=True,
    check=requiring(Act.contradict),
)
async def contradict_source(
    ctx: Context,
    source: Source,
    text: Annotated[
        str,
        Ask(
            _("What do you see that contradicts it, and from where?"),
            label=_("What contradicts it"),
            max_length=LONGEST,
            long=True,
        ),
    ],
) -> Reply:
    await require(ctx, source, Act.contradict)
    said = " ".join(text.split()).strip(" :")
    note = await ctx.write(sources.note, source.id, ctx.member.id, Sort.claim, said, ctx.now)
    entry = await did(ctx, subject(source), Act.contradict, note=note)
    n = await _tell(ctx, source, _("contradicted: {text}", text=said), entry)
    lines = [_("Both stand side by side, with who says so. I do not choose.")]
    lines += [_("Its keeper hears it.")] if n else []
    return done(ctx, lines[0], subject(source), entry, *lines[1:])


@command(
    nl=("nog geen nieuwe uitgave van",),
    en=("no new issue yet of",),
    summary=_("Say that the next issue is not there yet"),
    allow=Role.member,
    hidden=True,
)
async def put_off_source(ctx: Context, source: Source) -> Reply:
    await require(ctx, source, Act.put_off)
    await ctx.write(sources.put_off, source.id, ctx.now)
    await did(ctx, subject(source), Act.put_off)
    return say(_("Good. I ask again in a while."))


async def _others(ctx: Context, known: Values) -> Reply | None:
    source: Source = known["source"]
    if source.member_id == ctx.member.id:
        return None
    return are_you_sure(_("Take back {number}, which somebody else put?", number=Code(source.number)))


@command(
    nl=("trek bron in",),
    en=("withdraw source",),
    summary=_("Take back a source"),
    allow=Role.member,
    hidden=True,
    check=requiring(Act.withdraw),
)
async def withdraw_source(ctx: Context, source: Source, sure: Annotated[bool, Ask(_others)] = True) -> Reply:
    if not sure:
        return say(UNCHANGED)
    entry = await _moved(ctx, source, Act.withdraw)
    await _tell(ctx, source, _("taken back"), entry, said=True)
    return done(ctx, _("{number} is withdrawn.", number=Code(source.number)), subject(source), entry)


@command(
    nl=("heropen bron",),
    en=("reopen source",),
    summary=_("Put a source back"),
    allow=Role.member,
    hidden=True,
)
async def reopen_source(ctx: Context, source: Source) -> Reply:
    if not source.title:
        raise Refused(_("{number} is withdrawn.", number=Code(source.number)))
    entry = await _moved(ctx, source, Act.reopen)
    return done(ctx, _("{number} is there again.", number=Code(source.number)), subject(source), entry)


async def _moved(ctx: Context, source: Source, act: Act) -> int:
    await require(ctx, source, act)
    rule = LIFE.rules[act]
    if not await ctx.write(sources.move, source.id, rule.leads[source.state], ctx.now, among={source.state}):
        raise Refused(_("{number} changed just now. Look at it first.", number=Code(source.number)))
    return await did(ctx, subject(source), act)


async def _withdrawn(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(sources.move, thing.id, State.withdrawn, ctx.now, among={State.there}):
        return None
    return _("{number} is withdrawn.", number=Code(thing.line))


async def _there(ctx: Context, thing: Subject, _detail: Detail) -> Msg | None:
    if not await ctx.write(sources.move, thing.id, State.there, ctx.now, among={State.withdrawn}):
        return None
    return _("{number} is there again.", number=Code(thing.line))


async def _untold(ctx: Context, thing: Subject, detail: Detail) -> Msg | None:
    if not await ctx.write(sources.unnote, int(detail["note"]), ctx.now):
        return None
    return _("What you told of {number} is taken back.", number=Code(thing.line))


UNDO = (
    Undoable(SOURCE, Act.put, _withdrawn),
    Undoable(SOURCE, Act.issue, _untold, alone=True),
    Undoable(SOURCE, Act.contradict, _untold, alone=True),
    Undoable(SOURCE, Act.withdraw, _there),
    Undoable(SOURCE, Act.reopen, _withdrawn),
)
