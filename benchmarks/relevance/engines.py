"""Runs what is compared: this product on a database, plain BM25, and each database's own full-text search.

The others vote as plainly as they rank: a candidate's score is the sum over their 75 best documents.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from benchmarks.relevance.tasks import Question, Task
from bot.language.sentence import Sentence, Vocabulary
from bot.language.spelling import spelled
from bot.language.vectors import E5, Encoder
from bot.search import search
from bot.search.query import Query, sentence_of
from bot.search.ranking import TUNED, Tuning
from storage import search as index
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject
from storage.search.vectors import Vector

VOTERS = 75
_WORD = re.compile(r"\w+")


class Engine(Protocol):
    """Something that ranks."""

    def rank(self, question: Question) -> list[str]:
        """Return the best ten, best first."""


class Product:
    """`bot.search.search` on a database that holds the task."""

    def __init__(self, database: Database, task: Task, encoder: Encoder | None = None) -> None:
        self._database = database
        self._encoder = encoder
        self._kind = "member" if task.candidates else "question"
        listed = [candidate.id for candidate in task.candidates] or [document.id for document in task.documents]
        self._numbers = {id_: number for number, id_ in enumerate(listed, 1)}
        self._ids = {number: id_ for id_, number in self._numbers.items()}

    def load(self, task: Task) -> None:
        """Put the task's documents and candidates in the database."""
        with self._database.begin() as tx:
            for candidate in task.candidates:
                number = self._numbers[candidate.id]
                index.admit(tx, Subject("member", number, candidate.name or candidate.id))
                own = (Owner("member", number, "self"),)
                about = candidate.text if candidate.text != candidate.name else ""
                index.put(tx, "member", number, [Evidence("about", candidate.name, about, own)])
            for number, document in enumerate(task.documents, 1):
                if task.candidates:
                    owners = tuple(Owner("member", self._numbers[id_], "answered") for id_ in document.candidates)
                else:
                    index.admit(tx, Subject("question", number, document.title))
                    owners = (Owner("question", number, "answered"),)
                row = Evidence("text", document.title, document.text, owners, at=document.at)
                index.put(tx, "question", number, [row])

    def rank(self, question: Question) -> list[str]:
        query = self._query(question)
        with self._database.reader.begin() as tx:
            sentence, vector = self._understood(tx, query)
            ranked = search.ranked(tx, query, sentence, NOTHING, vector=vector)
        return [self._ids[hit.subject.id] for hit in ranked[:10]]

    def rank_each(self, question: Question, tunings: Iterable[Tuning]) -> list[list[str]]:
        """Return the best ten by each tuning. Those that look at the same rows share the looking."""
        query = self._query(question)
        rows: dict[tuple[float, int], index.Retrieved] = {}
        best = []
        with self._database.reader.begin() as tx:
            sentence, vector = self._understood(tx, query)
            lexicon = index.lexicon(tx)
            for tuning in tunings:
                looking = (tuning.telling, tuning.depth)
                if looking not in rows:
                    rows[looking] = search.retrieved(tx, query, sentence, tuning=tuning, vector=vector)
                found = rows[looking]
                ranked = search.weighed(tx, query, sentence, NOTHING, found, tuning=tuning, lexicon=lexicon)
                best.append([self._ids[hit.subject.id] for hit in ranked[:10]])
        return best

    def _understood(self, tx: Connection, query: Query) -> tuple[Sentence, Vector | None]:
        sentence = spelled(sentence_of(query, NOTHING), index.lexicon(tx))
        return sentence, self._encoder.question(sentence.meant) if self._encoder else None

    def _query(self, question: Question) -> Query:
        return Query(
            question.text,
            kinds=frozenset({self._kind}),
            exclude=frozenset((self._kind, self._numbers[id_]) for id_ in question.exclude if id_ in self._numbers),
            before=question.before,
            now=NOW,
            english=question.english,
        )


class Remembering:
    """An encoder that encodes each text once, and keeps what it made in a file. It waits for the model to load."""

    def __init__(self, file: Path | None = None) -> None:
        self._encoder = E5()
        self._file = file
        self._questions: dict[str, Vector] = {}
        self._passages: dict[str, Vector] = {}
        if file is not None and file.exists():
            kept = np.load(file)
            self._questions = dict(zip(kept["questions"].tolist(), kept["question_vectors"], strict=True))
            self._passages = dict(zip(kept["passages"].tolist(), kept["passage_vectors"], strict=True))

    def keep(self) -> None:
        if self._file is not None:
            np.savez(
                self._file,
                questions=np.array(list(self._questions)),
                question_vectors=np.array(list(self._questions.values())),
                passages=np.array(list(self._passages)),
                passage_vectors=np.array(list(self._passages.values())),
            )

    def question(self, text: str) -> Vector | None:
        self._encoder.ready.wait()
        if text not in self._questions:
            found = self._encoder.question(text)
            assert found is not None
            self._questions[text] = found
        return self._questions[text]

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        new = [text for text in dict.fromkeys(texts) if text not in self._passages]
        if new:
            self._passages.update(zip(new, self._encoder.passages(new), strict=True))
        return [self._passages[text] for text in texts]


NOTHING = Vocabulary()
NOW = datetime.fromisoformat("2026-10-01T00:00:00+00:00")


@dataclass
class Voting:
    """Rankings of candidates from rankings of documents."""

    task: Task
    documents: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = {document.id: at for at, document in enumerate(self.task.documents)}

    def vote(self, question: Question, ranked: Iterable[tuple[int, float]]) -> list[str]:
        allowed = (
            (self.task.documents[at], score)
            for at, score in ranked
            if question.before is None or self.task.documents[at].at < question.before
        )
        if not self.task.candidates:
            return [document.id for document, _ in allowed if document.id not in question.exclude][:10]
        totals: defaultdict[str, float] = defaultdict(float)
        for (document, score), _ in zip(allowed, range(VOTERS), strict=False):
            for id_ in document.candidates:
                totals[id_] += score
        best = sorted(totals, key=lambda id_: (-totals[id_], id_))
        return [id_ for id_ in best if id_ not in question.exclude][:10]


class PlainBM25:
    """Words as they are written, k1 1.2, b 0.75; a title counts like any other words."""

    def __init__(self, task: Task) -> None:
        self._voting = Voting(task)
        texts = [Counter(words(f"{document.title} {document.text}")) for document in task.documents]
        average = sum(text.total() for text in texts) / len(texts)
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, text in enumerate(texts):
            length = 1.2 * (0.25 + 0.75 * text.total() / average)
            for word, times in text.items():
                self._postings[word].append((at, times / (times + length)))
        self._rows = len(texts)

    def rank(self, question: Question) -> list[str]:
        totals: defaultdict[int, float] = defaultdict(float)
        for word in words(question.text):
            found = self._postings.get(word, [])
            weight = math.log1p((self._rows - len(found) + 0.5) / (len(found) + 0.5))
            for at, impact in found:
                totals[at] += weight * impact
        return self._voting.vote(question, sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))


class FullText:
    """A database's own full-text search: FTS5 with its defaults, or PostgreSQL's `dutch` with the words or-ed."""

    def __init__(self, database: Database, task: Task) -> None:
        self._database = database
        self._voting = Voting(task)
        with database.begin() as tx:
            rows = [(at, document.title, document.text) for at, document in enumerate(task.documents)]
            (fts5 if database.is_sqlite else tsvector)(tx, rows)

    def rank(self, question: Question) -> list[str]:
        asked = words(question.text)
        if not asked:
            return []
        with self._database.reader.begin() as tx:
            found = (ask_fts5 if self._database.is_sqlite else ask_tsvector)(tx, asked)
        return self._voting.vote(question, found)


def words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def fts5(tx: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    tx.exec_driver_sql("CREATE VIRTUAL TABLE compared USING fts5(title, text)")
    for at, title, text in rows:
        tx.exec_driver_sql("INSERT INTO compared (rowid, title, text) VALUES (?, ?, ?)", (at, title, text))


def ask_fts5(tx: Connection, asked: list[str]) -> list[tuple[int, float]]:
    query = " OR ".join(f'"{word}"' for word in asked)
    statement = "SELECT rowid, -rank FROM compared WHERE compared MATCH ? ORDER BY rank, rowid LIMIT 1000"
    return [(at, score) for at, score in tx.exec_driver_sql(statement, (query,))]


def tsvector(tx: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    tx.exec_driver_sql("CREATE TABLE compared (id int PRIMARY KEY, words tsvector)")
    statement = "INSERT INTO compared VALUES (%s, setweight(to_tsvector('dutch', %s), 'A') || to_tsvector('dutch', %s))"
    for row in rows:
        tx.exec_driver_sql(statement, row)
    tx.exec_driver_sql("CREATE INDEX ON compared USING gin (words)")


def ask_tsvector(tx: Connection, asked: list[str]) -> list[tuple[int, float]]:
    statement = """
        WITH asked AS (SELECT replace(plainto_tsquery('dutch', %s)::text, '&', '|')::tsquery AS query)
        SELECT id, ts_rank(words, query, 1) FROM compared, asked WHERE words @@ query ORDER BY 2 DESC, id LIMIT 1000
    """
    return [(at, score) for at, score in tx.exec_driver_sql(statement, (" ".join(asked),))]


def variants(*, semantic: bool) -> dict[str, Tuning]:
    """Return the tuning in force with a component left out, by name."""
    default = dict(TUNED.views)

    def without(left_out: str) -> Tuning:
        return replace(TUNED, views={name: weight for name, weight in default.items() if name != left_out})

    found = {
        "words only": replace(TUNED, views={"words": 1.0}),
        "4-grams only": replace(TUNED, views={"grams": 1.0}),
        "vectors only": replace(TUNED, views={"meaning": 1.0}),
        "without vectors": without("meaning"),
        "without words": without("words"),
        "without 4-grams": without("grams"),
        "power 1 (CombSUM)": replace(TUNED, power=1.0),
        "without breadth": replace(TUNED, breadth=0.0),
        "without wording": replace(TUNED, wording=0.0),
        "75 voters": replace(TUNED, voters=75),
    }
    # Without vectors there are two views, and one left out is the other alone.
    needless = {"vectors only", "without vectors", "without words", "without 4-grams"}
    return {name: tuning for name, tuning in found.items() if semantic or name not in needless}
