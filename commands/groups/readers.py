"""Reads groups from how people call them: de Initiatiefgroep, het kanaal van de kennishubs."""

import re
from collections.abc import Collection, Sequence
from typing import ClassVar

from bot.chat.reply import Choice
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, quoted
from storage.database.text import fold
from storage.groups import groups, requests
from storage.groups.group import COMMON, Group, Request

MOST = 4
"""Groups to choose from when a name may be several."""
SHORTEST = 4
"""Letters of a word that tells something."""
STEM = 7
"""Letters by which two forms of a word are one: beleidsmaker, beleidsmakers."""
_EMPTY = frozenset(
    """groep groepen kanaal kanalen ruimte group groups channel channels room plek cafe voor alle deelnemers
    welke which waar where praten talk elkaar other past fits""".split()  # noqa: SIM905  # reads better
)
"""Words that tell no group from another."""
_ALSO = {
    "convenor": "aanjagers",
    "convenors": "aanjagers",
    "policy": "beleidsmakers",
    "hub": "kennishubs",
    "hubs": "kennishubs",
    "initiative": "initiatiefgroep",
}
"""Words that people say for those that stand in names."""


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that tell something, as far as their forms agree."""
    said = (_ALSO.get(each, each) for each in fold(text).split())
    return frozenset(each[:STEM] for each in said if len(each) >= SHORTEST and each not in _EMPTY)


def among(words: Collection[str], known: Collection[str]) -> frozenset[str]:
    """Return those of the known stems that these are, or are a part of: who makes "beleid" is a "beleidsmaker"."""
    return frozenset(
        each for each in known for word in words if each == word or (len(word) >= LEAST_STEM and each.startswith(word))
    )


LEAST_STEM = 6
"""Letters of a word that may be the first part of another."""


def called(found: Sequence[Group], text: str) -> list[Group]:
    """Find the groups that a text names, best first: by name, by what they are part of, by the words in it."""
    said = fold(text)
    exact = [each for each in found if said in (fold(each.name), fold(each.title))]
    if exact:
        return sorted(exact, key=lambda each: bool(each.part_of) and each.closed)
    words = stems(text)
    ranked = [(len(words & stems(each.title)), len(words & stems(each.part_of)), each) for each in found]
    best = max(((title, part) for title, part, _each in ranked), default=(0, 0))
    those = [each for title, part, each in ranked if (title, part) == best] if any(best) else []
    # Of several of one part the common one is meant: "de Initiatiefgroep".
    common = [each for each in those if each.title == COMMON]
    return common if len(common) == 1 and len({each.part_of for each in those}) == 1 else those


class AGroup(Reader[Group]):
    """By name, or by words of it."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Group:
        every = await ctx.read(groups.every)
        found = called(every, text)
        if len(found) == 1 or (found and fold(text) in (fold(found[0].name), fold(found[0].title))):
            return found[0]
        choices = [Choice(each.name, each.name) for each in (found or every)[:MOST]]
        if found:
            raise Unclear(_("There are several groups like that. Which one?"), choices)
        raise Unclear(_("I do not know a group called {name}.", name=Bold(quoted(text))), choices)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        head, colon, rest = line.partition(":")
        return head, f"{colon}{rest}"


class ARequest(Reader[Request]):
    """By the number that its buttons have."""

    _NUMBER: ClassVar = re.compile(r"\s*#?(\d{1,9})\b\s*[:,.]?")

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Request:
        match = self._NUMBER.fullmatch(text)
        found = await ctx.read(requests.get, int(match[1])) if match else None
        if found is None:
            raise Unclear(NO_REQUEST)
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        match = self._NUMBER.match(line)
        return (line[: match.end()], line[match.end() :]) if match else (line, "")


NO_REQUEST = _("No request of that number waits for you.")
