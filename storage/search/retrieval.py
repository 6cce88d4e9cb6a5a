"""Retrieves the rows that match weighed terms best, in each view. Filters run before anything is scored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from storage.search import memory as memories
from storage.search.analyser import stem_key
from storage.search.evidence import EVERYONE, Key, Subject
from storage.search.memory import Memory
from storage.search.postings import Places
from storage.search.scoring import Scores, score
from storage.search.vectors import Vector, highest

MEANING = "meaning"
"""The view that sentence vectors give."""
FEW_ROWS = 5
"""Who has fewer rows than this is taken to have so many, or a single row would say all about them."""


@dataclass(frozen=True, slots=True)
class Request:
    """Says what to look for, and what may be found."""

    views: Mapping[str, Mapping[int, float]]
    """For each view, the keys looked for and the weight of each in the question."""
    now: datetime
    kinds: frozenset[str] | None
    """The kinds of subject that may be found."""
    audiences: frozenset[str] = frozenset({EVERYONE})
    before: datetime | None = None
    """Only rows from before this moment, and rows without one."""
    exclude: frozenset[Key] = frozenset()
    """Subjects that are not to be found, such as the one who asks."""
    exclude_sources: frozenset[Key] = frozenset()
    """Sources that do not count, such as the question itself."""
    vector: Vector | None = None
    """Of the question, when there is an encoder: adds the view `meaning`."""
    depth: int = 200
    """Rows kept of each view."""
    telling: float = 1.0
    """The power of idf: above 1 what is rare says more than BM25 gives it."""
    roles: Mapping[str, float] = field(default_factory=dict)
    """How much what a row says counts for a subject, by its role in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Retrieved:
    """The best rows of each view, and the votes: whom they speak for, as far as these may be found.

    In arrays, for there are hundreds of each and few are ever shown. A row's votes stand in the order of its owners.
    """

    rows: NDArray[np.int64]
    """Their ids."""
    scores: Mapping[str, Scores]
    """Of each row, by view; NaN in a view among whose best it was not."""
    subjects: tuple[Key, ...]
    """Whom they speak for, by kind and id, in that order."""
    roles: tuple[str, ...]
    vote_row: NDArray[np.integer]
    """Of each vote, where its row stands in `rows`, ..."""
    vote_subject: NDArray[np.integer]
    """... its subject in `subjects` ..."""
    vote_role: NDArray[np.integer]
    """... and its role in `roles`."""
    breadth: Scores | None = None
    """Of each subject: its scores by words and letters over all its rows, also those that are not among the best,
    divided by the square root of the number of its rows."""
    cosines: Scores | None = None
    """Of each row, of its vector and that of the question as the model gives them; 0 when it is not among the nearest.
    None when there is no vector of the question."""
    known: dict[Key, Subject] = field(default_factory=dict)
    """Those of the subjects that the process looked at lately: for `evidence.subjects`."""


NOTHING = Retrieved(
    np.zeros(0, np.int64), {}, (), (), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
)


def retrieve(tx: Connection, request: Request) -> Retrieved:
    """Return the best rows of each view, with whom they speak for."""
    with memories.of(tx) as memory:
        if memory is None or not len(memory.row_id) or not (request.views or request.vector is not None):
            return NOTHING
        return _retrieved(tx, memory, request)


def _retrieved(tx: Connection, memory: Memory, request: Request) -> Retrieved:
    allowed = _Allowed(memory, request)
    totals = score(tx, memory, request.views, request.telling)
    best: dict[str, tuple[Places, Scores]] = {}
    for view, total in totals.items():
        above = np.flatnonzero(total > 0)
        best[view] = highest(above, total[above], memory.row_id.view[above], allowed.rows, request.depth)
    if request.vector is not None:
        near, apart, whole = memory.vectors.nearest(request.vector, allowed.rows, request.depth)
        best[MEANING] = near, apart
    places = np.unique(np.concatenate([found for found, _ in best.values()]))
    scores = {}
    for view, (found, values) in best.items():
        scores[view] = np.full(len(places), np.nan)
        scores[view][np.searchsorted(places, found)] = values
    cosines = None
    if request.vector is not None:
        cosines = np.zeros(len(places))
        cosines[np.searchsorted(places, near)] = whole
    vote_row, every = _owners(memory, places)
    may = allowed.subjects(memory.owner.view[every])
    vote_row, every = vote_row[may], every[may]
    subjects, vote_subject, keys = _subjects(memory, memory.owner.view[every])
    roles, vote_role = np.unique(memory.role.view[every], return_inverse=True)
    return Retrieved(
        rows=memory.row_id.view[places],
        scores=scores,
        subjects=keys,
        roles=tuple(memory.names[role] for role in roles.tolist()),
        vote_row=vote_row,
        vote_subject=vote_subject,
        vote_role=vote_role,
        breadth=_breadth(memory, allowed, totals, request.roles, subjects),
        cosines=cosines,
        known=memory.known,
    )


def occurrences(tx: Connection, stems: Iterable[str]) -> tuple[dict[str, int], int]:
    """Tell in how many rows these stems occur, alone or in a compound, and how many rows there are."""
    wanted = [*stems]
    with memories.of(tx) as memory:
        if memory is None:
            return {}, 0
        keys = {root: stem_key(root) for root in wanted}
        found = memory.terms.find(tx, [*keys.values()])
        recent = memory.recent.find(np.array([*keys.values()], np.int64))
        counts = {
            root: found[key].occurs + sum(len(rows) for rows, _ in runs)
            for (root, key), runs in zip(keys.items(), recent, strict=True)
        }
        return {root: count for root, count in counts.items() if count}, len(memory.row_id)


def speaking_for(tx: Connection, kind: str, id: int) -> list[tuple[int, str]]:  # the field's word
    """Return the rows that speak for a subject, with its role in each: all that it can be found by."""
    with memories.of(tx) as memory:
        if memory is None:
            return []
        subjects = (memory.subject_id.view == id) & (memory.subject_kind.view == memory.names.number(kind))
        owned = np.flatnonzero(subjects[memory.owner.view])
        places = np.searchsorted(memory.owner_start.view, owned, "right") - 1
        alive = memory.row_alive.view[places]
        rows = memory.row_id.view[places[alive]].tolist()
        roles = memory.role.view[owned[alive]].tolist()
        return [(row, memory.names[role]) for row, role in zip(rows, roles, strict=True)]


def _owners(memory: Memory, places: Places) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """Return where the owners of rows stand in the list of all owners, and the row of each:
    its position in `places`.
    """
    starts = memory.owner_start.view[places]
    counts = memory.owner_start.view[places + 1] - starts
    last = np.cumsum(counts)
    of = np.repeat(np.arange(len(places)), counts)
    return of, np.arange(len(of)) + (starts - last + counts)[of]


def _subjects(memory: Memory, owners: Places) -> tuple[Places, NDArray[np.integer], tuple[Key, ...]]:
    """Return the subjects among these owners by kind and id:
    their places, where each owner is among them, their keys.
    """
    found, at = np.unique(owners, return_inverse=True)
    kinds, ids = memory.subject_kind.view[found], memory.subject_id.view[found]
    order = np.lexsort((ids, memory.names.order()[kinds]))
    keys = tuple(
        (memory.names[kind], id_) for kind, id_ in zip(kinds[order].tolist(), ids[order].tolist(), strict=True)
    )
    return found[order], np.argsort(order)[at], keys


def _breadth(
    memory: Memory, allowed: "_Allowed", totals: Mapping[str, Scores], roles: Mapping[str, float], subjects: Places
) -> Scores:
    """Return what all rows of these subjects say together."""
    number = np.full(len(memory.subject_id), -1, np.int32)
    number[subjects] = np.arange(len(subjects))
    at = np.flatnonzero(number[memory.owner.view] >= 0)
    of = number[memory.owner.view[at]]
    rows = np.searchsorted(memory.owner_start.view, at, "right") - 1
    worth = memory.names.worth(roles)[memory.role.view[at]]
    scores = sum((total[rows] for total in totals.values()), np.zeros(len(rows)))
    said = np.bincount(of, scores * worth * allowed.rows(rows), len(subjects))
    have = np.bincount(of, memory.row_alive.view[rows], len(subjects))
    breadth: Scores = said / np.sqrt(np.maximum(have, FEW_ROWS))
    return breadth


class _Allowed:
    """Who may be found and what may be read, for one request. Asked of what matches: to look at all takes longer."""

    def __init__(self, memory: Memory, request: Request) -> None:
        self._memory = memory
        names = memory.names
        self._readable = names.among(request.audiences)
        self._kinds = names.among(request.kinds)
        self._now = int(request.now.timestamp())
        self._before = None if request.before is None else int(request.before.timestamp())
        self._exclude = [(names.number(kind), id_) for kind, id_ in request.exclude]
        self._exclude_sources = [(names.number(kind), id_) for kind, id_ in request.exclude_sources]

    def subjects(self, places: Places) -> NDArray[np.bool_]:
        """Find which of the subjects at these places may be found."""
        memory = self._memory
        kinds, ids = memory.subject_kind.view[places], memory.subject_id.view[places]
        may: NDArray[np.bool_] = self._readable[memory.subject_audience.view[places]] & self._kinds[kinds]
        may &= memory.subject_away.view[places] <= self._now
        for kind, id_ in self._exclude:
            may &= (ids != id_) | (kinds != kind)
        return may

    def rows(self, places: Places) -> NDArray[np.bool_]:
        """Find which of the rows at these places may be read and speak for somebody who may be found."""
        memory = self._memory
        may: NDArray[np.bool_] = memory.row_alive.view[places] & self._readable[memory.row_audience.view[places]]
        if self._before is not None:
            may &= memory.row_at.view[places] < self._before
        for kind, id_ in self._exclude_sources:
            may &= (memory.row_source_id.view[places] != id_) | (memory.row_source_kind.view[places] != kind)
        of, every = _owners(memory, places)
        return may & (np.bincount(of, self.subjects(memory.owner.view[every]), len(places)) > 0)
