"""Reads what a list is asked for: `<plural> [region] [theme] [state] [kind] [period] [words] [pN]`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from bot.chat.texts import LANGUAGES, Language, Msg
from bot.command.command import Context
from bot.reading.filter import filtered, paged
from bot.reading.period import Span, span
from bot.sentences.named import named_in
from storage.database.pages import Narrow
from storage.database.text import fold
from storage.search.stopwords import CHAT
from storage.vocabulary import Level

PAGE = 6
"""Things a page in one's own chat: each takes two or three lines on a phone."""
FEW_IN_ROOM = 3
"""Things a page in a channel or room, where others read along: the rest is behind one button."""


def page_size(ctx: Context) -> int:
    """Return how many things a page of a list shows where it is asked for."""
    return PAGE if ctx.personal else FEW_IN_ROOM


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: regions and themes with all below them, or None for any."""

    text: str
    page: int
    named: frozenset[int]
    """The regions that were named, without those below."""
    named_themes: frozenset[int]
    """The themes, likewise."""
    regions: frozenset[int] | None
    themes: frozenset[int] | None
    levels: frozenset[Level]
    values: frozenset[str]
    """The values of closed sets that were named."""
    unknown: tuple[str, ...]
    """Words that are no filter."""
    rest: str = ""
    """What was asked for, without the values that were named."""
    when: Span | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    """What each of the values was called."""
    ids: frozenset[int] | None = None
    """Only these: they say words that are no filter."""
    size: int = PAGE
    """Things a page."""

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    @property
    def narrow(self) -> Narrow:
        """The words and the period, as storage takes them."""
        return Narrow(self.ids, self.when.since if self.when else None, self.when.until if self.when else None)


def names_of_values(labels: Mapping[Any, Msg], also: Mapping[Any, Iterable[str]] | None = None) -> dict[str, str]:
    """How the values of a closed set are said, in both languages, each with the value."""
    said: dict[str, str] = {}
    for value, label in labels.items():
        for name in (str(value), *(Language(code).text(label) for code in LANGUAGES), *((also or {}).get(value, ()))):
            said[fold(name)] = str(value)
    return said


def asked(
    ctx: Context,
    which: str,
    known: Mapping[str, str],
    *,
    empty: Iterable[str] = (),
    to_come: bool = False,
    size: int = 0,
) -> Asked:
    """Tell what a list is asked for. `known` are the names of states and kinds; `empty` words say nothing here.

    A month without a year was the last one, or with `to_come` the next. A page has that size where it is told.
    """
    text, page = paged(which)
    when = span(ctx, text, past=not to_come)
    rest, said = _values(when.rest if when else text, known)
    found = filtered(rest, ctx.vocabulary)
    return Asked(
        text=text,
        page=page,
        named=found.regions,
        named_themes=found.themes,
        regions=found.regions_in(ctx.atlas),
        themes=found.themes_in(ctx.atlas),
        levels=found.of(Level),
        values=frozenset(said),
        unknown=telling(ctx, found.words, empty=empty),
        rest=rest,
        when=when,
        said=said,
        size=size or page_size(ctx),
    )


def telling(ctx: Context, said: Iterable[str], *, empty: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words that may say which things are wanted: no numbers, and none that only fill."""
    says_nothing = CHAT.union(map(fold, empty), ctx.intents.common if ctx.intents else ())
    left = (each for each in said if each not in says_nothing and not _FIGURES.fullmatch(each))
    return tuple(dict.fromkeys(left))


_FIGURES = re.compile(r"[\d.,:]+")
"""A number or a time of day, by which nothing is listed."""
FEW = 1
"""Words not known from which a line is a sentence rather than a list that is asked for."""


async def within_a_sentence(ctx: Context, text: str, known: Mapping[str, str], *, empty: Iterable[str] = ()) -> str:
    """Return what a list is asked for: as it was typed; of a sentence the period, the states and the names in it."""
    when = span(ctx, text)
    rest = when.rest if when else text
    found = asked(ctx, rest, known, empty=empty)
    if len(found.unknown) <= FEW:
        return text
    named = " ".join(slot.value for slot in await named_in(ctx, rest))
    states = " ".join(name for name in known if f" {name} " in f" {fold(rest)} ")
    matters = ctx.intents.unspoken(found.unknown) if ctx.intents else ()
    return " ".join(filter(None, (when.named if when else "", states, named, *matters)))


def _values(text: str, known: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The text without the values that it names, longest name first, and what each of these was called."""
    rest, values = f" {fold(text)} ", dict[str, str]()
    for name in sorted(known, key=len, reverse=True):
        if f" {name} " in rest:
            values.setdefault(known[name], name)
            rest = rest.replace(f" {name} ", " ")
    return (rest.strip() if values else text), values


def line_of(ctx: Context, found: Asked) -> str:
    """Write what was asked for in as few words as say it, without its page."""
    return " ".join(
        (
            *(ctx.atlas.themes[each].name for each in sorted(found.named_themes)),
            *found.said.values(),
            *sorted(found.levels),
            *found.unknown,
            *(ctx.atlas.regions[each].name for each in sorted(found.named)),
            *((found.when.named,) if found.when else ()),
        )
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a list is asked for by: what it is called, and what is asked for without it."""

    name: str
    without: Asked
    instead: Msg | None = None
    """What is said of what there is then, and what its button is called, where "without" says it badly."""
    label: Msg | None = None


def parts(ctx: Context, found: Asked) -> list[Part]:
    """Return each thing that a list is asked for by, first what is best left out where nothing has them all."""
    least: list[Part] = []
    if found.when:
        least.append(Part(found.when.named, replace(found, when=None)))
    if found.ids is not None:
        least.append(Part(", ".join(found.unknown), replace(found, ids=None, unknown=())))
    for value, name in found.said.items():
        left = {other: called for other, called in found.said.items() if other != value}
        least.append(Part(name, replace(found, said=left, values=frozenset(left))))
    if found.levels:
        least.append(Part(", ".join(sorted(found.levels)), replace(found, levels=frozenset())))
    if found.named:
        regions = ", ".join(ctx.atlas.regions[each].name for each in sorted(found.named))
        least.append(Part(regions, replace(found, named=frozenset(), regions=None)))
    if found.named_themes:
        themes = ", ".join(ctx.atlas.themes[each].name for each in sorted(found.named_themes))
        least.append(Part(themes, replace(found, named_themes=frozenset(), themes=None)))
    return least


def label_values(*kinds: Mapping[Any, Msg]) -> dict[str, str]:
    """The names of the values of several closed sets."""
    return {name: value for kind in kinds for name, value in names_of_values(kind).items()}


def only(values: frozenset[str], kind: type[StrEnum]) -> frozenset[str]:
    """Those of the named values that are of a closed set."""
    return values & frozenset(each.value for each in kind)
