"""Reads from the words of a request at which desk it belongs, what help it asks, and what no desk can do."""

import re
from collections.abc import Mapping
from typing import Final

from storage.helpdesk.request import Desk, Help

_CAFE: Final = re.compile(
    r"\b(?:inlog\w*|ingelogd|aan(?:ge)?meld(?:en|ing)?|log(?:gen|ged)? ?in\b|log ?in|sign(?:ing)? (?:in|up)|"
    r"wachtwoord\w*|password|account|kana(?:al|len)|channels?|gast(?:en|account|toegang)?|guests?|uitnodiging|invitation|teams|element|"
    r"caf[eé]|chatbot|bot|op de lijst)\b",
    re.IGNORECASE,
)
_HELP: Final[Mapping[Help, str]] = {
    Help.money: r"potjes?|geld|subsidies?|fonds(?:en)?|budget|financier\w*|money|funds?|funding|grants?",
    Help.legal: r"stichting|co[oö]peratie|vereniging|statuten|juridisch\w*|aansprakelijk\w*|legal|foundation",
    Help.rules: r"vergunning\w*|regels?|verordening|omgevingsplan|bestemmingsplan|permits?|rules?",
    Help.training: r"cursus\w*|training\w*|opleiding\w*|courses?|workshops?",
    Help.office: r"administratie|boekhouding|zaal|kantoor|verzekering\w*|insurance|bookkeeping",
    Help.research: r"uitzoeken|onderzoek\w*|find out|research",
    Help.feedback: r"(?:met|van) onze inbreng|our input",
    Help.access: r"aan tafel|ministerie|wethouder|gedeputeerde|ministry|alderman",
    Help.contact: r"bellen|telefoonnummer|call|phone",
    Help.overview: r"welke (?:\w+ )?programma'?s|overzicht|which programmes|overview",
    Help.network: r"hetzelfde|zelfde (?:idee|plan)|meedoen|the same|join in",
    Help.technique: r"meters?|meten|websites?|sensors?|sensoren|techniek|technisch\w*|technical",
    Help.explain: r"hoe doe ik|hoe werkt|uitleg|how do i|how does",
}
_BEYOND: Final = re.compile(
    r"\b(?:brandt|er is brand|in brand|on fire|burning|gaslucht|gaslek|gas leak|levensgevaar\w*|gevaarlijke stof\w*|"
    r"ontploffing|explosion|ongeluk gebeurd|noodgeval|emergency|112|stinkt en|"
    r"klacht (?:over|tegen) (?:een |de |mijn |onze )?"
    r"(?:ambtenaar|medewerker|wethouder|buurman|buurvrouw|collega|meneer|mevrouw)|"
    r"complain(?:t)? about (?:a |an |the |my |our )?(?:civil servant|official|neighbou?r|colleague)|"
    r"bezwaar (?:maken|aantekenen)|(?:subsidie|vergunning|aanvraag) (?:is |werd )?(?:afgewezen|geweigerd)|"
    r"(?:subsidie|geld) (?:toekennen|toewijzen|uitbetalen)|objection (?:to|against))",
    re.IGNORECASE,
)


def desk_of(text: str, otherwise: Desk) -> Desk:
    """Tell at which desk it belongs: by what is asked, else by how it was called."""
    if _CAFE.search(text):
        return Desk.cafe
    return Desk.civic if help_of(text, Help.refer) is not Help.refer else otherwise


def help_of(text: str, otherwise: Help = Help.refer) -> Help:
    """Tell what sort of help is asked."""
    for sort, said in _HELP.items():
        if re.search(rf"\b(?:{said})\b", text, re.IGNORECASE):
            return sort
    return otherwise


def is_beyond(text: str) -> bool:
    """Tell whether no desk can do that: an emergency, a complaint about a person, a decision about money."""
    return bool(_BEYOND.search(text))


_OWN: Final = (
    r"\b(?:mijn|ons|onze|my|our)\b.*\b(?:plan|idee|idea|initiati[a-z]*|project|groep|group|buurt\w*|dorp\w*)\b"
)
_TURNS: Final[Mapping[str, re.Pattern[str]]] = {
    "nl": re.compile(
        r"\s*(?:(?:bij|met|naar|aan) wie (?:moet|kan|kunnen|moeten|mag|mogen) (?:ik|we|wij)\b.*(?P<own>"
        + _OWN
        + r").*|"
        r"(?:wie|welke ambtenaar) (?:kan|kunnen|mag|mogen) (?:ik|we|wij) (?:\w+ ){0,4}bellen\b"
        r"(?!\s+over (?!mijn\b|ons\b|onze\b)).*|"
        r"(?:ik|we|wij) (?:zoek|zoeken) (?:iemand|hulp|een \w+|mensen)\b.*\b(?:ons|mij|me)\b.*(?P<help>))",
        re.IGNORECASE | re.DOTALL,
    ),
    "en": re.compile(
        r"\s*(?:whom? (?:should|can|do|must|may) (?:i|we) (?:talk|turn|speak|go)\b.*" + _OWN + r".*|"
        r"who can (?:i|we) (?:\w+ ){0,3}(?:call|phone|ring)\b(?!\s+about (?!my\b|our\b)).*|"
        r"(?:(?:i|we)(?: are| am|'re|'m)? )?(?:look\w* for|need) (?:somebody|someone|help|a \w+)\b.*"
        r"\b(?:us|me)\b.*(?P<help>))",
        re.IGNORECASE | re.DOTALL,
    ),
}
"""Who turns to somebody with a plan of their own, wants to call, or seeks help for their own group.

Whom one can call about a subject is a search.
"""


def turns_to_desk(text: str) -> str | None:
    """Return the language of a line that seeks no knowledge but a person for one's own plan; None for any other."""
    for language, turning in _TURNS.items():
        found = turning.fullmatch(text)
        if found and (found["help"] is None or help_of(text) is not Help.refer):
            return language
    return None
