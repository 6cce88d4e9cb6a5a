"""Reads whole lines that ask for maps or figures: "waar vind ik kaarten van De Peel", "maps of De Peel".

"cijfers van dit kwartaal" asks for the figures of the Café itself.
"""

import re
from typing import Final

from bot.command.shapes import Shape

_ASKED: Final = {
    "nl": re.compile(
        r"\s*(?:waar (?:vind|haal|staan|zijn) (?:ik |we |wij )?(?:de )?|welke )?"
        r"(?P<what>kaarten|cijfers|data|gegevens|bronnen)\s+(?:(?:zijn er|staan er)\s+)?(?:van|over|uit)\s+"
        r"(?P<about>[^?:.!]{2,60})\??\s*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\s*(?:where (?:do|can) (?:i|we) find (?:the )?|what )?(?P<what>maps|figures|data|sources)\s+"
        r"(?:(?:are there)\s+)?(?:of|about|on)\s+(?P<about>[^?:.!]{2,60})\??\s*",
        re.IGNORECASE,
    ),
}
_DISPUTED: Final = {
    "nl": re.compile(
        r"\s*(?:welke )?(?:bronnen|cijfers|gegevens) (?:spreken elkaar tegen|die elkaar tegenspreken)"
        r"(?P<about>(?: (?:over|in|van) [^?:.!]{2,60})?)\??\s*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\s*(?:which |what )?(?:sources|figures|data) (?:that )?contradict each other"
        r"(?P<about>(?: (?:about|in|of|on) [^?:.!]{2,60})?)\??\s*",
        re.IGNORECASE,
    ),
}
_OURS: Final = re.compile(r"\b(?:kwartaal|quarter|[kq][1-4])\b", re.IGNORECASE)
_LOOKED_FOR: Final = {"kaarten": "kaarten", "maps": "kaarten"}
"""What is said of a source in its own words; the rest says no more than that it is one."""


def read(line: str) -> tuple[str, str] | None:
    """Return the language of a line that asks for sources, and about what."""
    for language, pattern in _DISPUTED.items():
        if found := pattern.fullmatch(line):
            return language, f"tegengesproken{found['about']}"
    for language, pattern in _ASKED.items():
        if (found := pattern.fullmatch(line)) and not _ours(found):
            return language, f"{found['about'].strip()} {_LOOKED_FOR.get(found['what'].lower(), '')}".strip()
    return None


def _ours(found: re.Match[str]) -> bool:
    return found["what"].lower() in ("cijfers", "figures") and _OURS.search(found["about"]) is not None


ASKED: Final = Shape("list_sources", read)
