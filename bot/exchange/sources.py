"""Finds the lists in files and folders: each CSV file, and each sheet of a workbook, by its header."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from bot.chat.texts import Msg, Value, _
from bot.exchange import csv_reader, dates, workbook
from bot.exchange.csv_reader import Line
from bot.exchange.format import Format, Head, recognise
from bot.exchange.formulas import unguarded
from bot.exchange.refused import ENGLISH, Refused
from bot.exchange.row import Rejected

LOOKED_AT = 10
"""Rows among which the header is: a title, or a line about the list, may stand above it."""
SUFFIXES = (".csv", ".xlsx")
_OPEN = "~$"
"""How a file begins that Excel makes beside a workbook while it is open."""

Rows = Callable[[int | None, int | None], Iterator[Line]]
"""Reads rows; told how many cells each has at most and at least, it finds those that have another number."""


class Unreadable(Refused):
    """There is no header line in it."""

    def __init__(self) -> None:
        super().__init__(_("There is no header line in it: the names of the columns, and rows below them."))


@dataclass(frozen=True, slots=True)
class Record:
    """One row by column, with the line it begins on; or the fault that makes it useless."""

    line: int
    values: Mapping[str, str]
    fault: "Value | None" = None


@dataclass(frozen=True, slots=True)
class Source:
    """A list, where it stands, and how it is read."""

    file: Path
    sheet: str
    """Of a workbook."""
    head: Head
    line: int
    """Of its header."""
    rows: Rows
    count: int | None = None
    """How many rows it has, where that is known."""

    @property
    def format(self) -> Format:
        return self.head.format

    @property
    def where(self) -> str:
        return place(self.file, self.sheet)

    def records(self) -> Iterator[Record]:
        """Yield its rows, one at a time however long it is."""
        named = max(number for number, column in enumerate(self.head.columns, 1) if column)
        for each in self.rows(len(self.head.columns), named):
            if each.number <= self.line:
                continue
            if each.fault:
                yield Record(each.number, {}, each.fault)
                continue
            cells = zip(self.head.columns, each.cells, strict=False)
            values = {column: unguarded(cell.strip()) for column, cell in cells if column}
            if any(values.values()):
                yield Record(each.number, {**dict.fromkeys(filter(None, self.head.columns), ""), **values})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in, or what is to be known of a file."""

    file: Path
    line: int
    why: "Value"
    sheet: str = ""

    @property
    def reason(self) -> str:
        """Why, for an operator."""
        return ENGLISH.text(self.why)

    @property
    def place(self) -> str:
        return f"{place(self.file, self.sheet)}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class Found:
    """What there is to read, in the order in which it refers to each other; and what there is not."""

    sources: list[Source] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows that may be a list, in one way to read them."""

    rows: Rows
    count: int | None = None


def place(file: Path, sheet: str) -> str:
    return f"{file} [{sheet}]" if sheet else str(file)


def find(known: Sequence[Format], paths: Iterable[Path], working: Path) -> Found:
    """Return the lists in files, those of folders included. `working` holds what workbooks are unpacked into."""
    found = Found()
    for number, file in enumerate(chain.from_iterable(map(_files, paths))):
        try:
            if workbook.is_workbook(file):
                _of_workbook(found, known, file, working / str(number))
                continue
            written = csv_reader.written(file)
        except workbook.NoWorkbook as reason:
            found.refused.append(Refusal(file, 1, reason.why))
            continue
        ways = [_Table(partial(csv_reader.rows, way)) for way in written]
        try:
            _add(found, _source(known, file, "", file.stem, ways))
        except (Rejected, Unreadable) as reason:
            found.refused.append(Refusal(file, 1, reason.why))
    found.sources.sort(key=lambda source: known.index(source.format))
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    inside = (each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
    return sorted(each for each in inside if not each.name.startswith(_OPEN))


def _all_of(sheet: workbook.Sheet, _width: int | None, _least: int | None) -> Iterator[Line]:
    """Yield the rows of a sheet, which has as many cells in each."""
    return sheet.rows()


def _of_workbook(found: Found, known: Sequence[Format], file: Path, working: Path) -> None:
    """A workbook may have sheets of other things beside its lists: that is told, and is no mistake."""
    refused, some = [], False
    for sheet in workbook.sheets(file, working):
        if not sheet.count:
            continue
        table = _Table(partial(_all_of, sheet), sheet.count)
        try:
            _add(found, _source(known, file, sheet.name, sheet.name, [table]))
            some = True
        except (Rejected, Unreadable) as reason:
            refused.append(Refusal(file, 1, reason.why, sheet.name))
    if not (some or refused):
        refused.append(Refusal(file, 1, Unreadable().why))
    (found.notes if some else found.refused).extend(refused)


def _add(found: Found, source: Source) -> None:
    found.sources.append(source)
    if source.head.unknown:
        found.notes.append(Refusal(source.file, source.line, source.head.told, source.sheet))
    stray = _stray(source)
    if stray:
        line, column = stray
        told = _("column {column} has no heading: what stands in it is not read.", column=column)
        found.notes.append(Refusal(source.file, line, told, source.sheet))


def _stray(source: Source) -> tuple[int, int] | None:
    """Return the first line that holds something in a column without a heading."""
    bare = [
        number
        for number, (heading, column) in enumerate(zip(_headings(source), source.head.columns, strict=True))
        if column is None and not heading.strip()
    ]
    if not bare:
        return None
    for each in source.rows(None, None):
        for number in bare:
            if each.number > source.line and number < len(each.cells) and each.cells[number].strip():
                return each.number, number + 1
    return None


def _headings(source: Source) -> Sequence[str]:
    head = next(each for each in source.rows(None, None) if each.number == source.line)
    return [*head.cells, *[""] * (len(source.head.columns) - len(head.cells))][: len(source.head.columns)]


def _source(known: Sequence[Format], file: Path, sheet: str, name: str, tables: Sequence[_Table]) -> Source:
    """Return the list that this is, in whichever way it is read. Raises `Rejected`, `Unreadable`."""
    reasons: list[tuple[int, Msg]] = []
    for table in tables:
        for line in islice(table.rows(None, None), LOOKED_AT):
            headings = list(line.cells)
            if sum(bool(each.strip()) for each in headings) < 2:
                continue
            try:
                head = recognise(known, headings, _named(name))
            except Rejected as reason:
                reasons.append((sum(bool(each.strip()) for each in headings), reason.why))
            else:
                return Source(file, sheet, head, line.number, table.rows, table.count)
    if not reasons:
        raise Unreadable
    raise Rejected(max(reasons, key=lambda each: each[0])[1])


def _named(name: str) -> str:
    return name.strip().lower()


def month_first(source: Source) -> bool | None:
    """Read whether dates with slashes begin with the month, as an English spreadsheet may write them."""
    seen: set[bool] = set()
    for each in source.records():
        seen |= {told for value in each.values.values() if (told := dates.shows(value)) is not None}
        if len(seen) > 1:
            break
    return dates.month_first(seen)
