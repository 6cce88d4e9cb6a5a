"""Finds the names that are most like what was typed."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from storage.database.text import fold

LONGEST_LIKE = 200
"""Characters of a text that may be nearly a name."""


def closest(text: str, names: Iterable[str], *, limit: int = 3, least: float = 65) -> list[str]:
    """Return the names most like what was typed, best first, for "did you mean"."""
    if len(text) > LONGEST_LIKE:
        return []
    found = process.extract(fold(text), {name: fold(name) for name in names}, scorer=fuzz.WRatio, limit=limit)
    return [name for _, score, name in found if score >= least]
