"""Reads from a sentence in somebody's own words which programme, hub and part it is about."""

from collections.abc import Mapping
from typing import Final

from bot.command.command import Context
from bot.language.sentence import understand
from bot.reading.mentions import mentioned
from bot.reading.record_readers import network_number
from commands.programmes.readers import hubs_called, part_at, programmes_called
from storage.database.database import Tx
from storage.database.text import fold
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import hubs, programmes
from storage.programmes.part import Part
from storage.vocabulary import Level

LONGEST = 400
"""Characters of a sentence in which names are looked for."""


def _known(tx: Tx, ctx: Context, text: str, *, hubs_only: bool) -> list[Network]:
    """The programmes and hubs that a sentence names, the longest name first; else the hubs of its regions."""
    found = [int(each.id) for each in mentioned(tx, text, ctx.place) if each.kind == "network"]
    ours = {*hubs.load(tx, found), *(() if hubs_only else programmes.load(tx, found))}
    named = sorted((each for each in networks.load(tx, found) if each.id in ours), key=lambda each: -len(each.name))
    if named:
        return named
    regions = regions_in(ctx, text)
    return [each.network for each in hubs_called(tx, "", regions)] if regions else []


def regions_in(ctx: Context, text: str) -> list[int]:
    """The regions that a text names, with all within them but for the whole country."""
    named = [*understand(text[:LONGEST], ctx.vocabulary).ids("region")]
    wide = [each for each in named if ctx.atlas.regions[each].level is not Level.nationaal]
    return [*named, *sorted(ctx.atlas.within(wide).difference(named))]


async def place_in(ctx: Context, text: str, *, hubs_only: bool = False) -> str:
    """The number of the programme or hub that a text is about; the text itself when that says which, or none does."""
    said = text[:LONGEST]
    if await ctx.read(_is_one, said, hubs_only):
        return text
    found = await ctx.read(_known, ctx, said, hubs_only=hubs_only)
    return network_number(found[0]) if found else text


def _is_one(tx: Tx, text: str, hubs_only: bool) -> bool:
    return bool(hubs_called(tx, text, ()) or (not hubs_only and programmes_called(tx, text)))


def part_in(text: str) -> Part | None:
    """The part that a text names, wherever in it."""
    words = fold(text[:LONGEST]).split()
    return next((part for at in range(len(words)) if (part := part_at(words[at:])[0])), None)


_AT_HUBS: Final = {Part.data: Part.information, Part.knowledge: Part.brokering}
"""How a hub calls what a programme calls otherwise."""


def at_hub(part: Part | None) -> Part | None:
    """The function of a hub that a part is there."""
    return _AT_HUBS.get(part, part) if part else None


def function_in(text: str) -> Part | None:
    """The function of a hub that a text names, wherever in it."""
    return at_hub(part_in(text))


async def hub(ctx: Context, text: str) -> Mapping[str, str]:
    return {"hub": await place_in(ctx, text, hubs_only=True)}


async def programme(ctx: Context, text: str) -> Mapping[str, str]:
    return {"programme": await place_in(ctx, text)}
