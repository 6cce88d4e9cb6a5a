"""Reads programmes, hubs, tasks and sides from how people call them: the FPLG, hub Twente, landelijk gebied."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from bot.chat.reply import Choice
from bot.chat.spans import Bold, Code
from bot.chat.texts import LANGUAGES, Language, _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, heads, quoted
from bot.reading.numbered import Numbered, Source
from bot.reading.record_readers import network_number
from commands.programmes.labels import PARTS
from storage.database.database import Tx
from storage.database.text import fold
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import hubs, programmes, tasks
from storage.programmes.hub import Hub
from storage.programmes.part import IN_PROGRAMMES, SIDES, Part
from storage.programmes.programme import Programme
from storage.programmes.task import Task
from storage.vocabulary import Level, NetworkStatus

MOST = 4
"""Things to choose from when a name may be several."""
_NUMBER: Final = re.compile(r"^\s*n\s*[-\u2010-\u2014\u2212]?\s*(\d{1,9})\b", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"^\s*(?:(?:de|het|een|the|a|onze|our|van|voor|bij|in|at|of|for|regio|region|programma|programme|program"
    r"|regionale|kennishub|hub|taak|task|duo)\s+)+",
    re.IGNORECASE,
)
"""What stands before a name and is no part of it."""


def bare(text: str) -> str:
    """A name without what leads to it: "de hub Twente?" is Twente."""
    return _LEAD.sub("", f"{text.strip(' .,:;?!')} ").strip()


@dataclass(frozen=True, slots=True)
class AProgramme:
    """A network that is a programme, with its facts."""

    network: Network
    programme: Programme


@dataclass(frozen=True, slots=True)
class AHub:
    """A network that is a hub, with its functions."""

    network: Network
    hub: Hub


def _listed(tx: Tx, text: str) -> list[Network]:
    """The networks on the list that go by that name or number."""
    numbered = _NUMBER.match(text)
    ids = [int(numbered[1])] if numbered else networks.by_name(tx, text) or networks.by_name(tx, bare(text))
    return [each for each in networks.load(tx, ids) if each.status is NetworkStatus.listed]


def programmes_called(tx: Tx, text: str) -> list[AProgramme]:
    """Find the programmes that go by that name, abbreviation or number."""
    found = _listed(tx, text)
    facts = programmes.load(tx, [each.id for each in found])
    return [AProgramme(each, facts[each.id]) for each in found if each.id in facts]


def hubs_called(tx: Tx, text: str, regions: Sequence[int]) -> list[AHub]:
    """Find the hubs that go by that name or number, else those that work in one of these regions."""
    found = [*_listed(tx, text), *_listed(tx, f"hub {bare(text)}")]
    held = hubs.load(tx, [each.id for each in found])
    if not held and regions:
        found = networks.load(tx, hubs.listed(tx, MOST_HUBS))
        found = [each for each in found if not each.regions.isdisjoint(regions)]
        held = hubs.load(tx, [each.id for each in found])
    those = dict.fromkeys(each.id for each in found if each.id in held)
    by_id = {each.id: each for each in found}
    return [AHub(by_id[each], held[each]) for each in those]


MOST_HUBS = 500
NATIONAL: Final = frozenset({"landelijk", "nationaal", "national", "plek", "nederland", "landelijke"})


def places_of(ctx: Context, text: str) -> list[int]:
    """The region that a text names, with all within it, nearest first; the country only when it is named."""
    name = bare(text)
    if fold(name) in NATIONAL:
        return [each.id for each in ctx.atlas.regions.values() if each.level is Level.nationaal]
    region = ctx.atlas.region(name) or ctx.atlas.region(text)
    return [region.id, *sorted(ctx.atlas.within([region.id]) - {region.id})] if region else []


class ReadsProgramme(Reader[AProgramme]):
    """By name, abbreviation or number: FPLG, N-12."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> AProgramme:
        found = await ctx.read(programmes_called, text)
        if len(found) == 1:
            return found[0]
        name = Bold(quoted(bare(text) or text))
        if found:
            told = _("Several programmes are called {name}. Which one?", name=name)
            raise Unclear(told, [Choice(network_number(each.network), each.network.name) for each in found[:MOST]])
        near = await ctx.read(_near, bare(text) or text)
        raise Unclear(
            _("I do not know a programme called {name}.", name=name),
            [Choice(network_number(each), each.name) for each in near],
        )

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = _NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else _until_colon(line)


def _near(tx: Tx, text: str) -> list[Network]:
    found = networks.like(tx, text, limit=MOST * 2)
    facts = programmes.load(tx, [each.id for each in found])
    return [each for each in found if each.id in facts][:MOST]


class ReadsHub(Reader[AHub]):
    """By the name of its region, its own name or its number: Twente, hub Twente, N-18."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> AHub:
        found = await ctx.read(hubs_called, text, places_of(ctx, text))
        if len(found) == 1:
            return found[0]
        name = Bold(quoted(bare(text) or text))
        if found:
            told = _("There are several hubs there. Which one?")
            raise Unclear(told, [Choice(network_number(each.network), each.network.name) for each in found[:MOST]])
        there = await ctx.read(_all_hubs)
        choices = [Choice(network_number(each), each.name) for each in there[:MOST]]
        raise Unclear(_("{name} has no hub that I know.", name=name), choices)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return _until_colon(line)


def _all_hubs(tx: Tx) -> list[Network]:
    return networks.load(tx, hubs.listed(tx, MOST))


def _until_colon(line: str) -> tuple[str, str]:
    """A name reaches to the colon behind which a text stands."""
    head, colon, rest = line.partition(":")
    return head, f"{colon}{rest}"


class ATask(Numbered[Task]):
    """By number or by words of its title: T-3, landelijk gebied."""

    letter = "T"
    source = Source(tasks.get, tasks.latest)
    which = _("Which task? Give its number, like {example}.", example=Code("T-3"))
    missing = _("Task {number} does not exist.")

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Task:
        if self.number.match(text):
            return await super().read(ctx, text, ask)
        named = await ctx.read(tasks_called, text)
        if len(named) == 1:
            return named[0]
        if named:
            told = _("Several tasks are called like that. Which one?")
            raise Unclear(told, [Choice(each.number, each.title) for each in named[:MOST]])
        raise Unclear(self.which)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return await super().take(ctx, line) if self.number.match(line) else _until_colon(line)


def tasks_called(tx: Tx, text: str) -> list[Task]:
    """Find the tasks with all words of a text in their title, those that begin with it first."""
    said = fold(bare(text)).split()
    if not said or len("".join(said)) < SHORTEST:
        return []
    found = []
    for id_, title in tasks.titles(tx):
        if title.isascii() and said[0] not in title.lower():
            continue
        known = fold(title).split()
        if all(any(one.startswith(word) for one in known) for word in said):
            found.append((known[: len(said)] != said, id_))
    exact = [id_ for later, id_ in found if not later]
    return tasks.load(tx, exact if len(exact) == 1 else [id_ for _later, id_ in sorted(found)][: MOST * 2])


SHORTEST = 4
"""Letters of a title that name a task."""


class Side(StrEnum):
    """Says for whom somebody stands at a task."""

    rijk = "Rijk"
    regio = "regio"
    third = "derde"

    @property
    def part(self) -> Part:
        return Part(self.value)


_SIDES: Final = {
    Side.rijk: ("rijk", "rijksoverheid", "ministerie", "national", "government", "state", "departement"),
    Side.regio: ("regio", "region", "provincie", "waterschap", "gemeente", "regionale"),
    Side.third: ("derde", "erbij", "ernaast", "third", "beside", "besides"),
}


class ASide(Reader[Side]):
    """ "voor het Rijk", "namens de regio", "for the national government", "erbij"."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Side:
        said = fold(text).split()
        found = [side for side, names in _SIDES.items() if any(name in said for name in names)]
        if len(found) == 1:
            return found[0]
        raise Unclear(_("For the national government, for the region, or beside them?"), _side_choices(ctx))

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(_side_choices(ctx))

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        said = fold(line).split()
        return (line, "") if any(name in said for names in _SIDES.values() for name in names) else ("", line)


def _side_choices(ctx: Context) -> list[Choice]:
    named = ((Side.rijk, _("National government")), (Side.regio, _("Region")), (Side.third, _("Beside the duo")))
    return [Choice(side.value, name, typed=name) for side, name in named]


@dataclass(frozen=True, slots=True)
class APlace:
    """A programme or hub, in which people do things."""

    network: Network
    programme: Programme | None = None
    hub: Hub | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """What there is to do, the first contact last."""
        own = self.hub.reach.functions if self.hub else IN_PROGRAMMES if self.programme else ()
        return (*own, Part.contact)


class ReadsPlace(Reader[APlace]):
    """A programme or hub, by its name, abbreviation, region or number."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> APlace:
        known = await ctx.read(programmes_called, text)
        if not known:
            hub = await ReadsHub().read(ctx, text, ask)
            return APlace(hub.network, hub=hub.hub)
        if len(known) > 1:
            await ReadsProgramme().read(ctx, text, ask)
        return APlace(known[0].network, programme=known[0].programme)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        return _until_colon(line)


class ReadsPart(Reader[Part]):
    """What somebody does there: leren, "data en informatie", "voor kennis"."""

    _LEAD: ClassVar = re.compile(r"^\s*(?:(?:de functie|functie|het|de|voor|function|the|for)\s+)+", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Part:
        part, rest = part_at(fold(self._LEAD.sub("", text)).split())
        if part is None or rest:
            raise Unclear(
                _("Which part? For instance {example}.", example=Code(Part.learning.value)), part_choices(ctx)
            )
        return part

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(part_choices(ctx))

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        led = self._LEAD.match(line)
        start = led.end() if led else 0
        found = [head for head in heads(line[start:]) if not (said := part_at(fold(head).split()))[1] and said[0]]
        if not found:
            return "", line
        rest = _AT.sub("", line[start + len(found[0]) :], count=1)
        return found[0], rest


_AT: Final = re.compile(r"^\s*(?:(?:bij|van|voor|in|at|of|for)\s+)?(?:(?:het|de|the)\s+)?", re.IGNORECASE)


def part_choices(ctx: Context, parts: Sequence[Part] = tuple(Part)) -> list[Choice]:
    """The parts to choose from, but for the sides of a task."""
    return [Choice(each.value, PARTS[each], typed=PARTS[each]) for each in parts if each not in SIDES]


def _names() -> Mapping[tuple[str, ...], Part]:
    """How the parts are called in both languages, by their words."""
    said: dict[tuple[str, ...], Part] = {}
    for part in PARTS.labels:
        if part in SIDES:
            continue
        labels = (Language(code).text(PARTS[part]) for code in LANGUAGES)
        for name in (part.value, *labels, *PARTS.also.get(part, ())):
            said.setdefault(tuple(fold(name).split()), part)
    return said


_PARTS: Final = _names()
_LONGEST_PART: Final = max(map(len, _PARTS))


def part_at(words: Sequence[str]) -> tuple[Part | None, list[str]]:
    """Return the part that words begin with, and the words behind it."""
    for count in range(min(_LONGEST_PART, len(words)), 0, -1):
        if part := _PARTS.get(tuple(words[:count])):
            return part, list(words[count:])
    return None, list(words)
