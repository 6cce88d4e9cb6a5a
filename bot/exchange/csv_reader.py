"""Reads CSV as people make it: comma or semicolon, with or without a byte order mark, one bad row among good ones.

Of a cell that was guarded against being calculated (`bot.exchange.formulas`) the guard is taken off.

A stray quote makes a CSV reader swallow the rows after it. Here the line it began on is reported, and reading goes on
with the next line.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.exchange.formulas import unguarded

LONGEST_FIELD = 20_000
"""Characters. More is a quote that was never closed."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row by column, with the line it begins on; or the fault that makes it useless."""

    line: int
    values: Mapping[str, str]
    fault: str | None = None


class Unreadable(ValueError):
    """This is no CSV file with a header line."""


def header(file: Path) -> list[str]:
    """Return the columns that a file has, in lower case. Raises `Unreadable`."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        columns = _columns(next(iter(lines), ""))
    if not any(columns):
        raise Unreadable(Unreadable.__doc__)
    return columns


def records(file: Path) -> Iterator[Record]:
    """Yield the rows of a file, one at a time however long it is. Empty lines are passed over."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as opened:
        first = next(iter(opened), "")
        columns, delimiter = _columns(first), _delimiter(first)
        lines = _Lines(opened, after=1)
        while True:
            begins = lines.number + 1
            try:
                fields = next(csv.reader(_limited(lines), delimiter=delimiter, strict=True))
            except StopIteration:
                return
            except csv.Error as error:
                lines.put_back()
                yield Record(begins, {}, f"this row is not CSV: {error}")
                continue
            if not any(field.strip() for field in fields):
                lines.forget()
                continue
            if len(fields) != len(columns):
                lines.put_back()
                yield Record(begins, {}, f"{len(fields)} fields, the header has {len(columns)}")
                continue
            lines.forget()
            values = {column: unguarded(field.strip()) for column, field in zip(columns, fields, strict=True)}
            fault = _fault(values)
            yield Record(begins, {} if fault else values, fault)


class _Lines:
    """Lines that can be put back, but for the first that was taken since the last `forget`."""

    def __init__(self, source: Iterator[str], after: int) -> None:
        self._source = source
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self.number = after

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self._taken.append(line)
        self.number += 1
        return line

    def forget(self) -> None:
        self._taken.clear()

    def put_back(self) -> None:
        again = self._taken[1:]
        self._again.extendleft(reversed(again))
        self.number -= len(again)
        self._taken.clear()


def _limited(lines: _Lines) -> Iterator[str]:
    """Lines of one row, up to the longest that a field can be."""
    length = 0
    for line in lines:
        length += len(line)
        if length > LONGEST_FIELD * 4:
            raise csv.Error("a quote is not closed")
        yield line


def _columns(line: str) -> list[str]:
    try:
        return [column.strip().lower() for column in next(csv.reader([line], delimiter=_delimiter(line)), [])]
    except csv.Error:
        raise Unreadable(Unreadable.__doc__) from None


def _delimiter(line: str) -> str:
    """Return what separates columns in the header: spreadsheets of Dutch users write a semicolon."""
    return max(",;\t", key=line.count)


def _fault(values: Mapping[str, str]) -> str | None:
    for column, value in values.items():
        if any("\udc80" <= char <= "\udcff" for char in value):
            return f"{column}: this is not UTF-8. Save the file as «CSV UTF-8»."
        if "\0" in value:
            return f"{column}: there is a null character in it."
        if len(value) > LONGEST_FIELD:
            return f"{column}: {len(value)} characters, at most {LONGEST_FIELD} fit."
    return None
