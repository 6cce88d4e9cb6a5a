"""Reads a sentence in somebody's own words as a line that could have been typed, and asks before it changes anything.

What is said in other words than a command's becomes a line of that command: "hoeveel netwerken zijn er in Gelderland"
is `netwerken Gelderland`. A line that only reads is done. One that changes something is shown, with what was
understood, and done after one yes; unless the command asks further by itself.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, get_args, get_origin

from bot.chat.reply import (
    Subject,
)
from bot.command import who_knows_phrases
from bot.command.command import Call, Command, Context, Parameter, Takes
from bot.command.filter import spoken
from bot.command.kind import HYPHENS, Kind
from bot.command.mentions import mentioned
from bot.command.numbers import kinds_of
from bot.command.reader import Unclear
from bot.command.reader_registry import labels_of, reader_for
from bot.command.slots import Slot, slots, words_of
from bot.language.classifier import Guess
from bot.language.intents import READS, WRITES
from storage.atlas import Region, Theme
from storage.database.text import fold
from storage.members.member import Member
from storage.networks.network import Network
from storage.vocabulary import Role

SURE = 0.95
"""Probability from which a command is read in a sentence that opens as a search does."""
RATHER = 0.5
"""Probability from which a line is another command than the one that it begins as."""
LONGEST_HEAD = 1_500
"""Characters of a line in which is looked for what it wants and names. Whoever tells more than that tells a story."""
MOST = 3
"""Commands that are offered when it is not clear which was meant."""
FEW = 3
"""Words of a line that is a subject, and nothing else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Holds what a sentence was read as: a line that calls a command; or what it may have been, likeliest first."""

    call: Call | None
    line: str
    perhaps: tuple[tuple[Command[Any], str], ...]
    p: float
    """How likely the command of the call is."""
    named: bool
    """It names something: a region, theme, organisation, network or person, or a matter that no act is about."""


async def read(ctx: Context, text: str) -> Reading | None:
    """Tell what a sentence in own words wants; None when nobody taught us yet how people say things."""
    if ctx.intents is None:
        return None
    kinds = tuple(kinds_of(ctx).values())
    found = await named_in(ctx, text)
    sought = ctx.commands.by_name.get("who_knows")
    if sought is not None and words_of(text, found) in _SUBJECTS:
        line = f"{sought.phrase(ctx.language.code)} {text}"
        return Reading(Call(sought, ctx.language.code, text), line, ((sought, line),), 1.0, named=True)
    # Who did not sign up yet is understood too, and hears that they can.
    reach = max(ctx.member.role, Role.member)
    writes = {each.name: each.writes for each in ctx.commands.all if reach >= each.begun_by}
    said = words_of(text[:LONGEST_HEAD], found)
    guesses = ctx.intents.read(said, writes)
    best = guesses[0] if guesses else None
    seeks = who_knows_phrases.language_of(text) is not None
    perhaps = tuple(
        (command, line_of(ctx, command, text, found))
        for command in (ctx.commands.by_name[guess.intent] for guess in guesses[:MOST])
        if _has_what_it_needs(command, text, found, kinds)
    )
    named = any(slot.word in ("region", "theme", "org", "net", "name") for slot in found)
    named = named or ctx.intents.tells_of_a_matter(said)
    if best is None or not _clear(ctx.commands.by_name[best.intent], best, seeks=seeks) or not perhaps:
        return Reading(None, "", perhaps, 0, named or seeks)
    command, line = perhaps[0]
    if command.name != best.intent:
        return Reading(None, "", perhaps, 0, named or seeks)
    phrase = command.phrase(ctx.language.code)
    rest = text if command.fills else line.removeprefix(phrase).strip()
    return Reading(Call(command, ctx.language.code, rest), line, perhaps, best.p, named)


_SUBJECTS = frozenset({("{org}",), ("{theme}",)})
"""Lines that are nothing but the name of what one looks for: RWS, hittestress."""


async def named_in(ctx: Context, text: str) -> list[Slot]:
    """Find what a line names, in order: as far as what it wants is looked for."""
    text = text[:LONGEST_HEAD]
    names = await ctx.read(mentioned, text, ctx.place)
    common = ctx.intents.common if ctx.intents else frozenset[str]()
    found = slots(text, tuple(kinds_of(ctx).values()), ctx.vocabulary, names, common, ctx.local_now.date())
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


class Extent(StrEnum):
    """Tells how far a line that begins as a command is one."""

    whole = "whole"
    """Its parameters take all of it; what is free text stands behind a colon."""
    told = "told"
    """It names what it is about, and a text stands behind a colon: whatever that says, it is that text."""
    begun = "begun"
    """It begins as one."""


async def extent(ctx: Context, call: Call, text: str) -> Extent:
    rest, named = call.rest, False
    if text.removesuffix(rest).rstrip().endswith(":"):
        return Extent.whole
    for parameter in call.command.parameters:
        if not rest.strip(_JOINTS):
            break
        reader = reader_for(ctx.topics, parameter.type)
        if reader.anything and parameter.ask is not None:
            return (
                Extent.told
                if named and text.removesuffix(rest.lstrip(_JOINTS)).rstrip().endswith(":")
                else Extent.begun
            )
        if reader.anything:
            covered = words_of(rest, await named_in(ctx, rest))
            return Extent.whole if all(word.startswith("{") or word in _SMALL for word in covered) else Extent.begun
        taken, rest = await reader.take(ctx, rest)
        if not taken.strip():
            continue
        try:
            await reader.read(ctx, taken.strip(), parameter.ask)
        except Unclear:
            return Extent.begun
        named = True
    return Extent.begun if rest.strip(_JOINTS) else Extent.whole


_JOINTS = " .,:;!?-"
_SMALL = frozenset("en and of or in te van voor over de het een the a for about mij me alles all".split())  # noqa: SIM905  # reads better


def shows_a_thing(ctx: Context, command: Command[Any]) -> bool:
    """Tell whether a command takes a number and nothing else, and only shows that."""
    types = [each.type for each in command.parameters]
    return not command.writes and len(types) == 1 and types[0] in (kind.type for kind in kinds_of(ctx).values())


def allows(ctx: Context, command: Command[Any], text: str) -> bool:
    """Tell whether nothing in a line speaks against that act: it does not deny, ask about it or tell of a matter."""
    if ctx.intents is None:
        return True
    said = words_of(text, ())
    if _is_of_a_thing(ctx, command) and not any(each.isdecimal() for each in text) and _ANCHORED.isdisjoint(said):
        return False  # "melden van een bodemsanering" reports nothing of ours
    takes_any = any(reader_for(ctx.topics, each.type).anything for each in command.parameters)
    matter = not takes_any and ctx.intents.tells_of_a_matter(said, command.name)
    return ctx.intents.allows(command.name, said) and not matter


def _clear(command: Command[Any], guess: Guess, *, seeks: bool) -> bool:
    if seeks and command.writes:
        return guess.p >= SURE
    return guess.p >= (WRITES if command.writes else READS)


_ANCHORS = {
    "question": frozenset({"vraag", "vragen", "die", "deze", "dat", "hem", "question", "it", "that", "this"}),
    "network": frozenset({"netwerk", "leerkring", "leernetwerk", "kennisnetwerk", "hub", "network", "ons", "our"}),
}
"""Words that stand for a thing of that kind which a line does not name."""


_ANCHORED = frozenset().union(*_ANCHORS.values())


def _is_of_a_thing(ctx: Context, command: Command[Any]) -> bool:
    """Tell whether a command is about a thing by its number, first of all."""
    first = next(iter(command.parameters), None)
    return first is not None and any(first.type in (kind.type, Subject) for kind in kinds_of(ctx).values())


def _has_what_it_needs(command: Command[Any], text: str, found: Sequence[Slot], kinds: Iterable[Kind[Any]]) -> bool:
    """Tell whether a line that changes something tells of what: a number, a name, or a word for it."""
    if not command.writes:
        return True
    said = set(fold(text).split())
    for parameter in command.parameters:
        if parameter.ask is not None or not parameter.required:
            continue
        if parameter.type is Network:
            anchored = any(slot.word in ("net", "N") for slot in found) or not said.isdisjoint(_ANCHORS["network"])
        elif letters := [kind.letter for kind in kinds if parameter.type in (kind.type, Subject)]:
            anchored = any(slot.word in letters for slot in found) or not said.isdisjoint(_ANCHORS["question"])
        else:
            continue
        if not anchored:
            return False
    return True


def line_of(ctx: Context, command: Command[Any], text: str, found: Sequence[Slot]) -> str:
    """Return the line that calls a command with what a sentence names."""
    if command.fills:
        return f"{command.phrase(ctx.language.code)}: {text}"
    left = list(found)
    said = [command.phrase(ctx.language.code)]
    said += [value for parameter in command.parameters if (value := _value(ctx, command, parameter, text, left))]
    told = _told_of_it(text, found) if command.adds and len(said) > 1 else ""
    return f"{' '.join(said)}: {told}" if told else " ".join(said)


def _told_of_it(text: str, found: Sequence[Slot]) -> str:
    """What a line says behind the thing that it is about: "we hebben L-4 gebruikt in Zwolle en toen ..."."""
    end = next((slot.end for slot in found if len(slot.word) == 1), len(text))
    told = text[end:].strip(_JOINTS)
    return told if len(told.split()) >= FEW else ""


def _value(ctx: Context, command: Command[Any], parameter: Parameter, text: str, left: list[Slot]) -> str:
    """Return what a sentence says of one parameter. What it takes is no longer left for the next."""
    kind = parameter.type
    if get_origin(kind) is list:
        return ", ".join(_take(left, _WORDS.get(get_args(kind)[0], ""), most=None))
    if kind in _WORDS:
        return "".join(_take(left, *_NUMBERED.get(kind, ()), _WORDS[kind]))
    letters = [each.letter for each in kinds_of(ctx).values() if each.type is kind or kind is Subject]
    if letters:
        return "".join(_take(left, *letters))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _label(ctx, kind, text)
    match command.takes if isinstance(kind, type) and issubclass(kind, str) else Takes.nothing:
        case Takes.sentence:
            return text
        case Takes.names:
            said = _take(left, *(slot.word for slot in left), most=None)
            return " ".join((*spoken(text, command.filters), *said))
        case _:
            return ""


_WORDS: dict[Any, str] = {
    Region: "region",
    Theme: "theme",
    Network: "net",
    Member: "name",
    date: "date",
    time: "time",
}
_NUMBERED: dict[Any, tuple[str, ...]] = {Network: ("N",), Member: ("M",), date: ("day",)}


def _take(left: list[Slot], *wanted: str, most: int | None = 1) -> list[str]:
    taken = [slot for slot in left if slot.word in wanted][:most]
    for slot in taken:
        left.remove(slot)
    return [slot.value for slot in taken]


def _label(ctx: Context, kind: type[StrEnum], text: str) -> str:
    """Return the value of a closed set that a sentence names by its label, when it names one."""
    labels = labels_of(ctx.topics, kind)
    said = f" {fold(text)} "
    found = [
        value
        for value in (kind if labels else ())
        if labels and any(_says(said, fold(name)) for name in labels.names(value))
    ]
    return ctx.language.text(labels[found[0]]) if labels and len(found) == 1 else ""


def _says(said: str, name: str) -> bool:
    """Whether a name stands in a line: one of a few letters ("do") only before a number, "do 9u"."""
    return re.search(rf" {re.escape(name)} {'' if len(name) > SHORT else '[0-9]'}", said) is not None


SHORT = 3
"""Letters of a name that may be another word as well."""


def is_subject(reading: Reading, text: str) -> bool:
    """Tell whether a line is looked up when nothing else is clear: it names something, seeks, or is a mere subject."""
    return reading.named or len(text.split()) <= FEW or text.rstrip().endswith("?")


_DUTCH = frozenset(
    """de het een ik je jij wij ons van voor met niet en er dat die dit wat wie hoe waar welke zijn heb heeft kan mag
    moet wil zou naar bij aan op uit om ook nog maar als dan mijn iets iemand over""".split()  # noqa: SIM905  # reads better
)
_ENGLISH = frozenset(
    """the a an i you we my your our what who how where which are am do does can could would should want to for with
    about from on and any this that it not please there have has anyone someone""".split()  # noqa: SIM905  # reads better
)


def language_of(text: str) -> str | None:
    """Return the language that the small words of a line are of; None when they do not tell."""
    said = fold(text).split()
    dutch, english = (sum(word in small for word in said) for small in (_DUTCH, _ENGLISH))
    return "nl" if dutch > english else "en" if english > dutch else None
