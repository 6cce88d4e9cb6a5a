"""Reads what is on the web: one page of a list, one thing, and which regions and themes there are to choose from."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from bot.chat.texts import LANGUAGES, Language
from bot.command.labels import Labels
from bot.things.publication import Field, Pages, Projection, Published
from bot.topic import Topics
from storage import publications
from storage.atlas import Atlas, Cache
from storage.database.database import Database, Tx
from storage.database.text import fold
from storage.publications import Wanted

A_PAGE: Final = 20
KEEP_TOTALS: Final = 30.0
"""Seconds that the number of things in a list is kept."""
MOST_TOTALS: Final = 2_000
LAST_PAGE: Final = 5_000
"""Nobody turns so many pages; what is further back is found by filters."""


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """A list of the web: what its topic declared, and the addresses that it has."""

    published: Published
    pages: Pages

    @property
    def name(self) -> str:
        """How the API calls it, and so the rest of the house."""
        return self.pages.path["nl"]

    def path(self, language: str) -> str:
        return f"{root(language)}/{self.pages.path[language]}"

    @property
    def sorted_by(self) -> Field | None:
        """The field of closed values that its list is filtered by."""
        return next((each for each in self.pages.fields if each.name == self.pages.sorted_by), None)

    @property
    def sorts(self) -> Mapping[str, StrEnum]:
        """The values that its list is filtered by, by what they are called in addresses and in the API."""
        labels = self.sorted_by.labels if self.sorted_by else None
        if labels is None:
            return {}
        return {code(labels, each): each for each in self.pages.sorts or tuple(labels.labels)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a list, checked. Regions and themes are as they were named, not yet widened."""

    region: int | None = None
    theme: int | None = None
    sort: StrEnum | None = None
    words: tuple[str, ...] = ()
    page: int = 1
    size: int = A_PAGE
    of: str = ""
    """The number of what things belong to: "R-3"."""
    newest: bool = False
    """In the order of feeds, rather than that of the list."""

    @property
    def filtered(self) -> bool:
        return bool(self.region or self.theme or self.sort or self.words or self.of)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing on the web, with the map on which its regions and themes are named."""

    shelf: Shelf
    id: int
    fields: Projection
    atlas: Atlas

    @property
    def number(self) -> str:
        return str(self.fields["number"])

    @property
    def heading(self) -> str:
        return str(self.fields[self.shelf.pages.heading])

    @property
    def changed(self) -> str:
        """When it last changed, in ISO 8601."""
        return str(self.fields["changed"])

    def path(self, language: str) -> str:
        return f"{self.shelf.path(language)}/{self.number}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and how many things there are in all."""

    things: Sequence[Thing]
    total: int


class Shelves:
    """All lists of the web, in the order of their topics."""

    def __init__(self, topics: Topics, database: Database, keep: float = KEEP_TOTALS) -> None:
        self.all: Final = tuple(Shelf(each, each.pages) for each in topics.all(Published) if each.pages is not None)
        self.by_path: Final[Mapping[tuple[str, str], Shelf]] = {
            (language, each.pages.path[language]): each for each in self.all for language in LANGUAGES
        }
        self._database = database
        self._cache = Cache()
        self._keep = keep
        self._totals: dict[tuple[Shelf, Asked], tuple[int, float]] = {}

    async def atlas(self) -> Atlas:
        return await self._database.read(self._cache.read)

    async def find(self, shelf: Shelf, asked: Asked) -> Listed:
        """Read a page of a list."""
        return await self._database.read(self._find, shelf, asked)

    async def latest(self, shelf: Shelf, asked: Asked) -> Sequence[Thing]:
        """Read what a feed holds: the newest of a list, uncounted."""
        newest = replace(asked, newest=True)
        return await self._database.read(lambda tx: self._load(tx, shelf, self._ids(tx, shelf, newest)[0]))

    async def newest(self, count: int) -> Sequence[Listed]:
        """Read the first things of every list, and how many there are."""
        return await self._database.read(lambda tx: [self._find(tx, each, Asked(size=count)) for each in self.all])

    async def calendar(
        self, shelf: Shelf, asked: Asked, since: datetime, name: str, language: Language
    ) -> bytes | None:
        """Write a list as iCalendar; None for a list of what happens at no time."""
        write = shelf.pages.calendar
        if write is None:
            return None
        return await self._database.read(lambda tx: write(tx, self._ids(tx, shelf, asked)[0], since, name, language))

    async def one(self, shelf: Shelf, number: str) -> Thing | None:
        """Return the thing of that number, when it is on the web: "N-3", and not "3" or "n3"."""
        letter, _hyphen, digits = number.partition("-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
            return None
        found = await self._database.read(self._load, shelf, [int(digits)])
        return next((each for each in found if each.number == number and letter), None)

    def _find(self, tx: Tx, shelf: Shelf, asked: Asked) -> Listed:
        ids, wanted = self._ids(tx, shelf, asked)
        total = self._total(tx, shelf, replace(asked, page=1, size=A_PAGE, newest=False), wanted)
        return Listed(self._load(tx, shelf, ids), total)

    def _ids(self, tx: Tx, shelf: Shelf, asked: Asked) -> tuple[list[int], Wanted]:
        atlas = self._cache.read(tx)
        wanted = Wanted(
            atlas.within([asked.region]) if asked.region else None,
            atlas.beneath([asked.theme]) if asked.theme else None,
            frozenset({asked.sort.value}) if asked.sort else frozenset(),
            asked.words,
            asked.of,
        )
        offset = (asked.page - 1) * asked.size
        shelf_ = shelf.pages.shelf
        found = publications.find(tx, shelf_, wanted, limit=asked.size, offset=offset, newest=asked.newest)
        return found, wanted

    def _total(self, tx: Tx, shelf: Shelf, asked: Asked, wanted: Wanted) -> int:
        """Count what a list holds, once in a while: each of its pages would count all of it again."""
        known = self._totals.get((shelf, asked))
        if known is None or known[1] <= time.monotonic():
            known = (publications.count(tx, shelf.pages.shelf, wanted), time.monotonic() + self._keep)
            if len(self._totals) >= MOST_TOTALS:
                self._totals.clear()
            self._totals[shelf, asked] = known
        return known[0]

    def _load(self, tx: Tx, shelf: Shelf, ids: Sequence[int]) -> list[Thing]:
        if not ids:
            return []
        atlas = self._cache.read(tx)
        shown = shelf.published.project(tx, ids)
        return [Thing(shelf, each, shown[each], atlas) for each in ids if each in shown]


def root(language: str) -> str:
    """Return what addresses in a language begin with: Dutch is what the site speaks by itself."""
    return "" if language == "nl" else f"/{language}"


def slug(name: str) -> str:
    """Return a name as it stands in an address: "Noordelijk Flevoland" is noordelijk-flevoland."""
    return fold(name).replace(" ", "-")


def code(labels: Labels[Any], value: StrEnum) -> str:  # Any: whatever set
    """Return what a value is called in addresses and in the API: in Dutch, as its label is."""
    return slug(Language("nl").text(labels[value]))


def value_of(field: Field, held: str) -> StrEnum | None:
    """Return the value of a closed set that a field holds; None when it is empty."""
    if field.labels is None or not held:
        return None
    value: StrEnum = field.labels.kind(held)
    return value
