"""Reads from the words of news which link is in it, what they say, and what sort of news it is."""

import re
from typing import Final

from storage.news.item import Sort
from storage.news.tables import LONGEST_LINK

_LINK: Final = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_ENDS: Final = ".,;:!?)]}'\u2026"
_PUBLICATION: Final = re.compile(
    r"\b(rapport\w*|publicatie\w*|onderzoek\w*|handreiking\w*|boek\w*|artikel\w*|report\w*|publication\w*|study|paper)\b",
    re.I,
)
_SUCCESS: Final = re.compile(r"\b(succes\w*|gelukt|het lukte|mijlpaal|trots|success\w*|milestone|proud)\b", re.I)


def parted(text: str) -> tuple[str, str]:
    """Return the first link in a text that is not too long to keep, and what it says besides."""
    for found in _LINK.finditer(text):
        link = found[0].rstrip(_ENDS)
        whole = link if "://" in link else f"https://{link}"
        if len(whole) <= LONGEST_LINK:
            rest = f"{text[: found.start()]} {text[found.start() + len(link) :]}"
            return whole, " ".join(rest.split()).strip(" :-")
    return "", " ".join(text.split())


def sort_of(text: str) -> Sort:
    """Tell what sort of news the words say that it is."""
    if _SUCCESS.search(text):
        return Sort.success
    return Sort.publication if _PUBLICATION.search(text) else Sort.news
