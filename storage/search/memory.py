"""Remembers the index between questions: whose each row is, who may see it, the latest postings.

All of it can be lost. It is read from the database at the first question and brought up to date by the log of changes
before every answer, so that a process sees its own writes and those of every other one.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Row, Select, select, tuple_

from storage.search import changes, image, segments, state
from storage.search.columns import Column
from storage.search.evidence import Key, Subject
from storage.search.image import Image
from storage.search.postings import Places, unpack_recent
from storage.search.runs import Runs
from storage.search.segments import Segment, Terms
from storage.search.tables import search_recent, search_row, search_subject, search_vector
from storage.search.vectors import Vectors, common

ALWAYS = -(1 << 62)
"""The moment of a row that has none: before every other."""
ID_BITS = 48
"""Enough for the id of a subject."""
PAGE = 10_000
"""Rows that are read at once while everything is."""
CHUNK = 500
"""Ids asked for in one statement."""
AFRESH = 20_000
"""Changes after which reading everything is quicker than reading them one by one."""


AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""Any: columns of several types."""


class Memory:
    """Rows by position, subjects by position, and the postings of rows that no segment holds yet."""

    def __init__(self) -> None:
        self.position = changes.Position()
        self.names = Names()
        self.row_id = Column(np.int64)
        self.row_alive = Column(np.bool_)
        self.row_at = Column(np.int64)
        self.row_audience = Column(np.int32)
        self.row_source_kind = Column(np.int32)
        self.row_source_id = Column(np.int64)
        self.owner_start = Column(np.int64, [0])
        self.owner = Column(np.int32)
        self.role = Column(np.int32)
        self.subject_kind = Column(np.int32)
        self.subject_id = Column(np.int64)
        self.subject_audience = Column(np.int32)
        self.subject_away = Column(np.int64)
        self.row_in_segment = Column(np.bool_)
        self.recent = Runs()
        self.vectors = Vectors()
        self.segments: list[Segment] = []
        self.terms = Terms((), TERMS_HELD)
        self.known: dict[Key, Subject] = {}
        """Subjects that were lately looked at. Replaced when one changes: who began before may still add to the old."""
        self._row_place: dict[int, int] = {}
        self._subject_place: dict[int, int] = {}

    def copy(self) -> Self:
        """Copy it, to be changed without changing this one."""
        twin = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, Column | Runs | Names | Vectors | dict | list):
                setattr(twin, name, copy(value))
        return twin

    def load(self, tx: Connection) -> None:
        """Read everything."""
        self.position = changes.now(tx)
        for rows in _pages(tx, _ROWS, search_row.c.id):
            self._add_rows(rows)
        for subjects in _pages(tx, _SUBJECTS, search_subject.c.kind, search_subject.c.id):
            self._set_subjects(subjects)
        self._load_others(tx)
        # Last: what a merge took from the recent rows since they were read is in a segment now.
        self._set_segments(tx)

    def image(self) -> Image:
        """What is to be kept of it, without the rows that are gone."""
        kept = np.flatnonzero(self.row_alive.view)
        starts = self.owner_start.view
        counts = np.diff(starts)[kept]
        ends = np.cumsum(counts)
        owned = np.repeat(starts[kept] - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)
        columns = {name: getattr(self, name).view[kept] for name in _OF_ROWS}
        columns |= {name: getattr(self, name).view.copy() for name in _OF_SUBJECTS}
        columns |= {"owner": self.owner.view[owned], "role": self.role.view[owned], "owner_start": np.r_[0, ends]}
        return Image(self.position, self.names.every, columns)

    def restore(self, tx: Connection, image: Image) -> Self | None:
        """Take over what was kept, and apply what changed since; None when that can't be told."""
        self.position = image.position
        self.names = Names(image.names)
        for name, values in image.columns.items():
            setattr(self, name, Column.of(values))
        rows = len(self.row_id)
        self.row_alive.extend([True] * rows)
        self.row_in_segment.extend([False] * rows)
        self._row_place = dict(zip(self.row_id.view.tolist(), range(rows), strict=True))
        keys = self.subject_kind.view.astype(np.int64) << ID_BITS | self.subject_id.view
        self._subject_place = dict(zip(keys.tolist(), range(len(keys)), strict=True))
        if changes.behind(tx, self.position):
            return None
        self._load_others(tx)
        if self.caught_up(tx, kept=True) is None:
            return None
        self._set_segments(tx)
        return self

    def _load_others(self, tx: Connection) -> None:
        """Read the latest postings and the vectors of the rows that are known."""
        for postings in _pages(tx, _RECENT, search_recent.c.row):
            self._add_postings(postings)
        for vectors in _pages(tx, _VECTORS, search_vector.c.row):
            self._add_vectors(vectors)
        self.vectors.set_apart(common(tx))

    def caught_up(self, tx: Connection, *, kept: bool = False) -> Self | None:
        """Apply what changed since. None when that can't be told: begin anew."""
        news = changes.since(tx, self.position, kept=kept)
        if news is None or len(news.changes) > AFRESH:
            return None
        if news.behind:
            # What this process knows is newer than what `tx` sees, and as true, unless it names segments that are not
            # there yet. Only nothing that `tx` reads may be kept for others.
            twin = copy(self)
            twin.known = {}
            return twin if segments.visible(tx, [segment.id for segment in self.segments]) else None
        if any(change.about == "everything" for change in news.changes):
            return None
        complete = self._catch_up_rows(tx, sorted({change.id for change in news.changes if change.about == "row"}))
        if not complete or any(change.about == "segment" for change in news.changes):
            self._set_segments(tx)
        encoded = sorted({change.id for change in news.changes if change.about == "vector"})
        for ids in _chunks(encoded):
            self._add_vectors(
                tx.execute(_VECTORS.where(search_vector.c.row.in_(ids)).order_by(search_vector.c.row)).all()
            )
        if any(change.about == "common" for change in news.changes):
            self.vectors.set_apart(common(tx))
        for kind in {change.kind for change in news.changes if change.about == "subject"}:
            named = {change.id for change in news.changes if (change.about, change.kind) == ("subject", kind)}
            self._catch_up_subjects(tx, kind, sorted(named))
        self.position = news.position
        return self

    def _catch_up_rows(self, tx: Connection, changed: list[int]) -> bool:
        """Tell whether the postings of all new rows were still among the recent ones."""
        complete = True
        for ids in _chunks(changed):
            found = tx.execute(_ROWS.where(search_row.c.id.in_(ids)).order_by(search_row.c.id)).all()
            fresh = [row for row in found if row.id not in self._row_place]
            self._add_rows(fresh)
            new = [row.id for row in fresh]
            postings = tx.execute(_RECENT.where(search_recent.c.row.in_(new)).order_by(search_recent.c.row)).all()
            complete &= len(postings) == len(new)
            self._add_postings(postings)
            for gone in set(ids).difference(row.id for row in found):
                if gone in self._row_place:
                    self.row_alive.view[self._row_place[gone]] = False
        return complete

    def _catch_up_subjects(self, tx: Connection, kind: str, changed: list[int]) -> None:
        stale = {(kind, id_) for id_ in changed}
        self.known = {key: subject for key, subject in self.known.copy().items() if key not in stale}
        for ids in _chunks(changed):
            places = [self._subject(kind, gone) for gone in ids]  # first: the column grows for who is new
            self.subject_audience.view[places] = -1
            query = _SUBJECTS.where(search_subject.c.kind == kind, search_subject.c.id.in_(ids))
            self._set_subjects(tx.execute(query).all())

    def _set_segments(self, tx: Connection) -> None:
        """Bring the list of segments up to date, and forget the recent rows that are in one."""
        known = {segment.id: segment for segment in self.segments}
        current: list[Segment] = []
        for id_ in segments.ready(tx):
            segment = known.get(id_) or segments.load(tx, id_, self._places_of)
            if segment is not None:
                current.append(segment)
                self.row_in_segment.view[segment.places[segment.places >= 0]] = True
        if [segment.id for segment in current] != [*known]:
            self.segments = current
            self.terms = Terms(current, TERMS_HELD)
        if len(self.recent):
            self.recent.drop(self.row_in_segment.view)

    def _places_of(self, rows: NDArray[np.int64]) -> Places:
        """Where rows are kept; -1 for those that are not known."""
        known = self.row_id.view
        order = np.argsort(known, kind="stable")  # as good as sorted, and quick then
        at = np.minimum(np.searchsorted(known, rows, sorter=order), max(0, len(known) - 1))
        if not len(known):
            return np.full(len(rows), -1, np.int32)
        places = order[at].astype(np.int32)
        places[known[places] != rows] = -1
        return places

    def _add_rows(self, rows: Sequence[AnyRow]) -> None:
        if not rows:
            return
        first = len(self.row_id)
        self._row_place.update((row.id, first + at) for at, row in enumerate(rows))
        self.row_id.extend([row.id for row in rows])
        self.row_alive.extend([True] * len(rows))
        self.row_in_segment.extend([False] * len(rows))
        self.row_at.extend([_moment(row.at) for row in rows])
        self.row_audience.extend([self.names.number(row.audience) for row in rows])
        self.row_source_kind.extend([self.names.number(row.source_kind) for row in rows])
        self.row_source_id.extend([row.source_id for row in rows])
        owners: list[int] = []
        roles: list[int] = []
        ends: list[int] = []
        before = len(self.owner)
        for row in rows:
            for kind, id_, role in row.owners:
                owners.append(self._subject(kind, id_))
                roles.append(self.names.number(role))
            ends.append(before + len(owners))
        self.owner.extend(owners)
        self.role.extend(roles)
        self.owner_start.extend(ends)

    def _add_postings(self, rows: Sequence[AnyRow]) -> None:
        for row in rows:
            place = self._row_place.get(row.row)
            if place is not None:
                self.recent.add(place, *unpack_recent(row.postings))

    def _add_vectors(self, rows: Sequence[AnyRow]) -> None:
        known = [(self._row_place[row.row], row.vector) for row in rows if row.row in self._row_place]
        if known:
            self.vectors.add([place for place, _ in known], [vector for _, vector in known])

    def _set_subjects(self, rows: Sequence[AnyRow]) -> None:
        places = [self._subject(row.kind, row.id) for row in rows]
        self.subject_audience.view[places] = [self.names.number(row.audience) for row in rows]
        self.subject_away.view[places] = [_moment(row.away_until) for row in rows]

    def _subject(self, kind: str, id_: int) -> int:
        """Return the place of a subject; it is made, unfindable, when it is first named."""
        number = self.names.number(kind)
        key = number << ID_BITS | id_  # of a million, pairs take 100 MB more
        place = self._subject_place.get(key)
        if place is None:
            place = self._subject_place[key] = len(self.subject_id)
            self.subject_kind.extend([number])
            self.subject_id.extend([id_])
            self.subject_audience.extend([-1])
            self.subject_away.extend([ALWAYS])
        return place


class Names:
    """Numbers for the few words that say kinds, roles and audiences."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = [*names]
        self._numbers = {name: number for number, name in enumerate(self._names)}

    @property
    def every(self) -> Sequence[str]:
        """All of them, by their numbers."""
        return tuple(self._names)

    def __copy__(self) -> "Names":
        return Names(self._names)

    def number(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self._names)
            self._names.append(name)
        return number

    def __getitem__(self, number: int) -> str:
        return self._names[number]

    def among(self, names: Iterable[str] | None) -> NDArray[np.bool_]:
        """For each number, whether its name is one of `names`; one more at the end, False, so that -1 is none.

        None is any name.
        """
        table = np.zeros(len(self._names) + 1, np.bool_)
        if names is None:
            table[:-1] = True
            return table
        table[[self._numbers[name] for name in names if name in self._numbers]] = True
        return table

    def order(self) -> NDArray[np.int64]:
        """For each number, where its name stands in the order of the alphabet."""
        return np.argsort(np.array(sorted(range(len(self._names)), key=self._names.__getitem__)))

    def worth(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """For each number, what its name counts; 1 for a name without a weight."""
        return np.array([weights.get(name, 1.0) for name in self._names])


_OF_ROWS = ("row_id", "row_at", "row_audience", "row_source_kind", "row_source_id")
_OF_SUBJECTS = ("subject_kind", "subject_id", "subject_audience", "subject_away")
"""Columns that are kept as they are."""

_ROWS = select(
    search_row.c.id,
    search_row.c.source_kind,
    search_row.c.source_id,
    search_row.c.audience,
    search_row.c.at,
    search_row.c.owners,
)
_SUBJECTS = select(search_subject.c.kind, search_subject.c.id, search_subject.c.audience, search_subject.c.away_until)
_VECTORS = select(search_vector.c.row, search_vector.c.vector)
_RECENT = select(search_recent.c.row, search_recent.c.postings)

TERMS_HELD = 64 << 20
"""Bytes of terms that a process keeps."""

INDEXES = 4
"""Indexes that a process remembers at once: one in use, a few in tests."""

_remembered: dict[str, Memory] = {}
_lock = threading.Lock()


@contextmanager
def of(tx: Connection) -> Iterator[Memory | None]:
    """Give the memory of this database's index, up to date with what `tx` sees; None when there is no index yet.

    One thread at a time has it: it is brought up to date in place, and its parts must not grow while they are read.
    """
    current = state.current(tx)
    if current is None:
        yield None
        return
    with _lock:
        before = _remembered.get(current.identity)
        # What this transaction wrote may be rolled back: it is added to a copy that is thrown away.
        passing = changes.unsettled(tx)
        if before is not None and not passing and changes.looked(tx, before.position):
            yield before
            return
        if passing and before is not None:
            before = before.copy()
        memory = before.caught_up(tx) if before is not None else None
        if memory is None:
            passing |= before is not None and changes.behind(tx, before.position)
            memory = _loaded(tx, current.identity)
            if not passing:
                if len(_remembered) >= INDEXES and current.identity not in _remembered:
                    _remembered.clear()
                _remembered[current.identity] = memory
        if not passing:
            changes.look(tx, memory.position)
        yield memory


def _loaded(tx: Connection, identity: str) -> Memory:
    """Return what the index holds: from its image, or everything read anew."""
    kept = image.read(tx, identity)
    memory = Memory().restore(tx, kept) if kept is not None else None
    if memory is None:
        memory = Memory()
        memory.load(tx)
    return memory


def _pages(tx: Connection, query: Select[Any], *key: ColumnElement[Any]) -> Iterator[Sequence[AnyRow]]:
    """Yield all rows, some at a time: PostgreSQL's driver holds what a statement finds until the last is read."""
    names = [column.key for column in key]
    ordered = query.order_by(*key).limit(PAGE)
    page = tx.execute(ordered).all()
    while page:
        yield page
        last = [getattr(page[-1], str(name)) for name in names]
        page = tx.execute(ordered.where(tuple_(*key) > tuple_(*last))).all() if len(page) == PAGE else []


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


def _moment(at: datetime | None) -> int:
    return ALWAYS if at is None else int(at.timestamp())
