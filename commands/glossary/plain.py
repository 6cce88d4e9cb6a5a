"""Looks whether a meaning is short and plain enough for who does not know the word."""

import re
from typing import Final

from storage.atlas import Atlas
from storage.glossary.tables import LONGEST_MEANING

LONG = 200
"""Characters from which a meaning is asked to be shorter."""
ABBREVIATIONS = 3
"""That nobody here knows, from which it is asked to be plainer."""

_ABBREVIATION: Final = re.compile(r"\b[A-Z][A-Za-z]?[A-Z][A-Za-z]*\b|\b[A-Z]{2,}\b")
_SENTENCE: Final = re.compile(r"^.{3,}?[.!?](?=\s|$)")


def too_long(text: str) -> bool:
    """Tell whether it does not fit."""
    return len(text) > LONGEST_MEANING


def too_hard(text: str, atlas: Atlas) -> bool:
    """Tell whether it is long, or holds abbreviations that nobody here knows."""
    unknown = {found for found in _ABBREVIATION.findall(text) if atlas.theme(found) is None}
    return len(text) > LONG or len(unknown) >= ABBREVIATIONS


def first_sentence(text: str) -> str:
    """The whole of it when it fits; else its first sentence, or as much of that as fits."""
    if not too_long(text):
        return text
    first = _SENTENCE.match(text)
    said = first.group() if first else text
    return said if len(said) <= LONGEST_MEANING else f"{said[: LONGEST_MEANING - 2].rsplit(' ', 1)[0]} …"
