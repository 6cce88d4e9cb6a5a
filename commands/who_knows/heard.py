"""Hears what goes on from a list without the words for it: "welke daarvan zijn open?", "en vorig kwartaal?"."""

import re

from bot.command.command import Context
from bot.language import periods
from bot.reading.filter import filtered

LONGEST = 120
"""Letters of a line that goes on from a list."""
_OF_THOSE = re.compile(
    r"(?:(?:en|and|ok|oke|maar|but)\s+)?(?:welke|wie|wat|which(?: ones?)?|who|what)\s+"
    r"(?:(?:zijn|is|are|hebben|have)\s+)?(?:er\s+)?"
    r"(?:daarvan|hiervan|ervan|van (?:die|deze|dat|hen)|of (?:those|these|them))\s+"
    r"(?:(?:zijn|is|are|was|were|hebben|heeft|have|has|gaan|gaat|go|deal|liggen|spelen|komen|come|nog|dan|er)\s+)*"
    r"(?P<which>\S[^?!]*)[?!.\s]*",
    re.IGNORECASE,
)
"""Asks which of what was listed are so."""
_AND = re.compile(
    r"(?:(?:ok|oke|okay|goed|en|and|maar|but|of|or)\s+)*"
    r"(?:en|and|of|or|maar|hoe zit het (?:met|in|voor|bij)|(?:what|how) about(?: in)?"
    r"|(?:wat|hoe) (?:was|is) (?:het|dat) (?:in|over))\s+"
    r"(?:dan\s+)?(?P<where>\S.*?)(?:\s+(?:dan|then))?[?!.\s]*",
    re.IGNORECASE,
)
"""Asks for the same of something else."""


def of_those(_ctx: Context, text: str) -> str:
    """Return what a line says of which of the things that were listed are meant; "" for any other line."""
    asked = _OF_THOSE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    return asked["which"].strip() if asked else ""


def of_another(ctx: Context, text: str) -> str:
    """Return the region, theme or period that a line asks the same list for, and names nothing else; else ""."""
    asked = _AND.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if asked is None:
        return ""
    when = periods.within(asked["where"], ctx.local_now.date(), past=True)
    found = filtered(when.without(asked["where"]) if when else asked["where"], ctx.vocabulary, ())
    names = when or found.regions or found.themes
    return asked["where"] if names and not found.words else ""
