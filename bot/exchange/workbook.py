"""Reads the sheets of an .xlsx workbook by a process of its own, and writes one."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.chat.texts import Msg, _
from bot.exchange.csv_reader import Line
from bot.exchange.refused import Refused

WITHIN = 300
"""Seconds that reading one may take."""
MOST_BYTES = 50_000_000
_PROGRAM = Path(__file__).with_name("workbook_reader.py")
_PACKED = b"PK\x03\x04"
_OLDER = b"\xd0\xcf\x11\xe0"
"""How a workbook of Excel 97 begins, and one with a password."""
LONGEST_NAME = 31
"""Letters that the name of a sheet may have."""


class NoWorkbook(Refused):
    """This workbook cannot be read, and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook, as it was written out."""

    name: str
    file: Path
    count: int

    def rows(self) -> Iterator[Line]:
        with self.file.open(encoding="utf-8", newline="") as opened:
            for number, *cells in csv.reader(opened):
                yield Line(int(number), cells)


def is_workbook(file: Path) -> bool:
    """Tell by how it begins, whatever it is called. Raises `NoWorkbook` for one that only others can open."""
    with file.open("rb") as opened:
        first = opened.read(4)
    if first == _OLDER:
        raise NoWorkbook(_("this is an older workbook, or it has a password. Save it as «Excel-werkmap (.xlsx)»."))
    return first == _PACKED


def sheets(file: Path, folder: Path) -> list[Sheet]:
    """Write the sheets of a workbook in a folder, which must stay for as long as they are read. Raises `NoWorkbook`."""
    if file.stat().st_size > MOST_BYTES:
        raise NoWorkbook(_("it is over {n} MB. Divide it over several files.", n=MOST_BYTES // 1_000_000))
    folder.mkdir(parents=True)
    arguments = (sys.executable, "-I", str(_PROGRAM), str(file), str(folder))
    try:
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=WITHIN, check=False)  # noqa: S603  # ours
    except subprocess.TimeoutExpired:
        raise NoWorkbook(_("reading it takes too long. Save the sheet as CSV.")) from None
    if done.returncode:
        raise NoWorkbook(_("reading it broke off. Save the sheet as CSV."))
    told: Mapping[str, Any] = json.loads(done.stdout)  # Any: what JSON holds
    if "refused" in told:
        raise NoWorkbook(_refusal(**told["refused"]))
    return [Sheet(each["name"], folder / each["file"], each["rows"]) for each in told["sheets"]]


def _refusal(why: str, *, sheet: str = "", most: int = 0) -> Msg:
    """Say why the process did not read it: one word of its."""
    match why:
        case "memory":
            return _("it takes too much memory. Divide it over several files, or save the sheet as CSV.")
        case "unpacked":
            return _("unpacked it is over {n} MB. Save the sheet as CSV.", n=most)
        case "rows":
            return _("sheet «{sheet}» has over {n} rows. Divide it over several files.", sheet=sheet, n=most)
        case _other:
            return _("this is no workbook that can be read. Open it, and save it as «Excel-werkmap (.xlsx)».")


def write(file: Path, lists: Iterable[tuple[str, Sequence[str], Iterator[Sequence[str]]]]) -> dict[str, int]:
    """Write a workbook with a sheet for each list, of texts alone: nothing in it is calculated. Returns their rows."""
    from openpyxl import Workbook  # noqa: PLC0415  # few subcommands need it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above

    book, written = Workbook(write_only=True), {}
    for name, columns, rows in lists:
        sheet, count = book.create_sheet(name[:LONGEST_NAME]), 0
        sheet.freeze_panes = "A2"
        sheet.append(columns)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
            count += 1
        written[name] = count
    book.save(file)
    return written
