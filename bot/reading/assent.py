"""Hears a yes in one's own words: a line that does nothing but agree, and what it says behind that yes."""

import re
from typing import NamedTuple

from storage.database.text import fold

_AGREES = frozenset(
    """ja j jaa jaaa jep jup jawel jazeker yes y yep yeah yup ok oke okee okay okido prima akkoord graag zeker zekers
    goed klopt top puik precies exact juist inderdaad absoluut uiteraard tuurlijk natuurlijk sure fine
    correct agreed right absolutely definitely indeed exactly lgtm""".split()  # noqa: SIM905  # reads better
)
"""Words that say yes by themselves."""
_GLAD = frozenset(
    """mooi fijn super perfect uitstekend geweldig keurig netjes lekker heerlijk mieters great lovely nice good cool
    awesome excellent wonderful brilliant""".split()  # noqa: SIM905  # reads better
)
"""Words that praise: a yes where something is shown to agree with."""
_PUTS = frozenset(
    """zet zetten plaats plaatsen verstuur versturen stuur sturen stel stellen deel delen meld melden neem nemen dien
    gooi knal publiceer bewaar post put send share submit publish place add doe doen do go""".split()  # noqa: SIM905  # reads better
)
"""Words that order what is proposed."""
_SMALL = frozenset(
    """zo het er maar dan hoor wel erbij erin erop in door neer mee op dat die m hem is staat lijkt me mij mn mijn voor
    helemaal heel echt gewoon ook nu alles allemaal dit deze ie vind ik eruit van jou jullie je we wij ze kan mag gaat
    verder zeg nou joh en open online live de vraag tekst to this that it s is the a for all me please now then by with
    i m looks sounds it let us just up in on ahead question text with""".split()  # noqa: SIM905  # reads better
)
"""Words around those, which say nothing else."""
_PUTTING = frozenset("bij even uit eens alsjeblieft aub".split())  # noqa: SIM905  # reads better
"""Words beside an order, which by themselves would put off or switch off."""
_PHRASES = re.compile(
    r"\b(?:zo mag (?:het|hij|ie|die|dat|m)|mag (?:het|hij|ie|die|dat) zo|(?:mag|kan|laat) (?:het |hem |m )?zo"
    r"(?= (?:erbij|erin|erop|erdoor|weg|door|op)\b|$)|kan (?:het |hij )?zo door"
    r"|zo (?:kan|is|klopt|staat|wordt) (?:het|hij|ie|dat)|zo (?:dan )?maar"
    r"|(?:dat|dit) is (?:hem|m|het|wat ik bedoel(?:de)?)"
    r"|(?:looks|sounds|seems|is) (?:good|great|fine|right|perfect|nice)(?: to me)?"
    r"|(?:precies )?wat ik bedoel(?:de)?|wat mij betreft|van mij (?:mag|kan) (?:het|hij)"
    r"|heb ik (?:niets|niks) (?:op|aan) "
    r"(?:aan te merken|toe te voegen)|(?:goed|prima|top) idee|good idea|(?:go|going) (?:ahead|for it)|good to go"
    r"|(?:that |this |it )?works(?: for me)?|(?:i m |i am )?happy with (?:it|that|this)"
    r"|that s (?:it|the one|right|fine|good|what i meant)|no (?:changes|objections?)|nothing to (?:add|change)"
    r"|by all means|of course|ship it|why not|let s do it|ga je gang|ga door|vooruit(?: maar)?|is gezien)\b"
)
"""What says yes together, though its words do not."""
_ASKS = re.compile(r"^(?:en |maar |and |but )?(?:is|mag|kan|gaat|klopt|moet|staat|lijkt|can|may|does|looks) "
    r"(?:dat|het|dit|die|hij|ie|alles|ik|je|it|that|this|i|you)\b")  # fmt: skip
"""How a question begins that lacks its mark: "klopt dat zo"."""
_MORE_FOLLOWS = frozenset({"maar", "en", "but", "and"})
"""Words with which a yes breaks off: "ja maar"."""
MOST = 12
"""Words of a line that does no more than agree."""
_MARK = "\u2713"


def agrees(text: str) -> bool:
    """Tell whether a line says yes and nothing else, whatever was asked: "ja hoor, zo mag het"."""
    return _only(text, _AGREES, _SMALL)


def accepts(text: str) -> bool:
    """Tell whether a line agrees to what is shown: by a yes, by praise of it, or by the order to put it."""
    if _only(text, _AGREES | _GLAD, _SMALL):
        return True
    said = set(fold(text).split())
    around = _SMALL | _PUTTING | _AGREES | _GLAD
    around -= {"uit"} if said & {"doe", "doen"} else set()
    return _only(text, _PUTS, around)


def _only(text: str, telling: frozenset[str], around: frozenset[str]) -> bool:
    said = fold(text)
    if not said or text.rstrip().endswith("?") or len(said.split()) > MOST:
        return False
    marked = _PHRASES.sub(_MARK, said)
    if _ASKS.match(said):
        return False
    words = marked.split()
    if words[-1] in _MORE_FOLLOWS and telling is not _PUTS and _MARK not in words:
        return False
    return all(each in telling or each in around or each == _MARK for each in words) and any(
        each in telling or each == _MARK for each in words
    )


class Parted(NamedTuple):
    """A line in which more stands than its yes: that yes, and the rest."""

    yes: bool
    rest: str
    whole: bool
    """Whether the yes is a sentence of its own: "ja graag. hoelang duurt het?"."""


_BREAKS = re.compile(
    r"\s*(?P<mark>[.!,;:\u2013]|\s-\s)\s*(?:(?P<but>maar|but|alleen|only)\s+)?|\s+(?P<then>maar|but)\s+(?:dan\s+)?",
    re.IGNORECASE,
)


def parted(text: str) -> Parted:
    """Tell a yes at the head of a line from what stands behind it: "prima, maar zonder mijn naam"."""
    kept = text.strip()
    for found in _BREAKS.finditer(kept):
        head, rest = kept[: found.start()], kept[found.end() :].strip()
        if head and rest and accepts(head):
            but = found["but"] or found["then"]
            following = parted(rest)  # "ja, prima, maar ..."
            if following.yes and not but:
                return following
            return Parted(True, rest, not but and (found["mark"] or "") in {".", "!"})
    return Parted(False, kept, False)
