"""Hears that somebody wants something put without their name, in whatever words."""

import re
from typing import Final

UNNAMED: Final = re.compile(
    r"\b(?:anoniem|anonymous(?:ly)?|(?:wel )?zonder (?:(?:mijn|m'n|mn|onze|me) )?(?:naam|namen)(?: erbij| eronder)?"
    r"|(?:niet met|geen) (?:(?:mijn|m'n|mn|onze|de) )?(?:naam|namen)(?: erbij| eronder)?"
    r"|(?:zet|noem|laat|toon|vermeld) (?:maar |dan )?(?:mijn|m'n|mn) naam (?:er )?(?:maar |liever |dan |wel )*"
    r"(?:niet|weg|eraf|uit)(?: (?:bij|onder|in|noemen|zien|erbij))?"
    r"|(?:mijn|m'n|mn) naam (?:(?:hoeft|mag|moet|kan) )?(?:er )?(?:niet|weg|eraf)"
    r"(?: (?:bij|onder|erbij|genoemd))?(?: (?:staan|worden))?"
    r"|without (?:my|a) name|(?:leave|keep) my name (?:out|off)(?: of it| it)?"
    r"|(?:don'?t|do not) (?:show|use|put|add|mention) my name(?: (?:on|to|with|in) it)?)(?!\w)",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(
    r"\b(?:ja|maar|wel|graag|en|dan|prima|ok|oke|goed|yes|but|please|liever|rather|oh?|hoor|ook|erbij|eronder|dus|nog|doe|toch|hm+|and|maak|er|van|it|put|post|aub|svp|alsjeblieft|alstublieft|houden|blijven)\b|[\s,.:;!]+",
    re.IGNORECASE,
)


def is_unnamed(text: str) -> bool:
    """Tell whether a line says that, whatever else it says."""
    return UNNAMED.search(text) is not None


def says_no_more(text: str) -> bool:
    """Tell whether a line says that and nothing else: "ja, maar zet mijn naam er niet bij"."""
    return is_unnamed(text) and not _AROUND.sub("", UNNAMED.sub(" ", text))


def without_wish(text: str) -> tuple[str, bool]:
    """Return a text without what says that, where it says so beside what it tells, and whether it does."""
    if len(text) > LONGEST:
        return text, False
    kept, said = text, False
    for clause in reversed([*_CLAUSE.finditer(text)]):
        if says_no_more(clause[0]):
            kept, said = kept[: clause.start()] + kept[clause.end() :], True
    if found := _AT_END.search(kept):
        kept, said = kept[: found.start()], True
    kept = kept.strip(" ,:;\n")
    return (kept, said) if said and kept else (text, False)


LONGEST: Final = 2_000
"""Characters of a text in which such a wish is looked for."""
_CLAUSE: Final = re.compile(r"[^.,:;!?\n]+(?:[.,:;!\n]+|$)")
_AT_END: Final = re.compile(
    rf"[\s,;]+(?:maar|en|but|and|graag|liever|please|wel)\s+(?:(?:dan|wel|graag|liever|please|ook)\s+)*{UNNAMED.pattern}"
    r"(?:\s+(?:graag|aub|svp|please|erbij|alsjeblieft|alstublieft))*[\s.!]*$",
    re.IGNORECASE,
)
"""How a clause ends that says it behind something else: "mag in het weekbericht maar zonder mijn naam"."""


NAMED: Final = re.compile(
    r"\b(?:(?:wel |toch )?met (?:(?:mijn|m'n|mn|onze) )?naam(?: erbij| eronder)?"
    r"|(?:zet|noem|toon|vermeld) (?:(?:maar|dan|toch) )?(?:mijn|m'n|mn) naam (?:er )?(?:(?:maar|toch|wel|weer) )*"
    r"(?:bij|onder|erbij)"
    r"|(?:mijn|m'n|mn) naam mag (?:er )?(?:(?:toch|wel|weer|gewoon) )*(?:bij|onder|erbij)"
    r"|with my name|(?:put|show|add|use) my name(?: (?:to it|with it|on it|again))?)(?!\w)",
    re.IGNORECASE,
)


def is_named(text: str) -> bool:
    """Tell whether a line says to put the name with it: "zet mijn naam er toch bij"."""
    return NAMED.search(text) is not None and not is_unnamed(text)


def names_only(text: str) -> bool:
    """Tell whether a line says with or without the name, and nothing else."""
    if is_unnamed(text):
        return says_no_more(text)
    return is_named(text) and not _AROUND.sub("", NAMED.sub(" ", text))
