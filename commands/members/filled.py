"""Reads a profile from a sentence: "Adviseur Water, waterschap Zuiderzeeland, ik weet veel van waterkwaliteit"."""

import re
from collections.abc import Mapping

from bot.command.command import Context
from bot.command.labels import kind_of
from bot.command.named import named_in
from storage.database.text import fold

LONGEST_NAME = 5
"""Words of a name."""

_KNOWS = re.compile(
    r"^(?:en\s+)?(?:ik (?:weet|ken|kan|heb ervaring|doe|houd|werk aan)|kennis (?:van|over)|expertise|"
    r"(?:and\s+)?i (?:know|can|have experience|work on))\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:(?:ik ben|ik heet|mijn naam is|naam|i am|i'm|my name is|name)\b:?\s*)", re.IGNORECASE)
_WORKS = re.compile(
    r"^(?:(?:(?:ik )?werk(?:zaam)? (?:bij|voor|in)|bij|van|organisatie|i work (?:at|for|in)|from|at)\b:?\s*"
    r"(?:de |het |the )?)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"(?:^|[,.]\s*|\b(?:en|and)\s+)(?:ik ben|ik heet|mijn naam is|i am|i'm|my name is)\s+"
    r"(?P<name>(?-i:[A-Z])[\w'-]+(?:\s+(?:(?:van|de|den|der|het|ter|ten|te|el|al|la|von|du)\s+)*(?-i:[A-Z])[\w'-]+){0,3})"
    r"(?:,?\s+(?:en\s+|and\s+)?(?:ik werk\s+|werk\s+|i work\s+)?(?:van|bij|voor|from|at|of|for|with)\s+"
    r"(?:de |het |the )?"
    r"(?P<place>(?:gemeente |provincie |waterschap |municipality of |province of )?(?-i:[A-Z])[\w-]*"
    r"(?:\s+(?:en |aan |de |and )*(?-i:[A-Z])[\w-]*)*))?",
    re.IGNORECASE,
)
"""How people introduce themselves: "ik ben Fatima El Amrani van gemeente Almere"."""
_ROLE = re.compile(r"^(?:(?:mijn )?(?:rol|functie)(?: is)?|as|als|my role(?: is)?|role)\b:?\s*", re.IGNORECASE)
_OTHER = frozenset(
    """voor naar om niet for to not ik we wij wil hoe kan mag i we how can ok oke okay ja nee leuk klinkt goed prima
    graag top mooi hoi hallo yes no great sounds nice sure""".split()  # noqa: SIM905  # reads better
)
"""How what is no name begins: "aanmelden voor de borrel"."""


async def of_sentence(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the name, organisation, role, regions and knowledge that a sentence tells, each where it is set apart."""
    if (met := _INTRODUCED.search(text)) and "," not in met[0]:
        told = {"name": met["name"]}
        return told | ({"organisation": met["place"]} if met["place"] else {})
    said: dict[str, str] = {}
    pieces = [piece for each in re.split(r"[,;\n]|(?<=\w)\.\s", text) if (piece := each.strip(" ."))]
    for at, piece in enumerate(pieces):
        if _KNOWS.match(piece):
            said["knows"] = ", ".join(pieces[at:])  # what they know may hold commas of its own
            break
        if role := _ROLE.match(piece):
            said.setdefault("position", piece[role.end() :])
            continue
        works = _WORKS.match(piece)
        place = piece[works.end() :] if works else piece
        found = await named_in(ctx, place)
        if kind_of(place) or any(each.word == "org" and each.end - each.start == len(place) for each in found):
            said.setdefault("organisation", place)
        elif found and all(each.word == "region" for each in found):
            said.setdefault("regions", "; ".join(each.value for each in found))
        elif at == 0:
            said |= _name(piece)
        elif works:
            said.setdefault("organisation", place)
        elif "position" not in said and _OTHER.isdisjoint(fold(piece).split()[:1]):
            said["position"] = piece
    return said


def _name(piece: str) -> dict[str, str]:
    """Take the first piece as a name, if it is one."""
    name = _NAMED.sub("", piece)
    first = fold(name).split()[:1]
    return {"name": name} if len(name.split()) <= LONGEST_NAME and _OTHER.isdisjoint(first) else {}
