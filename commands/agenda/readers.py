"""Reads agenda items from their numbers, and agendas from what people call them: a region, the country, a network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.chat.line import Line
from bot.chat.reply import Choice
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear, quoted
from bot.reading.numbered import Numbered, Source
from storage.agenda import items
from storage.agenda.item import Item
from storage.database.text import fold
from storage.networks import networks
from storage.vocabulary import Level


class AnItem(Numbered[Item]):
    letter = "G"
    source = Source(items.get, items.latest)
    which = _("Which agenda item? Give its number, like {example}.", example=Code("G-3"))
    missing = _("Agenda item {number} does not exist.")


@dataclass(frozen=True, slots=True)
class Agenda:
    """Whose agenda: a region, a network, or a group that has no number here."""

    name: str
    region_id: int | None = None
    network_id: int | None = None


NATIONAL = Line("landelijk", en="national")
"""What is typed for the agenda of the whole country."""


class AnAgenda(Reader[Agenda]):
    """ "op de agenda van Twente", "landelijk", "Omgevingsagenda Oost"."""

    _LEAD: ClassVar = re.compile(
        r"^\s*(?:(?:op|voor|on|for)\s+)?(?:(?:de|het|onze|the|our)\s+)?(?:agenda|leeragenda|kennisagenda)?"
        r"\s*(?:(?:van|voor|of|for)\s+)?(?:de\s+|het\s+|the\s+)?",
        re.IGNORECASE,
    )
    named_by = ("region", "net")
    NATIONAL: ClassVar = frozenset({"landelijk", "landelijke", "nationaal", "national", "heel nederland", "rijk"})

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Agenda:
        name = self._LEAD.sub("", text, count=1).strip(" .?!")
        if fold(name) in self.NATIONAL and (country := country_of(ctx)):
            return country
        if region := ctx.atlas.region(name):
            return Agenda(region.name, region_id=region.id)
        for network in await ctx.read(networks.load, (await ctx.read(networks.by_name, name))[:1] if name else []):
            return Agenda(network.name, network_id=network.id)
        held = [each for each in await ctx.read(items.list_names) if fold(each) == fold(name)]
        if held:
            return Agenda(held[0])
        raise Unclear(which_agenda(name), [Choice(each.name, each.name) for each in own_agendas(ctx)])

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        # "op de agenda" names none: it is the own one.
        return (line, "") if self._LEAD.sub("", line, count=1).strip(" .?!") else ("", "")


async def on_whose(ctx: Context, text: str) -> Mapping[str, str]:
    """Read on whose agenda a line wants what stands behind its colon: "van Twente: ...", "landelijke agenda: ..."."""
    head, colon, rest = text[:LONGEST_HEAD].partition(": ")
    named = _WHOSE.search(head) if colon and rest.strip() else None
    behind = None if named or len(text) > LONGEST_TEXT else _WHOSE_LAST.search(text)
    found = named or behind
    if found is None:
        return {"text": text}
    whose = str(NATIONAL) if found["nation"] else found["whose"]
    if whose is None:
        return {"text": text[: found.start("wish")].strip()}
    try:
        agenda = await AnAgenda().read(ctx, whose, None)
    except Unclear:
        return {"text": text}
    kept = text[: behind.start("wish")] if behind else text[len(head) + len(colon) :]
    return {"text": kept.strip(), "agenda": agenda.name}


LONGEST_TEXT = 400
"""Letters of a text in which is looked for on whose agenda it is to be put."""
_WHOSE_LAST = re.compile(
    r"[.?!,;](?P<wish>\s+(?:(?:kan|mag|moet|zet|wil|graag|please|put|can|could|dat|dit|die|deze|het|that|this|it|eens|ook|even|ik"
    r"|we|en|and)\s+){0,6}(?:op|on)\s+(?:(?:de|onze|the|our)\s+)?(?:(?P<nation>landelijke|nationale|national)\s+)?"
    r"(?:\w{2,12})?agenda(?:\s+(?:van|voor|of|for)\s+(?P<whose>[^.:;?!,]{2,60}?))?"
    r"(?:\s+(?:zetten|te zetten|graag|please|alsjeblieft|kan dat))?[\s.!?]*)$",
    re.IGNORECASE,
)
"""How a text ends that says on whose agenda it is to be put."""


LONGEST_HEAD = 160
"""Letters before a colon that tell on whose agenda something is put."""
_WHOSE = re.compile(
    r"(?P<nation>\b(?:landelijke|nationale|national)\b(?:\s+\w*agenda)?|^(?:landelijk|nationaal|nationally)$)"
    r"|(?:^|agenda\s+)(?:van|voor|of|for)\s+(?P<whose>[^:]{2,80}?)"
    r"(?=$|\s+(?:zetten|te zetten|gezet|plaatsen|please|graag|kan|mag|moet|wil|alsjeblieft)\b)",
    re.IGNORECASE,
)


def which_agenda(name: str) -> Msg:
    if not name:
        return _("On which agenda? Name a region, a network, or say {national}.", national=Code(NATIONAL))
    return _("I do not know an agenda of {name}. Name a region or a network.", name=Bold(quoted(name)))


def country_of(ctx: Context) -> Agenda | None:
    """The agenda of the whole country."""
    top = next((each for each in ctx.atlas.regions.values() if each.level is Level.nationaal), None)
    return Agenda(top.name, region_id=top.id) if top else None


def own_agendas(ctx: Context) -> list[Agenda]:
    """The agendas of the regions that somebody coordinates, then of those that they work in."""
    coordinated = [each.region_id for each in ctx.member.grants if each.region_id is not None]
    ids = dict.fromkeys([*coordinated, *sorted(ctx.member.regions)])
    return [Agenda(ctx.atlas.regions[each].name, region_id=each) for each in ids if each in ctx.atlas.regions]
