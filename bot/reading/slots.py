"""Finds what a line names beside what it wants: numbers, regions, themes, organisations, networks, people, links."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.command.kind import HYPHENS, Kind
from bot.language import days, hours
from bot.language.periods import MONTH_NAMES
from bot.language.sentence import Name, Vocabulary
from bot.reading.moment_readers import typed
from storage.search.analyser import tokens

_WORDS = {"region": "region", "theme": "theme", "organisation": "org", "network": "net", "member": "name"}
"""What a sample calls what a vocabulary calls otherwise. Levels and kinds of knowledge stay the words that they are."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something named in a line: what samples call it, how a command is told it, and where it stands."""

    word: str
    value: str
    start: int
    end: int


def slots(
    text: str,
    kinds: Iterable[Kind[object]],
    vocabulary: Vocabulary,
    names: Iterable[Name],
    common: frozenset[str],
    today: date,
    said: Collection[str] = (),
) -> list[Slot]:
    """Return what a line names, in order, none overlapping.
    Words that are `common` in samples are no theme by themselves, and what is `said` in them is no slip for one.
    """
    moments = [*_moments(text, today)]
    found = [
        *_but_moments(_numbers(text, tuple(kinds)), moments),
        *moments,
        *_names(text, Vocabulary(names), common),
        *_names(text, vocabulary, common),
        *_misspelt(text, vocabulary, said),
        *_organisations(text),
        *_links(text),
    ]
    taken: list[Slot] = []
    # A number beats a name, and a longer name a shorter one.
    for slot in sorted(found, key=lambda each: (len(each.word) > 1, each.start - each.end)):
        if all(slot.end <= other.start or other.end <= slot.start for other in taken):
            taken.append(slot)
    return sorted(taken, key=lambda each: each.start)


def words_of(text: str, found: Iterable[Slot]) -> tuple[str, ...]:
    """Return the words of a line, with what it names in place of the names: as samples are written."""
    said: list[str] = []
    at = 0
    for slot in found:
        said += _plain(text[at : slot.start])
        said.append(f"{{{slot.word}}}")
        at = slot.end
    asks = ("?",) if text.rstrip().endswith("?") else ()
    return (*said, *_plain(text[at:]), *asks)


MOST_DIGITS = 2
_DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMED_DAYS = {
    **dict.fromkeys(("gisteren", "vandaag", "morgen", "overmorgen", "yesterday", "today", "tomorrow"), "{date}"),
    **{f"{day}{many}": "{day}" for day in _DUTCH_DAYS for many in ("", "s", "en")},
    **{f"{day}{many}": "{day}" for day in _ENGLISH_DAYS for many in ("", "s")},
    **dict.fromkeys(MONTH_NAMES, "{date}"),
}
"""What samples and lines write for days and months that are called by their name."""


def _plain(text: str) -> Iterator[str]:
    """The words of a text, with what samples write for a small number."""
    for token in tokens(text):
        number = len(token.word) <= MOST_DIGITS and token.word.isdecimal()
        yield "{n}" if number else NAMED_DAYS.get(token.word, token.word)


_BODIES = (
    "gemeente|provincie|waterschap|hoogheemraadschap|omgevingsdienst|veiligheidsregio|ministerie van"
    "|municipality of|province of|water board|ministry of"
)
_NO_PLACE = (
    "en|of|in|met|die|dat|is|zijn|hier|voor|over|maar|van|op|aan|om|uit|bij|als|and|or|that|who|for|about|on|to|with"
)
_ORGANISATION = re.compile(
    rf"\b(?i:{_BODIES})\s+(?!(?:{_NO_PLACE})\b)[^\W\d_][\w-]*"
    r"(?:\s+(?:en|aan|de|den|der|van|op|and)\s+(?:(?:den|de|der)\s+)?[A-Z][\w-]*)*"
)


def _organisations(text: str) -> Iterator[Slot]:
    """Organisations by their kind and place, also those that nobody here is of: gemeente Hengelo."""
    for match in _ORGANISATION.finditer(text):
        yield Slot("org", match[0], match.start(), match.end())


_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)]", re.IGNORECASE)


def _links(text: str) -> Iterator[Slot]:
    for match in _LINK.finditer(text):
        yield Slot("link", match[0], match.start(), match.end())


def _moments(text: str, today: date) -> Iterator[Slot]:
    """Days and times. A day that may be meant in two ways stays as it was typed, to be asked about."""
    for day in days.within(text, today):
        said = text[day.start : day.end]
        word = "day" if day.named else "date"
        yield Slot(word, said if day.or_else else typed(day.day), day.start, day.end)
    for at in hours.within(text):
        yield Slot("time", text[at.start : at.end] if at.or_else else f"{at.at:%H:%M}", at.start, at.end)


def _numbers(text: str, kinds: tuple[Kind[object], ...]) -> Iterator[Slot]:
    """K-12, k12, K 12 with any hyphen, vraag 12; a letter that roads have too (A28, N35) only with a hyphen."""
    by_word = {word: kind for kind in kinds for word in kind.words}
    for match in re.finditer(r"(?<!\w)([a-z]+)\s+(?:nummer\s+|number\s+|#)?(\d{1,9})(?!\w)", text, re.IGNORECASE):
        if kind := by_word.get(match[1].casefold()):
            yield Slot(kind.letter, kind.number(int(match[2])), match.start(), match.end())
    by_letter = {kind.letter.casefold(): kind for kind in kinds}
    for match in re.finditer(rf"(?<!\w)([a-z])\s?([{HYPHENS}]?)\s?(\d{{1,9}})(?!\w)", text, re.IGNORECASE):
        kind = by_letter.get(match[1].casefold())
        if kind is not None and (match[2] or match[1].casefold() not in _ROADS):
            yield Slot(kind.letter, kind.number(int(match[3])), match.start(), match.end())


def _but_moments(numbers: Iterable[Slot], moments: Sequence[Slot]) -> Iterator[Slot]:
    """Leave out a number that begins a day or a time: "bijeenkomst 12 december" is no B-12."""
    for slot in numbers:
        if not any(slot.start < each.start < slot.end < each.end for each in moments):
            yield slot


def _misspelt(text: str, vocabulary: Vocabulary, said: Collection[str]) -> Iterator[Slot]:
    """Yield regions and themes that are written with a slip: "drinkwatr in Overijsel"."""
    words = list(tokens(text))
    known = {at for _name, first, last in vocabulary.named(words) for at in range(first, last)}
    for name, at, _last in vocabulary.misspelled(words):
        yield Slot("region", name.name, words[at].start, words[at].end)
    for at, token in enumerate(words):
        if at in known or token.word in said or len(token.word) < LONG_NAME:
            continue
        theme = vocabulary.nearest(token.word)
        if theme is not None and theme.kind == "theme":
            yield Slot("theme", theme.name, token.start, token.end)


LONG_NAME = 7
"""Letters of a word that may be the name of a theme with a slip in it."""
_ROADS = frozenset("abcdefghmnrstu")
"""Letters that stand before a number for something else than ours: A28, B1, D66, E10, G4, H2, N35, T100."""


def _names(text: str, vocabulary: Vocabulary, common: frozenset[str]) -> Iterator[Slot]:
    said = list(tokens(text))
    for name, first, last in vocabulary.named(said):
        if name.kind not in _WORDS:
            continue
        if name.kind == "theme" and last - first == 1 and said[first].word in common:
            continue
        yield Slot(_WORDS[name.kind], name.name, said[first].start, said[last - 1].end)
