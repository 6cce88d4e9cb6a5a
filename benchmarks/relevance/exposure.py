"""Counts who is shown, by kind: are small initiatives buried by large organisations?

Exposure is what Singh and Joachims ("Fairness of exposure in rankings", KDD 2018) count: each place in an answer weighs
1 / log2(place + 1). Two looks: the example set by kind of organisation and of network, and the judged tasks by how much
was said by whom. Chat shows networks and people each under a heading of their own, so a place is one under a heading.
What is due is known by the judgements; in the example set to those who say that the theme asked is theirs, alike.
"""

import asyncio
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from rich.table import Table
from sqlalchemy import select

import commands
from benchmarks.relevance.engines import Engine
from benchmarks.relevance.tasks import Task
from bot.exchange import importing
from bot.language.sentence import Vocabulary
from bot.language.vectors import Encoder, encode
from bot.language.vocabulary import vocabulary
from bot.search import search
from bot.search.query import Query
from bot.search.ranking import Key
from bot.topic import Topics
from storage import atlas
from storage import search as index
from storage.database.database import Database
from storage.search.tables import search_subject

EXAMPLES = Path(__file__).parents[2] / "examples" / "plek"
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
HEADINGS = ("network", "member")


def by_kind(database: Database, encoder: Encoder | None = None) -> Table:
    """The example set, asked each of its themes and the titles of its questions, in an empty database."""
    importing.load(database, Topics.within(commands), [EXAMPLES], NOW, example=True)
    while encoder is not None and asyncio.run(encode(database, encoder)):
        pass
    with database.reader.begin() as tx:
        known = atlas.atlas(tx)
        names = vocabulary(known)
        keys = tx.execute(select(search_subject.c.kind, search_subject.c.id)).all()
        admitted = index.subjects(tx, [(kind, id_) for kind, id_ in keys])
        audiences = frozenset(subject.audience for subject in admitted.values())

        def answer(text: str) -> Places:
            query = Query(text, audiences=audiences, limit=search.SHOWN, now=NOW)
            return _places(search.find(tx, query, names, encoder).hits)

        of_themes = {theme: answer(known.themes[theme].name) for theme in known.themes}
        of_questions = [answer(subject.name) for subject in admitted.values() if subject.kind == "question"]
    shown = sum((Counter(places) for places in (*of_themes.values(), *of_questions)), Counter[Key]())
    due, given = Counter[Key](), Counter[Key]()
    for theme, places in of_themes.items():
        for heading in HEADINGS:
            theirs = [key for key, each in admitted.items() if key[0] == heading and _has(each, theme, names)]
            got = {key: places.get(key, 0.0) for key in theirs}
            due.update(dict.fromkeys(theirs, sum(got.values()) / len(theirs)) if theirs else {})
            given.update(got)
    asked = len(of_themes) + len(of_questions)
    table = Table(title=f"Exposure by kind under its heading: the example set, {asked} questions")
    for column in ("", "number", "of all", "exposure", "times its part", "times what is due to its themes"):
        table.add_column(column, justify="left" if not column else "right")
    for heading in HEADINGS:
        under = [key for key in admitted if key[0] == heading]
        total = sum(shown[key] for key in under)
        for sort in sorted({admitted[key].sort or "-" for key in under}):
            these = [key for key in under if (admitted[key].sort or "-") == sort]
            part, exposed = len(these) / len(under), sum(shown[key] for key in these) / total
            fair = sum(given[key] for key in these) / (sum(due[key] for key in these) or 1.0)
            row = (f"{part:.0%}", f"{exposed:.0%}", f"{exposed / part:.2f}", f"{fair:.2f}")
            table.add_row(f"{heading}: {sort}", str(len(these)), *row)
    return table


Places: TypeAlias = dict[Key, float]
"""Of each subject in an answer, what its place under its heading weighs."""


def _places(hits: Sequence[search.Hit]) -> Places:
    under = Counter[str]()
    places: Places = {}
    for hit in hits:
        under[hit.kind] += 1
        places[hit.kind, hit.id] = weight(under[hit.kind])
    return places


def _has(subject: index.Subject, theme: int, names: Vocabulary) -> bool:
    """Tell whether a theme, or one below it, is of this subject."""
    return any(theme == own or theme in names.themes.above(own) for own in subject.themes)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the candidates who said least: what part of the places was due to them, and what part they got."""

    due: float
    given: float

    def __str__(self) -> str:
        return f"{self.given:.1%} of {self.due:.1%}"


def of_small(engine: Engine, task: Task) -> Share:
    """Return the half of the candidates with the fewest documents, over all questions.
    Due: were all judgements followed.
    """
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
