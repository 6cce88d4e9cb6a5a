"""Imports lists, however long: each row on its own, and the same file twice changes nothing."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Any

from bot.chat.spans import shorten
from bot.chat.texts import Language, Value, _
from bot.exchange import sources
from bot.exchange.format import NUMBER, Format
from bot.exchange.formats import formats
from bot.exchange.refused import Refused
from bot.exchange.row import Belongs, Row, World
from bot.exchange.sources import Found, Record, Refusal, Source
from bot.process import logs
from bot.topic import Topics
from storage.atlas import NameTaken
from storage.database.database import Database, Tx
from storage.database.text import fold
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


@dataclass
class Report:
    counts: dict[str, dict[Outcome, int]] = field(default_factory=dict)
    """By kind of file."""
    rejected: list[Refusal] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    """What was passed over, and kept no row out."""

    made: list[tuple[Outcome, Refusal]] = field(default_factory=list)
    """Some of the rows that were new or changed something, with what they are called."""

    def count(self, kind: str, outcome: Outcome) -> None:
        self.counts.setdefault(kind, dict.fromkeys(Outcome, 0))[outcome] += 1

    def tell(self, source: Source, record: Record, outcome: Outcome) -> None:
        """Remember a row, called by the first of its columns that are needed; of many only some."""
        if outcome is Outcome.same or self.counts[source.format.name][outcome] > NAMED:
            return
        name = " · ".join(filter(None, (record.values.get(each, "") for each in source.format.needed[:2])))
        self.made.append((outcome, Refusal(source.file, record.line, shorten(name), source.sheet)))


NAMED = 20
"""Rows of a list that are told by name, new ones and changed ones each."""


def plain(report: Report, most: int, language: Language) -> dict[str, Any]:
    """Return what came of an import as JSON holds it, with reasons in a language; of what was rejected, or passed
    over, at most so many each.
    """
    counts = {kind: {str(outcome): number for outcome, number in each.items()} for kind, each in report.counts.items()}
    return {
        "counts": counts,
        "made": [[outcome, *_plain(row, language)] for outcome, row in report.made],
        "rejected": [_plain(each, language) for each in report.rejected[:most]],
        "notes": [_plain(each, language) for each in report.notes[:most]],
        "left_out": max(0, len(report.rejected) - most),
    }


def _plain(row: Refusal, language: Language) -> list[Any]:  # Any: what JSON holds
    return [sources.place(Path(row.file.name), row.sheet), row.line, language.text(row.why)]


def size(found: Iterable[Source]) -> int:
    """Count how many lines there are to read."""
    total = 0
    for source in found:
        if source.count is not None:
            total += source.count
            continue
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
    with tempfile.TemporaryDirectory(prefix="plek-import-") as working:
        found = sources.find(formats(topics), paths, Path(working))
        known = formats(topics)
        adopting, becomes = (
            {each.name: each.adopt for each in known if each.adopt},
            {each.name: each.becomes for each in known},
        )
        world = World(now, example, adopting=adopting, becomes=becomes)
        return _load(database, found, world, progress)


def _load(database: Database, found: Found, world: World, progress: Callable[[int, int], None] | None = None) -> Report:
    report = Report(rejected=found.refused, notes=found.notes)
    total = size(found.sources) if progress else 0

    def read(lines: int) -> None:
        if progress:
            progress(lines, total)

    given: dict[str, int] = {}
    for source in found.sources:
        if NUMBER in source.head.columns:
            given[source.format.name] = max(given.get(source.format.name, 0), _highest(source))
    with database.begin() as tx:
        # Somebody moves house with it: what was K-12 there is in old buttons, so nothing else becomes K-12 here.
        numbers.go_on_from(tx, numbers.of_tables(tx, given))
    seen = _Seen()
    for source in found.sources:
        report.counts.setdefault(source.format.name, dict.fromkeys(Outcome, 0))
        world.month_first = sources.month_first(source)
        again = _put_all(database, source, seen.once(source), world, report, read)
        # A region may lie in one, and a theme under one, that comes later in the file.
        while again:
            left = _put_all(database, source, iter(again), world, report, lambda _lines: None)
            if len(left) == len(again):
                for record in left:
                    report.count(source.format.name, Outcome.rejected)
                    report.rejected.append(Refusal(source.file, record.line, record.fault or "", source.sheet))
                break
            again = left
    return report


_LINES = 40
"""Bits of a line's number: more lines than any file has."""


class _Seen:
    """Finds rows that say of what another row says already: the first counts, and both are named."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._first: dict[int, int] = {}
        """By a short of kind and key, since there may be very many: which source, and its line below that."""

    def once(self, source: Source) -> Iterator[Record]:
        column = source.format.key
        at = len(self._sources) << _LINES
        self._sources.append(source)
        for record in source.records():
            value = record.values.get(column, "") if column else ""
            known = hash((source.format.name, fold(value) if column == "name" else value))
            if not value or known not in self._first:
                if value:
                    self._first[known] = at + record.line
                yield record
                continue
            other, line = self._sources[self._first[known] >> _LINES], self._first[known] & ((1 << _LINES) - 1)
            told: Value = _("line {line}", line=str(line)) if other is source else f"{other.where}:{line}"
            twice = _("«{said}» is in {place} too. Keep one of them.", said=value, place=told)
            yield Record(record.line, {}, _("{column}: {why}", column=column or "", why=twice))


def _highest(source: Source) -> int:
    """Return the highest number that a file names."""
    named = (record.values.get(NUMBER, "") for record in source.records())
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
                    report.tell(source, record, outcome)
                elif source.format.refers_to_itself and record.values:
                    again.append(Record(record.line, record.values, reason))
                else:
                    report.count(source.format.name, outcome)
                    report.rejected.append(Refusal(source.file, record.line, reason, source.sheet))
                record = next(rows, None)
    return again


def _taken(tx: Tx, kind: Format, record: Record, world: World) -> Result:
    """Put a row where it belongs. Raises what keeps it out."""
    row, file = Row(record.values, tx, world), kind.name
    try:
        result = kind.put(row)
    except Belongs as other:
        adopt = world.adopting.get(other.name)
        if adopt is None:
            raise
        row, file = Row(other.values, tx, world), other.name
        result = adopt(row)
    row.keep_doubt(file)
    return result


def _put(tx: Tx, kind: Format, record: Record, world: World) -> "tuple[Outcome, Value]":
    if not record.values:
        return Outcome.rejected, record.fault or ""
    try:
        with tx.begin_nested():
            result = _taken(tx, kind, record, world)
    except Refused as refused:
        return Outcome.rejected, refused.why
    except Gone:
        return Outcome.rejected, _("This member signed off or was erased. Only they can sign up again.")
    except NameTaken as taken:
        return Outcome.rejected, _("the name «{name}» already means something else.", name=str(taken))
    except Exception as error:  # one row that breaks must not keep the others out; a database that is gone does
        if tx.invalidated:
            raise
        world.changed()
        return Outcome.rejected, diagnosis.reason(error) or logs.where(error)
    return Outcome(result), ""
