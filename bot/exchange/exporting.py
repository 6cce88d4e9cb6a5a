"""Writes what the Café knows as the CSV files that `bot.exchange.importing` takes in.

Personal data goes out only as far as its owner agreed to show it in a place, unless everything is asked for.
"""

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.chat.spans import straight
from bot.exchange.formats import formats
from bot.exchange.formulas import guarded
from bot.exchange.view import View
from bot.topic import Topics
from storage import atlas, audit
from storage.database.database import Database
from storage.vocabulary import Place, Subject


def write(database: Database, topics: Topics, folder: Path, place: Place | None, now: datetime) -> dict[Path, int]:
    """Write all files: how many rows each has. For `place` members agreed to be shown there; None writes everything."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with database.begin() as tx:
        view = View(tx, atlas.atlas(tx), place)
        for kind in formats(topics):
            left_out = kind.ignored | (kind.private if place is not None else frozenset())
            columns = [each for each in kind.columns if each not in left_out]
            file = folder / f"{kind.name}.csv"
            written[file] = _write(file, columns, kind.rows(view))
        audit.record(tx, None, "exported", Subject.member, None, now, place=place or "everything", by="plek export")
    return written


def _write(file: Path, columns: Sequence[str], rows: Iterator[Mapping[str, str]]) -> int:
    count = 0
    # For the operator's eyes only, like the database it comes from.
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({column: guarded(straight(value).strip()) for column, value in row.items()})
            count += 1
    return count
