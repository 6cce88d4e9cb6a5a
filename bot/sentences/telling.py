"""Hears that somebody tells something, and finds what it can be put as: a lesson, a signal, work on what stands there.

Nobody is looked for then. What was read of such a line as an act of another kind stands when that is likely.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.reply import Action, Actions, Audience, Reply, Text, words
from bot.chat.texts import _
from bot.command import puzzled
from bot.command.command import Call, Command, Context
from bot.command.welcomes import Welcomes, welcomed
from bot.language.intents import Does
from bot.language.negation import denies
from bot.language.statements import refuses, tells
from bot.sentences import leads, memory, who_knows_phrases
from bot.sentences.named import LONGEST_HEAD, barred, kinds_for, named_in, thing_of
from bot.sentences.nearest import nearest
from bot.sentences.own_words import Reading, as_sampled
from bot.sentences.restraint import asks_at_last, brings_in, does_of
from bot.sentences.spoken_line import bare
from storage.database.text import fold

STANDS = 0.5
"""Probability from which a line that tells something is another act all the same: "ik zit nu bij de gemeente"."""
CLEAR = 0.4
"""Probability from which it is clear what is told, ..."""
MOSTLY = 0.6
"""... when that is so much of all that it may be put as."""
PERHAPS = 0.03
"""Probability from which it is offered before what is offered to everyone."""
DOUBTED = 0.1
"""Probability below which a line that denies something is nothing to put: it may speak of an act of ours."""
RATHER = 1.5
"""How much likelier an act on a thing is than what adds to it, ..."""
MOST = 3
"""Things to make of it that are offered."""
LEAST = 3
"""Things that are offered at least."""
REST = 4
"""Words of a line without the clause that says where it belongs, from which that clause is left out."""


async def heard(ctx: Context, text: str, reading: Reading) -> Reading | None:
    """Return what a line that tells something may be put as; None for another line, or where it is something else."""
    told = leads.without(text)
    ways = {each.command.name: each for each in welcomed(ctx)}
    call = reading.call
    if asks_at_last(text):
        return None
    if call and call.command.name in ways and refuses(text):
        return replace(reading, call=None, perhaps=tuple(each for each in reading.perhaps if each[0].name not in ways))
    if ctx.intents is None or not (_is_told(text, told) or await _is_beside(ctx, text, call)):
        return None
    found = await named_in(ctx, text)
    likely = _likely(ctx, as_sampled(text[:LONGEST_HEAD], found), await barred(ctx, found))
    denied = denies(fold(text).split())
    stands = call is not None and reading.p >= STANDS and does_of(call.command) is not Does.seeks
    if things := {slot.value for slot in found if memory.is_number(slot.value)}:
        adds = len(things) == 1 and not denied and (not stands or (call is not None and call.command.adds))
        return _of_thing(ctx, text, things.pop(), likely) if adds else None
    shares = {name: likely.get(name, 0.0) for name in ways}
    makes = call is None or brings_in(call.command)
    if told == text and makes and (about := await _going_on(ctx, text, likely)) is not None:
        read = [(call.command, reading.line)] if call and call.command.name not in ways else []
        offered = [(ways[name].command, _line(ctx, ways[name].command, told)) for name in _offered(ways, shares)]
        return Reading(None, "", tuple([*about, *read, *offered][:MOST]), 0, named=False, told=True)
    if call and (stands or call.command.name in ways) and told == text:
        return None
    if told != text and not _is_clear(shares):
        lead = fold(text.removesuffix(told)).split()
        shares = {name: float(not ways[name].verbs.isdisjoint(lead)) or shares[name] for name in ways}
    best = max(shares, key=lambda name: shares[name], default="")
    asked = call is not None and call.command.name in ways and not _is_clear(shares)
    if not best or asked or (denied and shares[best] < DOUBTED):
        return None
    perhaps = [(ways[name].command, _line(ctx, ways[name].command, told)) for name in _offered(ways, shares)]
    if not _is_clear(shares):
        likelier = max(PERHAPS, shares[best])
        acts = [each for each in await nearest(ctx, text, least=likelier) if each[0].name not in ways]
        perhaps = [*acts, *perhaps[: MOST - len(acts)]]
        return Reading(None, "", tuple(perhaps), 0, named=False, told=True)
    line = _line(ctx, ways[best].command, told)
    return replace(reading, call=Call(ways[best].command, ctx.language.code, told), line=line, p=shares[best])


async def _is_beside(ctx: Context, text: str, call: Call | None) -> bool:
    """Tell whether a line was read as something new, which it does not say, while one thing was just shown."""
    if call is None or ctx.intents is None or "?" in text or not brings_in(call.command):
        return False
    said = ctx.intents.says_itself(call.command.name, fold(text).split())
    return not said and bool((await memory.table(ctx)).thing)


async def _going_on(ctx: Context, text: str, likely: Mapping[str, float]) -> list[tuple[Command[Any], str]] | None:
    """Return what can be said of the one thing that was just shown, likeliest first; None where none was.

    What is told below it is about that, most often: nothing new is made of it unless its speaker picks so. A remark
    that points to what was said before makes nothing either.
    """
    number = (await memory.table(ctx)).thing
    if not number:
        return [] if ctx.answered is not None and _POINTS.match(text) else None
    takes = [each for each in ctx.commands.all if _says_of(ctx, each, number)]
    best = max(takes, key=lambda each: likely.get(each.name, 0.0), default=None)
    return [(best, f"{best.phrase(ctx.language.code)} {number}: {text}")] if best else []


_POINTS = re.compile(r"(?:die|dat|dit|deze|da's|daar|that|this|those|it)(?:\s|$)", re.IGNORECASE)
"""How a remark begins on what was said before."""


def _says_of(ctx: Context, command: Command[Any], number: str) -> bool:
    """Tell whether a command says something of a thing, which its speaker may do: an answer, a view, a reaction."""
    text = next(iter(command.parameters[1:2]), None)
    told = text is not None and text.ask is not None and (text.ask.long or command.adds) and not text.ask.reason
    told = told and text is not None and text.ask is not None and text.ask.now is None and bare(text.type) is str
    return command.writes and told and ctx.member.role >= command.allow and _is_of(ctx, command, number)


def _is_clear(shares: Mapping[str, float]) -> bool:
    """Tell whether one of the ways leads so far that it is shown to be agreed with."""
    best = max(shares.values(), default=0.0)
    return best >= CLEAR and best >= MOSTLY * sum(shares.values())


def _is_told(text: str, told: str) -> bool:
    """Tell whether a line tells something: it says that it will, or how something is, and looks for nobody."""
    if any(who_knows_phrases.within(each) for each in (text, told)):
        return False
    return "?" not in text and (told != text or tells(text))


def _likely(ctx: Context, said: tuple[str, ...], barred: frozenset[str]) -> Mapping[str, float]:
    """Return how likely each act is, whatever the story denies: that nobody came is told, and refuses nothing."""
    guesses = ctx.intents.classifier.read(said) if ctx.intents else []
    return {each.intent: each.p for each in guesses if each.intent not in barred}


def _offered(ways: Mapping[str, Welcomes], shares: Mapping[str, float]) -> Iterator[str]:
    """Yield what to offer: what it may well be, likeliest first, and so many as anybody is offered."""
    likely = sorted((name for name in ways if shares[name] >= PERHAPS), key=lambda name: -shares[name])[:MOST]
    yield from likely
    yield from [name for name in ways if name not in likely][: max(0, LEAST - len(likely))]


def _line(ctx: Context, command: Command[Any], told: str) -> str:
    return f"{command.phrase(ctx.language.code)}: {told}"


def _of_thing(ctx: Context, text: str, number: str, likely: Mapping[str, float]) -> Reading | None:
    """Return what adds a line to the one thing that is named: "we zijn begonnen met meten, dat hoort bij G-3"."""
    adding = [each for each in ctx.commands.all if each.adds and _is_of(ctx, each, number)]
    if not adding:
        return None
    command = max(adding, key=lambda each: likely.get(each.name, 0.0))
    acts = [each for each in ctx.commands.all if each.writes and not each.adds and _is_of(ctx, each, number)]
    act = max(acts, key=lambda each: likely.get(each.name, 0.0), default=command)
    if likely.get(act.name, 0.0) >= RATHER * likely.get(command.name, 0.0) + DOUBTED:
        command = act  # "G-28 kan eraf: de lijst is compleet" adds no work to it
    rest = text if command.fills else f"{number}: {_beside(text, number)}"
    line = f"{command.phrase(ctx.language.code)} {rest}"
    call = Call(command, ctx.language.code, rest)
    return Reading(call, line, ((command, line),), STANDS, named=False, things=(number,))


def _is_of(ctx: Context, command: Command[Any], number: str) -> bool:
    thing = thing_of(ctx, command)
    return thing is not None and any(kind.letter == number[0] for kind in kinds_for(ctx, thing))


def _beside(text: str, number: str) -> str:
    """Return what a line tells without the clause that only says where it belongs."""
    clauses = re.split(r"(?<=[.!?;,:])\s+", text)
    said = [each for each in clauses if number.casefold() not in each.casefold()]
    rest = " ".join(said).strip(" ,;")
    return rest if len(rest.split()) >= REST else text


def choice(ctx: Context, text: str, perhaps: Sequence[tuple[Command[Any], str]]) -> Reply:
    """Offer what a story can be put as, and to look it up."""
    called = {each.command.name: each.called for each in welcomed(ctx)}
    ways = tuple(Action(called.get(command.name, command.summary), line, Audience.asker) for command, line in perhaps)
    look = puzzled.look_up(ctx, text)
    asked = _("What you tell I can put down as one of these. Or I look it up.")
    return Reply((Text(words(asked)), Actions((*ways, look))))
