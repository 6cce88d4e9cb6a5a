"""Selects what a digest holds: gathers what happened, chooses what fits its reader. Topics declare sections.

Gathering reads a period once for all readers and shelves each story under every region and theme that it counts for;
choosing looks only at the shelves of the reader's own. A section is one file in `bot.sections`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property, partial, reduce
from itertools import chain
from operator import or_
from typing import Any, TypeAlias

from bot.chat.reply import Action, Item
from bot.chat.texts import Msg
from bot.digest.bit_scores import Tally, bits
from bot.topic import Topics
from storage import extents
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.digest.digests import Edits
from storage.extents import Needs
from storage.vocabulary import Readership

SETTLING = timedelta(minutes=2)
"""A window holds what happened until so long before its end, and from so long before its start. That is longer than a
message may take to be handled and than replicas' clocks differ: nothing lands behind a digest that was made already."""

WRONG_CLOCK = timedelta(hours=1, minutes=5)
"""A window looks so much further back as well: by a clock that was an hour ahead, the one before it was made when that
hour was still to come. What was told then is known, and is not told again."""

THEME, REGION, WIDER = 4, 3, 1
"""What a story is worth to a reader: for each of their themes, each of their regions, each region that those lie in."""

ANY, MEANT, PINNED = 1, 20, 1_000_000
"""What it is worth to who wants everything, to whom it was found for, and when a coordinator wants it told."""

STANDS = 0.5
"""What is left of that when it is no news."""

CONVENORS = frozenset({Readership.convenors})
POLICY_MAKERS = frozenset({Readership.policy_makers})
INITIATIVES = frozenset({Readership.initiatives})
"""Readers for whom a section comes first."""

MORE = 2
"""Stories that a section holds more for the readers for whom it comes first."""


@dataclass(frozen=True, slots=True)
class Window:
    """From the end of the last issue to the end of this one. `late`: it covers more, or comes later, than planned."""

    start: datetime
    end: datetime
    late: bool = False

    @property
    def since(self) -> datetime:
        return self.start - SETTLING - WRONG_CLOCK

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
    readers: frozenset[int] = frozenset()
    """Members to whom alone a story from elsewhere is told, whatever their themes; nobody is everybody it fits."""
    needs: Needs | None = None
    """Of a question what it is of, a set of one each; whoever wants some questions alone gets those, and all else."""
    began: datetime | None = None
    """When what it is about was asked, where that has needs."""
    thing: str = ""
    """What it is about, where several stories are: a digest tells one of them."""

    @property
    def about(self) -> str:
        """What it is about, as its kind and number."""
        return self.thing or self.key


Gather: TypeAlias = Callable[[Tx, datetime, datetime], Sequence[Story]]
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
    again: bool = False
    """What was told may be told again some weeks later; everything else is told once."""
    elsewhere: bool = False
    """Its stories are for people, of other regions than their own, on their themes; in one digest a week at most."""
    first_for: frozenset[Readership] = frozenset()
    """These readers get it before the others, and more of it."""
    only_for: frozenset[Readership] = frozenset()
    """Nobody else gets it; without any it is for everybody."""

    def leads(self, reader: "Interests") -> bool:
        """Tell whether it comes first for them."""
        return not self.first_for.isdisjoint(reader.kinds)

    def suits(self, reader: "Interests") -> bool:
        return not self.only_for or not self.only_for.isdisjoint(reader.kinds)


@dataclass(frozen=True, slots=True)
class Interests:
    """Says what a reader wants to hear about, and what they need not hear again. None at all means everything."""

    regions: frozenset[int]
    themes: frozenset[int]
    member: int | None = None
    place: int | None = None
    known: frozenset[str] = frozenset()
    """What they were told or shown."""
    lately: frozenset[str] = frozenset()
    """What of that is so short ago that it is not told again in any case."""
    edits: Edits = field(default_factory=Edits)
    kinds: frozenset[Readership] = frozenset()
    """As what they read: who drives a network looks for other things first than who makes policy."""
    needs: Needs = extents.ANY
    """Of questions, which of them they want."""


@dataclass(frozen=True, slots=True)
class Chosen:
    section: Section
    stories: tuple[Story, ...]
    left: int
    """How many more there are, as far as was looked."""
    worth: tuple[float, ...] = ()
    """What each of the stories is to this reader."""
    leads: bool = False
    """It comes first for them."""


class Shelf:
    """The stories of one section, latest first, and where they count.

    Each region and theme holds its stories as the bits of one number, the nth bit for the nth story: what fits a reader
    is then a few operations on whole numbers, whether a week brought ten stories or ten thousand.
    """

    def __init__(self, section: Section, stories: Sequence[Story], atlas: Atlas) -> None:
        self.section = section
        self.stories = stories
        within: defaultdict[int, list[int]] = defaultdict(list)
        exact: defaultdict[int, list[int]] = defaultdict(list)
        themes: defaultdict[int, list[int]] = defaultdict(list)
        self._by: defaultdict[int, list[int]] = defaultdict(list)
        self._in: defaultdict[int, list[int]] = defaultdict(list)
        self._to: defaultdict[int, list[int]] = defaultdict(list)
        around, above = cache(atlas.around), cache(partial(_above, atlas))
        for place, story in enumerate(stories):
            for known, held in (
                (around(story.regions), within),
                (story.regions, exact),
                (above(story.themes), themes),
                (story.by, self._by),
                (story.places, self._in),
                (story.readers, self._to),
            ):
                for each in known:
                    held[each].append(place)
        self._within, self._exact, self._themes = (
            {each: bits(places) for each, places in held.items()} for held in (within, exact, themes)
        )
        self._needs: defaultdict[tuple[str, Any], int] = defaultdict(int)
        self._asked = 0
        for place, story in enumerate(stories):
            if story.needs is not None:
                self._asked |= 1 << place
                for need in chain.from_iterable(story.needs.sets):
                    self._needs[need] |= 1 << place
        begun = ((story.began, place) for place, story in enumerate(stories))
        self._begun = sorted((began.timestamp(), place) for began, place in begun if began is not None)
        self._ages = [-story.at.timestamp() for story in stories]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each story stands, by its key."""
        return {story.key: place for place, story in enumerate(self.stories)}

    def choose(self, reader: Interests, wider: Iterable[int], window: Window) -> Chosen:
        """Return the stories that fit best, pinned ones first. `wider` are the regions that the reader's own lie in."""
        edits, most = reader.edits, self.section.most + (MORE if self.section.leads(reader) else 0)
        pinned = [self.stories[self.places[key]] for key in edits.pinned if key in self.places]
        fresh = self._of(window) & ~self._no_news_to(reader) & ~self._unwanted(reader, window.until)
        if self.section.elsewhere:
            return self._from_elsewhere(reader, window, fresh)
        if reader.regions or reader.themes:
            fits = Tally(fresh)
            for shelf, ids, weight in (
                (self._themes, reader.themes, THEME),
                (self._within, reader.regions, REGION),
                (self._exact, wider, WIDER),
            ):
                for each in ids:
                    fits.add(shelf.get(each, 0), weight)
        else:
            fits = Tally(fresh, fresh)
        places = list(fits.best(most))[: max(0, most - len(pinned))]
        stories = (*pinned, *(self.stories[place] for place in places))
        news = STANDS if self.section.standing else 1
        worth = (*(PINNED for _each in pinned), *((fits.worth(place) or ANY) * news for place in places))
        left = fits.any.bit_count() - len(places)
        return Chosen(self.section, stories, left, worth, self.section.leads(reader))

    def _from_elsewhere(self, reader: Interests, window: Window, fresh: int) -> Chosen:
        """Choose what is told to this reader, or is on one of their themes and not of their own regions."""
        found = 0
        if reader.member is not None and _ends_a_week(window):
            for each in reader.themes:
                found |= self._themes.get(each, 0)
            for each in reader.regions:
                found &= ~self._within.get(each, 0)
            found &= ~bits(place for places in self._to.values() for place in places)
            found |= bits(self._to.get(reader.member, ()))
        stories = Tally(fresh, fresh & found).best(self.section.most) if fresh & found else ()
        chosen = tuple(self.stories[place] for place in stories)
        return Chosen(self.section, chosen, 0, tuple(MEANT if each.readers else THEME for each in chosen))

    def _of(self, window: Window) -> int:
        """Return the stories of that window. Standing ones are older than it."""
        newest = bisect_right(self._ages, -window.until.timestamp())
        oldest = bisect_right(self._ages, -window.since.timestamp())
        if self.section.standing:
            newest, oldest = oldest, len(self.stories)
        return (1 << oldest) - (1 << newest) if oldest > newest else 0

    def _unwanted(self, reader: Interests, now: datetime) -> int:
        """Return the questions of which they do not want to hear, by what those need, whose they are and how old."""
        left, needs = self._asked, reader.needs
        for each in filter(None, needs.sets):
            left &= reduce(or_, (self._needs.get(one, 0) for one in each))
        for shelf, ids in ((self._within, needs.regions), (self._themes, needs.themes)):
            if ids:
                left &= reduce(or_, (shelf.get(one, 0) for one in ids))
        since, until = needs.asked(now)
        if since or until:
            first = bisect_left(self._begun, (since.timestamp(),)) if since else 0
            last = bisect_left(self._begun, (until.timestamp(),)) if until else len(self._begun)
            left &= bits(place for _began, place in self._begun[first:last])
        return self._asked & ~left

    def _no_news_to(self, reader: Interests) -> int:
        """What they wrote, or saw where it happened; what they were told before, or a coordinator put elsewhere."""
        told = reader.lately if self.section.again else reader.known
        seen = [self.places[key] for key in (*told, *reader.edits.dropped, *reader.edits.pinned) if key in self.places]
        if reader.member is not None:
            seen += self._by.get(reader.member, ())
        if reader.place is not None:
            seen += self._in.get(reader.place, ())
        return bits(seen)


class Stories:
    """Holds all that happened in a period, shelved."""

    def __init__(self, tx: Tx, sections: Iterable[Section], atlas: Atlas, since: datetime, until: datetime) -> None:
        self.since = since
        self.until = until
        self._around = cache(atlas.around)
        self._shelves = [Shelf(section, section.gather(tx, since, until), atlas) for section in sections]

    def covers(self, window: Window) -> bool:
        return self.since <= window.since and window.until <= self.until

    def choose(self, reader: Interests, window: Window) -> list[Chosen]:
        """Tell what this reader gets, section by section in the order to be read. Standing sections come along."""
        wider = self._around(reader.regions) - reader.regions
        chosen = [shelf.choose(reader, wider, window) for shelf in self._shelves if shelf.section.suits(reader)]
        order = {name: place for place, name in enumerate(reader.edits.order)}
        chosen.sort(
            key=lambda each: (
                order.get(each.section.name, len(order)),
                not each.section.leads(reader),
                each.section.rank,
            )
        )
        told = [each for each in chosen if each.stories]
        # One offer a digest: what was found for this reader goes before what fits their themes.
        offers = [each for each in told if each.section.elsewhere]
        return [each for each in told if not each.section.elsewhere or each is offers[0]]


def _ends_a_week(window: Window) -> bool:
    """Tell whether a window reaches into a week in which it did not begin: of a daily digest that is the Monday one."""
    return window.start.isocalendar()[:2] != window.end.isocalendar()[:2]


def sections_of(topics: Topics) -> tuple[Section, ...]:
    """Return the sections of all topics, in reading order."""
    return tuple(sorted(topics.all(Section), key=lambda section: section.rank))


def look(line: str, label: Msg) -> tuple[Action, ...]:
    """Return the one button that a story has."""
    return (Action(label, line),)


def _above(atlas: Atlas, themes: Iterable[int]) -> frozenset[int]:
    """Themes with those that they fall under."""
    found: set[int] = set()
    for start in themes:
        theme: int | None = start
        while theme is not None and theme not in found:
            found.add(theme)
            theme = atlas.themes[theme].parent if theme in atlas.themes else None
    return frozenset(found)
