"""Finds what a line names, as far as what it wants is looked for, and what it points to without naming it."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from bot.chat.reply import Subject
from bot.command.command import Call, Command, Context, Parameter, Takes, Verb
from bot.command.kind import HYPHENS, Kind
from bot.command.reader import Unclear
from bot.reading.mentions import mentioned
from bot.reading.numbers import kinds_of
from bot.reading.slots import Slot, slots, words_of
from bot.sentences import memory

LONGEST_HEAD = 1_500
"""Characters of a line in which is looked for what it wants and names. Whoever tells more than that tells a story."""
_MINE = re.compile(r"\b(?:mijn|m'?n|ons|onze|my|our)\b", re.IGNORECASE)


async def named_in(ctx: Context, text: str) -> list[Slot]:
    """Find what a line names, in order."""
    text = text[:LONGEST_HEAD]
    names = await ctx.read(mentioned, text, ctx.place)
    common = ctx.intents.common if ctx.intents else frozenset[str]()
    said = ctx.intents.said if ctx.intents else frozenset[str]()
    found = slots(text, tuple(kinds_of(ctx).values()), ctx.vocabulary, names, common, ctx.local_now.date(), said)
    return [each for each in found if await _is_there(ctx, each, text[each.start : each.end])]


async def _is_there(ctx: Context, slot: Slot, typed: str) -> bool:
    """Whether what looks like a number of ours is one: without a hyphen only that of a thing that there is."""
    kind = kinds_of(ctx).get(slot.word)
    if kind is None or any(hyphen in typed for hyphen in HYPHENS):
        return True
    try:
        await kind.reader().read(ctx, slot.value, None)
    except Unclear:
        return False
    return True


async def is_subject_alone(ctx: Context, text: str) -> bool:
    """Tell whether a line names themes and organisations and says nothing else: "natuur en landbouw in Twente"."""
    if len(text.split()) > LONGEST_SUBJECT or ctx.intents is None:
        return False
    said = words_of(text, await named_in(ctx, text))
    return not _SUBJECTS.isdisjoint(said) and all(word in _SUBJECTS | _BESIDE_SUBJECTS for word in said)


LONGEST_SUBJECT = 8
"""Words of a line that is no more than what one looks for."""
_SUBJECTS = frozenset({"{theme}", "{org}"})
_BESIDE_SUBJECTS = frozenset({"{region}", "en", "in", "bij", "and", "or", "at", "?"})


def kinds_for(ctx: Context, parameter: Parameter) -> tuple[Kind[Any], ...]:
    """Return the kinds of thing that a parameter may be; none when it is something else."""
    return tuple(each for each in kinds_of(ctx).values() if parameter.type in (each.type, Subject))


def takes_things(ctx: Context, command: Command[Any]) -> tuple[Kind[Any], ...]:
    """Return the kinds of thing that a command is about."""
    return tuple(kind for each in command.parameters for kind in kinds_for(ctx, each))


def thing_of(ctx: Context, command: Command[Any]) -> Parameter | None:
    """Return the parameter that says which thing an act is done to, when it cannot do without."""
    return next((each for each in command.parameters if each.required and not each.ask and kinds_for(ctx, each)), None)


async def names_each(ctx: Context, call: Call) -> bool:
    """Tell whether a command that is about several things reads each of them from its line, by whatever name."""
    needed = [each.name for each in call.command.parameters if each.required and kinds_for(ctx, each)]
    if call.command.fills is None or len(needed) < SEVERAL or not call.rest:
        return False
    told = await call.command.fills(ctx, call.rest)
    return all(told.get(each) for each in needed)


SEVERAL = 2


async def barred(ctx: Context, found: Sequence[Slot]) -> frozenset[str]:
    """Name the commands that a line cannot want, whatever it says: of other things, or of what was never shown."""
    bare = await memory.table(ctx) == memory.Table()
    return _of_others(ctx, found) | frozenset(
        each.command for each in ctx.topics.all(memory.GoesOn) if bare and not each.also_alone
    )


def _of_others(ctx: Context, found: Sequence[Slot]) -> frozenset[str]:
    """Name the commands that are about things, and about none of the kinds that a line names by number.

    What is done to K-3 is done to questions: however alike people speak of a signal, it is none of that.
    """
    letters = {slot.word for slot in found if len(slot.word) == 1}
    if not letters:
        return frozenset()
    return frozenset(each.name for each in ctx.commands.all if _is_of_another(ctx, each, letters))


def _is_of_another(ctx: Context, command: Command[Any], letters: Collection[str]) -> bool:
    """Tell whether a command is about another kind of thing, or its speaker: "stuur vraag 27 door naar de adviseur"."""
    parameter = thing_of(ctx, command)
    if parameter is None:
        return any(each.ask and each.ask.now for each in command.parameters) and not any(
            kinds_for(ctx, each) for each in command.parameters
        )
    return not any(kind.letter in letters for kind in kinds_for(ctx, parameter))


async def with_what_it_points_to(
    ctx: Context, command: Command[Any], text: str, found: Sequence[Slot]
) -> Sequence[Slot]:
    """Add the thing that a line is about without saying so: what was shown last, else the only one of one's own."""
    parameter = thing_of(ctx, command)
    if parameter is None:
        bare = not found and command.writes and len(text.split()) <= memory.LONGEST
        about = await shown_last(ctx, Call(command, ctx.language.code, "")) if bare else None
        return [Slot(about.rest[0], about.rest, len(text), len(text))] if about else found
    kinds = kinds_for(ctx, parameter)
    letters = {kind.letter for kind in kinds}
    if any(slot.word in letters or (slot.word == "net" and "N" in letters) for slot in found):
        return found
    long = LONGEST_BELOW if command.adds or command.answers else memory.LONGEST
    number = (await memory.table(ctx)).thing if len(text.split()) <= long else ""
    if number[:1] not in letters:
        number = await only_own(ctx, kinds) if _MINE.search(text) else ""
    return [*found, Slot(number[0], number, len(text), len(text))] if number else found


async def same_of_what_was_shown(ctx: Context, command: Command[Any], text: str, found: Sequence[Slot]) -> Command[Any]:
    """Return an act, or the same act on what was just shown where that is of another kind: "wij ook" below G-3."""
    thing = thing_of(ctx, command)
    if thing is None or not command.writes or len(text.split()) > LONGEST_BELOW:
        return command
    if any(len(slot.word) == 1 or slot.word == "net" for slot in found):
        return command
    number = (await memory.table(ctx)).thing
    if not number or any(kind.letter == number[0] for kind in kinds_for(ctx, thing)):
        return command
    verbs = {each.name for each in ctx.topics.all(Verb) if each.command is command} | {command.name}
    same = (each for each in ctx.topics.all(Verb) if each.name in verbs and each.letter == number[0] and not each.asks)
    return next((each.command for each in same), command)


LONGEST_BELOW = 30
"""Words of a line that acts on what was just shown, and says why or how besides."""


async def shown_last(ctx: Context, call: Call) -> Call | None:
    """Return a call that does not say what it is about, with what was just shown: "hou me op de hoogte" below K-3."""
    first = next(iter(call.command.parameters), None)
    if call.rest or first is None or not first.required or first.ask is not None:
        return None
    if not (call.command.takes is Takes.names and call.command.writes):
        return None  # of what is one's own, one picks
    number = (await memory.table(ctx)).thing
    return Call(call.command, call.language, number) if number else None


async def only_own(ctx: Context, kinds: Sequence[Kind[Any]]) -> str:
    """Return the number of the only thing of their own that one may mean by "mijn vraag"; "" for none or several."""
    own = [choice.value for kind in kinds for choice in await kind.own(ctx)]
    return own[0] if len(own) == 1 else ""
