"""Takes off what people say first out of courtesy: "Geachte kennismakelaar, zou u mij kunnen zeggen"."""

import re
from typing import Final

_WHO: Final = r"(?:allemaal|iedereen|daar|plek|bot|all|there|everyone|kennismakelaar|knowledge broker)"
_GREETS: Final = (
    rf"(?:geachte|beste|lieve|dear|ha)\s+(?:\w+\s?){{1,3}},\s*(?=\w)|"
    rf"(?:hoi|hallo|hey?|hi|hello|yo|goede?n?\s?(?:morge|middag|avond|dag)n?|good (?:morning|afternoon|evening))"
    rf"(?:\s+{_WHO})?\b[\s,.!:-]+(?=\w)"
)
_SAY: Final = r"(?:zeggen|vertellen|laten weten|uitleggen)"
_KINDLY: Final = r"(?:zo vriendelijk willen zijn|zo goed willen zijn|misschien|eens|even|ook|alsjeblieft|aub)"
_DUTCH: Final = (
    rf"(?:zou|zoudt|kunt|kun|kan|wilt|wil)(?:den)? (?:u|je|jij|jullie) (?:{_KINDLY} )*(?:om )?(?:mij|me|ons)? ?(?:te )?"
    rf"(?:(?:kunnen|willen) )?{_SAY},?",
    r"(?:is het|zou het) (?:ook |misschien )?mogelijk (?:zijn )?(?:om|dat)",
    r"(?:ik|we|wij) (?:zou|zouden|wil|willen) (?:graag|weleens|wel eens|heel graag|even|ook|toch)(?: eens)? "
    r"(?:willen )?weten",
    r"mag ik (?:misschien |even )?(?:weten|vragen)",
    rf"(?:zou|kunt|kun|kan|wilt|wil) (?:u|je|jij|jullie) (?:{_KINDLY} )*(?:mij|me|ons) (?:{_KINDLY} )*in contact "
    r"(?:(?:kunnen|willen) )?brengen met",
)
_ENGLISH: Final = (
    r"(?:would|could|can) you (?:please |kindly |maybe )*(?:tell|let) (?:me|us)(?: know)?",
    r"(?:would it be|is it) (?:also )?possible to",
    r"(?:i|we)(?: would|'?d) (?:like|love) to know",
    r"may i (?:ask|know)",
    r"(?:would|could|can) you (?:please |kindly |maybe )*(?:put|bring) (?:me|us) in (?:touch|contact) with",
)
_GREETING: Final = re.compile(rf"\s*(?:{_GREETS})", re.IGNORECASE)
_POLITE: Final = re.compile(rf"\s*(?:{'|'.join((*_DUTCH, *_ENGLISH))})\s+(?=\w)", re.IGNORECASE)


_INTRODUCES: Final = re.compile(
    r"\s*(?:(?:ik|wij|we) (?:ben|zijn|werk|werken)|als|i am|i'?m|we are|we're|i work|as) [^,;.!?:]{3,80}[,;.]\s+"
    r"(?=(?:wie|waar|welke|weet|kent|ken|is er|zijn er|ik zoek|wij zoeken|we zoeken|zoek"
    r"|who|where|which|does|do you|is there|are there|i am looking|looking)\b)",
    re.IGNORECASE,
)


def introduced(text: str) -> int:
    """Return where what is asked begins behind somebody's introduction: "ik ben boer, wie weet ..."."""
    found = _INTRODUCES.match(text)
    return found.end() if found else 0


_THANKS_FIRST: Final = re.compile(
    r"\s*(?:(?:mooi|top|super|fijn|goed|oke?|okay|ja|great|perfect|nice|ah|oh)[\s,.!]+)*"
    r"(?:heel erg |hartelijk |alvast )?(?:bedankt|dank(?:jewel|je| je(?: wel)?| u(?: wel)?)?|thanks|thank you|thx)"
    r"(?: (?:daarvoor|hiervoor|hoor|zeg|a lot|so much|again|voor \w+(?: \w+)?|for \w+(?: \w+)?))*\s*[,.!;]+\s+"
    r"(?:(?:en|and|maar|but)\s+)?(?=\w)",
    re.IGNORECASE,
)


def behind_thanks(text: str) -> str:
    """Return what a line says behind the thanks that it begins with; "" when that is all, or it begins otherwise."""
    found = _THANKS_FIRST.match(text)
    rest = text[found.end() :].strip() if found else ""
    return rest if len(rest.split()) > 1 else ""


_KINDLY_LAST: Final = re.compile(
    r"(?:[\s,]+(?:svp|s\.v\.p\.|aub|a\.u\.b\.|alsjeblieft|alstublieft|please|pls"
    r"|(?:alvast )?bedankt|thanks|thank you|dank je(?: wel)?))+[.!\s]*$",
    re.IGNORECASE,
)


def without_thanks(text: str) -> str:
    """Return a short line without the please or thanks at its end; a text behind a colon is left as it is."""
    start = _KINDLY_LAST.search(text) if len(text) <= LONGEST and ":" not in text else None
    return text[: start.start()] if start and len(text[: start.start()].split()) > 1 else text


_HOW_LAST: Final = re.compile(
    r"(?:[,.!;]\s*|\s+)(?:(?:en|dus|maar|and|so|but)\s+)?(?:wat (?:moet|kan) ik (?:daarvoor |dan |nu |eerst )?doen"
    r"|hoe (?:moet|kan|doe) ik (?:dat|dit)(?: doen| regelen)?|hoe (?:werkt|gaat) (?:dat|dit)(?: in zijn werk)?"
    r"|kan (?:dat|het)|what (?:do|should|must) i(?: have to| need to)? do|how do i do (?:that|it|this)"
    r"|how does (?:that|it|this) work|is (?:that|it) possible)\s*\?*\s*$",
    re.IGNORECASE,
)


def without_how(text: str) -> str:
    """Return a wish without the question at its end how that goes: "ik wil meedoen, wat moet ik doen?"."""
    start = _HOW_LAST.search(text) if len(text) <= LONGEST else None
    return text[: start.start()] if start and len(text[: start.start()].split()) > 2 else text


LONGEST: Final = 120
"""Characters of a line at whose end is looked for thanks."""


_OUR_NAME: Final = re.compile(
    r"\s*(?:(?:hoi|hallo|hey?|hi|hello|dag|beste)\s+)?@?(?:kennismakelaar|knowledge broker|plekbot|plek-bot)"
    r"(?:\s*[,:!.-]+\s*|\s+)(?=\w)",
    re.IGNORECASE,
)


def without_our_name(text: str) -> str:
    """Return a line without our name, by which it calls us first: "kennismakelaar, wie weet ..."."""
    found = _OUR_NAME.match(text)
    return text[found.end() :] if found else text


_FILLS: Final = re.compile(
    r"\s+(?:in (?:hemels|gods|vredes)naam|nou(?: eigenlijk| precies| weer)?|(?:ook )?al ?weer|eigenlijk|precies"
    r"|toch ook|exactly|actually|on earth|again)(?=\s|[?.!,]|$)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return a short question without the words that only fill it: "wat doet STOWA eigenlijk precies?"."""
    return _FILLS.sub("", text) if len(text) <= LONGEST else text


def greeted(text: str) -> int:
    """Return where what is said begins behind a greeting; 0 when there is none, or nothing else."""
    found = _GREETING.match(text)
    return found.end() if found else 0


def asked(text: str) -> int:
    """Return where what is wanted begins behind a greeting and a polite opening; 0 when it begins at once."""
    start = greeted(text)
    found = _POLITE.match(text, start)
    return found.end() if found else start
