"""Defines an item of news as it is kept, and what a new one is made of."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from storage.database.pages import ALL_OF_IT, Narrow

NEWS: Final = "news"
"""What its kind is called wherever things of any kind are kept."""

_TRACKING: Final = re.compile(r"utm_|fbclid$|gclid$|mc_[ce]id$", re.IGNORECASE)
"""Names of parts of an address that only tell from where somebody came."""


class Sort(StrEnum):
    news = "nieuws"
    publication = "publicatie"
    success = "succes"


class State(StrEnum):
    asked = "asked"
    """Somebody wants to take it along, and its writer did not say yet whether that may."""
    shared = "shared"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new item is made of. `text` says why somebody else should read it."""

    text: str
    link: str = ""
    sort: Sort = Sort.news
    unnamed: bool = False
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room: int | None = None
    """The closed room that it is for, and nobody else."""


@dataclass(frozen=True, slots=True)
class Item:
    """`member_id` wrote it: null when they were forgotten, or it came from a list."""

    id: int
    member_id: int | None
    asked_by: int | None
    """Who wanted to take along what another wrote."""
    state: State
    hidden: bool
    draft: Draft
    made_at: datetime
    shared_at: datetime
    published: bool = False
    """Its writer put it on the web."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"U-{self.id}"

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def shown_maker(self) -> int | None:
        """Who wrote it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id


@dataclass(frozen=True, slots=True)
class Filter:
    """Which news is listed: None is any."""

    since: datetime
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    sorts: frozenset[Sort] = field(default_factory=frozenset)
    room: int | None = None
    """That of that closed room comes along."""
    until: datetime | None = None
    narrow: Narrow = ALL_OF_IT


def site_of(link: str) -> str:
    """Return what people know an address by: "iplo.nl"."""
    return (urlsplit(link).hostname or "").removeprefix("www.")


def address_of(link: str, room: int | None, most: int) -> str | None:
    """Return what two links have in common that lead to the same page, for those of a room; None without a link."""
    if not link:
        return None
    parts = urlsplit(link)
    asked = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])])
    page = f"{site_of(link)}{parts.path.rstrip('/')}{f'?{asked}' if asked else ''}"
    return (page if room is None else f"{room} {page}")[:most]
