"""Goes on from the last list: narrower, wider, elsewhere, more of it, or one thing of it.

Of a list we remember the line that draws it (`Reply.line`), so what follows changes that line and runs it again. It is
forgotten with the next answer: "alleen in Twente" is about what one just saw.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.chat import payload
from bot.chat.reply import Action, Actions, Items, Reply, Text, label, say, words
from bot.chat.texts import _
from bot.command import interpreter
from bot.command.command import Call, Context, Takes, command
from bot.command.filter import paged
from bot.language.sentence import understand
from bot.search.scope import around, elsewhere, kinds_of, of_kind
from commands.who_knows.who_knows import who_knows
from storage.database.text import fold
from storage.messaging import sent

ORDINALS = {
    "eerste": 1, "first": 1, "1e": 1, "bovenste": 1, "tweede": 2, "second": 2, "2e": 2, "derde": 3, "third": 3, "3e": 3,
    "vierde": 4, "fourth": 4, "vijfde": 5, "fifth": 5, "laatste": -1, "last": -1, "onderste": -1,
}  # fmt: skip
"""How people count what they see; from the end where it is negative."""


@command(
    nl=("alleen", "alleen in"),
    en=("only", "only in"),
    summary=_("Look narrower: only networks, or only in one region"),
    hidden=True,
    takes=Takes.names,
)
async def narrow(ctx: Context, to: str) -> Reply:
    before = await _before(ctx)
    region = ctx.atlas.region(to)
    if before is None:
        return _look_first(to)
    if region:
        return await _again(
            ctx, before, elsewhere(before.rest, ctx.vocabulary, region.name, kinds_of(ctx.topics), only=True)
        )
    return await _again(ctx, before, of_kind(before.rest, to, kinds_of(ctx.topics)))


@command(
    nl=("heel", "in heel", "hele", "het hele", "breder"),
    en=("all of", "the whole", "whole", "wider"),
    summary=_("Look wider: a whole province, or the whole country"),
    hidden=True,
    takes=Takes.names,
)
async def widen(ctx: Context, to: str = "") -> Reply:
    before = await _before(ctx)
    if before is None:
        return _look_first(to)
    named_ = ctx.atlas.region(to) or ctx.atlas.region(f"heel {to}")
    seen = understand(before.rest, ctx.vocabulary).ids("region")
    wider = around(seen, ctx.atlas)
    if named_:
        name = named_.name
    elif not to and wider:
        name = wider[0]
    else:
        roots = sorted(each.name for each in ctx.atlas.regions.values() if not each.parents)
        name = wider[-1] if wider else roots[0]
    return await _again(ctx, before, elsewhere(before.rest, ctx.vocabulary, name, kinds_of(ctx.topics)))


@command(
    nl=("ik bedoelde", "nee ik bedoelde", "en in"),
    en=("i meant", "no i meant", "and in"),
    summary=_("Look for the same elsewhere"),
    hidden=True,
    safe=True,
    takes=Takes.names,
)
async def correct(ctx: Context, to: str = "") -> Reply:
    before = await _before(ctx)
    region = ctx.atlas.region(to)
    if before is None:
        return await who_knows(ctx, to) if to else _look_first(to)
    if region:
        return await _again(ctx, before, elsewhere(before.rest, ctx.vocabulary, region.name, kinds_of(ctx.topics)))
    return await _again(ctx, before, to) if to else say(_("What did you mean? Say it in a few words."))


@command(
    nl=("niet in", "maar niet in", "buiten", "behalve", "maar geen", "maar niet"),
    en=("not in", "but not in", "outside", "except", "but not"),
    summary=_("Leave something out of what was found"),
    hidden=True,
    safe=True,
    takes=Takes.names,
)
async def leave_out(ctx: Context, what: str) -> Reply:
    before = await _before(ctx)
    if before is None:
        return _look_first("")
    without = " behalve " if ctx.language.code == "nl" else " except "
    return await _again(ctx, before, f"{before.rest}{without}{what}")


@command(nl=("meer", "volgende"), en=("more", "next"), summary=_("See more of the last list"), hidden=True, safe=True)
async def more(ctx: Context) -> Reply:
    latest = await _latest(ctx)
    line = next(_further(latest), None) if latest else None
    call = ctx.commands.match(line, ctx.language.code) if line else None
    if call is not None:
        return replace(await call.command(ctx, call.rest), line=line or "")
    before = await _before(ctx)
    if before is None:
        return _look_first("")
    ask = Action(_("Ask this as a question"), ctx.line("ask_question", before.rest))
    return Reply((Text(words(_("That was all that I know of this."))), Actions((ask,))))


@command(
    nl=("de eerste", "de tweede", "de derde", "de laatste"),
    en=("the first", "the second", "the third", "the last"),
    summary=_("Look at one thing of the last list"),
    hidden=True,
    safe=True,
    takes=Takes.sentence,
)
async def show_item(ctx: Context, which: str = "") -> Reply:
    latest = await _latest(ctx)
    lines = [action.line for action in _looks(latest)] if latest else []
    said = fold(f"{which} {ctx.message.text}").split()
    place = next((ORDINALS[word] for word in said if word in ORDINALS), 1)
    if not lines:
        return say(_("I showed you no list just now. What are you looking for?"))
    line = lines[place - 1 if place > 0 else place] if abs(place) <= len(lines) else lines[-1]
    call = interpreter.read(line, ctx.commands, ctx.language.code)
    if call is None:
        return say(_("I showed you no list just now. What are you looking for?"))
    return replace(await interpreter.call_of(ctx, call, line), line=line)


@command(
    nl=("kennisvraag",),
    en=("knowledge question",),
    summary=_("Look up a question about the field"),
    hidden=True,
    safe=True,
    takes=Takes.sentence,
)
async def knowledge_question(ctx: Context, question: str) -> Reply:
    return await who_knows(ctx, question)


async def _again(ctx: Context, before: Call, rest: str) -> Reply:
    reply: Reply = await before.command(ctx, rest)
    return replace(reply, line=f"{before.command.phrase(before.language)} {rest}")


def _look_first(to: str) -> Reply:
    example = Action(_("Look up who knows about it"), who_knows.line(to))
    return Reply((Text(words(_("What shall I look for?"))), *((Actions((example,)),) if to else ())))


async def _latest(ctx: Context) -> Reply | None:
    """Return what this member was told here last."""
    latest = await ctx.read(sent.latest_to, ctx.message.conversation.key, ctx.message.sender.id)
    return payload.load(latest.payload, latest.payload_version) if latest else None


async def _before(ctx: Context) -> Call | None:
    """Return the list that this member saw last, if it is the last that they got here:
    its command, and what it listed.
    """
    latest = await _latest(ctx)
    call = interpreter.read(latest.line, ctx.commands, ctx.language.code) if latest and latest.line else None
    if call is None or call.command.takes is Takes.nothing or not call.command.safe or call.command.hidden:
        return None
    rest, _page = paged(call.rest)
    return replace(call, rest=rest)


def _further(reply: Reply) -> Iterator[str]:
    """Yield the lines of buttons that go on with a list."""
    return (action.line for action in reply.actions() if paged(action.line)[1] > 1)


def _looks(reply: Reply) -> Iterator[Action]:
    """Of each thing in a list, the button that shows it."""
    for block in reply.blocks:
        for item in block.items if isinstance(block, Items) else ():
            shows = [action for action in item.actions if label(action.label) in _LOOK]
            yield from shows[:1] or item.actions[:1]


_LOOK = frozenset({"Bekijk", "Look", "View"})
