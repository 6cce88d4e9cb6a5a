"""Tells whether a sentence asks who knows about something: "heeft iemand ervaring met wadi's?".

Nobody learns a command by heart to ask for help. What is recognised here is the opening of such a sentence; what it is
about, `search_sentence` finds. A sentence that asks how, what or why is a knowledge question, and none of these.
"""

import re
from typing import Final

from storage.database.text import fold

SEEN = 12
"""Words of a sentence among which its opening is looked for, ..."""
LONGEST = 400
"""... and characters of them."""
MOST = 8
"""Clauses of a story among which is looked for one that seeks."""


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_SOMEBODY = _any(
    """iemand mensen personen expert experts deskundige deskundigen specialist specialisten ervaringsdeskundige
    ervaringsdeskundigen collega collegas contact contactpersoon contacten"""
)
_CLUBS = _any(
    "club clubje groep groepje vereniging stichting initiatief organisatie werkgroep instantie partij partijen"
)
_ENGLISH_CLUBS = _any("club group network association foundation initiative organisation party")
_BETWEEN = _any("er je jij jullie u hier ook misschien toevallig nog al wel een de goede")
_SKILLED = _any(
    """expert experts deskundig deskundige deskundigen specialist specialisten bezig betrokken verantwoordelijk
    contactpersoon aanspreekpunt thuis goed"""
)
_ASKED = r"(?:(?:al|ooit|eerder|wel|eens|dit|hier|iets) )*(?:gevraagd|gesteld)"
"""Whoever wants to know whether something was asked looks for a question, and nobody."""
_DUTCH: Final = (
    # "Wie is Hydroloog Twente?", "wie ben jij?" and "wie ziet mijn naam?" ask something else.
    rf"(?:(?:bij|aan|met|van|naar|door) )?wie (?!{_any('is ben bent zijn zie zien ziet volg volgt was wat')} )\w+ \w",
    rf"wie (?:is|zijn) (?:{_any('er de het een hier nog onze jullie')} )*{_SKILLED}\b",
    rf"{_any('is zijn ken kent kennen heeft heb hebben hebt weet weten kan welke bestaat zit zitten loopt')} "
    rf"(?:{_BETWEEN} )*{_SOMEBODY} (?!{_ASKED})\w",
    r"(?:is|zijn|bestaat) er (?:al )?(?:een )?\w*(?:netwerk|netwerken|kring|kringen|hub|hubs) \w",
    rf"(?:is|zijn|bestaat|bestaan) er (?:al )?(?:een )?{_CLUBS} \w",
    rf"(?:weet|weten|ken|kent) {_any('je jij jullie u iemand')} (?:(?:ook|misschien|toevallig) )?wie \w",
    rf"(?:ik|we|wij) (?:{_any('ben zijn dringend nog ook')} )*(?:zoek|zoeken|op zoek) \w",
    rf"(?:heb|heeft|hebben|hebt|weet) (?:je|jij|jullie|u) (?:{_any('ook al nog misschien toevallig hier')} )*"
    rf"(?:iets|wat|info|informatie|meer) (?:{_any('over rond van met')}) \w",
    rf"(?:wat|is er|staat er|vind ik) (?:{_any('heb je jij jullie u er hier ook al is')} )*(?:iets )?(?:over|rond) \w",
    r"(?:op zoek|gezocht|gevraagd) (?:naar )?\w",
    r"vertel (?:me |mij |ons |eens |wat |iets )+over "
    r"(?!(?:jezelf|jou|mij|me|ons|(?:de |het |die |dat )?(?:eerste|tweede|derde|laatste))\b)\w",
    rf"(?:{_any('wil zou graag ik we')} )+(?:{_any('in graag')} )*contact \w",
    rf"(?:{_any('ik we wil willen zou graag')} )+(?:iets |meer )?(?:weten|horen|leren) (?:over|van|wie)\b",
    rf"(?:iemand|mensen) (?:hier )?{_any('die met ervaring verstand bekend bij in uit van over')} \w",
    rf"waar {_any('vind kan vinden kunnen')} (?:ik|we|wij|je) (?:{_BETWEEN} )*{_SOMEBODY} \w",
    rf"waar {_any('kan moet kunnen moeten')} {_any('ik we wij')} (?:terecht|zijn|heen) \w",
)

_ANYBODY = _any(
    "anyone anybody someone somebody people person expert experts specialist specialists colleague colleagues contact"
)
_AMID = _any("there any you a an the some good i we can could find me us know of has have")
_ABLE = _any("expert experts specialist specialists working involved responsible contact good knowledgeable")
_ENGLISH: Final = (
    rf"(?:(?:to|with) )?(?:who|whom) (?!{_any('is are am was sees follows')} )\w+ \w",
    rf"who (?:is|are) (?:{_any('there the a an our good')} )*{_ABLE}\b",
    rf"{_any('is are do does can could has have where which any')} (?:{_AMID} )*{_ANYBODY} "
    r"(?!(?:already |ever |here |before )*asked)\w",
    r"do you know who \w",
    r"(?:do you have|have you got|is there|any|got) (?:anything|something|info|information) (?:about|on|around) \w",
    r"what (?:do you have|have you got|is there) (?:about|on) \w",
    rf"(?:i|we|i m|we re) (?:{_any('am are urgently also')} )*{_any('seek seeking')} \w",
    rf"(?:(?:i|we|i m|we re) )?(?:{_any('am are urgently also')} )*(?:looking|searching) for \w",
    rf"(?:i|we) (?:urgently )?need (?:some )?(?:help|advice|{_ANYBODY}) \w",
    r"(?:i|we) (?:want|would like|d like) to (?:know|hear|learn) (?:more )?(?:about|who|of) \w",
    rf"(?:is|are) there (?:already )?(?:a |an |any )?{_ENGLISH_CLUBS} \w",
    rf"(?:anyone|anybody|someone|somebody|people) {_any('who with know knows has have at in from here working')} \w",
)
_SEEKING: Final = {
    language: re.compile(f"(?:{'|'.join(openings)})") for language, openings in (("nl", _DUTCH), ("en", _ENGLISH))
}
_CLAUSES: Final = re.compile(
    r"(?<=[.!?;])\s+|\n+|,\s+|\s+(?:en|and|dus|so|maar|but)\s+(?=(?:ik |we |wij |i )?(?:zoek|look|seek))"
)
_OF_HERE: Final = re.compile(
    r"\b(?:(?:mijn|my) (?:vraag|vragen|naam|gegevens|profiel|question|questions|name|profile)|[akmn] ?\d+)\b"
)
"""What is said of something in this Café: commands answer that."""


def language_of(text: str) -> str | None:
    """Return the language of a sentence that asks who knows about something; None for any other text."""
    said = fold(" ".join(text.split(maxsplit=SEEN)[:SEEN])[:LONGEST])
    if _OF_HERE.search(said):
        return None
    return next((language for language, opening in _SEEKING.items() if opening.match(said)), None)


def within(text: str) -> str | None:
    """Return the language of a text of which some clause seeks: "ons dorpshuis gaat dicht. wie kent een dorp dat"."""
    first, *others = _CLAUSES.split(text[: MOST * LONGEST], maxsplit=MOST)
    clauses = (first, *(f"ik {each}" if each.startswith("zoek") else each for each in others))
    return language_of(text) or next((found for each in clauses if (found := language_of(each))), None)
