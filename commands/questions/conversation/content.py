"""Tells content, which counts as an answer, from talk: thanks, me too, a question back, not knowing, a promise.

Sentence by sentence: what is left when the talk is taken out is the answer. In doubt it is talk, which its asker can
count as an answer with a word; an answer that is none closes a question in the eyes of everybody.
"""

import re

from storage.database.text import fold

FEWEST = 2
"""Words that tell something."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+|\s(?=maar\s|but\s)|[;]\s")
_LEADS = (
    r"(?:dank(?:je| je| u)?(?: wel)?|bedankt|thanks|thank you|thx|merci|sorry|excuses|helaas|hoi|hallo|hi|hello|hey|dag"
    r"|top|mooi|prima|super|fijn|goed|oke?|okay|ja|nee|yes|no|zeker|graag|interessant|interesting|leuk|nice|great|cool"
    r"|wauw|wow|haha\w*|tja|hm+|ah|oh|jammer|gefeliciteerd|succes|maar|but|beste allen|allen|allemaal|collega s)"
)
_MORE = rf"(?:\s+(?:{_LEADS}|heel|veel|erg|hartelijk|voor de moeite|voor je \w+))*"
_LEAD = re.compile(rf"^{_LEADS}{_MORE}\s*[,.!:–-]+\s*", re.IGNORECASE)
_FINE = r"(?:goede|mooie|leuke|interessante|good|great|nice|interesting)"
_TALK = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        # Thanks and praise.
        rf"^(?:(?:heel|veel|hartelijk|super|erg|echt|wat|een|heel erg|well|good|very)\s+)*{_LEADS}\b(?:\s+\S+){{0,4}}$",
        rf"^(?:wat )?(?:een )?(?:hele )?{_FINE} (?:vraag|question|punt|point)\b",
        r"^(?:dat|dit|that|this)?\s*(?:is|klinkt|lijkt|looks|sounds)?\s*(?:heel |erg |echt |very )?"
        r"(?:interessant|leuk|mooi|handig|interesting|great|nice)\b(?:\s+\S+){0,3}$",
        # Me too.
        r"^(?:ik|wij|we|hier|same|me|zelfde)\b.{0,20}\b(?:ook|too|here|zelfde)\W*$",
        r"\b(?:ook|too)\b.{0,30}\b(?:weten|benieuwd|horen|know|hear|curious|zoek|zoeken|interesse|nieuwsgierig)\b",
        r"\b(?:benieuwd|curious)\b",
        r"\b(?:weten|know|hear)\b.{0,20}\btoo\b",
        r"^(?:zelfde|dezelfde|same)\s+(?:vraag|question|probleem|problem)\b",
        r"^(?:ik )?volg(?: ik)?(?: (?:hem|deze|dit|mee))?$|^following$",
        # Not knowing.
        r"\b(?:weet|weten|wist|know)\b.{0,40}\b(?:niet|niks|niets|nothing)\b",
        r"\b(?:niet|niks)\b.{0,10}\bweten\b",
        r"\b(?:don t|dont|do not|not|no) (?:know|sure|idea|clue|experience)\b",
        r"\bgeen (?:flauw )?(?:idee|benul|antwoord|ervaring|verstand|mening)\b",
        r"\b(?:kan|kunnen|can|could)\b.{0,30}\b(?:niet|not|t)\b.{0,20}\b(?:helpen|help|beantwoorden|answer)\b",
        # A promise, or who else is to be asked.
        r"^(?:die|dat|dit|ik|wij|we|dan|daar|i|let me|zal)\b.{0,30}\b(?:ga|gaan|zal|zullen|will|ll|me)\b.{0,30}"
        r"\b(?:bellen|mailen|navragen|uitzoeken|kijken|vragen|nazoeken|lezen|ask|check|look|call|read|mail)\b",
        r"^(?:ik|wij|we) (?:zoek|zoeken|kom|komen|vraag|vragen|kijk|kijken|bel|mail)\b.{0,20}"
        r"\b(?:uit|na|op terug|terug|even|je|er)\b",
        r"^(?:ga|zal) ik\b.{0,30}$",
    )
)


def is_content(text: str) -> bool:
    """Tell whether something said about a question tells something, so that it counts as an answer."""
    left: list[str] = []
    for sentence in _SENTENCES.split(text.strip()):
        told = _LEAD.sub("", sentence.strip())
        if not told or told.rstrip("\"')").endswith("?"):
            continue
        if "://" in told:
            return True
        said = fold(told)
        if said and not any(each.search(said) for each in _TALK):
            left += said.split()
    return len(left) >= FEWEST and any(word.isalpha() and len(word) > 1 for word in left)
