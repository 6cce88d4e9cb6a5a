"""What a digest holds: gather what happened, choose what fits its reader, render it. Sections register themselves.

Gathering reads a period once for all readers and shelves each story under every region and theme that it counts for;
choosing looks only at the shelves of the reader's own. A section is one file in `bot.sections`.
"""

import heapq
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TypeAlias

from sqlalchemy import Connection

from bot.reply import Action, Item
from bot.wording import Msg
from storage.atlas import Atlas
from storage.digests import Edits

SETTLING = timedelta(minutes=2)
"""A window holds what happened until so long before its end, and from so long before its start. That is longer than a
message may take to be handled and than replicas' clocks differ: nothing lands behind a digest that was made already."""

DEEPEST = 300
"""Stories looked at on one shelf, latest first: a reader of all of Nederland needs no more to fill a phone screen."""


@dataclass(frozen=True, slots=True)
class Window:
    """From the end of the last issue to the end of this one. `late`: it covers more, or comes later, than planned."""

    start: datetime
    end: datetime
    late: bool = False

    @property
    def since(self) -> datetime:
        return self.start - SETTLING

    @property
    def until(self) -> datetime:
        return self.end - SETTLING


@dataclass(frozen=True, slots=True)
class Story:
    """Something that happened. `key` names it among all stories: "question/12"."""

    key: str
    at: datetime
    draw: Callable[[], Item]
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    by: frozenset[int] = frozenset()
    """Members who wrote it: it is no news to them."""
    places: frozenset[int] = frozenset()
    """Channels in which it happened: they saw it."""


Gather: TypeAlias = Callable[[Connection, datetime, datetime], Sequence[Story]]
"""The stories of a period, latest first."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest. `standing` stories were there before the period, and are no news by themselves."""

    name: str
    heading: Msg
    rank: int
    gather: Gather
    most: int = 3
    """What fits a phone screen beside the others."""
    more: str = ""
    """The line that shows all of it."""
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Interests:
    """What a reader wants to hear about, and what they need not hear again. None at all means everything."""

    regions: frozenset[int]
    themes: frozenset[int]
    member: int | None = None
    place: int | None = None
    known: frozenset[str] = frozenset()
    edits: Edits = field(default_factory=Edits)


@dataclass(frozen=True, slots=True)
class Chosen:
    section: Section
    stories: tuple[Story, ...]
    left: int
    """How many more there are, as far as was looked."""


class Shelf:
    """The stories of one section, latest first, and where they count."""

    def __init__(self, section: Section, stories: Sequence[Story], atlas: Atlas) -> None:
        self.section = section
        self.stories = stories
        self._within: defaultdict[int, list[int]] = defaultdict(list)
        self._exact: defaultdict[int, list[int]] = defaultdict(list)
        self._themes: defaultdict[int, list[int]] = defaultdict(list)
        above = _above(atlas)
        for place, story in enumerate(stories):
            for region in atlas.around(story.regions) if story.regions else ():
                self._within[region].append(place)
            for region in story.regions:
                self._exact[region].append(place)
            for theme in above(story.themes):
                self._themes[theme].append(place)

    @cached_property
    def by_key(self) -> Mapping[str, Story]:
        return {story.key: story for story in self.stories}

    def choose(self, reader: Interests, wider: Iterable[int], window: Window) -> Chosen:
        """The stories that fit best, pinned ones first. `wider` are the regions that the reader's own lie in."""
        edits = reader.edits
        pinned = [self.by_key[key] for key in edits.pinned if key in self.by_key]
        fits: defaultdict[int, float] = defaultdict(float)
        if reader.regions or reader.themes:
            for shelf, weight in (
                *((self._themes.get(theme, ()), 4.0) for theme in reader.themes),
                *((self._within.get(region, ()), 3.0) for region in reader.regions),
                *((self._exact.get(region, ()), 1.0) for region in wider),
            ):
                for place in self._recent(shelf, window):
                    fits[place] += weight
        else:
            fits.update(dict.fromkeys(self._recent(range(len(self.stories)), window), 1.0))
        told = {*reader.known, *edits.dropped, *edits.pinned}
        found = [place for place in fits if self._is_news(self.stories[place], reader, told)]
        best = heapq.nsmallest(self.section.most, found, key=lambda place: (-fits[place], place))
        stories = (*pinned, *(self.stories[place] for place in best))[: max(self.section.most, len(pinned))]
        return Chosen(self.section, stories, len(found) + len(pinned) - len(stories))

    def _recent(self, places: Sequence[int], window: Window) -> Iterator[int]:
        """Of places on the shelf, latest first, those of the window. Standing stories are older than it."""
        looked = 0
        for place in places:
            at = self.stories[place].at
            if self.section.standing:
                if at >= window.since:
                    continue
            elif at >= window.until:
                continue
            elif at < window.since:
                return
            looked += 1
            if looked > DEEPEST:
                return
            yield place

    def _is_news(self, story: Story, reader: Interests, told: set[str]) -> bool:
        return (
            story.key not in told
            and (reader.member is None or reader.member not in story.by)
            and (reader.place is None or reader.place not in story.places)
        )


class News:
    """All that happened in a period, shelved."""

    def __init__(
        self, tx: Connection, sections: Iterable[Section], atlas: Atlas, since: datetime, until: datetime
    ) -> None:
        self.since = since
        self.until = until
        self._atlas = atlas
        self._shelves = [Shelf(section, section.gather(tx, since, until), atlas) for section in sections]

    def covers(self, window: Window) -> bool:
        return self.since <= window.since and window.until <= self.until

    def choose(self, reader: Interests, window: Window) -> list[Chosen]:
        """What this reader gets, section by section in the order to be read. Standing sections come along."""
        wider = self._atlas.around(reader.regions) - reader.regions
        chosen = [shelf.choose(reader, wider, window) for shelf in self._shelves]
        order = {name: place for place, name in enumerate(reader.edits.order)}
        chosen.sort(key=lambda each: (order.get(each.section.name, len(order)), each.section.rank))
        return [each for each in chosen if each.stories]


def sections_within(package: ModuleType) -> tuple[Section, ...]:
    """Every `Section` declared in the modules of a package, in reading order."""
    modules = [import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)]
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Section)]
    return tuple(sorted(found, key=lambda section: section.rank))


def look(line: str, label: Msg) -> tuple[Action, ...]:
    """The one button that a story has."""
    return (Action(label, line),)


def shorten(text: str, most: int = 140) -> str:
    """The start of a text, on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _above(atlas: Atlas) -> Callable[[Iterable[int]], set[int]]:
    """Themes with those that they fall under."""

    def above(themes: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for start in themes:
            theme: int | None = start
            while theme is not None and theme not in found:
                found.add(theme)
                theme = atlas.themes[theme].parent if theme in atlas.themes else None
        return found

    return above
