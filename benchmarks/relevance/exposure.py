"""Who is shown, by kind: are small initiatives buried by large organisations?

Exposure is what Singh and Joachims ("Fairness of exposure in rankings", KDD 2018) count: each place in an answer weighs
1 / log2(place + 1). Two looks: the example set by kind of organisation and of network, and the judged tasks by how much
was said by whom, where what is due is known as well.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table
from sqlalchemy import select

from benchmarks.relevance.engines import Engine
from benchmarks.relevance.tasks import Task
from bot import importing, search
from bot.search_meaning import Encoder
from bot.search_vocabulary import vocabulary
from storage import atlas
from storage import search as index
from storage.database import Database
from storage.search.tables import search_subject

EXAMPLES = Path(__file__).parents[2] / "examples" / "plek"
SHOWN = 5
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def by_kind(database: Database, encoder: Encoder | None = None) -> Table:
    """The example set, asked each of its themes and the titles of its questions, in an empty database."""
    importing.load(database, [EXAMPLES], NOW, example=True)
    with database.reader.begin() as tx:
        known = atlas.atlas(tx)
        names = vocabulary(known)
        keys = tx.execute(select(search_subject.c.kind, search_subject.c.id)).tuples().all()
        admitted = index.subjects(tx, keys)
        there = [subject for (kind, _), subject in admitted.items() if kind in search.PEOPLE_AND_NETWORKS]
        asked = [theme.name for theme in known.themes.values()]
        asked += [subject.name for (kind, _), subject in admitted.items() if kind == "question"]
        kinds = {(subject.kind, subject.id): f"{subject.kind}: {subject.sort or '-'}" for subject in there}
        shown: defaultdict[str, float] = defaultdict(float)
        audiences = frozenset(subject.audience for subject in there)
        for text in asked:
            query = search.Query(text, search.PEOPLE_AND_NETWORKS, audiences, limit=SHOWN, now=NOW)
            for place, hit in enumerate(search.find(tx, query, names, encoder).hits, 1):
                shown[kinds[hit.kind, hit.id]] += weight(place)
    table = Table(title=f"Exposure by kind: the example set, {len(asked)} questions")
    for column in ("", "number", "of all", "exposure", "times its part"):
        table.add_column(column, justify="left" if not column else "right")
    total = sum(shown.values())
    for kind, number in sorted(Counter(kinds.values()).items()):
        part, exposed = number / len(kinds), shown[kind] / total
        table.add_row(kind, str(number), f"{part:.0%}", f"{exposed:.0%}", f"{exposed / part:.2f}")
    return table


@dataclass(frozen=True, slots=True)
class Share:
    """Of the candidates who said least: what part of the places was due to them, and what part they got."""

    due: float
    given: float

    def __str__(self) -> str:
        return f"{self.given:.1%} of {self.due:.1%}"


def of_small(engine: Engine, task: Task) -> Share:
    """The half of the candidates with the fewest documents, over all questions. Due: were all judgements followed."""
    said = Counter(candidate for document in task.documents for candidate in document.candidates)
    ordered = sorted((candidate.id for candidate in task.candidates), key=lambda id_: (said[id_], id_))
    small = set(ordered[: len(ordered) // 2])
    due = given = due_all = given_all = 0.0
    for question in task.questions:
        wanted = sorted(question.relevant, key=lambda id_: (-question.relevant[id_], id_))[:10]
        ranked = engine.rank(question)[: len(wanted)]
        due, due_all = due + _of(wanted, small), due_all + _of(wanted)
        given, given_all = given + _of(ranked, small), given_all + _of(ranked)
    return Share(due / due_all if due_all else 0.0, given / given_all if given_all else 0.0)


def weight(place: int) -> float:
    return 1 / math.log2(place + 1)


def _of(ranked: Sequence[str], among: Iterable[str] | None = None) -> float:
    counted = None if among is None else frozenset(among)
    return sum(weight(place) for place, id_ in enumerate(ranked, 1) if counted is None or id_ in counted)
