"""Tries the constants of ranking on questions that did not choose them: `python -m benchmarks.relevance.folds`.

Each constant of `bot.search.ranking.Tuning` is moved, one at a time, and every question of every task is ranked by each
setting through the product's own engine on SQLite. Twice the setting with the best mean over the tasks is chosen
without part of the questions, and judged by that part: without a fifth of each task, and without a whole task.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from rich.table import Table

from benchmarks.relevance.__main__ import console, database
from benchmarks.relevance.engines import Product, Remembering
from benchmarks.relevance.measures import scores
from benchmarks.relevance.tasks import OURS, Task, tasks
from bot.language.vectors import Encoder, encode
from bot.search.ranking import TUNED, Tuning
from storage import search

FOLDS = 5
NOW = "as it is"

Gains: TypeAlias = Mapping[str, NDArray[np.float64]]
"""For each task, the nDCG@10 of each setting (rows) on each question (columns)."""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="folds", description=__doc__)
    arguments.add_argument("--data", type=Path, default=OURS, help="a folder of tasks (default: ours)")
    arguments.add_argument("--only", action="append", default=[], help="a task; may be repeated")
    arguments.add_argument("--semantic", action="store_true", help="with sentence vectors")
    arguments.add_argument("--vectors", type=Path, help="a file to keep vectors in, for the next time")
    chosen = arguments.parse_args()
    encoder = Remembering(chosen.vectors) if chosen.semantic else None
    tried = settings(semantic=chosen.semantic)
    gains = {task.name: measure(task, tried, encoder) for task in tasks(chosen.data, frozenset(chosen.only))}
    console.print(table(list(tried), gains))
    console.print(by_folds(list(tried), gains))
    console.print(by_tasks(list(tried), gains))


def settings(*, semantic: bool) -> dict[str, Tuning]:
    """Return the neighbours of the constants in force, by name."""
    found = {NOW: TUNED}
    found |= {f"telling {power}": replace(TUNED, telling=power) for power in (1.0, 1.3, 1.8)}
    found |= {f"depth {rows}": replace(TUNED, depth=rows) for rows in (100, 400)}
    found |= {f"voters {rows}": replace(TUNED, voters=rows) for rows in (75, 120, 400)}
    found |= {f"power {power}": replace(TUNED, power=power) for power in (1.0, 1.3, 2.0)}
    found |= {f"breadth {most}": replace(TUNED, breadth=most) for most in (0.0, 0.5, 2.0)}
    found |= {f"wording {most}": replace(TUNED, wording=most) for most in (0.0, 1.0, 3.0)}
    for words in (0.4, 0.6):
        views = {**TUNED.views, "words": words, "grams": 1 - words}
        found[f"words {words}"] = replace(TUNED, views=views)
    if semantic:
        for meaning in (0.4, 0.6, 0.8, 1.0, 1.3):
            if meaning != TUNED.views["meaning"]:
                found[f"meaning {meaning}"] = replace(TUNED, views={**TUNED.views, "meaning": meaning})
    return found


def measure(task: Task, tried: Mapping[str, Tuning], encoder: Encoder | None) -> NDArray[np.float64]:
    with database("sqlite") as opened:
        product = Product(opened, task, encoder=encoder)
        product.load(task)
        asyncio.run(search.reindex(opened))
        while encoder is not None and asyncio.run(encode(opened, encoder)):
            pass
        return np.array(
            [
                [scores(ranking, question.relevant).ndcg for ranking in product.rank_each(question, tried.values())]
                for question in track(task.questions, task.name, console=console, transient=True)
            ]
        ).T


def table(names: Sequence[str], gains: Gains) -> Table:
    """Each setting: its mean on each task, and the spread of the means of the folds."""
    made = Table(title=f"nDCG@10, +- the standard deviation of the means of {FOLDS} folds")
    for column in ("", *gains, "mean"):
        made.add_column(column, justify="left" if not column else "right")
    for at, name in enumerate(names):
        cells = []
        for values in gains.values():
            spread = np.std([values[at, fold::FOLDS].mean() for fold in range(FOLDS)])
            cells.append(f"{values[at].mean():.4f} +-{spread:.3f}")
        made.add_row(name, *cells, f"{np.mean([values[at].mean() for values in gains.values()]):.4f}")
    return made


def by_folds(names: Sequence[str], gains: Gains) -> Table:
    """Chosen on four fifths of the questions of each task, judged by the last."""
    made = Table(title="chosen without a fold, and what it gives there")
    for column in ("fold", "chosen", "gives", names[0]):
        made.add_column(column)
    judged = []
    for fold in range(FOLDS):
        rest = {task: np.delete(values, slice(fold, None, FOLDS), axis=1) for task, values in gains.items()}
        best = _best(rest)
        there = [(values[best, fold::FOLDS].mean(), values[0, fold::FOLDS].mean()) for values in gains.values()]
        judged.append(np.mean(there, axis=0))
        made.add_row(str(fold + 1), names[best], *(f"{value:.4f}" for value in judged[-1]))
    made.add_row("mean", "", *(f"{value:.4f}" for value in np.mean(judged, axis=0)))
    return made


def by_tasks(names: Sequence[str], gains: Gains) -> Table:
    """Chosen on the other tasks, judged by the one left out."""
    made = Table(title="chosen without a task, and what it gives there")
    for column in ("task", "chosen", "gives", names[0]):
        made.add_column(column)
    for left_out, values in gains.items():
        matter = left_out.partition("+")[0]
        rest = {task: other for task, other in gains.items() if task.partition("+")[0] != matter}
        if rest:
            best = _best(rest)
            made.add_row(left_out, names[best], f"{values[best].mean():.4f}", f"{values[0].mean():.4f}")
    return made


def _best(gains: Gains) -> int:
    """Return the setting with the best mean over the tasks; of equals, the one in force."""
    return int(np.argmax(np.mean([values.mean(axis=1) for values in gains.values()], axis=0)))


if __name__ == "__main__":
    main()
