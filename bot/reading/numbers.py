"""Reads things from their numbers, of whatever kind and topic: K-12, N-3."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bot.chat.reply import Choice, Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.kind import HYPHENS, Kind
from bot.command.reader import Reader, Unclear
from bot.reading.record_readers import AMember, ANetwork
from storage.database.text import fold
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import NetworkRole


async def _own_networks(ctx: Context) -> Sequence[Choice]:
    """The networks that somebody drives; of who drives none, those that they are in."""
    driven = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
    own = driven or await ctx.read(networks.of_member, ctx.member.id)
    return [Choice(f"N-{each.id}", each.name) for each in own]


CORE: tuple[Kind[Any], ...] = (
    Kind("network", "N", Network, ANetwork, _("a network"), own=_own_networks),
    Kind("member", "M", Member, AMember, _("a member")),
)
"""The kinds of things that all topics know."""


def kinds_of(ctx: Context) -> Mapping[str, Kind[Any]]:
    """Return every kind of thing by its letter."""
    return {each.letter: each for each in (*CORE, *ctx.topics.all(Kind))}


def number_of(ctx: Context, kind: str, id: int) -> str:
    """Tell what people call a thing of any kind; one of a kind without a letter is called by its name."""
    return next((each.number(id) for each in kinds_of(ctx).values() if each.name == kind), f"{kind}-{id}")


_CURLED = re.compile(rf"(?<!\w)([a-z])\s?[{HYPHENS}]\s?(?=\d{{1,9}}(?!\w))", re.IGNORECASE)


def straightened(text: str) -> str:
    """A text with our own hyphen in its numbers, whatever a phone or a mail made of it: K\u201020 is K-20."""
    return text if text.isascii() else _CURLED.sub(r"\1-", text)


_ONE = re.compile(rf"(?<!\w)[a-z][{HYPHENS}]\d{{1,9}}(?!\w)", re.IGNORECASE)


def names_one(text: str) -> bool:
    """Tell whether a text names something of ours by its number: "wie houdt G-3 bij" looks for nobody."""
    return _ONE.search(text) is not None


_ALONE = re.compile(
    r"\s*(?:(?:(?:ok|oke|ja|mooi|goed|graag|dan|en|and|so|please)[\s,]+)*"
    r"(?:status|stand|toon|bekijk|laat|open|wat is|wat staat er|hoe (?:staat|zit) het met|vertel|zeg|uitleg|meer"
    r"|wat meer|iets meer|ik wil(?: graag| nog| eens)* (?:meer|wat meer)|show|see|view|what is|how is|tell|say|more"
    r"|i(?: want|'d like) to (?:know|see|hear) more)"
    r"(?:\s+(?:van|of|de|het|the|me|mij|ons|us|eens|nog|even|wat|iets|meer|weten|horen|zien|over|bij|in|about|more|some"
    r"|something|a|bit))*\s+)?"
    rf"(?:(?P<letter>[a-z])\s?(?P<hyphen>[{HYPHENS}])?\s?|(?P<word>[a-z]+)\s+(?:nummer\s+|number\s+|nr\.?\s*|#)?(?:[a-z]-)?)"
    r"(?P<id>\d{1,9})(?:\s+(?:zien|eens|graag|please|maar|dan|nog|weten|horen))*[\s.,!?]*",
    re.IGNORECASE,
)


async def alone(ctx: Context, text: str) -> str | None:
    """The number of the thing that a line names, and says nothing else of: k12, vraag 12, status K-12.

    None for what is not there and has no hyphen: A28 is a road.
    """
    match = _ALONE.fullmatch(text[:LONGEST])
    if match is None:
        return None
    said = fold(match["letter"] or match["word"])
    kind = next((each for each in kinds_of(ctx).values() if said == each.letter.lower() or said in each.words), None)
    if kind is None:
        return None
    number = kind.number(int(match["id"]))
    if match["hyphen"]:
        return number
    try:
        await kind.reader().read(ctx, number, None)
    except Unclear:
        return None
    return number


LONGEST = 60
"""Characters of a line that names a thing, and nothing else."""


class AThing(Reader[Subject]):
    """By the letter of its kind and its number. Raises `Unclear` for one that is not there."""

    _NUMBER: ClassVar = re.compile(r"^\s*([a-z])\s*-?\s*(\d{1,9})\b\s*[:,.–-]*", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Subject:
        numbered = self._NUMBER.match(text)
        kind = kinds_of(ctx).get(numbered[1].upper()) if numbered else None
        if numbered is None or kind is None:
            raise Unclear(_("Give its number, like {example}.", example=Code("K-12")))
        number = kind.number(int(numbered[2]))
        await kind.reader().read(ctx, number, ask)
        return Subject(kind.name, int(numbered[2]), number)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
