"""Reads from the words of a source what it is called, whose it is, how often it comes, and whether it is open."""

import re
from dataclasses import dataclass
from typing import Final

from bot.chat.spans import shorten
from storage.sources.source import Openness
from storage.sources.tables import LONGEST, LONGEST_LINK, LONGEST_OWNER, LONGEST_RHYTHM, LONGEST_TITLE

_LINK: Final = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_NUMBERS: Final = {
    **dict.fromkeys(("een", "één", "one"), 1),
    **dict.fromkeys(("twee", "two"), 2),
    **dict.fromkeys(("drie", "three"), 3),
    **dict.fromkeys(("vier", "four"), 4),
    **dict.fromkeys(("vijf", "five"), 5),
}
_UNITS: Final = {
    **dict.fromkeys(("maand", "maanden", "month", "months"), 1),
    **dict.fromkeys(("kwartaal", "kwartalen", "quarter", "quarters"), 3),
    **dict.fromkeys(("half jaar", "halfjaar", "half year"), 6),
    **dict.fromkeys(("jaar", "year", "years"), 12),
}
_AS_ONE: Final = {
    **dict.fromkeys(("jaarlijks", "jaarlijkse", "yearly", "annually", "annual"), 12),
    **dict.fromkeys(("maandelijks", "maandelijkse", "monthly"), 1),
    **dict.fromkeys(("halfjaarlijks", "halfjaarlijkse"), 6),
    "quarterly": 3,
}
_EVERY: Final = re.compile(
    r"\b(?:(?:ongeveer|about)\s+)?(?:elke?|iedere?|om de|per|every|each)\s+"
    rf"(?:(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+)?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_ONE_WORD: Final = re.compile(rf"\b(?P<word>{'|'.join(_AS_ONE)})\b", re.IGNORECASE)
_NEVER: Final = re.compile(r"\b(?:eenmalig|doorlopend|once|continuous(?:ly)?)\b", re.IGNORECASE)
_CLOSED: Final = re.compile(r"\b(?:niet open|niet openbaar|besloten|not open|closed)\b", re.IGNORECASE)
_OPEN: Final = re.compile(r"(?<![\w-])(?:open(?:baar)?|public)(?![\w-])", re.IGNORECASE)
_OF: Final = re.compile(r"\s(?:van|door|by|from|of)\s+(?:(?:het|de|the)\s+)?(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What the words of a source tell of it; empty where they do not."""

    title: str
    owner: str
    text: str
    rhythm: str
    months: int | None
    link: str
    openness: Openness


def months_in(rhythm: str) -> int | None:
    """Return how many months lie between two issues; None when the words tell no such thing."""
    if found := _EVERY.search(rhythm):
        said = (found["n"] or "1").lower()
        n = int(said) if said.isdecimal() else _NUMBERS[said]
        return (n or 1) * _UNITS[" ".join(found["unit"].lower().split())]
    word = _ONE_WORD.search(rhythm)
    return _AS_ONE[word["word"].lower()] if word else None


def written(text: str) -> Written:
    """Read "Monitor NOVI van het PBL elke twee jaar": what follows a full stop tells more of it."""
    rest = " ".join(text.split())
    link = ""
    if found := _LINK.search(rest):
        said = found[0].rstrip(".,;:!?)")
        whole = said if "://" in said else f"https://{said}"
        link = whole if len(whole) <= LONGEST_LINK else ""
        rest = f"{rest[: found.start()]} {rest[found.start() + len(said) :]}"
    openness = Openness.unknown
    for pattern, how in ((_CLOSED, Openness.closed), (_OPEN, Openness.open)):
        if openness is Openness.unknown and pattern.search(rest):
            openness, rest = how, pattern.sub(" ", rest)
    rhythm = next((found for each in (_EVERY, _ONE_WORD, _NEVER) if (found := each.search(rest))), None)
    if rhythm:
        rest = f"{rest[: rhythm.start()]} {rest[rhythm.end() :]}"
    first, *more = re.split(r"\.\s+", " ".join(rest.split()).strip(" ,;:."), maxsplit=1)
    parts = list(_OF.finditer(first))
    title, owner = (first[: parts[-1].start()], first[parts[-1].end() :]) if parts else (first, "")
    return Written(
        shorten(title.strip(" ,;:"), LONGEST_TITLE),
        shorten(owner.strip(" ,;:."), LONGEST_OWNER),
        shorten(more[0] if more else "", LONGEST),
        rhythm[0][:LONGEST_RHYTHM] if rhythm else "",
        months_in(rhythm[0]) if rhythm else None,
        link,
        openness,
    )
