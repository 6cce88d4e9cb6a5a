"""Imports CSV files, however long: each row on its own, and the same file twice changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from pathlib import Path
from time import monotonic

from bot.exchange.csv_reader import Record, Unreadable, header, records
from bot.exchange.format import NUMBER, Format, recognise
from bot.exchange.formats import formats
from bot.exchange.row import Rejected, Row, World
from bot.process import logs
from bot.topic import Topics
from storage.atlas import NameTaken
from storage.database.database import Database, Tx
from storage.exchange import Gone, Result
from storage.maintenance import diagnosis, numbers

BATCH_TAKES = 0.2
"""Seconds for which rows are written before others get their turn at the database."""


_LONGEST_NUMBER = 9


class Outcome(StrEnum):
    new = "new"
    changed = "changed"
    same = "same"
    rejected = "rejected"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken in."""

    file: Path
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    file: Path
    format: Format


@dataclass
class Report:
    counts: dict[str, dict[Outcome, int]] = field(default_factory=dict)
    """By kind of file."""
    rejected: list[Refusal] = field(default_factory=list)

    def count(self, kind: str, outcome: Outcome) -> None:
        self.counts.setdefault(kind, dict.fromkeys(Outcome, 0))[outcome] += 1


def find(topics: Topics, paths: Iterable[Path]) -> tuple[list[Source], list[Refusal]]:
    """Return the files to read, those of folders included, in the order they refer to each other.
    And what is no such file.
    """
    known = formats(topics)
    sources, refused = [], []
    for file in chain.from_iterable(sorted(path.glob("*.csv")) if path.is_dir() else [path] for path in paths):
        try:
            sources.append(Source(file, recognise(known, header(file), file.stem.lower())))
        except (Rejected, Unreadable) as reason:
            refused.append(Refusal(file, 1, str(reason)))
    return sorted(sources, key=lambda source: known.index(source.format)), refused


def size(sources: Iterable[Source]) -> int:
    """Count how many lines there are to read."""
    total = 0
    for source in sources:
        with source.file.open("rb") as lines:
            total += sum(1 for _line in lines)
    return total


def load(
    database: Database,
    topics: Topics,
    paths: Iterable[Path],
    now: datetime,
    *,
    example: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Take in all rows of files and folders. `progress` is told how many more lines were read, of how many."""
    sources, refused = find(topics, paths)
    report, world = Report(rejected=refused), World(now, example)
    total = size(sources) if progress else 0

    def read(lines: int) -> None:
        if progress:
            progress(lines, total)

    given = {source.format.name: _highest(source) for source in sources if NUMBER in source.format.columns}
    with database.begin() as tx:
        # Somebody moves house with it: what was K-12 there is in old buttons, so nothing else becomes K-12 here.
        numbers.go_on_from(tx, numbers.of_tables(tx, given))
    for source in sources:
        report.counts.setdefault(source.format.name, dict.fromkeys(Outcome, 0))
        again = _put_all(database, source, records(source.file), world, report, read)
        # A region may lie in one, and a theme under one, that comes later in the file.
        while again:
            left = _put_all(database, source, iter(again), world, report, lambda _lines: None)
            if len(left) == len(again):
                for record in left:
                    report.count(source.format.name, Outcome.rejected)
                    report.rejected.append(Refusal(source.file, record.line, record.fault or ""))
                break
            again = left
    return report


def _highest(source: Source) -> int:
    """Return the highest number that a file names."""
    if NUMBER not in header(source.file):
        return 0
    named = (record.values.get(NUMBER, "") for record in records(source.file))
    return max((int(each) for each in named if each.isdecimal() and len(each) <= _LONGEST_NUMBER), default=0)


def _put_all(
    database: Database,
    source: Source,
    rows: Iterator[Record],
    world: World,
    report: Report,
    read: Callable[[int], None],
) -> list[Record]:
    """Put rows, in transactions of a fraction of a second. What may work once all were read is returned."""
    again: list[Record] = []
    line = 0
    record = next(rows, None)
    while record is not None:
        until = monotonic() + BATCH_TAKES
        with database.begin() as tx:
            while record is not None and monotonic() < until:
                outcome, reason = _put(tx, source.format, record, world)
                read(max(0, record.line - line))
                line = record.line
                if outcome is not Outcome.rejected:
                    report.count(source.format.name, outcome)
                elif source.format.refers_to_itself and record.values:
                    again.append(Record(record.line, record.values, reason))
                else:
                    report.count(source.format.name, outcome)
                    report.rejected.append(Refusal(source.file, record.line, reason))
                record = next(rows, None)
    return again


def _put(tx: Tx, kind: Format, record: Record, world: World) -> tuple[Outcome, str]:
    if not record.values:
        return Outcome.rejected, record.fault or ""
    try:
        with tx.begin_nested():
            result: Result = kind.put(Row(record.values, tx, world))
    except (Rejected, Gone) as reason:
        return Outcome.rejected, str(reason)
    except NameTaken as taken:
        return Outcome.rejected, f"the name «{taken}» already means something else."
    except Exception as error:  # one row that breaks must not keep the others out; a database that is gone does
        if tx.invalidated:
            raise
        world.changed()
        return Outcome.rejected, diagnosis.reason(error) or logs.where(error)
    return Outcome(result), ""
