"""Tells a line in which somebody tells something from one that wants or asks something: "er kwamen drie mensen"."""

import re
from typing import Final

from storage.database.text import fold

SHORTEST: Final = 6
"""Words of a line that tells something: fewer are a subject, or an answer."""
WHOLE: Final = 8
"""Words from which a line with one sign of telling is taken for it."""

_OURS: Final = frozenset("ik wij we ons onze mij me mijn i our ours us my mine".split())  # noqa: SIM905  # reads better
"""Who tells something tells it of themselves, ..."""
_FINITE: Final = frozenset(
    """is was waren ben heb heeft had hadden wordt werd werden kon konden komt kwam kwamen gaat ging gingen doet deed
    deden krijgt kreeg kregen ziet zag zagen zegt zei zeiden blijft bleef bleven loopt liep liepen werkt werkte werkten
    staat stond stonden ligt lag lagen zit zat zaten moet moest moesten mag mocht mochten weet wist wisten wilde wilden
    bleek bleken hielp hielpen leerde leerden maakte maakten duurt duurde kost kostte betaalt merk merkt merken merkten
    durft durfde durfden vond vonden begon begonnen liet lieten vroeg vroegen stuurt stuurde sluit vergat snapt snapte
    are were has had gets got did does goes went came takes took works worked said says made makes keeps kept asks asked
    knew knows felt found learned learnt waited failed tried costs pays needs wants told reads loses lost""".split()  # noqa: SIM905  # reads better
)
"""... and says what happens with a verb that is no name of a thing: "rollen", "wonen" and "werken" may be one."""
_WANTS: Final = (
    r"(?:ik|wij|we) (?:\w+ ){0,2}(?:wil|willen|wou|zoek|zoeken|hoef|hoeven)\b"
    r"|(?:ik|wij|we) (?:zou|zouden) (?:graag|willen)\b"
    r"|\b(?:wil|willen|wou|zoek|zoeken|hoef|hoeven|zou|zouden) (?:ik|wij|we)\b(?! (?:ook |graag |wel |even )*"
    r"(?:laten zien|delen|doorgeven|meegeven|melden|kwijt))"
    r"|\b(?:i|we) (?:\w+ ){0,2}(?:want|need|would like|d like|wish)\b|\b(?:i am|i m|we are|we re) looking\b"
    r"|\b(?:graag|please|svp|aub|alsjeblieft|alstublieft)$|^(?:graag|please)\b"
)
"""How somebody says that they want something."""
_BEGINS: Final = (
    r"(?:wie|wat|waar|waarom|wanneer|hoe|hoeveel|welke?|hoezo|of|kan|kun|kunt|kunnen|mag|mogen|wil|wilt|zou|zal|zullen"
    r"|moet|moeten|is|zijn|heeft|hebben|heb|weet|weten|ken|kent|bestaat|klopt|geldt|leeft|loopt|werkt|telt|staat|laat|toon|geef|vertel|stuur|zet|meld|volg"
    r"|sluit|haal|voeg|maak|verander|wijzig|verwijder|zoek|leg|noem|schrijf|noteer|deel|plaats|stop|stel|vraag|plan"
    r"|(?:op|in|bij|voor|met|van|aan|uit|naar|tot) (?:welke?|wie|wat)|got any|whose"
    r"|(?:at|in|on|for|with|by|to) (?:which|what|whom)"
    r"|nee|neen|ja|ok|oke|niet|geen|wacht|toch|hoi|hallo|bedankt|dank|dankjewel|als|doe|neem|koppel|trek|heropen|ontvolg"
    r"|who|what|where|why|when|how|which|whether|can|could|may|would|will|shall|should|are|do|does|did|has|have|any"
    r"|show|tell|give|send|put|report|follow|close|add|change|remove|delete|search|find|please|no|yes|ok|don|not|never"
    r"|help|wait|hi|hello|thanks|thank|if|let|make|write|share|stop|ask|set|turn|link|take)\b"
)
"""How a sentence begins that asks, orders or answers."""
_LATER: Final = (
    r"(?:en |and |maar |but )?(?:wie|hoe|waarom|welke?|kan|kun|kunt|mag|zet|haal|stuur|voeg|laat|neem|pas|meld|schrijf"
    r"|maak|verander|wijzig|moet dat|klopt dat|hoezo|(?:wat|waar) (?:heb|is|zijn|kan|kunnen|moet|vind|mis|betekent) "
    r"(?:ik|je|jij|er|we|wij|dat|het|de)|what (?:did|do|have|can|is) (?:i|you|we|there|it|the)"
    r"|who|how|why|can|could|please|put|add|send|take|remove|change)\b"
)
"""How a later clause begins that asks or orders: "wat" and "waar" may go on telling there."""
_CLAUSES: Final = re.compile(r"(?<=[.!?;,])\s+")
_OF_OURS: Final = re.compile(
    r"^(?:mijn|m n|my|die|dat|deze|dit|that|this|the|de|het|onze?|our) (?:\w+ )?"
    r"(?:vraag|vragen|les|melding|signaal|voorstel|bericht|taak|rol|functie|profiel|peiling|casus|stap|stem|antwoord"
    r"|weekbericht|nieuwsbrief|question|lesson|signal|proposal|message|task|role|position|profile|poll|case|step|vote"
    r"|answer|digest|newsletter)\b"
)
"""How a line begins that is about something of this Café: the acts on that read it."""
_LOOKS_BACK: Final = re.compile(r"(?:(?:de|een) )?volgende keer\b|achteraf\b|next time\b|looking back\b")
"""How somebody begins who tells what they would do otherwise."""
_OF_US: Final = re.compile(
    r"\b(?:weekbericht|nieuwsbrief|digest|newsletter|profiel|profile"
    r"|(?:mijn|m n|my) (?:vraag|naam|gegevens|account|toestemming|question|name|data|consent))\b"
)
"""What nobody tells a story of: these are ours, and the acts on them read it."""
_REFUSES: Final = re.compile(
    r"\b(?:niet|geen|not|don t|no) (?:\w+ ){0,3}"
    r"(?:delen|plaatsen|melden|doorgeven|opslaan|bewaren|neerzetten|share|post|save|publish|report"
    r"|les|signaal|melding|casus|nieuws|agenda|vraag|lesson|signal|news|question)\b"
    r"|\bhoeft? niemand\b|\bnobody (?:needs|has) to\b"
)
"""How somebody says that what they tell is not to be put."""
_WISH: Final = re.compile(rf"^{_BEGINS}|{_WANTS}")
_ASKS_LATER: Final = re.compile(rf"^{_LATER}|{_WANTS}")


def tells(text: str) -> bool:
    """Tell whether a line says how something is or went, and neither asks nor wants anything."""
    said = fold(text).split()
    if len(said) < SHORTEST or "?" in text:
        return False
    first, *later = (fold(each) for each in _CLAUSES.split(text) if each)
    if (
        _REFUSES.search(fold(text))
        or _WISH.search(first)
        or _OF_OURS.match(first)
        or any(_ASKS_LATER.search(each) for each in later)
    ):
        return False
    signs = (not _OURS.isdisjoint(said), not _FINITE.isdisjoint(said) or _LOOKS_BACK.match(first) is not None)
    return all(signs) or (any(signs) and len(said) >= WHOLE)


def asks_or_orders(text: str) -> bool:
    """Tell whether a line begins as one that asks, orders or answers, or wants something."""
    return "?" in text or _WISH.search(fold(text)) is not None


def refuses(text: str) -> bool:
    """Tell whether a line says that what it tells is not to be put."""
    return _REFUSES.search(fold(text)) is not None
