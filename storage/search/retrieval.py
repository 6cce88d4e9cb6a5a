"""From weighed terms to the rows that match best, in each view of the text. Filters run before anything is scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from storage.search import memory as memories
from storage.search.evidence import EVERYONE
from storage.search.memory import ALWAYS, Memory
from storage.search.scoring import Scores, score
from storage.search.vectors import Vector

MEANING = "meaning"
"""The view that sentence vectors give."""
FEW_ROWS = 5
"""Who has fewer rows than this is taken to have so many, or a single row would say all about them."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for, and what may be found."""

    views: Mapping[str, Mapping[int, float]]
    """For each view, the keys looked for and the weight of each in the question."""
    now: datetime
    kinds: frozenset[str]
    """The kinds of subject that may be found."""
    audiences: frozenset[str] = frozenset({EVERYONE})
    before: datetime | None = None
    """Only rows from before this moment, and rows without one."""
    exclude: frozenset[tuple[str, int]] = frozenset()
    """Subjects that are not to be found, such as the one who asks."""
    exclude_sources: frozenset[tuple[str, int]] = frozenset()
    """Sources that do not count, such as the question itself."""
    vector: Vector | None = None
    """Of the question, when there is an encoder: adds the view `meaning`."""
    depth: int = 200
    """Rows kept of each view."""
    broad: str | None = None
    """The view in which is summed what all rows of a subject say, ..."""
    roles: Mapping[str, float] = field(default_factory=dict)
    """... each as much as the subject's role in it counts."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A subject that a row speaks for."""

    kind: str
    id: int
    role: str


@dataclass(frozen=True, slots=True)
class Match:
    """A row among the best of at least one view."""

    row: int
    scores: Mapping[str, float]
    """By view; a view among whose best it was not is absent."""
    at: datetime | None
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Retrieved:
    matches: tuple[Match, ...] = ()
    rows: int = 0
    """Rows in the index."""
    breadth: Mapping[tuple[str, int], float] = field(default_factory=dict)
    """Of each subject that a match speaks for: its scores in the view `broad` over all its rows, also those that are
    not among the best, divided by the square root of the number of its rows."""


def retrieve(tx: Connection, request: Request) -> Retrieved:
    """The best rows of each view, with whom they speak for."""
    memory = memories.of(tx)
    if memory is None or not len(memory.row_id):
        return Retrieved()
    allowed = _Allowed(memory, request)
    scores: dict[int, dict[str, float]] = {}
    totals = score(tx, memory, request.views)
    for view, total in totals.items():
        for place in _best(total, allowed.rows, memory.row_id.view, request.depth):
            scores.setdefault(place, {})[view] = float(total[place])
    if request.vector is not None:
        for place, cosine in zip(*memory.vectors.nearest(request.vector, allowed.rows, request.depth), strict=True):
            scores.setdefault(int(place), {})[MEANING] = float(cosine)
    matches = _matches(memory, allowed.subjects, scores)
    broad = totals.get(request.broad) if request.broad else None
    breadth = {} if broad is None else _breadth(memory, allowed, broad * allowed.rows, request.roles, list(scores))
    return Retrieved(matches, int(memory.row_alive.view.sum()), breadth)


def speaking_for(tx: Connection, kind: str, id: int) -> list[tuple[int, str]]:  # the field's word
    """The rows that speak for a subject, with its role in each: all that it can be found by."""
    memory = memories.of(tx)
    if memory is None:
        return []
    subjects = (memory.subject_id.view == id) & (memory.subject_kind.view == memory.names.number(kind))
    owned = np.flatnonzero(subjects[memory.owner.view])
    places = np.searchsorted(memory.owner_start.view, owned, "right") - 1
    alive = memory.row_alive.view[places]
    rows = memory.row_id.view[places[alive]].tolist()
    roles = memory.role.view[owned[alive]].tolist()
    return [(row, memory.names[role]) for row, role in zip(rows, roles, strict=True)]


def _matches(
    memory: Memory, allowed: NDArray[np.bool_], scores: Mapping[int, Mapping[str, float]]
) -> tuple[Match, ...]:
    """The rows with whom they speak for, as far as these may be found."""
    places = np.fromiter(scores, np.int64, len(scores))
    starts = memory.owner_start.view[places]
    counts = memory.owner_start.view[places + 1] - starts
    last = np.cumsum(counts)
    # The owners of all these rows in one list: numpy is quick with many at once, and slow with one at a time.
    every = np.arange(counts.sum()) + np.repeat(starts - last + counts, counts)
    owners = memory.owner.view[every]
    votes = [
        Vote(memory.names[kind], id_, memory.names[role]) if may else None
        for kind, id_, role, may in zip(
            memory.subject_kind.view[owners].tolist(),
            memory.subject_id.view[owners].tolist(),
            memory.role.view[every].tolist(),
            allowed[owners].tolist(),
            strict=True,
        )
    ]
    return tuple(
        Match(row, by_view, _moment(at), tuple(vote for vote in votes[end - count : end] if vote is not None))
        for by_view, row, at, count, end in zip(
            scores.values(),
            memory.row_id.view[places].tolist(),
            memory.row_at.view[places].tolist(),
            counts.tolist(),
            last.tolist(),
            strict=True,
        )
    )


def _breadth(
    memory: Memory, allowed: "_Allowed", total: Scores, roles: Mapping[str, float], matched: list[int]
) -> dict[tuple[str, int], float]:
    """What all rows of the subjects of these matched rows say together."""
    starts = memory.owner_start.view
    concerned = np.zeros(len(memory.subject_id), np.bool_)
    for place in matched:
        concerned[memory.owner.view[starts[place] : starts[place + 1]]] = True
    concerned &= allowed.subjects
    at = np.flatnonzero(concerned[memory.owner.view])
    owners = memory.owner.view[at]
    rows = np.searchsorted(starts, at, "right") - 1
    worth = memory.names.worth(roles)[memory.role.view[at]]
    said = np.bincount(owners, total[rows] * worth, len(concerned))
    have = np.bincount(owners, memory.row_alive.view[rows], len(concerned))
    found = np.flatnonzero(concerned)
    return {
        (memory.names[kind], id_): value
        for kind, id_, value in zip(
            memory.subject_kind.view[found].tolist(),
            memory.subject_id.view[found].tolist(),
            (said[found] / np.sqrt(np.maximum(have[found], FEW_ROWS))).tolist(),
            strict=True,
        )
    }


class _Allowed:
    """Who may be found and what may be read, for one request."""

    def __init__(self, memory: Memory, request: Request) -> None:
        self._memory = memory
        names = memory.names
        readable = names.among(request.audiences)
        self.subjects = (
            readable[memory.subject_audience.view]
            & names.among(request.kinds)[memory.subject_kind.view]
            & (memory.subject_away.view <= int(request.now.timestamp()))
        )
        for kind, id_ in request.exclude:
            number = names.number(kind)
            self.subjects &= ~((memory.subject_id.view == id_) & (memory.subject_kind.view == number))
        rows = memory.row_alive.view & readable[memory.row_audience.view]
        if request.before is not None:
            rows &= memory.row_at.view < int(request.before.timestamp())
        for kind, id_ in request.exclude_sources:
            number = names.number(kind)
            rows &= ~((memory.row_source_id.view == id_) & (memory.row_source_kind.view == number))
        starts = memory.owner_start.view[:-1]
        rows &= np.logical_or.reduceat(self.subjects[memory.owner.view], starts)
        self.rows: NDArray[np.bool_] = rows


def _best(total: Scores, allowed: NDArray[np.bool_], ids: NDArray[np.int64], depth: int) -> list[int]:
    """The places of the highest scores above nothing; of equals, the oldest row."""
    places = np.flatnonzero(allowed & (total > 0))
    if len(places) > depth:
        lowest = np.partition(total[places], len(places) - depth)[len(places) - depth]
        places = places[total[places] >= lowest]
    order = np.lexsort((ids[places], -total[places]))[:depth]
    return [int(place) for place in places[order]]


def _moment(seconds: int) -> datetime | None:
    return None if seconds == ALWAYS else datetime.fromtimestamp(seconds, UTC)
