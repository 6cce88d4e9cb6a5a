"""Reads what ties are between: a network or organisation by its name, and what a region, theme or level stands for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.chat.reply import Choice, Inline
from bot.chat.spans import Bold, Named
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Ask, Context
from bot.command.reader import LONGEST_HEAD, Reader, Unclear, quoted
from bot.sentences.named import named_in
from commands.relations.labels import KINDS, STANDINGS
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.database.text import fold
from storage.links import Thing
from storage.networks import networks
from storage.relations import partners
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK, RelationKind, Standing
from storage.relations.tables import LONGEST_LINE
from storage.search.stopwords import STOP
from storage.vocabulary import Level, NetworkKind, NetworkRole

MOST_SPLITS: Final = 8
"""Small words that may stand between two names: names have one or two of them themselves."""
PAIR: Final = 2
NEAR: Final = 3
"""What comes near a name that nothing has."""
_NUMBER: Final = re.compile(r"^\s*n\s*[-\u2010-\u2014\u2212]?\s*(\d{1,9})\b", re.IGNORECASE)
_LEAD: Final = re.compile(r"^\s*(?:(?:de|het|een|the|a|onze|our|netwerk|network|regio|region|van|of|in)\s+)+", re.I)
_HUB: Final = re.compile(
    r"^(?:regionale\s+)?(?:kennis)?hub\s+(?:(?:in|van|voor|of|for)\s+)?(?:(?:de|het|the)\s+)?", re.I
)
_NATIONAL: Final = frozenset(
    {"rijk", "rijksoverheid", "landelijk", "nationaal", "national", "national government", "national level", "state"}
)
EVERYTHING: Final = {"nl": "alle netwerken", "en": "all networks"}
"""By language what stands for all that is on the list."""
_EVERYTHING: Final = frozenset({*EVERYTHING.values(), "alles", "everything", "hele cafe", "whole cafe"})
_EUROPEAN: Final = frozenset({"europa", "europees", "europe", "european"})


@dataclass(frozen=True, slots=True)
class Side:
    """What a name stands for: one network or organisation, or all networks of a region, theme or level."""

    name: str
    things: frozenset[Thing]
    partner: Partner | None = None

    @property
    def line(self) -> str:
        """What to type for it."""
        return line_of(self.partner) if self.partner else self.name

    @property
    def title(self) -> Inline:
        return title_of(self.partner) if self.partner else Bold(self.name)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that a line names."""

    one: Side
    other: Side


@dataclass(frozen=True, slots=True)
class What:
    """What one is to the other, and what is told of it."""

    kind: RelationKind
    standing: Standing
    line: str = ""


def line_of(partner: Partner) -> str:
    """Tell what to type for a network or organisation."""
    return f"N-{partner.thing.id}" if partner.thing.kind == NETWORK else partner.name


def title_of(partner: Partner) -> Named:
    """Return its name in bold, known as its own wherever it is kept."""
    return Named(Bold(partner.name), 0, thing=f"{partner.thing.kind}/{partner.thing.id}")


def plain_title(partner: Partner) -> Named:
    """Return its name, known as its own wherever it is kept."""
    return Named(partner.name, 0, thing=f"{partner.thing.kind}/{partner.thing.id}")


def find(tx: Tx, text: str, atlas: Atlas) -> Side | None:
    """Find what a text names: a number, a name, the hub of a region, a region, a theme, a level."""
    text = text.strip(" .,:;?!\"'")[:LONGEST_HEAD]
    if numbered := _NUMBER.match(text):
        there = partners.load(tx, [Thing(NETWORK, int(numbered[1]))])
        return next((_side(each) for each in there.values()), None)
    bare = _LEAD.sub("", f"{text} ").strip()
    for name in dict.fromkeys((text, bare)):
        if fold(name) and (partner := partners.called(tx, name)):
            return _side(partner)
    if hub := _HUB.match(bare):
        region = atlas.region(bare[hub.end() :])
        found = partners.of_kind(tx, NetworkKind.regionale_kennishub, [region.id]) if region else []
        return _side(found[0]) if len(found) == 1 else None
    return _many(tx, bare, atlas)


def _side(partner: Partner) -> Side:
    return Side(partner.name, frozenset({partner.thing}), partner)


def _many(tx: Tx, name: str, atlas: Atlas) -> Side | None:
    said = fold(name)
    if said in _NATIONAL | _EUROPEAN:
        level = Level.nationaal if said in _NATIONAL else Level.europees
        return Side(name, partners.of_level(tx, level))
    if said in _EVERYTHING:
        return Side(name, partners.every(tx))
    if region := atlas.region(name):
        return Side(region.name, partners.in_regions(tx, atlas.within([region.id])))
    if theme := atlas.theme(name):
        return Side(theme.name, partners.of_themes(tx, atlas.beneath([theme.id])))
    return None


async def unknown(ctx: Context, text: str) -> Unclear:
    """Say that nothing goes by a name, with the nearest to choose from."""
    near = await ctx.read(partners.like, text[:LONGEST_HEAD], NEAR)
    told = _("I know no network or organisation called {name}.", name=Bold(quoted(text)))
    return Unclear(told, [Choice(line_of(each), each.name) for each in near])


class ASide(Reader[Side]):
    """By number or name, or as a region, theme or level."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Side:
        found = await ctx.read(find, text, ctx.atlas)
        if found is None:
            raise await unknown(ctx, text)
        return found


_BETWEEN: Final = re.compile(
    r"\s+(?:samen met|verbonden met|(?:connected|tied|linked|related) (?:to|with)|aan|to|en|and|met|with)\s+", re.I
)


class APair(Reader[Pair]):
    """Two names with a small word between them: "Twente en het Rijk", "De Peel samen met NOVEX"."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Pair:
        text = text.strip(" .,:;?!")[: 2 * LONGEST_HEAD]
        first: tuple[str, str] | None = None
        for head, rest in _splits(text):
            first = first or (head, rest)
            one, other = await ctx.read(find, head, ctx.atlas), await ctx.read(find, rest, ctx.atlas)
            if one and other:
                return Pair(one, other)
            if one and not other:
                first = (head, rest)
        if first is None:
            raise Unclear(_("Name two networks, organisations or regions: {example}.", example=Bold("Twente en Rijk")))
        for each in first:
            if await ctx.read(find, each, ctx.atlas) is None:
                raise await unknown(ctx, each)
        raise await unknown(ctx, text)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        head, colon, rest = line.partition(":")
        return head, f"{colon}{rest}"


async def both(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the two that a sentence names: "hebben de Plekmakers en NOVEX iets samen"; else take it all."""
    head, colon, rest = text.partition(":")
    between = await _between(ctx, head)
    if colon:
        return {"between": between, "what": rest.strip()}
    kind = _kind_in(head) if between != head.strip() else ""
    return {"between": between, "what": kind} if kind else {"between": between}


async def _between(ctx: Context, text: str) -> str:
    """Return the two that a sentence names; one of which may be one's own network, or called by a part of its name."""
    named = [*dict.fromkeys(slot.value for slot in await named_in(ctx, text) if slot.word in ("net", "org", "N"))]
    if len(named) < PAIR and _OURS.search(text):
        own = await ctx.read(networks.of_member, ctx.member.id, NetworkRole.convenor)
        named = [*(each.name for each in own if len(own) == 1), *named]
    if len(named) < PAIR:
        named = await ctx.read(_parted, text, ctx.atlas) or named
    return " en ".join(named) if len(named) == PAIR else text.strip()


def _parted(tx: Tx, text: str, atlas: Atlas) -> list[str]:
    """Return the two between which a sentence has a small word, where both are found."""
    text = _ASKS.sub("", text.strip(" .,:;?!"))
    for head, rest in _splits(text):
        one, other = _in_part(tx, _BEHIND.sub("", head), atlas), _in_part(tx, _BEHIND.sub("", rest), atlas)
        if one and other and one.things != other.things:
            return [one.line, other.line]
    return []


def _in_part(tx: Tx, text: str, atlas: Atlas) -> Side | None:
    """Find what a text names, also by a part of its name that no other has: "bouwen aan kennis"."""
    if found := find(tx, text, atlas):
        return found
    said = [each for each in fold(_LEAD.sub("", f"{text} ")).split() if each not in STOP]
    if not 0 < len(said) <= LONGEST_PART or len("".join(said)) < SHORTEST_PART:
        return None
    near = [each for each in partners.like(tx, text[:LONGEST_HEAD], NEAR) if set(said) <= set(fold(each.name).split())]
    return _side(near[0]) if len(near) == 1 else None


LONGEST_PART: Final = 6
"""Words of a part of a name."""
SHORTEST_PART: Final = 5
"""Letters of one."""
_OURS: Final = re.compile(r"\b(?:ons|onze|wij|our)\b", re.I)
_ASKS: Final = re.compile(
    r"^(?:(?:en|maar|and|but)\s+)?(?:(?:hoe|wat|waarin|how|what)\s+)?"
    r"(?:hangt|hangen|is|zijn|zit|staat|heeft|hebben|werkt|werken|does|do|are|has|have)\s+(?:er\s+)?",
    re.I,
)
"""How a sentence begins that asks how two are tied."""
_BEHIND: Final = re.compile(
    r"\s+(?:eigenlijk|iets|ook|nog|samen|te maken|verbonden|connected|connect|tied|linked|together|to do|something)"
    r"\W*$",
    re.I,
)
"""What such a sentence says behind a name."""


def _kind_in(text: str) -> str:
    """Return the kind of relation whose words a sentence has, the longest first: "mensen deelt met"."""
    said = set(fold(text).split())
    return next((name for name, _kind in _kinds() if len(name.split()) > 1 and set(fold(name).split()) <= said), "")


async def two(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the two that a sentence names, where nothing else is told."""
    return {"between": (await both(ctx, text))["between"]}


FEW: Final = 5
"""Words of which all may be a name that nothing has; of a sentence that names nothing, it is asked."""


async def whose_of(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the one that a sentence names: "met wie is hub Twente verbonden"."""
    it: Side | None = await ctx.read(find, text, ctx.atlas)
    if it:
        return {"whose": text}
    named: dict[str, str] = {}
    for slot in await named_in(ctx, text):
        named.setdefault(slot.word, slot.value)
    for word in ("N", "net", "org", "region", "theme"):
        said = (
            f"hub {named[word]}" if word == "region" and word in named and "hub" in fold(text) else named.get(word, "")
        )
        it = await ctx.read(find, said, ctx.atlas) if said else None
        if it:
            return {"whose": said}
    return {"whose": text} if len(text.split()) < FEW else {}


async def whom_of(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the one to whom a sentence wants to come: "through whom do I get to hub Twente"."""
    return {"whom": said} if (said := (await whose_of(ctx, text)).get("whose")) else {}


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield where it may fall in two. Each is looked up, so those of a text of small words alone are not all tried."""
    for match in islice(_BETWEEN.finditer(text), MOST_SPLITS):
        yield text[: match.start()], text[match.end() :]


def _kinds() -> list[tuple[str, RelationKind]]:
    """Return all that people call a kind of relation, the longest first."""
    return sorted(((name, kind) for kind in RelationKind for name in KINDS.names(kind)), key=lambda each: -len(each[0]))


_CHANCE: Final = re.compile(r"^\W*(?:kans|chance)\b\W*|\W*\b(?:kans|chance)\W*$", re.I)


def what_of(text: str) -> What | None:
    """Read "benut", "kans: benut, bestaand platform"; None where it begins with no kind of relation."""
    said = " ".join(text[: LONGEST_HEAD + LONGEST_LINE].strip(" :;,.").split())
    bare = _CHANCE.sub("", said)
    for name, kind in _kinds():
        if fold(f"{bare} ").startswith(fold(name)) and not bare[len(name) : len(name) + 1].isalnum():
            line = bare[len(name) :].strip(" :;,.-–")[:LONGEST_LINE]
            hopes = bare != said or kind is RelationKind.wil_meewerken_aan
            return What(kind, Standing.chance if hopes else Standing.exists, line)
    return None


class AWhat(Reader[What]):
    """One of the nine kinds of relation, perhaps as a chance, and perhaps with a line."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> What:
        found = what_of(text)
        if found is None:
            raise Unclear(_("What is the one to the other? Choose one of these."), await self.choices(ctx))
        return found

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(each.value, KINDS[each], typed=KINDS[each]) for each in RelationKind)


def names_of_kinds() -> tuple[str, ...]:
    """Return all that people call a kind of relation, for the shape of a line."""
    chance = tuple(Language(code).text(STANDINGS[Standing.chance]) for code in LANGUAGES)
    return tuple(name for name, _kind in _kinds()) + chance
