"""Measures which likeness tells that two questions ask the same: precision and recall of what is shown.

Run with `python -m benchmarks.relevance.similar`; it stands on the task `duplicates`, titles only.
"""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.relevance.__main__ import database
from benchmarks.relevance.engines import Product
from benchmarks.relevance.tasks import OURS, Task, tasks
from bot.search.similarity import Likeness
from storage import search

SHOWN = 3
THRESHOLDS = tuple(step / 40 for step in range(21))
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the likeness of each of the engine's best ten, most alike first, and whether it asks the same."""

    found: tuple[tuple[float, bool], ...]
    same: int
    """How many questions ask the same, found or not."""


@dataclass(frozen=True, slots=True)
class Measured:
    precision: float
    recall: float
    silent: float
    """Part of the questions for which nothing is shown."""

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main() -> None:
    arguments = argparse.ArgumentParser(prog="similar", description=__doc__)
    arguments.add_argument("--data", type=Path, default=OURS, help="a folder of tasks (default: ours)")
    task = next(tasks(arguments.parse_args().data, frozenset({"duplicates"})))
    asked = ask(task)
    table = Table(title=f"similar questions: {len(asked)} questions, at most {SHOWN} shown")
    for column in ("likeness", "precision", "recall", "F1", "silent"):
        table.add_column(column, justify="right")
    for threshold in THRESHOLDS:
        at = measure(asked, threshold)
        table.add_row(f"{threshold:.3f}", f"{at.precision:.3f}", f"{at.recall:.3f}", f"{at.f1:.3f}", f"{at.silent:.0%}")
    console = Console()
    console.print(table)
    folds = [[one for at, one in enumerate(asked) if at % FOLDS != fold] for fold in range(FOLDS)]
    chosen = [max(THRESHOLDS, key=lambda threshold: measure(fold, threshold).f1) for fold in folds]
    console.print(f"best by F1 without each of {FOLDS} folds:", ", ".join(f"{one:.3f}" for one in chosen))


def ask(task: Task) -> list[Asked]:
    """Every question, put to the engine on SQLite."""
    titles = {document.id: document.title for document in task.documents}
    with database("sqlite") as opened:
        product = Product(opened, task)
        product.load(task)
        asyncio.run(search.reindex(opened))
        with opened.reader.begin() as tx:
            lexicon = search.lexicon(tx)
        asked = []
        for question in task.questions:
            likeness = Likeness((question.text,), lexicon)
            alike = [(likeness.to(titles[id_]), id_ in question.relevant) for id_ in product.rank(question)]
            asked.append(Asked(tuple(sorted(alike, reverse=True)), len(question.relevant)))
    return asked


def measure(asked: Sequence[Asked], threshold: float) -> Measured:
    """Return what is shown from that likeness on."""
    shown = [[same for alike, same in one.found if alike >= threshold][:SHOWN] for one in asked]
    right, count = sum(map(sum, shown)), sum(map(len, shown))
    return Measured(
        right / count if count else 1.0,
        right / sum(one.same for one in asked),
        sum(not each for each in shown) / len(shown),
    )


if __name__ == "__main__":
    main()
