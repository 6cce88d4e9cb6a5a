"""Imports 100,000 rows into an empty Café, and prints what memory that takes from the first row to the last.

    python -m benchmarks.importing [ROWS]

A quarter of the rows are members, half of them questions, a quarter answers. Memory is flat when it does not grow with
the rows that were read: what is held of each is a short of its key. The rows say some hundreds of words, as lists of
people do: of each word that is met its forms are kept for a while, of 65,536 words at most (some 75 MB).
"""

import csv
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

import commands
from benchmarks.resident import megabytes
from bot.cli import bootstrap
from bot.exchange import importing
from bot.topic import Topics
from storage.database.database import Database

ROWS = 100_000
PARTS = 10
"""Times that memory is looked at."""
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def main(rows: int = ROWS) -> None:
    """Make the lists, take them in, and print how memory went."""
    with tempfile.TemporaryDirectory() as folder:
        lists = Path(folder) / "lists"
        lists.mkdir()
        _write_lists(lists, rows)
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        bootstrap.prepare(database)
        began, read, marks = time.process_time(), 0, list[tuple[int, float]]()

        def tell(lines: int, _total: int) -> None:
            nonlocal read
            read += lines
            if read >= len(marks) * rows // PARTS:
                marks.append((read, megabytes()))

        report = importing.load(database, Topics.within(commands), [lists], NOW, progress=tell)
        database.close()
    table = Table("rows read", "MB", title=f"{rows:,} rows, {time.process_time() - began:.0f} s of processor")
    for lines, memory in marks:
        table.add_row(f"{lines:,}", f"{memory:.0f}")
    Console(width=120).print(table)
    told = {kind: {str(outcome): n for outcome, n in each.items() if n} for kind, each in report.counts.items()}
    Console(width=120).print(told)


def _write_lists(folder: Path, rows: int) -> None:
    members, questions = rows // 4, rows // 2
    day = NOW.date() - timedelta(days=300)
    _write(
        folder / "members.csv",
        ("key", "name", "organisation", "role", "knows", "consent", "language"),
        (
            (f"m{n}", f"Adviseur {n}", f"Gemeente {n % 300}", "adviseur", f"Ik weet iets van {_case(n)}.", "", "nl")
            for n in range(members)
        ),
    )
    _write(
        folder / "questions.csv",
        ("key", "title", "asker", "status", "date"),
        (
            (f"q{n}", f"Hoe pak je {_case(n)} aan met de buren?", f"m{n % members}", "open", day)
            for n in range(questions)
        ),
    )
    _write(
        folder / "answers.csv",
        ("question", "member", "text", "accepted", "date"),
        (
            (f"q{n}", f"m{n * 7 % members}", f"Begin bij de buren van {_case(n)}.", "", day)
            for n in range(rows - members - questions)
        ),
    )


def _case(n: int) -> str:
    """What a row is about: its number in two words of three figures at most."""
    return f"zaak {n // 300} {n % 300}"


def _write(file: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
