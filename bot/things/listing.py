"""Reads what a list is asked for, `<plural> [region] [theme] [state] [kind] [pN]`, and names words not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.chat.reply import Action, Actions, Block, Text, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import LANGUAGES, Language, Msg, _, _n
from bot.command.command import Context
from bot.command.filter import filtered, paged
from bot.command.named import named_in
from bot.command.period import span
from storage.database.text import fold
from storage.vocabulary import Level

PAGE = 6
"""Things a page: each takes two or three lines on a phone."""


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
    rest: str = ""
    """What was asked for, without the values that were named."""

    @property
    def offset(self) -> int:
        return (self.page - 1) * PAGE


def names_of_values(labels: Mapping[Any, Msg], also: Mapping[Any, Iterable[str]] | None = None) -> dict[str, str]:
    """How the values of a closed set are said, in both languages, each with the value."""
    said: dict[str, str] = {}
    for value, label in labels.items():
        for name in (str(value), *(Language(code).text(label) for code in LANGUAGES), *((also or {}).get(value, ()))):
            said[fold(name)] = str(value)
    return said


def asked(ctx: Context, which: str, known: Mapping[str, str], *, empty: Iterable[str] = ()) -> Asked:
    """Tell what a list is asked for. `known` are the names of states and kinds; `empty` words say nothing here."""
    text, page = paged(which)
    rest, values = _values(text, known)
    found = filtered(rest, ctx.vocabulary)
    says_nothing = {fold(one) for one in empty} | (ctx.intents.common if ctx.intents else frozenset())
    unknown = tuple(each for each in found.words if each not in says_nothing)
    return Asked(
        text=text,
        page=page,
        named=found.regions,
        named_themes=found.themes,
        regions=ctx.atlas.within(found.regions) if found.regions else None,
        themes=ctx.atlas.beneath(found.themes) if found.themes else None,
        levels=found.of(Level),
        values=values,
        unknown=unknown,
        rest=rest,
    )


FEW = 1
"""Words not known from which a line is a sentence rather than a list that is asked for."""


async def within_a_sentence(ctx: Context, text: str, known: Mapping[str, str], *, empty: Iterable[str] = ()) -> str:
    """Return what a list is asked for: as it was typed; of a sentence the period, the states and the names in it."""
    when = span(ctx, text)
    rest = when.rest if when else text
    if len(asked(ctx, rest, known, empty=empty).unknown) <= FEW:
        return text
    named = " ".join(slot.value for slot in await named_in(ctx, rest))
    states = " ".join(name for name in known if f" {name} " in f" {fold(rest)} ")
    return " ".join(filter(None, (when.named if when else "", states, named)))


def _values(text: str, known: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """The values that a text names, longest name first, and the text without them."""
    rest, values = f" {fold(text)} ", set()
    for name in sorted(known, key=len, reverse=True):
        if f" {name} " in rest:
            values.add(known[name])
            rest = rest.replace(f" {name} ", " ")
    return (rest.strip() if values else text), frozenset(values)


def unknown_words(ctx: Context, found: Asked, what: Msg) -> list[Block]:
    """Name what a list did not understand: "Ruimtevaart ken ik niet ... Dit is de agenda zonder dat woord.".

    Where it understood nothing else, those words are what somebody looks for: a button looks them up.
    """
    if not found.unknown:
        return []
    said = [Bold(each) for each in found.unknown]
    told = _n(
        "I do not know {words} as a region, theme, state or kind. This is {what} without that word.",
        "I do not know {words} as a region, theme, state or kind. This is {what} without those words.",
        len(said),
        words=said,
        what=what,
    )
    if SEARCH not in ctx.commands.by_name or found.named or found.named_themes or found.levels or found.values:
        return [Text(words(told))]
    sought = " ".join(found.unknown)
    look_up = Action(_("Look up {words}", words=shorten(sought, LONGEST_SOUGHT)), ctx.line(SEARCH, sought))
    return [Text(words(told)), Actions((look_up,))]


SEARCH = "who_knows"
"""The command that looks up whatever is said."""
LONGEST_SOUGHT = 24
"""Letters of what is looked for on a button."""


def label_values(*kinds: Mapping[Any, Msg]) -> dict[str, str]:
    """The names of the values of several closed sets."""
    return {name: value for kind in kinds for name, value in names_of_values(kind).items()}


def only(values: frozenset[str], kind: type[StrEnum]) -> frozenset[str]:
    """Those of the named values that are of a closed set."""
    return values & frozenset(each.value for each in kind)
