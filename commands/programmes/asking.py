"""Reads lines that ask who does what in a programme, hub or task known here: "wie gaat over kennis bij het FPLG"."""

import re
from collections.abc import Sequence
from typing import Final

from bot.command.command import Context
from bot.command.known import Known
from bot.reading.record_readers import network_number
from commands.programmes.readers import (
    AHub,
    AProgramme,
    hubs_called,
    part_at,
    places_of,
    programmes_called,
    tasks_called,
)
from storage.database.text import fold
from storage.programmes.part import Part


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WHO: Final = _words("wie who whom")
_BEFORE: Final = _words("en met bij aan and with")
_DO: Final = _words(
    """doet doen gaat gaan regelt regelen houdt houden zorgt zorgen is zijn pakt does do handles handle are deals looks
    takes manages beheert beheren"""
)
_LEAD: Final = _words("trekt trekken leidt leiden coordineert leads runs coordinates")
_SMALL: Final = _words(
    """er hier nu zich mee bezig verantwoordelijk responsible in charge after with for of over about voor met de het
    een the a an onze our mijn my op bij van at binnen within aan to nog al bent ook"""
)
_END: Final = _words("eigenlijk nu precies op toe ervoor af ze please graag now exactly again er")
_CONTACT: Final = ("aanspreekpunt", "contactpersoon", "first contact", "contact person", "point of contact", "contact")
_TOWARDS: Final = re.compile(r"^(?:bij|met) wie (?:moet|kan|moeten|kunnen) (?:ik|we|wij) (?:zijn |terecht |praten )?")
_ASKS: Final = _words(
    """wie wat waar welke is zijn er een de het heb hebben je jij jullie ik we zoek heeft ken kent who what which there
    a an the do you have i we am looking for and en my our mijn onze mag kan could can tell me geef noem vertel"""
)
_HUB: Final = _words("hub kennishub")
_HOW: Final = _words(
    """hoe staat staan gaat het er met voor ervoor de een is ver zit doet loopt al nu eigenlijk bij van in hub kennishub
    regionale how the a at of with doing far going hub's s stands does stand up about goes"""
)
_MISSES: Final = _words("mist missen ontbreekt ontbreken missing lacks lack misses")
_GOES_OVER: Final = re.compile(
    r"^(?:waar gaa[tn] (?P<nl>.+?) in over|waarin gaa[tn] (?P<nl2>.+?) over"
    r"|what (?:does|will) (?P<en>.+?) (?:go over into|turn into|become))$"
)


def said_of(words: Sequence[str]) -> tuple[Part | None, str]:
    """Return the part that is asked after, and the name of where: "kennis bij het fplg"."""
    part, rest = part_at(_without(words, _SMALL))
    rest = _without(rest, _SMALL)
    while rest and rest[-1] in _END:
        rest = rest[:-1]
    return part, " ".join(rest)


def _without(words: Sequence[str], small: frozenset[str]) -> list[str]:
    """The words from the first on that says something."""
    at = next((n for n, word in enumerate(words) if word not in small), len(words))
    return list(words[at:])


async def where(ctx: Context, name: str, part: Part | None) -> AProgramme | AHub | None:
    """Find the one programme or hub that goes by a name; for a function the hub of a region does too."""
    if not name:
        return None
    found: list[AProgramme] | list[AHub] = await ctx.read(programmes_called, name)
    if not found:
        regions = places_of(ctx, name) if part is not None or fold(name).split()[0] in _HUB else []
        found = await ctx.read(hubs_called, name, regions)
    return found[0] if len(found) == 1 else None


async def read(ctx: Context, text: str) -> str | None:
    """Return the line that asks for what is known; None when it asks for anything else besides."""
    words = fold(text).split()
    if not words:
        return None
    for reader in (_who, _contact, _without_duo, _duo, _task, _hub, _misses, _goes_over):
        if line := await reader(ctx, words):
            return line
    return None


async def _who(ctx: Context, words: list[str]) -> str | None:
    said = _without(words, _BEFORE)
    if len(said) < 3 or said[0] not in _WHO or said[1] not in _DO | _LEAD:
        return None
    part, name = said_of(said[2:])
    if part is None and said[1] in _LEAD:
        part = Part.lead
    if part in (None, Part.contact):
        return None
    there = await where(ctx, name, part)
    return f"wie doet {part} {name}" if there else None


async def _contact(ctx: Context, words: list[str]) -> str | None:
    text = " ".join(words)
    led = _TOWARDS.match(text)
    if led:
        name = " ".join(_without(text[led.end() :].split(), _SMALL))
    else:
        at = next((each for each in _CONTACT if f" {each} " in f" {text} "), None)
        if at is None:
            return None
        before, _at, behind = f" {text} ".partition(f" {at} ")
        if not set(before.split()) <= _ASKS:
            return None
        name = " ".join(_without(behind.split(), _SMALL))
    name = " ".join(word for word in name.split() if word not in _END)
    if not name:
        return None
    if await where(ctx, name, None) or (not led and places_of(ctx, name)):
        return f"aanspreekpunt {name}"
    return None


async def _without_duo(_ctx: Context, words: list[str]) -> str | None:
    """ "welke taken hebben nog geen duo": with no other word in it that says something."""
    text = f" {' '.join(words)} "
    lacks = any(f" {each} {duo} " in text for each in _LACKS for duo in ("duo", "pair", "koppel"))
    small = (
        _ASKS
        | _SMALL
        | _words("taken tasks taak task duo pair koppel zonder geen without no have lack lacks still nog")
    )
    return "taken zonder duo" if lacks and set(words) <= small else None


_LACKS: Final = ("zonder", "zonder een", "geen", "nog geen", "without a", "without", "no")


async def _duo(ctx: Context, words: list[str]) -> str | None:
    at = next((n for n, word in enumerate(words) if word in ("duo", "pair", "duo's", "koppel")), None)
    if at is None or not set(words[:at]) <= _ASKS | _DO | _SMALL | _words("zit zitten vormen vormt sits make"):
        return None
    name = " ".join(_without(words[at + 1 :], _SMALL))
    found = await ctx.read(tasks_called, name)
    if not found:
        return None
    return f"taak {found[0].number}" if len(found) == 1 else f"taak {name}"


async def _task(ctx: Context, words: list[str]) -> str | None:
    """ "wie trekt T-6", "zit er al iemand op de taak Slimme netwerken": its card says who has which side."""
    said = set(words)
    if said.isdisjoint(_WHO | _SOMEBODY) or said.isdisjoint(_LEAD | _DO | _SITS):
        return None
    left = [word for word in words if word not in _AROUND_A_TASK]
    name = [word for word in left if word not in _TASK]
    if len(name) == 2 and name[0] == "t" and name[1].isdecimal():  # as it folds
        return f"taak T-{name[1]}"
    if _TASK.isdisjoint(left) and (len(name) < 2 or said.isdisjoint(_LEAD)):
        return None
    found = await ctx.read(tasks_called, " ".join(name))
    return f"taak {found[0].number}" if len(found) == 1 else None


_SOMEBODY: Final = _words("iemand somebody someone anybody anyone")
_SITS: Final = _words("zit zitten staat staan sits stands")
_TASK: Final = _words("taak task")
_SIDES_OF: Final = _words("kant zijde deel side part regiokant rijkskant regio rijk region national regional")
_AROUND_A_TASK: Final = _WHO | _SOMEBODY | _LEAD | _DO | _SITS | _SIDES_OF | _ASKS | _SMALL | _words("weet know knows")


async def _hub(ctx: Context, words: list[str]) -> str | None:
    if _HUB.isdisjoint(words):
        return None
    misses = not _MISSES.isdisjoint(words)
    if not misses and words[0] not in ("hoe", "how"):
        return None
    name = " ".join(word for word in words if word not in _HOW | _MISSES | _words("wat what is er nog"))
    there = await ctx.read(hubs_called, name, places_of(ctx, name)) if name else []
    if len(there) != 1:
        return None
    number = network_number(there[0].network)
    return f"waar mist wat {number}" if misses else f"hub {number}"


async def _misses(_ctx: Context, words: list[str]) -> str | None:
    about = _words("functie functies function functions wat hub hubs iets something welke which")
    rest = _words("waar where mist er nog een a the aan bij in are is de zijn still what any there")
    if _MISSES.isdisjoint(words) or not set(words) <= about | rest | _MISSES:
        return None
    return "waar mist wat" if not set(words).isdisjoint(_words("functie functies function functions hubs")) else None


async def _goes_over(ctx: Context, words: list[str]) -> str | None:
    found = _GOES_OVER.match(" ".join(words))
    if not found:
        return None
    name = " ".join(_without((found["nl"] or found["nl2"] or found["en"]).split(), _SMALL))
    there = await ctx.read(programmes_called, name)
    return f"programma {network_number(there[0].network)}" if len(there) == 1 else None


KNOWN = Known(read)
