"""Writes the sheets of an .xlsx workbook as CSV, in a process of its own, since a file may take that down.

    python -I workbook_reader.py WORKBOOK FOLDER

It gives itself a bound of memory and of time before it opens anything, and tells on a line of JSON what it wrote, or
why not. The first column of what it writes is the number of the row.
"""

import csv
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

MOST_UNPACKED = 400_000_000
"""Bytes that all parts of a workbook may hold: 100,000 rows of 20 columns take some 100 MB."""
MOST_PARTS = 1_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 240


class Refused(Exception):
    """Why this workbook is not read, in a word, and of what."""

    def __init__(self, why: str, **of: object) -> None:
        super().__init__(why)
        self.told = {"why": why, **of}


def main(workbook: str, folder: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        told: dict[str, object] = {"sheets": list(_sheets(Path(workbook), Path(folder)))}
    except Refused as why:
        told = {"refused": why.told}
    except MemoryError:
        told = {"refused": {"why": "memory"}}
    except Exception:  # noqa: BLE001  # what is no workbook breaks the library in any way
        told = {"refused": {"why": "unreadable"}}
    sys.stdout.write(json.dumps(told))
    return 0


def _sheets(workbook: Path, folder: Path) -> Iterator[dict[str, object]]:
    with zipfile.ZipFile(workbook) as parts:
        listed = parts.infolist()
        if len(listed) > MOST_PARTS or sum(each.file_size for each in listed) > MOST_UNPACKED:
            raise Refused("unpacked", most=MOST_UNPACKED // 1_000_000)
    from openpyxl import load_workbook  # noqa: PLC0415  # only once there are bounds

    opened = load_workbook(workbook, read_only=True, data_only=True, keep_links=False)
    for number, sheet in enumerate(opened.worksheets):
        sheet.reset_dimensions()
        file = folder / f"{number}.csv"
        with file.open("w", encoding="utf-8", newline="") as written:
            count = _rows(csv.writer(written), sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), sheet.title)
        yield {"name": sheet.title, "file": file.name, "rows": count}


def _rows(out, rows, title: str) -> int:  # type: ignore[no-untyped-def]  # openpyxl has no types
    count = 0
    for number, row in enumerate(rows, 1):
        if row.count(None) == len(row):
            continue  # a cell far away has a million of these before it
        cells = [_text(each) for each in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused("rows", sheet=title, most=MOST_ROWS)
        out.writerow([number, *cells])
    return count


def _text(value: object) -> str:
    """Return a cell as it would stand in CSV of ours: days as 2026-10-06, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep="T", timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat(timespec="minutes")
    return str(value)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
