"""Reads a profile from a sentence: "Adviseur Water, waterschap Zuiderzeeland, ik weet veel van waterkwaliteit"."""

import re
from collections.abc import Mapping

from bot.command.command import Context
from bot.command.labels import kind_of
from bot.sentences.named import named_in
from storage.database.text import fold

LONGEST_NAME = 5
"""Words of a name."""

_ABLE = (
    r"(?:weet|ken|kan|heb (?:(?:veel|wat) )?(?:ervaring|kennis|verstand)|doe|houd|werk aan"
    r"|know|can|have (?:some )?experience|work on)\b"
)
_KNOWS = re.compile(rf"^(?:(?:en|and)\s+)?(?:(?:ik|i) {_ABLE}|kennis (?:van|over)\b|expertise\b)", re.IGNORECASE)
_KNOWS_TOO = re.compile(rf"^{_ABLE}", re.IGNORECASE)
"""The same behind an "en", without the "ik"."""
_ENGLISH = re.compile(r"^(?:know|can|have|work)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"[,;\n]|(?<=\w)\.\s|\s(?:en|and)\s+(?=(?:(?:ik|i)\s+)?(?:{_ABLE}|ben\b|werk\b|am\b|work\b))", re.IGNORECASE
)
"""What stands between two things that somebody tells of themselves."""
_WISHES = frozenset(
    """aanmelden aanmelding inschrijven registreren meedoen deelnemen lid graag meld schrijf me mij sign register join
    please up member""".split()  # noqa: SIM905  # reads better
)
"""What stands in a wish to sign up, and in no name."""
_NAMED = re.compile(r"^(?:(?:ik ben|ik heet|mijn naam is|naam|i am|i'm|my name is|name)\b:?\s*)", re.IGNORECASE)
_WORKS = re.compile(
    r"^(?:(?:(?:ik )?werk(?:zaam)? (?:(?:nu|inmiddels|tegenwoordig|sinds \w+|al \w+) )?(?:bij|voor|in)|"
    r"bij|van|organisatie|i work (?:at|for|in)|from|at)\b:?\s*"
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
_FROM = re.compile(
    r"(?P<name>\S+(?:\s+\S+){0,4}?)\s+(?:van|bij|from|at|of|with)\s+(?:de |het |the )?(?P<place>\S.*)", re.IGNORECASE
)
_JOB = re.compile(
    r"(?-i:(?=[a-z]))(?:een |a |an )?(?:\S+ ){0,2}?\S*(?:medewerker|adviseur|consulent|manager"
    r"|co[o\u00f6]rdinator|leider|leidster|onderzoeker|ambtenaar|secretaris|bestuurder|wethouder|planoloog|hydroloog"
    r"|ecoloog|jurist|specialist|expert|aanjager|opdrachtgever|officer|advis[eo]r|planner|researcher|director|lead"
    r"|leader|engineer|trainee|stagiaire?)\b"
    r"(?: \S+){0,3}\s+(?:bij|voor|at|for|with)\s",
    re.IGNORECASE,
)
"""How somebody tells what they do and where, which is no name: "beleidsmedewerker water bij gemeente Hengelo"."""
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
    pieces = _pieces(text)
    if len(pieces) > 1 and _only_wishes(pieces[0][0]):
        pieces = pieces[1:]
    for at, (piece, start) in enumerate(pieces):
        if _KNOWS.match(piece) or (at and _KNOWS_TOO.match(piece)):
            knows = text[start:].strip(" .")  # what they know may hold commas of its own
            who = "" if _KNOWS.match(piece) else "I " if _ENGLISH.match(piece) else "ik "
            said["knows"] = f"{who}{knows}"
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
            said |= await _name_and_place(ctx, piece) or _name(piece)
        elif works:
            said.setdefault("organisation", place)
        elif "position" not in said and _OTHER.isdisjoint(fold(piece).split()[:1]):
            said["position"] = piece
    return said


def _only_wishes(piece: str) -> bool:
    """Tell whether a piece says that somebody wants to sign up, and nothing of who they are."""
    return not _NAMED.match(piece) and not _WISHES.isdisjoint(fold(piece).split())


async def _name_and_place(ctx: Context, piece: str) -> dict[str, str]:
    """Take a name and an organisation that is known as one: "hydroloog oost van waterschap vechtstromen"."""
    found = _FROM.match(_NAMED.sub("", piece))
    if found is None or not _name(found["name"]):
        return {}
    place = found["place"].strip(" .")
    known = any(each.word == "org" and each.end - each.start == len(place) for each in await named_in(ctx, place))
    told = "position" if _JOB.match(_NAMED.sub("", piece)) else "name"
    return {told: found["name"], "organisation": place} if known or kind_of(place) else {}


def _pieces(text: str) -> list[tuple[str, int]]:
    """What is told, a thing at a time, and where each begins."""
    ends = [*(found.span() for found in _BETWEEN.finditer(text)), (len(text), len(text))]
    starts = [0, *(end for _start, end in ends)]
    pieces = [(text[start:end].strip(" ."), start) for start, (end, _next) in zip(starts, ends, strict=False)]
    return [(piece, start) for piece, start in pieces if piece]


def _name(piece: str) -> dict[str, str]:
    """Take the first piece as a name, if it is one."""
    name = _NAMED.sub("", piece)
    first = fold(name).split()[:1]
    wishes = name == piece and not _WISHES.isdisjoint(fold(name).split())
    return {"name": name} if len(name.split()) <= LONGEST_NAME and _OTHER.isdisjoint(first) and not wishes else {}
