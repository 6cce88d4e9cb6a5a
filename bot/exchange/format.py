"""Lets a topic declare a kind of file: its columns, what a row of it becomes, and the rows that go out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.texts import Msg, _
from bot.command.similar import closest
from bot.exchange.headings import column_of
from bot.exchange.on_web import Web
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View
from storage.database.text import fold
from storage.exchange import Result

NUMBER = "number"
"""The column of the number that something had where it came from: nothing else gets it here, for the table `name`."""
KEYS = ("key", "name")
"""The column by which rows are known, whichever a file needs."""
EVERYDAY = frozenset(
    {"key", "name", "title", "text", "kind", "group", "status", "regions", "themes", "date", "doubt", "source", NUMBER}
)
"""Columns that lists of anything may have: by these alone it does not show what a list is of."""
MOST_UNREAD = 1
"""Headings that a list may have besides, before it must show by its name or by another column what it is of."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. It is recognised by having all `needed` columns; beside `also` it has no others."""

    name: str
    needed: tuple[str, ...]
    also: tuple[str, ...]
    put: Callable[[Row], Result]
    rows: Callable[[View], Iterator[Mapping[str, str]]]
    rank: int = 90
    """Files are read and written in this order: each refers only to earlier ones, or to itself."""
    becomes: tuple[str, ...] = ()
    """The kinds of thing that a row may become: of which a `doubt` beside it is kept."""
    adopt: Callable[[Row], Result] | None = None
    """How it takes a row that belongs here and turned up in a file of another kind (`Belongs`)."""
    refers_to_itself: bool = False
    """A row may refer to one that comes later in the file."""
    ignored: frozenset[str] = frozenset()
    """Columns that a file may have and we do not keep."""
    private: frozenset[str] = frozenset()
    """Columns that go out only with everything."""
    web: Web | bool = False
    """What of it may be on the web: its rows as they are, by a projection, or nothing."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """By Dutch heading the column that it means, beside what `bot.exchange.headings` knows."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.needed, *self.also)

    @property
    def key(self) -> str | None:
        """The column by which its rows are known."""
        return next((each for each in KEYS if each in self.needed), None)


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a file turned out to be."""

    format: Format
    columns: tuple[str | None, ...]
    """The column that each place in a row holds; None for what is not read."""
    unknown: tuple[str, ...]
    """Headings that mean nothing here."""
    own: bool = True
    """Some heading is one that lists of anything else do not have."""

    @property
    def plausible(self) -> bool:
        """Tell whether a file may be of this by its headings alone."""
        return self.own or len(self.unknown) <= MOST_UNREAD

    @property
    def told(self) -> Msg:
        """Say which headings are not read, and what would be."""
        near = {each: closest(each, self.format.columns, limit=1) for each in self.unknown}
        said = [
            _("«{heading}» (did you mean «{near}»?)", heading=each, near=near[each][0]) if near[each] else f"«{each}»"
            for each in self.unknown
        ]
        columns = ", ".join(self.format.columns)
        return _(
            "not read: {headings}. Columns of {list}: {columns}.", headings=said, list=self.format.name, columns=columns
        )


def recognise(formats: Sequence[Format], headings: Sequence[str], name: str) -> Head:
    """Return what a header is of, and by the name of the file where headers alike. Raises `Rejected`."""
    heads = [_head(each, headings) for each in formats]
    fitting = [each for each in heads if set(each.format.needed) <= set(each.columns)]
    named = next((each for each in heads if each.format.name == name), None)
    likely = [each for each in fitting if each.plausible]
    found = named if named in fitting else _only(likely)
    if found:
        _once(found, headings)
        return found
    if fitting and not likely:
        raise Rejected(_may_be(_only(fitting) or fitting[0]))
    if len(fitting) > 1:
        kinds = ", ".join(each.format.name for each in fitting)
        raise Rejected(_("this can be {lists}. Give the file, or the sheet, that name.", lists=kinds))
    nearest = named or max(heads, key=_needed)
    if named or _needed(nearest) > len(nearest.format.needed) / 2:
        raise Rejected(_misses(nearest))
    known = ", ".join(each.name for each in formats)
    raise Rejected(_("this header is none that I know. There are lists of: {lists}.", lists=known))


def _head(kind: Format, headings: Sequence[str]) -> Head:
    columns = tuple(column_of(each, kind.columns, kind.headings) for each in headings)
    unknown = tuple(
        told for each, column in zip(headings, columns, strict=True) if column is None and (told := each.strip())
    )
    own = any(
        column and (column not in EVERYDAY or fold(each) in map(fold, kind.headings))
        for each, column in zip(headings, columns, strict=True)
    )
    return Head(kind, columns, unknown, own)


def _may_be(head: Head) -> Msg:
    return _(
        "this may be a list of {list}, which has no {headings}. If it is one, give the file, or the sheet, that name.",
        list=head.format.name,
        headings=[f"«{each}»" for each in head.unknown],
    )


def _only(fitting: Sequence[Head]) -> Head | None:
    """Return the one that leaves the fewest headings unread, when there is one, and reads more than it leaves."""
    fewest = min((len(each.unknown) for each in fitting), default=0)
    best = [each for each in fitting if len(each.unknown) == fewest]
    most = max((len(each.format.needed) for each in best), default=0)
    best = [each for each in best if len(each.format.needed) == most]
    if len(best) != 1 or fewest > sum(each is not None for each in best[0].columns):
        return None
    return best[0]


def _needed(head: Head) -> int:
    return len(set(head.format.needed) & set(head.columns))


def _misses(head: Head) -> Msg:
    kind, missing = head.format, ", ".join(each for each in head.format.needed if each not in head.columns)
    columns, unknown = ", ".join(kind.columns), ", ".join(head.unknown)
    if not unknown:
        return _(
            "as {list}, this file misses {missing}. Columns: {columns}.",
            list=kind.name,
            missing=missing,
            columns=columns,
        )
    return _(
        "as {list}, this file misses {missing} and does not know {unknown}. Columns: {columns}.",
        list=kind.name,
        missing=missing,
        unknown=unknown,
        columns=columns,
    )


def _once(head: Head, headings: Sequence[str]) -> None:
    for column in filter(None, head.columns):
        said = [f"«{each.strip()}»" for each, found in zip(headings, head.columns, strict=True) if found == column]
        if len(said) > 1 and column not in head.format.ignored:
            raise Rejected(
                _("the column {column} is there twice: {headings}. Keep one of them.", column=column, headings=said)
            )
