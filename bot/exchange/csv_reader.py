"""Reads the rows of CSV as people make it: whatever separates its columns, and however its letters are written.

A stray quote makes a CSV reader swallow the rows after it. Here the line it began on is reported, and reading goes on
with the next line.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.chat.texts import Msg, _

DELIMITERS = ",;\t"
LONGEST_FIELD = 20_000
"""Characters. More is a quote that was never closed."""
BLOCK = 1 << 20
_SAID = re.compile(r'"?sep=(.)"?[\r\n]*\Z', re.IGNORECASE)
"""The first line by which a file tells a spreadsheet what separates its columns."""
_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that are no letter in Windows' own code page."""


@dataclass(frozen=True, slots=True)
class Csv:
    """How a CSV file is written."""

    file: Path
    encoding: str
    delimiter: str
    skipped: int = 0
    """Lines before its first row: the one that tells what separates."""


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row, and the line it begins on; or the fault that makes it useless."""

    number: int
    cells: Sequence[str]
    fault: Msg | None = None


def written(file: Path) -> list[Csv]:
    """Return each way in which that file may be written; one alone when it says so itself."""
    encoding = _encoding(file)
    with file.open(encoding=encoding, errors="surrogateescape", newline="") as lines:
        said = _SAID.match(lines.readline(LONGEST_FIELD))
    if said:
        return [Csv(file, encoding, said[1], skipped=1)]
    return [Csv(file, encoding, each) for each in DELIMITERS]


def rows(source: Csv, width: int | None = None, least: int | None = None) -> Iterator[Line]:
    """Yield the rows of a file that hold something, one at a time however long it is.

    With `width`, what has another number of cells is a fault; it may have fewer down to `least`, and empty ones more.
    """
    with source.file.open(encoding=source.encoding, errors="surrogateescape", newline="") as opened:
        for _skipped in range(source.skipped):
            next(opened, "")
        lines = _Lines(opened, after=source.skipped)
        while True:
            begins = lines.number + 1
            try:
                cells = next(csv.reader(_limited(lines), delimiter=source.delimiter, strict=True))
            except StopIteration:
                return
            except csv.Error:
                lines.put_back()
                yield Line(begins, (), _("this row is not CSV: a quote in it is not closed, or stands within a word."))
                continue
            if not any(cell.strip() for cell in cells):
                lines.forget()
                continue
            if width is not None:
                while len(cells) > width and not cells[-1].strip():
                    cells.pop()
                if not (width if least is None else least) <= len(cells) <= width:
                    lines.put_back()
                    yield Line(begins, (), _many(len(cells), width if least is None else least))
                    continue
            lines.forget()
            fault = _fault(cells)
            yield Line(begins, () if fault else cells, fault)


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


def _encoding(file: Path) -> str:
    """Tell how its letters are written: UTF-8, UTF-16 as Excel's "Unicode text" is, or Windows' own code page.

    A file in UTF-8 of which some lines are not is read as UTF-8: those lines are faults.
    """
    with file.open("rb") as opened:
        first = opened.read(4)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if first.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if len(first) > 1 and not first[1] and first[0]:
            return "utf-16-le"
        opened.seek(0)
        decoder, others, letters = codecs.getincrementaldecoder("utf-8")(), False, False
        for line in iter(lambda: opened.readline(BLOCK), b""):
            try:
                letters |= not decoder.decode(line).isascii()
            except UnicodeDecodeError:
                others = True
                decoder.reset()
                if letters or _UNDEFINED.intersection(line):
                    return "utf-8"
    return "cp1252" if others and not letters else "utf-8"


def _many(there: int, wanted: int) -> Msg:
    return _("{n} fields, the header has {wanted}.", n=there, wanted=wanted)


def _fault(cells: Sequence[str]) -> Msg | None:
    for number, value in enumerate(cells, 1):
        if any("\udc80" <= char <= "\udcff" for char in value):
            return _(
                "column {column}: some letters are not UTF-8, while others in this file are. Save it as «CSV UTF-8».",
                column=number,
            )
        if "\0" in value:
            return _("column {column}: there is a null character in it.", column=number)
        if len(value) > LONGEST_FIELD:
            return _(
                "column {column}: {n} characters, at most {most} fit.", column=number, n=len(value), most=LONGEST_FIELD
            )
    return None
