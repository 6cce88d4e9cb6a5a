"""Finds the one thing of their own that somebody names by what it is about: "trek die over boringen in"."""

import re

from bot.command.command import Context
from bot.command.numbers import kinds_of
from storage.database.text import fold
from storage.search.analyser import Token, tokens
from storage.search.stopwords import STOP

_ABOUT = re.compile(
    r"\b(?P<what>(?:die|degene|that one|the one|(?:mijn|m'?n|onze|my|our)\s+\w+)(?:\s+(?:van mij|of mine))?)"
    r"\s+(?:over|van|rond|met|about|on|with)\s+(?P<about>\S.{2,80})$",
    re.IGNORECASE,
)
ROOT = 5
"""Letters with which words begin alike, of which one may be a longer form."""


async def with_numbers(ctx: Context, text: str) -> str:
    """Put the number of the thing in place of the words that name it, where exactly one is about that."""
    found = _ABOUT.search(text)
    if found is None:
        return text
    said = set(fold(found["what"]).split())
    kinds = [each for each in kinds_of(ctx).values() if not said.isdisjoint(each.words)] or [*kinds_of(ctx).values()]
    about = [each for each in tokens(found["about"]) if each.word not in STOP]
    alike: dict[str, list[Token]] = {}
    for kind in kinds:
        for choice in await kind.own(ctx):
            words = [each.word for each in tokens(ctx.language.text(choice.label))]
            alike[choice.value] = [each for each in about if any(_alike(each.word, word) for word in words)]
    most = max(map(len, alike.values()), default=0)
    best = [number for number, those in alike.items() if len(those) == most]
    if not most or len(best) != 1:
        return text
    end = found.start("about") + alike[best[0]][-1].end
    return f"{text[: found.start()]}{best[0]}{text[end:]}"


def _alike(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= ROOT and word[:ROOT] == other[:ROOT])
