"""Reads what a reader asks of a list from its address, and says what in it means nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from adapters.web import texts
from adapters.web.shelves import LAST_PAGE, Asked, Shelf
from bot.chat.texts import Msg
from storage.atlas import Atlas

LONGEST: Final = 100
"""Letters of what is looked for."""
MOST_WORDS: Final = 8

NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {"search": "zoek", "region": "regio", "theme": "thema", "sort": "soort", "of": "bij", "page": "pagina"},
    "en": {"search": "search", "region": "region", "theme": "theme", "sort": "kind", "of": "of", "page": "page"},
}
"""What the parts of a query are called, by language."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and what of it nobody can answer: named, and never dropped."""

    asked: Asked
    wrong: Mapping[str, Msg]
    """By the name of the part."""
    given: Mapping[str, str]
    """As it stood in the address, by the names of `NAMES`."""


def read(given: Mapping[str, str], shelf: Shelf, atlas: Atlas, size: int) -> Query:
    """Read the parts of a query, by our names of them."""
    wrong: dict[str, Msg] = {}
    # PostgreSQL takes no text with letters that nobody can type.
    words = "".join(each for each in given.get("search", "") if each.isprintable() or each.isspace()).split()
    if len(" ".join(words)) > LONGEST or len(words) > MOST_WORDS:
        wrong["search"] = texts.too_long()
    region = theme = sort = None
    if named := given.get("region"):
        region = atlas.region(named)
        if region is None:
            wrong["region"] = texts.unknown_region(named[:LONGEST])
    if named := given.get("theme"):
        theme = atlas.theme(named)
        if theme is None:
            wrong["theme"] = texts.unknown_theme(named[:LONGEST])
    if named := given.get("sort"):
        sort = shelf.sorts.get(named)
        if sort is None:
            wrong["sort"] = texts.unknown_kind(named[:LONGEST])
    if (named := given.get("of")) and shelf.pages.shelf.belongs(named) is None:
        wrong["of"] = texts.unknown_number(named[:LONGEST])
    page = number(given.get("page", "1"), LAST_PAGE)
    if page is None:
        wrong["page"] = texts.unknown_page(given["page"][:LONGEST])
    asked = Asked(
        region.id if region else None,
        theme.id if theme else None,
        sort,
        () if "search" in wrong else tuple(words),
        page or 1,
        size,
        "" if "of" in wrong else given.get("of", ""),
    )
    return Query(asked, wrong, given)


def number(text: str, most: int) -> int | None:
    """Return a number from 1 to `most`; None for all else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most))):
        return None
    return int(text) if 1 <= int(text) <= most else None
