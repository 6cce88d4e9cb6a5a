"""Reads by its number, behind a verb of several topics, which kind of thing is meant: `sluit K-12`, `sluit 12`."""

import re

LINKS = r"(?:(?:voor|bij|met|aan|op|van|for|with|to|at|of|on)\s+)?"
"""What may stand between an act and the number of what it is done to: "bij ons ook voor S-21"."""
_LETTERED = re.compile(rf"\s*{LINKS}([a-z])\s?[-\u2010-\u2014\u2212]?\s?\d{{1,9}}(?!\w|-\w)", re.IGNORECASE)
"""Not the beginning of a code: "koppel n746-vnub-cc6e-er67"."""
_BARE = re.compile(r"\s*\d{1,9}(?!\w)")


def letter_of(text: str) -> str | None:
    """Return the letter of the number that a text begins with."""
    found = _LETTERED.match(text)
    return found[1].upper() if found else None


def is_bare(text: str) -> bool:
    """Tell whether a text begins with a number without a letter."""
    return _BARE.match(text) is not None
