"""Measures the ranking on a folder of tasks, and prints it beside what else there is."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.relevance.engines import Engine, FullText, PlainBM25, Product, Remembering, variants
from benchmarks.relevance.exposure import by_kind, of_small
from benchmarks.relevance.measures import Scores, interval, mean, scores
from benchmarks.relevance.tasks import OURS, Question, Task, mistyped, tasks
from bot.language.vectors import Encoder, encode
from bot.search.ranking import Tuning
from storage import search
from storage.database.database import Database
from storage.tables.base import metadata
from tests.servers.postgres import Postgres

console = Console(width=150)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="bench-relevance", description=__doc__)
    arguments.add_argument("--data", type=Path, default=OURS, help="a folder of tasks (default: ours)")
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), action="append", help="default: both")
    arguments.add_argument("--only", action="append", default=[], help="a task; may be repeated")
    arguments.add_argument("--no-ablation", action="store_true")
    arguments.add_argument("--semantic", action="store_true", help="with sentence vectors")
    arguments.add_argument("--vectors", type=Path, help="a file to keep vectors in, for the next time")
    chosen = arguments.parse_args()
    kinds = chosen.database or ["sqlite", "postgresql"]
    found = list(tasks(chosen.data, frozenset(chosen.only)))
    encoder = Remembering(chosen.vectors) if chosen.semantic else None
    if not chosen.only:
        with database(kinds[0]) as opened:
            console.print(by_kind(opened, encoder))
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("", total=len(found))
        for task in found:
            progress.update(bar, description=task.name)
            console.print(measure(task, kinds, encoder, ablation=not chosen.no_ablation))
            if encoder is not None:
                encoder.keep()
            progress.advance(bar)


def measure(task: Task, kinds: list[str], encoder: Encoder | None, *, ablation: bool) -> Table:
    """One task on each database."""
    how = "with sentence vectors" if encoder else "without a model"
    table = Table(title=f"{task.name}, {how}: {len(task.questions)} questions over {len(task.documents)} documents")
    for column in ("", "nDCG@10", "95 %", "MRR@10", "recall@10", "P@1", "with typos", "lost"):
        table.add_column(column, justify="left" if not column else "right")
    _add(table, "plain BM25", PlainBM25(task), task)
    for kind in kinds:
        with database(kind) as opened:
            name = "FTS5" if kind == "sqlite" else "dutch"
            _add(table, f"{kind}: {name}", FullText(opened, task), task)
            product = Product(opened, task, encoder=encoder)
            product.load(task)
            if ablation and kind == kinds[0]:
                _add(table, f"{kind}: this product, compounds split by common words only", product, task)
            asyncio.run(search.reindex(opened))
            while encoder is not None and asyncio.run(encode(opened, encoder)):
                pass
            _add(table, f"[bold]{kind}: this product", product, task)
            if task.english:
                _add(table, "  asked in English", product, replace(task, questions=task.english))
            if task.candidates:
                table.caption = (
                    f"Exposure of the half that said least, and what is due to it: {of_small(product, task)}"
                )
            if ablation and kind == kinds[0]:
                _ablate(table, product, task, variants(semantic=encoder is not None))
    return table


def _ablate(table: Table, product: Product, task: Task, left_out: Mapping[str, Tuning]) -> None:
    """The product without each of its parts. Those that look at the same rows share the looking."""
    plain, typos = (
        [
            [scores(ranking, question.relevant) for ranking in product.rank_each(question, left_out.values())]
            for question in questions
        ]
        for questions in (task.questions, _mistyped(task))
    )
    for at, variant in enumerate(left_out):
        _row(table, f"  {variant}", [each[at] for each in plain], [each[at] for each in typos])


def _add(table: Table, name: str, engine: Engine, task: Task) -> None:
    _row(table, name, run(engine, task.questions), run(engine, _mistyped(task)))


def _mistyped(task: Task) -> tuple[Question, ...]:
    return tuple(mistyped(question) for question in task.questions)


def _row(table: Table, name: str, plain: Sequence[Scores], typos: Sequence[Scores]) -> None:
    gains = [one.ndcg for one in plain]
    if not any(gains):
        return
    low, high = interval(gains)
    after = mean([one.ndcg for one in typos])
    table.add_row(
        name,
        f"{mean(gains):.3f}",
        f"{low:.3f}-{high:.3f}",
        f"{mean([one.mrr for one in plain]):.3f}",
        f"{mean([one.recall for one in plain]):.3f}",
        f"{mean([one.first for one in plain]):.3f}",
        f"{after:.3f}",
        f"{1 - after / mean(gains):.0%}",
    )


def run(engine: Engine, questions: tuple[Question, ...]) -> list[Scores]:
    return [scores(engine.rank(question), question.relevant) for question in questions]


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """Give an empty database of our own."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="plek-relevance-") as folder:
            yield from _opened(f"sqlite:///{folder}/relevance.db")
    else:
        with Postgres() as server:
            yield from _opened(server.fresh())


def _opened(url: str) -> Iterator[Database]:
    opened = Database(url)
    try:
        with opened.begin() as tx:
            metadata.create_all(tx)
        yield opened
    finally:
        opened.close()


if __name__ == "__main__":
    main()
