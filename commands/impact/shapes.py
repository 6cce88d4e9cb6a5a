"""Reads whole lines that ask after one figure in words that by themselves are those of a list, a signal or a search.

Each calls the figures of its chapter; what stands behind the sentence, a region, theme or quarter, narrows them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.command.shapes import Shape
from commands.impact.labels import Chapter

_PEOPLE: Final = r"(?:mensen|men|je|we|iedereen|indieners|melders|inbrengers|deelnemers|vragers)"
_US: Final = r"(?:(?:onze|de|alle) )?"
_SAID: Final[Mapping[str, Mapping[Chapter, Iterable[str]]]] = {
    "nl": {
        Chapter.small: ("hoe (?:doen|gaat het met) (?:de )?kleine initiatieven(?: het)?",),
        Chapter.networks: (
            rf"hoe (?:gezond|levend|actueel) zijn {_US}netwerken",
            rf"(?:zijn|blijven) {_US}netwerken (?:nog )?(?:gezond|levend|actueel|in goede staat)",
            rf"hoe (?:gaat het met|staat het met|is) de gezondheid van {_US}netwerken",
            rf"(?:worden {_US}netwerken (?:nog )?(?:goed )?bijgehouden|kloppen {_US}netwerken nog)",
        ),
        Chapter.heard: (
            rf"(?:horen|krijgen|hoort|krijgt) {_PEOPLE} (?:op tijd |snel genoeg |binnen \w+ (?:werk)?dagen )?"
            r"(?:iets |wat |antwoord |bericht )?(?:terug|te horen) (?:over|op|van|bij) (?:hun|een|zijn|je|ons) "
            r"(?:signaal|signalen|inbreng|melding)",
            rf"(?:horen|krijgen|hoort|krijgt) {_PEOPLE} op tijd (?:terug|te horen) wat er met (?:hun|een|je) "
            r"(?:signaal|inbreng|melding) gebeurt",
        ),
    },
    "en": {
        Chapter.small: ("how (?:are|do) (?:the )?small initiatives (?:doing|fare)",),
        Chapter.networks: (
            r"how (?:healthy|alive|up to date) are (?:(?:our|the|all) )?networks",
            r"are (?:(?:our|the|all) )?networks (?:still )?(?:healthy|alive|up to date|kept up to date)",
            r"how is the health of (?:(?:our|the|all) )?networks",
        ),
        Chapter.heard: (
            r"do (?:people|they|we|members) hear (?:anything |something )?back (?:in time |on time |soon enough )?"
            r"(?:about|on|of) (?:their|a|our) (?:signals?|input)",
        ),
    },
}
"""What is said, by language and by what it asks after."""
_BEHIND: Final = r"(?P<rest>(?: (?:in|over|van|bij|dit|deze|vorig|vorige|about|on|of|this|last)\b.*)?)"
_PATTERNS: Final = tuple(
    (language, chapter, re.compile(rf"\W*(?:{each}){_BEHIND}[\s?!.]*", re.IGNORECASE))
    for language, chapters in _SAID.items()
    for chapter, said in chapters.items()
    for each in said
)


def _read(line: str) -> tuple[str, str] | None:
    line = " ".join(line.split())
    found = ((language, chapter, pattern.fullmatch(line)) for language, chapter, pattern in _PATTERNS)
    return next(
        ((language, f"{chapter}{match['rest'].rstrip(' ?!.')}") for language, chapter, match in found if match), None
    )


SHAPE: Final = Shape("impact", _read)
