"""Writes what the Café knows as the lists that `bot.exchange.importing` takes in: CSV files, or one workbook.

Personal data goes out only as far as its owner agreed to show it in a place, unless everything is asked for. Beside the
lists one file can have all rows of all tables, for a database that is empty.
"""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.chat.spans import straight
from bot.exchange import on_web, workbook
from bot.exchange.format import Format
from bot.exchange.formats import formats
from bot.exchange.formulas import guarded
from bot.exchange.on_web import Web
from bot.exchange.view import View
from bot.topic import Topics
from storage import atlas, audit
from storage.database.database import Database
from storage.maintenance import snapshot, transfer
from storage.vocabulary import Place, Subject

WORKBOOK = "plek.xlsx"


def write(
    database: Database,
    topics: Topics,
    folder: Path,
    place: Place | None,
    now: datetime,
    *,
    as_workbook: bool = False,
) -> dict[Path, int]:
    """Write all files: how many rows each has. For `place` members agreed to be shown there; None writes everything."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, int] = {}
    with database.begin() as tx:
        view = View(tx, atlas.atlas(tx), place)
        lists = [(each.name, _columns(each, place), _rows(view, each)) for each in _of(topics, place)]
        if as_workbook:
            counts = _workbook(folder / WORKBOOK, lists)
            written = {folder / f"{WORKBOOK} [{name}]": count for name, count in counts.items()}
        else:
            for name, columns, rows in lists:
                written[folder / f"{name}.csv"] = _write(folder / f"{name}.csv", columns, rows)
        audit.record(tx, None, "exported", Subject.member, None, now, place=place or "everything", by="plek export")
    return written


def write_whole(database: Database, folder: Path) -> tuple[Path, int]:
    """Write all rows of all tables, for an empty database of either kind: the file, and how many."""
    with snapshot.one_moment(database) as tx:
        return folder / transfer.FILE, transfer.save(tx, folder / transfer.FILE)


def _of(topics: Topics, place: Place | None) -> Iterator[Format]:
    for each in formats(topics):
        if place is not Place.web or each.web:
            yield each


def _columns(kind: Format, place: Place | None) -> list[str]:
    left_out = kind.ignored | (kind.private if place is not None else frozenset())
    return [each for each in kind.columns if each not in left_out]


def _rows(view: View, kind: Format) -> Iterator[Mapping[str, str]]:
    if view.place is Place.web and isinstance(kind.web, Web):
        return on_web.rows(view, kind.web)
    return kind.rows(view)


def _write(file: Path, columns: Sequence[str], rows: Iterator[Mapping[str, str]]) -> int:
    count = 0
    # For the operator's eyes only, like the database it comes from.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow(_cells(columns, row))
            count += 1
    return count


def _workbook(file: Path, lists: Sequence[tuple[str, Sequence[str], Iterator[Mapping[str, str]]]]) -> dict[str, int]:
    with closing(open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")):
        pass
    return workbook.write(
        file, ((name, columns, (_cells(columns, row) for row in rows)) for name, columns, rows in lists)
    )


def _cells(columns: Sequence[str], row: Mapping[str, str]) -> list[str]:
    return [guarded(straight(row.get(column, "")).strip()) for column in columns]
