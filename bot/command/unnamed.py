"""Hears that somebody wants something put without their name, in whatever words."""

import re
from typing import Final

UNNAMED: Final = re.compile(
    r"\b(?:anoniem|anonymous(?:ly)?|(?:wel )?zonder (?:(?:mijn|m'n) )?naam(?: erbij| eronder)?"
    r"|(?:zet|noem|laat|toon|vermeld) (?:maar |dan )?(?:mijn|m'n) naam (?:er )?(?:maar |liever |dan |wel )*"
    r"(?:niet|weg|eraf|uit)(?: (?:bij|onder|in|noemen|zien|erbij))?"
    r"|(?:mijn|m'n) naam (?:(?:hoeft|mag|moet|kan) )?(?:er )?(?:niet|weg|eraf)"
    r"(?: (?:bij|onder|erbij|genoemd))?(?: (?:staan|worden))?"
    r"|without (?:my|a) name|(?:leave|keep) my name (?:out|off)(?: of it| it)?"
    r"|(?:don'?t|do not) (?:show|use|put|add|mention) my name(?: (?:on|to|with|in) it)?)(?!\w)",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(
    r"\b(?:ja|maar|wel|graag|en|dan|prima|ok|oke|goed|yes|but|please|liever|rather)\b|[\s,.;!]+", re.IGNORECASE
)


def is_unnamed(text: str) -> bool:
    """Tell whether a line says that, whatever else it says."""
    return UNNAMED.search(text) is not None


def says_no_more(text: str) -> bool:
    """Tell whether a line says that and nothing else: "ja, maar zet mijn naam er niet bij"."""
    return is_unnamed(text) and not _AROUND.sub("", UNNAMED.sub(" ", text))
