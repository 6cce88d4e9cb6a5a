"""Writes what a sentence in own words says as a line that calls a command."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, time
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

from bot.chat.reply import Subject
from bot.command.command import Command, Context, Parameter, Takes
from bot.command.kind import Kind
from bot.command.unnamed import without_wish
from bot.language import days, periods
from bot.reading.filter import spoken
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import labels_of, reader_for
from bot.reading.slots import Slot
from bot.reading.value_readers import Url
from bot.sentences import leads
from storage.atlas import Region, Theme
from storage.database.text import fold
from storage.members.member import Member
from storage.members.organisations import Organisation
from storage.networks.network import Network
from storage.search.analyser import content, tokens
from storage.search.stopwords import CHAT

_ANCHORS = {
    "question": frozenset({"vraag", "vragen", "die", "deze", "dat", "hem", "question", "it", "that", "this"}),
    "network": frozenset({"netwerk", "leerkring", "leernetwerk", "kennisnetwerk", "hub", "network", "ons", "our"}),
}
"""Words that stand for a thing of that kind which a line does not name."""


ANCHORED = frozenset().union(*_ANCHORS.values())


def has_what_it_needs(command: Command[Any], text: str, found: Sequence[Slot], kinds: Iterable[Kind[Any]]) -> bool:
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
    if command.fills and not is_put(ctx, command):
        plain = text if command.writes or ctx.intents is None else ctx.intents.straightened(text)
        shown = next((each.value for each in found if len(each.word) == 1 and each.start == len(text)), "")
        return f"{command.phrase(ctx.language.code)}: {f'{shown} {plain}' if shown else plain}"
    left = list(found)
    said = [command.phrase(ctx.language.code)]
    for parameter in command.parameters:
        if value := value_of(ctx, command, parameter, text, left):
            said.append(value)
            kind = bare(parameter.type)
            if kind is str or (command.takes is Takes.sentence and isinstance(kind, type) and issubclass(kind, str)):
                break  # it takes all that follows
        elif parameter.required and parameter.ask and parameter.ask.long:
            break  # what follows would be taken for it
    told = _told_of_it(ctx, command, text, found) if command.adds and len(said) > 1 else ""
    return f"{' '.join(said)}: {told}" if told else " ".join(said)


def is_put(ctx: Context, command: Command[Any]) -> bool:
    """Tell whether a command puts what a sentence tells in one message: what only asks for that is left out."""
    first = next(iter(command.parameters), None)
    return first is not None and reader_for(ctx.topics, first.type).grows


def _told_of_it(ctx: Context, command: Command[Any], text: str, found: Sequence[Slot]) -> str:
    """What a line says behind the thing that it is about: "we hebben L-4 gebruikt in Zwolle en toen ..."."""
    thing = next((slot for slot in found if len(slot.word) == 1), None)
    if thing is not None and thing.start == len(text):
        return _told_below_it(ctx, command, text)
    told = text[thing.end if thing else len(text) :].strip(" .,:;!?-")
    return told if len(told.split()) >= TOLD and not _ASKS.match(told) else ""


def _told_below_it(ctx: Context, command: Command[Any], text: str) -> str:
    """What a line of several clauses tells of what was just shown, without the clause that only wants the act."""
    clause = _CLAUSE.match(text)
    told = text[clause.end() :].strip(" .,:;!?-") if clause else ""
    if clause is None or len(told.split()) < TOLD or "?" in text:
        return ""
    return told if leads.only_wants(ctx, command, clause[0]) else text


_CLAUSE = re.compile(r"[^.,:;!?]{1,200}[.,:;!](?=\s)")


def asks_of(text: str) -> bool:
    """Tell whether a line asks something of the thing that it names: "S-3, wie bracht dat in"."""
    behind = re.split(r"\b[A-Za-z][ -]?\d+\b[\s,.:;-]*", text, maxsplit=1)[-1]
    return text.rstrip().endswith("?") or _ASKS.match(behind) is not None or _ASKS.match(text) is not None


_ASKS = re.compile(
    r"(?:(?:en|maar|and|but) )?(?:wat|wie|waar|waarom|hoe|hoeveel|wanneer|welke?|is|zijn|kan|klopt|heeft|hebben"
    r"|what|who|where|why|how|when|which|is|are|can|does|did|has|have)\b",
    re.IGNORECASE,
)
"""How what stands behind a thing asks about it, and tells nothing."""


TOLD = 3
"""Words behind a thing that tell something of it."""


def value_of(ctx: Context, command: Command[Any], parameter: Parameter, text: str, left: list[Slot]) -> str:
    """Return what a sentence says of one parameter. What it takes is no longer left for the next."""
    kind = bare(parameter.type)
    if get_origin(kind) is list:
        return ", ".join(_take(left, _WORDS.get(get_args(kind)[0], ""), most=None))
    if kind is date:
        return _day(text, left)
    if kind in _WORDS:
        return "".join(_take(left, *_NUMBERED.get(kind, ()), _WORDS[kind]))
    letters = [each.letter for each in kinds_of(ctx).values() if each.type is kind or kind is Subject]
    if letters:
        return "".join(_take(left, *letters))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _label(ctx, kind, text)
    if parameter.ask and (named_by := reader_for(ctx.topics, parameter.type).named_by):
        return "".join(_take(left, *named_by))
    match command.takes if isinstance(kind, type) and issubclass(kind, str) else Takes.nothing:
        case Takes.sentence:
            if leads.only_wishes(command, without_wish(text)[0]):
                return ""
            return leads.told(ctx, command, text) if parameter.ask and parameter.ask.long else text
        case Takes.names:
            return _which(ctx, command, text, left)
        case _:
            return _in_words(parameter, text, left)


def _which(ctx: Context, command: Command[Any], text: str, left: list[Slot]) -> str:
    """Return what a sentence says of which things are wanted: filters, names, matters, and of a list its period."""
    when = periods.within(text, ctx.local_now.date()) if command.safe else None
    led = _BESIDE.search(text[: when.start]) if when else None
    period = [text[led.start() if led else when.start : when.end]] if when else []
    if when:
        left[:] = [slot for slot in left if slot.end <= when.start or when.end <= slot.start]
        text = text[: when.start] + " " * (when.end - when.start) + text[when.end :]
    plain = [*_beside(text, left)] if command.safe else []
    behind = _ABOUT.search(text) if command.safe else None
    about = {*content(text[behind.end() :])} if behind and ctx.intents else set()
    named = _take(left, *(slot.word for slot in left), most=None)
    filters = [*spoken(text, command.filters)]
    told = {word for each in filters for word in fold(each).split()}
    plain = [each for each in plain if each not in told]
    matters = {*(ctx.intents.unspoken(plain) if ctx.intents else ()), *about.difference(CHAT)}
    return " ".join(
        (*filters, *_levels(ctx, text, told), *(each for each in plain if each in matters), *named, *period)
    )


def _day(text: str, left: list[Slot]) -> str:
    """Return the day that a sentence names: of "van 19 december tot 4 januari" the one until which it lasts."""
    named = [slot for slot in left if slot.word in ("date", "day")]
    until = [slot for slot in named if _UNTIL.search(text[: slot.start][-LONGEST_LEAD:])]
    day = next(iter(until or named), None)
    if day is not None:
        left.remove(day)
    return day.value if day else ""


LONGEST_LEAD = 30
"""Characters before a day that are looked at."""
_UNTIL = re.compile(r"\b(?:tot(?:\s+en\s+met)?|t/m|until|till|up to|through)\s+(?:\w+\s+)?$", re.IGNORECASE)


_BESIDE = re.compile(
    r"\b(?:dan|than|naast|tegenover|ten opzichte van|(?:vergeleken|in vergelijking) (?:met|bij)|compared (?:to|with)"
    r"|against|versus)\s+(?:(?:het|de|in|the)\s+)*$",
    re.IGNORECASE,
)
"""Before a period that something is held beside: "beter dan vorig kwartaal"."""
_ABOUT = re.compile(r"\b(?:over|rond|rondom|omtrent|about|on|regarding)\b", re.IGNORECASE)
"""Behind what is said which things are wanted, whatever words that takes."""


_INSTEAD = re.compile(
    r"\b(?:(?:is|wordt|heet|heten|ben|werk|zit)"
    r" (?:(?:nu|voortaan|tegenwoordig|inmiddels|vanaf (?:nu|vandaag|morgen)|sinds (?:\w+ ){1,3}?)\s?){1,2}(?:als|bij)?"
    r"|naar|veranderd in"
    r"|(?:verander|wijzig|change)\w*\s+(?:\w+\s+){0,3}?(?:in|naar|into)|voortaan|is (?:now|called)|am now(?: an?)?|to)"
    r"\s+(?P<new>\S.{0,150}?)"
    r"(?:, (?:wijzig|verander|pas|zet|kun|kan|wil|graag|dus|please|can|could)\b.*)?"
    r"(?:,? (?:ipv|i\.p\.v\.|in plaats van|instead of) .*)?[.!\s]*$",
    re.IGNORECASE,
)


_RATHER_THAN = re.compile(
    r"\b(?:niet|geen|not|no)\b[^.!?;]{0,80}?(?:\b(?:meer|langer|any ?more|longer)\b[^.!?;]{0,60}?)?\b(?:maar|but)\s+"
    r"(?:(?:wel|nu|now|bij|als|at|as|een|een|a|an)\s+)*(?P<new>[^.!?;,]{2,120})",
    re.IGNORECASE,
)
"""What something is instead of what it was: "ik ben geen adviseur meer maar programmamanager water"."""


def _in_words(parameter: Parameter, text: str, left: list[Slot]) -> str:
    """Return what a sentence says of a text: an address, what it is to be from now on, or the things it is about."""
    kind = bare(parameter.type)
    if kind is Url:
        return found[0].rstrip(".,;)") if (found := _ADDRESS.search(text)) else ""
    if kind is not str or parameter.ask is None:
        return ""
    if parameter.ask.now:
        return _instead(text)
    if numbers := _take(left, *(slot.word for slot in left if len(slot.word) == 1), most=None):
        return " ".join(numbers)
    if parameter.ask.reason:
        return _reason(text)
    return "" if parameter.ask.long else " ".join(_take(left, *_SAID_SHORTLY))


_SAID_SHORTLY = ("net", "name", "theme", "region")
"""What a line names that a short text may be, when it takes a thing and that: "verplaats K-3 naar Twente"."""


def _reason(text: str) -> str:
    """Return why a line wants what it wants: "stuur N-50 terug, er staat geen regio bij"."""
    found = _WHY.search(text)
    told = found["why"].strip(" .") if found else ""
    return told if len(told.split()) >= TOLD else ""


_WHY = re.compile(
    r"(?:\b(?:omdat|want|aangezien|wegens|vanwege|because(?: of)?|due to|since)"
    r"|,(?=\s+(?:er|het|hij|ze|zij|dit|dat|die|de|we|wij|ik|geen|te|niemand|onvoldoende"
    r"|it|there|this|that|they|we|i|no|too|nobody|not enough|the)\b)|:)\s+(?P<why>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Behind what a line says why."""


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def _instead(text: str) -> str:
    """Return what something of one's own is to be from now on: "pas mijn functie aan naar opgavemanager"."""
    text = text[:LONGEST_CHANGE]
    found = [*_INSTEAD.finditer(text)] or [*_RATHER_THAN.finditer(text)]
    return _ARTICLE.sub("", found[-1]["new"]) if found else ""


LONGEST_CHANGE = 400
"""Characters of a line in which is looked for what something of one's own is to be."""
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?)\s+", re.IGNORECASE)


def bare(kind: Any) -> Any:
    """Return a type without the None that leaves it out."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    left = [each for each in get_args(kind) if each is not type(None)]
    return left[0] if len(left) == 1 else kind


_WORDS: dict[Any, str] = {
    Region: "region",
    Theme: "theme",
    Network: "net",
    Member: "name",
    Organisation: "org",
    date: "date",
    time: "time",
}
_NUMBERED: dict[Any, tuple[str, ...]] = {Network: ("N",), Member: ("M",)}


def _take(left: list[Slot], *wanted: str, most: int | None = 1) -> list[str]:
    taken = [slot for slot in left if slot.word in wanted][:most]
    for slot in taken:
        left.remove(slot)
    return [slot.value for slot in taken]


def _levels(ctx: Context, text: str, told: Collection[str]) -> Iterator[str]:
    """Yield the levels and kinds of knowledge that a line names beside the filters of a command."""
    words = [*tokens(text)]
    for name, first, last in ctx.vocabulary.named(words):
        if name.kind in ("level", "knowledge") and words[first].word not in told:
            yield text[words[first].start : words[last - 1].end]


def _beside(text: str, found: Iterable[Slot]) -> Iterator[str]:
    """Yield the words of a line that name nothing, and carry something: what is looked for has no name here yet."""
    at = 0
    for start, end in (*((slot.start, slot.end) for slot in found), (len(text), len(text))):
        yield from content(text[at:start])
        at = end


def _label(ctx: Context, kind: type[StrEnum], text: str) -> str:
    """Return the value of a closed set that a sentence names by its label, when it names one."""
    labels = labels_of(ctx.topics, kind)
    said = f" {fold(_RATHER.sub(' ', _BEYOND.sub(lambda found: found['rather'], days.apart(text))))} "
    found = [
        value
        for value in (kind if labels else ())
        if labels and any(_says(said, fold(name)) for name in labels.names(value))
    ]
    return ctx.language.text(labels[found[0]]) if labels and len(found) == 1 else ""


_RATHER = re.compile(
    r"\b(?:in plaats van|ipv|(?:niet|not)(?: meer| langer| any ?more)?|no longer|instead of|rather than)"
    r"\s+(?:(?:elke|iedere|every|per) )?\w+"
    r"|\b(?:elke|iedere|every) \w+ (?:(?:hoeft|hoef ik|mag) (?:\w+ ){0,3}niet"
    r"|(?:is|vind ik) (?:\w+ ){0,2}(?:te|too)\b)",
    re.IGNORECASE,
)
"""What something is not to be."""
_BEYOND = re.compile(
    r"(?P<rather>\b(?:liever|beter|rather|better|sooner)\b[^.!?]{0,60}?)\b(?:dan|than)\s+(?:(?:op|on)\s+)?\w+",
    re.IGNORECASE,
)
"""What something is rather to be than another: "liever op vrijdag dan op maandag"."""


def _says(said: str, name: str) -> bool:
    """Whether a name stands in a line: one of a few letters ("do") only before a number, "do 9u"."""
    return re.search(rf" {re.escape(name)} {'' if len(name) > SHORT else '[0-9]'}", said) is not None


SHORT = 3
"""Letters of a name that may be another word as well."""
