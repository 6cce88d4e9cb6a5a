"""Hears at a proposal that something to choose is added or left out: "voeg vrijdagochtend toe", "zonder dinsdag"."""

import re
from dataclasses import dataclass

from storage.database.text import fold

_SO = r"^\W*(?:(?:ja|nee|oh?|en|maar|graag|wacht|yes|no|and|but|please|wait)\W+)*"
_AS = r"(?:\s+(?:als|as)\s+(?:(?:een|an?|extra)\s+)*(?:keuze|keus|optie|mogelijkheid|choice|option))?"
_FEW = r"\S+(?:\s+\S+){0,3}?"
_ADDS = tuple(
    re.compile(_SO + shape + r"\W*$", re.IGNORECASE)
    for shape in (
        r"(?:(?:voeg|zet|doe)\s+(?:(?:er|daar|ook|nog)\s+)*(?:toe|bij|erbij|op)|add|toevoegen)\s*:\s*(?P<more>\S.*?)",
        r"(?:voeg|zet|doe|neem|schrijf)\s+(?:(?:er|daar|nog|ook|even|maar|graag)\s+)*"
        rf"(?P<more>\S.*?){_AS}\s+(?:(?:er|daar|nog|ook)\s+)*(?:toe|bij|erbij|op|erop|aan toe)",
        rf"add\s+(?P<more>\S.*?){_AS}(?:\s+(?:too|as well|to it|please))*",
        rf"(?:(?:ook|nog|also)\s+)+(?P<more>{_FEW})",
        rf"(?P<more>{_FEW})\s+(?:(?:kan|mag|moet)\s+)?(?:(?:er|ook|nog)\s+)*(?:erbij|toevoegen)",
    )
)
"""How a line adds something to choose."""
_DROPS = tuple(
    re.compile(_SO + shape + r"\W*$", re.IGNORECASE)
    for shape in (
        r"(?:haal|laat|schrap|verwijder|streep|gooi|doe)\s+(?P<less>\S.*?)"
        r"(?:\s+(?:(?:er|maar|weer|toch)\s+)*(?:weg|eruit|eraf|uit|af|vervallen|door))",
        r"(?:schrap|verwijder|zonder|without|remove|drop|delete|leave out|take out)\s+(?P<less>\S.*?)",
        r"(?P<less>\S.*?)\s+(?:mag|kan|hoeft|can|may)\s+(?:(?:er|maar|toch)\s+)*(?:weg|eruit|eraf|uit|af|niet|go)",
    )
)
"""How a line leaves something out."""
_NAMES = re.compile(r"\b(?:naam|namen|names?)\b", re.IGNORECASE)
_APART = re.compile(r"\s*[,/;\n]\s*")
_TWO = re.compile(r"^(?P<one>\S+)\s+(?:en|and)\s+(?P<other>\S+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Altered:
    """Tells what comes to what can be chosen, and what goes."""

    more: tuple[str, ...] = ()
    less: str = ""


def heard(text: str) -> Altered | None:
    """Tell what a line adds to what can be chosen, or leaves out; None when it does neither."""
    said = text.strip()
    if said.endswith("?"):
        return None
    for shape in _DROPS:
        if (found := shape.match(said)) and not _NAMES.search(found["less"]):
            return Altered(less=found["less"].strip(" '\"\u2018\u2019"))
    for shape in _ADDS:
        if (found := shape.match(said)) and not _NAMES.search(found["more"]):
            return Altered(more=_each(found["more"]))
    return None


def _each(told: str) -> tuple[str, ...]:
    two = _TWO.match(told.strip())
    parts = [two["one"], two["other"]] if two else _APART.split(told)
    return tuple(filter(None, (each.strip(" '\"\u2018\u2019.,") for each in parts)))


def with_it(options: tuple[str, ...], altered: Altered) -> tuple[str, ...]:
    """What can be chosen after that. What is left out may be named by its number, or by a word of it."""
    if not altered.less:
        known = {fold(each) for each in options}
        return (*options, *(each for each in altered.more if fold(each) not in known))
    less = fold(altered.less)
    number = re.fullmatch(r"(?:de|nummer|keuze|optie|the|number|choice|option)?\s*(\d{1,2})", less)
    if number and 1 <= int(number[1]) <= len(options):
        return (*options[: int(number[1]) - 1], *options[int(number[1]) :])
    same = [each for each in options if fold(each) == less]
    like = same or [each for each in options if f" {less} " in f" {fold(each)} "]
    return tuple(each for each in options if each != like[0]) if len(like) == 1 else options
