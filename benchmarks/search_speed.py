"""Measures how fast `bot.search.search` answers, how large its index is and what it holds in memory.

Records are made of real sentences (the relevance data): half people with a line or two on what they know, a tenth
networks, the rest questions; with `--short` each is a title of some 54 letters. Each size has a process of its
own, so that memory is told apart. The baseline in the same run is the database's own full-text search, which only finds
rows: no people, no filters, no reasons. Milliseconds of processor time stand besides: others may use the machine too.

    python -m benchmarks.search_speed --records 10000 --records 100000 --database sqlite --database postgresql

With `--semantic` questions are encoded by the real model, which is timed apart too, and rows have vectors by chance, in
a narrow cone as the model's are: to encode 100,000 texts takes an hour, and to compare takes as long whatever they say.
"""

import argparse
import asyncio
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert, select

from benchmarks.relevance.engines import ask_fts5, ask_tsvector, fts5, tsvector, words
from benchmarks.relevance.tasks import OURS, tasks
from benchmarks.resident import megabytes
from bot.language.sentence import Name, Vocabulary
from bot.language.vectors import E5, Encoder
from bot.process.event_loop import LOOKED_AT
from bot.search import search
from bot.search.query import Query
from storage import search as index
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject, state, vectors
from storage.search.evidence import subject_values
from storage.search.merging import sweep
from storage.search.tables import search_row, search_subject, search_vector
from storage.tables.base import metadata
from tests.servers.postgres import Postgres

QUESTIONS = 300
COMPARED = 60
"""Questions that the database's own search is asked: at a million records it takes a second for each."""
CHANGES = 100
NOW = datetime(2026, 10, 1, tzinfo=UTC)
REGIONS = 30
VOCABULARY = Vocabulary(
    names=[Name("region", 1, "Nederland"), Name("region", 3, "Twente"), Name("region", 2, "Overijssel")],
    regions={region: (1 if region < 13 else region % 11 + 2,) for region in range(2, REGIONS)} | {3: (2,)},
)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="search-speed", description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--records", type=int, action="append")
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    arguments.add_argument("--short", action="store_true", help="rows of a title only")
    arguments.add_argument("--semantic", action="store_true", help="with the extra `semantic`")
    arguments.add_argument("--measure", help="the URL of a database that was filled; for this program's own use")
    chosen = arguments.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, semantic=chosen.semantic)))
        return
    table = Table(title="p50 / p95 in ms")
    rows: dict[str, list[str]] = {}
    columns: list[str] = []
    for records in chosen.records or [10_000, 100_000]:
        for kind in chosen.database or ["sqlite", "postgresql"]:
            columns.append(f"{kind} {records:,}")
            with database(kind) as url:
                filled = fill(url, records, short=chosen.short, semantic=chosen.semantic)
                command = [sys.executable, "-m", "benchmarks.search_speed", "--measure", url]
                command += ["--semantic"] if chosen.semantic else []
                found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
                print(columns[-1], json.dumps(filled | found), file=sys.stderr, flush=True)
                for name, value in (filled | found).items():
                    rows.setdefault(name, []).append(value)
    for column in ("", *columns):
        table.add_column(column, justify="left" if not column else "right")
    for name, values in rows.items():
        table.add_row(name, *values)
    Console(width=40 + 22 * len(columns)).print(table)


def fill(url: str, records: int, *, short: bool, semantic: bool) -> dict[str, str]:
    """Write the records in bulk, as an import would, and index them."""
    opened = Database(url)
    letters = 0
    with opened.begin() as tx:
        metadata.create_all(tx)
        state.begin(tx)
        subjects: list[dict[str, object]] = []
        rows: list[dict[str, object]] = []
        for subject, evidence in corpus(records, short=short):
            letters += len(evidence.title.encode()) + len(evidence.text.encode())
            subjects.append(subject_values(subject))
            rows.append(
                {
                    "source_kind": subject.kind,
                    "source_id": subject.id,
                    "field": evidence.field,
                    "audience": "everyone",
                    "at": evidence.at,
                    "owners": [[owner.kind, owner.id, owner.role] for owner in evidence.owners],
                    "title": evidence.title,
                    "text": evidence.text,
                }
            )
            if len(rows) == 5000:
                tx.execute(insert(search_subject), subjects)
                tx.execute(insert(search_row), rows)
                subjects, rows = [], []
        if rows:
            tx.execute(insert(search_subject), subjects)
            tx.execute(insert(search_row), rows)
    began = time.perf_counter()
    asyncio.run(index.reindex(opened))
    spent = time.perf_counter() - began
    with opened.begin() as tx:
        if semantic:
            _vectors(tx)
        rows_of = tx.execute(select(search_row.c.id, search_row.c.title, search_row.c.text))
        (fts5 if opened.is_sqlite else tsvector)(tx, [tuple(row) for row in rows_of])
        sweep(tx, datetime.now(UTC) + timedelta(hours=1))
        if opened.is_sqlite:
            query = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search_block%' OR name LIKE '%search_segment%'"
        else:
            query = (
                "SELECT sum(pg_total_relation_size(name)) FROM (VALUES ('search_block'), ('search_segment')) t(name)"
            )
        size = int(tx.exec_driver_sql(query).scalar_one())
        query = query.replace("search_block", "search_row").replace("search_segment", "search_subject")
        kept = int(tx.exec_driver_sql(query).scalar_one())
    opened.close()
    return {
        "text, MB": f"{letters / 1e6:.1f}",
        "postings, times the text": f"{size / letters:.2f}",
        "rows and subjects, times the text": f"{kept / letters:.2f}",
        "reindex, s": f"{spent:.0f}",
    }


def _vectors(tx: Connection) -> None:
    """A vector for each row, and what these have in common."""
    chance = np.random.default_rng(1)
    middle = chance.normal(size=vectors.DIMENSIONS)
    ids = tx.execute(select(search_row.c.id)).scalars().all()
    for at in range(0, len(ids), 5000):
        some = ids[at : at + 5000]
        drawn = middle + 0.5 * chance.normal(size=(len(some), vectors.DIMENSIONS))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        values = [{"row": row, "vector": vectors.pack(vector)} for row, vector in zip(some, drawn, strict=True)]
        tx.execute(insert(search_vector), values)
    found = vectors.taken(tx)
    if found is not None:
        vectors.keep(tx, *found)


def measure(url: str, *, semantic: bool) -> dict[str, str]:
    """Ask and change, in a process that begins empty."""
    gc.set_threshold(*LOOKED_AT)
    opened = Database(url)
    encoder = E5() if semantic else None
    if encoder is not None:
        encoder.ready.wait()
    asked = questions()
    before = megabytes()
    used = time.process_time()
    loading = _timed(lambda: _ask(opened, asked[0], encoder))
    used = (time.process_time() - used) * 1000
    for text in asked[:20]:
        _ask(opened, text, encoder)
    encoding = [_timed(lambda text=text: encoder.question(text)) for text in asked] if encoder else [0.0]
    answering = [_timed(lambda text=text: _ask(opened, text, encoder)) for text in asked]
    worked = [_timed(lambda text=text: _ask(opened, text, encoder), time.thread_time) for text in asked]
    regional = [_timed(lambda text=text: _ask(opened, f"{text} in Twente", encoder)) for text in asked]
    changing: list[float] = []
    reading_own: list[float] = []
    made = list(corpus(CHANGES, seed=2))
    for at, (subject, evidence) in enumerate(made):
        changing.append(_timed(lambda e=evidence, k=subject.kind, n=10_000_000 + at: _put(opened, k, n, e)))
        reading_own.append(_timed(lambda text=asked[at]: _ask(opened, text, encoder)))
    with opened.reader.begin() as tx:
        ask = ask_fts5 if opened.is_sqlite else ask_tsvector
        compared = [_timed(lambda text=text: ask(tx, words(text))) for text in asked[:COMPARED]]
    opened.close()
    return {
        "who knows, with reasons": _spread(answering),
        "of which encoding": _spread(encoding),
        "processor time of it": _spread(worked),
        "its own full-text search": _spread(compared),
        "the same, in Twente": _spread(regional),
        "a change": _spread(changing),
        "who knows, after a change": _spread(reading_own),
        "first answer, ms": f"{loading:.0f}",
        "processor time of the first answer": f"{used:.0f}",
        "memory, MB": f"{megabytes() - before:.0f}",
    }


def _ask(opened: Database, text: str, encoder: Encoder | None) -> None:
    with opened.reader.begin() as tx:
        search.find(tx, Query(text, now=NOW), VOCABULARY, encoder)


def _put(opened: Database, kind: str, number: int, evidence: Evidence) -> None:
    with opened.begin() as tx:
        index.admit(tx, Subject(kind, number, evidence.title))
        owners = (Owner(kind, number, "self"),)
        index.put(tx, kind, number, [Evidence(evidence.field, evidence.title, evidence.text, owners, at=evidence.at)])


def corpus(records: int, seed: int = 1, *, short: bool = False) -> Iterator[tuple[Subject, Evidence]]:
    """Records of real sentences."""
    chance = random.Random(seed)
    titles: list[str] = []
    sentences: list[str] = []
    for task in tasks(OURS, frozenset({"topics", "duplicates"})):
        for document in task.documents:
            titles.append(document.title)
            sentences += [part.strip() for part in document.text.split(". ") if 20 < len(part) < 220]
    for number in range(1, records + 1):
        share = chance.random()
        kind = "member" if share < 0.5 else "network" if share < 0.6 else "question"
        said = ". ".join(chance.choice(sentences) for _ in range(chance.randint(1, 4)))
        at = NOW - timedelta(days=chance.randint(0, 1500))
        owners = [Owner(kind, number, "self")]
        if kind == "question":
            owners.append(Owner("member", chance.randint(1, records), "answered"))
        title = f"{kind} {number}" if kind == "member" else chance.choice(titles)
        subject = Subject(kind, number, title, regions=(chance.randint(1, REGIONS - 1),))
        if short:
            yield subject, Evidence("text", chance.choice(titles), "", tuple(owners), at=at)
            continue
        yield subject, Evidence("text", title if kind != "member" else "", said, tuple(owners), at=at)


def questions() -> list[str]:
    """Return what people would ask: topics and titles, as one asks in chat."""
    chance = random.Random(3)
    asked = [
        question.text
        for task in tasks(OURS, frozenset({"topics", "desks", "colleagues"}))
        for question in task.questions
    ]
    return [f"wie weet iets over {text}?" for text in chance.sample(asked, QUESTIONS)]


def _timed(work: object, clock: Callable[[], float] = time.perf_counter) -> float:
    began = clock()
    work()  # type: ignore[operator]  # a function without parameters
    return (clock() - began) * 1000


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Give the URL of an empty database."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="plek-speed-") as folder:
            yield f"sqlite:///{Path(folder) / 'speed.db'}"
    else:
        with Postgres() as server:
            yield server.fresh()


if __name__ == "__main__":
    main()
