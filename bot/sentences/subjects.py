"""Puts the number of a thing in place of the words that name it: "volg de vraag over Urk" is "volg K-20".

People name a thing by what it is about. Which things that may be, `likeness` tells; here is which words of a line name
one, and which of the things it can be.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.chat.reply import Inline
from bot.command.command import Call, Context
from bot.command.kind import Kind
from bot.reading.numbers import CORE, kinds_of
from bot.sentences.likeness import Alike, alike
from bot.sentences.named import named_in
from bot.topic import Topics
from storage.database.text import fold
from storage.search.analyser import Token, tokens
from storage.search.stopwords import STOP

LONGEST = 40
"""Words of a line in which a thing is named: more is a story."""
MOST = 4
"""Things that are offered when several may be meant."""
ENOUGH, ENOUGH_TOGETHER = 0.4, 0.3
"""Share of what the naming words tell, from which a thing may be what they name: by one of them, and by several."""
NEAR = 0.8
"""Share of what the likeliest holds, from which another may be meant as well."""
CALLED = 0.75
"""Share of a title that a line says which calls the thing by it."""
IN_TITLE = 2
"""Words of a title in a line from which it may be what that acts on, when the thing holds enough of the line: ..."""
HELD, HELD_OF_TITLE, CALLED_IN_PART = 0.6, 0.4, 0.5
"""... this share of what it tells, or less when the line says this share of the title."""
NOT_BY_WORDS = frozenset("MAW")
"""Letters of what is never named so: people and answers; and words, of which one asks what they mean."""
NOT_BY_TITLE = frozenset("MA")
BY_NAME = frozenset("N")
"""Letters of what is called by its name, and by what it is about only where its kind is said."""

_THAT = r"die|dat|deze|dit|de|het|mijn|m'?n|onze|ons|jullie|that|this|the|my|our|your"
_ABOUT = r"over|van|met|rond|rondom|voor|about|on|of|with|around|regarding"
_OF_NO_KIND = re.compile(
    rf"\b(?P<that>die|dat|degene|datgene|that one|the one)\s+(?:{_ABOUT})\s+(?P<about>\S.*)", re.IGNORECASE
)
_LED = re.compile(
    r"^(?:over|betreft|wat betreft|about|as for|regarding|concerning)\s+(?P<that>)(?P<about>[^:,]{3,80})[:,]\s+(?=\S)",
    re.IGNORECASE,
)
_END = re.compile(r"[,;:!?\n]|\.(?=\s|$)|\s(?:en dan|maar|want|omdat|but|because)\s", re.IGNORECASE)
_OF_WORDS = frozenset(
    """begrip woord term uitleg betekenis definitie omschrijving word meaning definition explanation""".split()  # noqa: SIM905  # reads better
)
"""What is said by who wants something of what a word means, and does not ask that."""
_SENTENCE = re.compile(r".{12,}?[.!?](?=\s)")
"""The first sentence of several."""
LONGEST_CLAUSE = 200
"""Characters before the end of a clause that are looked at."""
_RELATIVE = re.compile(
    r"\w\s+(?:die|dat)\s(?:.*\s)?(?:hebben|heeft|zijn|is|gaan|gaat|kunnen|kan|willen|wil|doen|doet|werken|werkt|spelen|speelt"
    r"|staan|staat|komen|komt|lopen|loopt|gebeuren|gebeurt|passen|past|helpen|helpt)$",
    re.IGNORECASE,
)
"""How a clause ends in which "die met" tells of what stands before it: "dingen die met water te maken hebben"."""
_TITLE = r"[A-Z0-9][\w'-]*(?:\s+(?:(?:van|de|het|der|den|in|of|the|en|and)\s+)?[A-Z0-9][\w'-]*)*"
"""What a thing is called, with capitals."""
_MINE = frozenset({"mijn", "m'n", "mn", "my"})


@dataclass(frozen=True, slots=True)
class Meant:
    """A thing that a line may name, and the line with its number in place of the words that do.

    `call` is what that line calls, once it was read.
    """

    number: str
    name: Inline
    line: str
    call: Call | None = None
    p: float = 1.0
    """How likely that call is."""
    called: bool = True
    """The words call it, or say of which kind it is; else they resemble it, and mean it where an act is clear."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """Words of a line that name a thing: where they begin, what they say, and of which kinds it may be."""

    start: int | None
    """None where the words stand anywhere in it."""
    about: int
    end: int
    letters: frozenset[str]
    mine: bool
    kind: bool = False
    """The words say of which kind it is: "de vraag over droogte"."""


async def named(ctx: Context, text: str) -> Sequence[Meant]:
    """Return what a line names by its kind and what it is about, or by "die over": several when these are alike."""
    if len(text.split()) > LONGEST or "\n" in text:
        return ()
    for naming in _namings(ctx.topics, text):
        about = text[naming.about : naming.end]
        if not naming.kind and (
            _RELATIVE.search(text[: naming.end].rstrip()[-LONGEST_CLAUSE:])
            or await _of_place_alone(ctx, about)
            or (ctx.intents is not None and not ctx.intents.unspoken([each.word for each in tokens(about)]))
        ):
            continue  # "zonder die van Twente" is about a list, "dat van die regio" about one's profile
        if found := await _meant(ctx, text, naming):
            return found
    return ()


async def _of_place_alone(ctx: Context, about: str) -> bool:
    """Tell whether the words are only the name of a region, a theme or an organisation, which names no thing."""
    slots = [each for each in await named_in(ctx, about) if each.word in ("region", "theme", "org")]
    return bool(slots) and all(
        token.word in STOP or any(slot.start <= token.start < slot.end for slot in slots) for token in tokens(about)
    )


async def of_kinds(ctx: Context, text: str, kinds: Iterable[Kind[Any]]) -> Sequence[Meant]:
    """Return what a line names of some kinds, wherever it does."""
    letters = frozenset(each.letter for each in kinds)
    if len(text.split()) > LONGEST or "\n" in text or letters <= NOT_BY_WORDS:
        return ()
    return await _meant(ctx, text, _Naming(None, 0, len(text), letters, says_mine(text)))


async def by_title(ctx: Context, text: str, letters: frozenset[str] = frozenset()) -> Sequence[Meant]:
    """Return what a line calls by its title, of some kinds or of whatever kind: "de Natuurtop"."""
    if len(text.split()) > LONGEST or "\n" in text:
        return ()
    not_words = frozenset() if _OF_WORDS.intersection(fold(text).split()) else frozenset("W")
    every = letters or frozenset(kinds_of(ctx)) - NOT_BY_TITLE - BY_NAME - not_words
    whole = _Naming(None, 0, len(text), every, says_mine(text))
    if found := await _meant(ctx, text, whole, titled=True):
        return found
    first = _SENTENCE.match(text)
    return await _meant(ctx, text, replace(whole, end=first.end()), titled=True) if first else ()


def says_mine(text: str) -> bool:
    """Tell whether a line speaks of something of one's own."""
    return not _MINE.isdisjoint(fold(text).split())


def _namings(topics: Topics, text: str) -> Iterator[_Naming]:
    """Yield the words that name a thing, each up to where the clause ends."""
    words, pattern = _words_of(topics)
    every = frozenset(letter for letters in words.values() for letter in letters) - NOT_BY_WORDS
    for each in pattern.finditer(text):
        yield replace(_naming(text, each, words[fold(each["kind"])] - NOT_BY_WORDS), kind=True)
    for each in (*_OF_NO_KIND.finditer(text), *_LED.finditer(text)):
        yield _naming(text, each, every - BY_NAME)


def _naming(text: str, found: re.Match[str], letters: frozenset[str]) -> _Naming:
    about, end = found.span("about" if found["about"] else "called")
    clause = _END.search(text, about, end)
    start = found.start("that") if found["that"] else about
    return _Naming(start, about, clause.start() if clause else end, letters, fold(found["that"]) in _MINE)


@lru_cache(4)
def _words_of(topics: Topics) -> tuple[dict[str, frozenset[str]], re.Pattern[str]]:
    """Return the letters of the kinds that each word stands for, and how such a word stands in a line."""
    words: dict[str, frozenset[str]] = {}
    for kind in (*CORE, *topics.all(Kind)):
        for word in (*kind.words, *kind.spoken):
            words[fold(word)] = words.get(fold(word), frozenset()) | {kind.letter}
    named = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    led = rf"\b(?P<that>{_THAT})\s+(?:\w+\s+)?(?P<kind>{named})\s+"
    pattern = rf"{led}(?:(?:{_ABOUT})\s+(?=\S)(?P<about>.*)|(?-i:(?P<called>{_TITLE})))"
    return words, re.compile(pattern, re.IGNORECASE)


async def _meant(ctx: Context, text: str, naming: _Naming, *, titled: bool = False) -> Sequence[Meant]:
    """Return the things that these words may name, with the line that each makes."""
    kinds = [each for each in kinds_of(ctx).values() if each.letter in naming.letters]
    about = text[naming.about : naming.end]
    every = await alike(ctx, about, kinds)
    called = [each for each in every if _calls(ctx, text, each)] if titled else []
    found = called or [each for each in every if (_resembles(each) if titled else _enough(each))]
    if naming.start is not None:
        found = _from_the_first_word(about, found)
    if not found:
        return ()
    own = await _own(ctx, kinds, found) if naming.mine or len(found) > 1 else []
    if naming.mine or (own and own[0].worth >= NEAR * found[0].worth):
        found = own
    found = [each for each in found if each.worth >= NEAR * found[0].worth]
    sure = bool(called) or not titled
    return [replace(_with_number(ctx, text, naming, each), called=sure) for each in found[:MOST]]


def _calls(ctx: Context, text: str, thing: Alike) -> bool:
    """Tell whether a line says enough of its title, and in words that are not of acts: "bereiken" calls nothing."""
    words = [each.word for each in tokens(text) if each.start in thing.titled]
    if thing.called < CALLED or ctx.intents is None:
        return False
    rare = [each for each in words if each not in ctx.intents.common]
    whole = thing.called == 1 and len(words) >= IN_TITLE and bool(rare)
    return whole or len(rare) >= IN_TITLE or bool(ctx.intents.unspoken(words))


def _resembles(thing: Alike) -> bool:
    enough = HELD_OF_TITLE if thing.called >= CALLED_IN_PART else HELD
    return thing.worth >= enough and len(thing.titled) >= IN_TITLE


def _from_the_first_word(about: str, found: Sequence[Alike]) -> list[Alike]:
    """Leave those that hold the first word that tells something, if any does: "die van X" names X, whatever follows."""
    first = next((each.start for each in tokens(about) if each.word not in STOP), None)
    return [each for each in found if first in each.held] or [*found]


def _enough(thing: Alike) -> bool:
    return thing.worth >= (ENOUGH if len(thing.held) == 1 else ENOUGH_TOGETHER)


async def _own(ctx: Context, kinds: Iterable[Kind[Any]], found: Sequence[Alike]) -> list[Alike]:
    """Return those that are one's own."""
    letters = {each.number[0] for each in found}
    own = {choice.value for kind in kinds if kind.letter in letters for choice in await kind.own(ctx)}
    return [each for each in found if each.number in own]


def _with_number(ctx: Context, text: str, naming: _Naming, thing: Alike) -> Meant:
    """Put its number in place of the words that name it."""
    about = text[naming.about : naming.end]
    runs = [each for each in _runs(ctx, about, thing) if each]
    runs = runs or [[each for each in tokens(about) if each.start in thing.held]]
    words = runs[0] if naming.start is not None else max(runs, key=len)
    start = naming.start if naming.start is not None else _before(ctx.topics, text, words[0].start)
    return Meant(thing.number, thing.name, f"{text[:start]}{thing.number}{text[naming.about + words[-1].end :]}")


def _runs(ctx: Context, about: str, thing: Alike) -> Iterator[list[Token]]:
    """Yield the words that a thing holds, between those in which acts are spoken of: "de kaarten | gebruikt op ..."."""
    run: list[Token] = []
    for token in tokens(about):
        of_act = ctx.intents is not None and token.word not in STOP and not ctx.intents.unspoken([token.word])
        if of_act and token.start not in thing.titled:
            yield run
            run = []
        elif token.start in thing.held:
            run.append(token)
    yield run


def _before(topics: Topics, text: str, at: int) -> int:
    """Return where a name begins with what leads it: "die tip over", "de"."""
    words, _pattern = _words_of(topics)
    led = re.search(_LEADS.format(kinds="|".join(map(re.escape, words))), text[:at], re.IGNORECASE)
    return led.start() if led else at


_LEADS = rf"\b(?:(?:{_THAT})\s+)?(?:(?:{{kinds}})\s+)?(?:(?:{_ABOUT})\s+)?(?:(?:{_THAT}|een|a|an)\s+)?$"
