"""Lets topics declare figures of what they bring about, which say how to count, and what can be done about it.

Figure("reuse", _("Earlier answers that helped"), ..., measure=_reused)          in the declaration of questions

A figure is a `Number`, a `Share` of a whole, or a `Median` of working hours. Under `LEAST` nothing is told. What goes
by who people are (`of_people`) tells neither side of a share under it, and opens the whole and not the part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from bot.chat.texts import Msg
from bot.process.office_hours import OfficeHours
from bot.topic import Topics
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.extents import Extent
from storage.links import Thing
from storage.vocabulary import KnowledgeType

T = TypeVar("T")

LEAST: Final = 5
"""Of fewer nothing is told: it would point at people, or be chance."""


TENTH: Final = 0.10
QUARTER: Final = 0.25
"""Of which a share, or anything else, differs before it is spoken of."""


class Number(NamedTuple):
    """How many times it happened."""

    of: int


class Share(NamedTuple):
    """Of how many it is so."""

    part: int
    of: int


class Median(NamedTuple):
    """Within how many working hours half of them were."""

    hours: float
    of: int


Amount: TypeAlias = Number | Share | Median


class Good(StrEnum):
    """Says which way is better."""

    more = "more"
    less = "less"


@dataclass(slots=True)
class Reading:
    """One reading of figures: what it is of, and what several of them need, read once."""

    tx: Tx
    extent: Extent
    atlas: Atlas
    hours: OfficeHours
    topics: Topics
    periods: tuple[Extent, ...] = ()
    """The extents that are read at one time, this one among them."""
    _known: dict[Callable[..., Any], Any] = field(default_factory=dict)  # Any: whatever each of them reads
    _always: dict[Callable[..., Any], Any] = field(default_factory=dict)  # Any: likewise
    _together: dict[tuple[Callable[..., Any], Extent], Any] = field(default_factory=dict)  # Any: likewise

    def of(self, work: Callable[[Tx, Extent], T]) -> T:
        """Return what this reads of the extent."""
        if work not in self._known:
            self._known[work] = work(self.tx, self.extent)
        found: T = self._known[work]
        return found

    def each(self, work: Callable[[Tx, Sequence[Extent]], Sequence[T]]) -> T:
        """Return what this reads of the extent, where several periods of the same are read as fast as one."""
        mine = self.extent
        if (work, mine) not in self._together:
            alike = [each for each in dict.fromkeys(self.periods) if each.during(mine.since, mine.until) == mine]
            alike = alike or [mine]
            for extent, read in zip(alike, work(self.tx, alike), strict=True):
                self._together[work, extent] = read
        found: T = self._together[work, mine]
        return found

    def always(self, work: Callable[[Tx], T]) -> T:
        """Return what this reads of no period."""
        if work not in self._always:
            self._always[work] = work(self.tx)
        found: T = self._always[work]
        return found

    def elsewhere(self, extent: Extent) -> "Reading":
        """Return a reading of another extent at the same moment."""
        return replace(self, extent=extent, _known={})


class Cell(NamedTuple):
    """What one number of a table is about."""

    theme: int | None
    region: int | None
    knowledge: KnowledgeType | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts something, and says how, what it opens and what one can do."""

    name: str
    label: Msg
    said: tuple[str, ...]
    """How it is asked for, in both languages. Those of one chapter share their words, the first is its name."""
    means: Msg
    """How it is counted, exactly."""
    advice: Msg
    measure: Callable[[Reading], Amount]
    things: Callable[[Tx, Extent, int, int], Sequence[Thing]] | None = None
    """A page of what it counts: so many, from there."""
    opens: str = ""
    """The name of the command that shows what it counts, where that shows more."""
    good: Good = Good.more
    of_people: bool = False
    for_all: bool = False
    """Every member may see it."""
    by_need: bool = False
    """It counts questions, and can be told of those of one kind, knowledge, state of that or level."""
    rank: int = 50
    cells: Callable[[Reading], Mapping[Cell, int]] | None = None
    """The same by theme, region and kind of knowledge."""


def enough(amount: Amount) -> bool:
    """Tell whether there is enough of it to tell anything."""
    return amount.of >= LEAST


def hides(figure: Figure, amount: Amount) -> bool:
    """Tell whether one side of a share of people is too small to be told."""
    if not (figure.of_people and isinstance(amount, Share)):
        return False
    return min(amount.part, amount.of - amount.part) < LEAST


def worse(figure: Figure, now: Amount, before: Amount) -> bool:
    """Tell whether it went the wrong way, by more than chance would have it."""
    return changed(figure, now, before) and (size(now) > size(before)) == (figure.good is Good.less)


def changed(figure: Figure, now: Amount, before: Amount) -> bool:
    """Tell whether it differs enough to speak of: ten in a hundred of a share, a quarter of anything else."""
    if not (enough(now) and enough(before)) or hides(figure, now) or hides(figure, before):
        return False
    one, other = size(now), size(before)
    return abs(one - other) >= (TENTH if isinstance(now, Share) else max(1.0, QUARTER * max(one, other)))


def size(amount: Amount) -> float:
    """Return what of it is compared and drawn."""
    match amount:
        case Number(of=of):
            return float(of)
        case Share(part=part, of=of):
            return part / of if of else 0.0
        case Median(hours=hours):
            return hours
