"""Measures what each form of words gives: the product with all of them, and without each, on our judged tasks.

    python -m benchmarks.relevance.forms [TASK ...]

Each is left out of rows and of questions alike, so the index is made again for each.
"""

import asyncio
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from benchmarks.relevance.__main__ import database, run
from benchmarks.relevance.engines import Product
from benchmarks.relevance.measures import mean
from benchmarks.relevance.tasks import OURS, Task, tasks
from bot.language import sentence
from storage import search
from storage.search import analyser, forms

Left = tuple[Any, str, Any]  # Any: a module, and what stands there instead
NEVER: Final = re.compile(r"(?!)")
WITHOUT: Final[Mapping[str, Left | None]] = {
    "all": None,
    "without irregular plurals": (forms, "_IRREGULAR", {}),
    "without diminutives": (forms, "_without_diminutive", str),
    "without plurals of words in -e": (forms, "_PLURALS", ("\0",)),
    "without participles of separable verbs": (forms, "_PARTICIPLE", NEVER),
    "without verbs of who is spoken of": (forms, "_THIRD", NEVER),
    "without separable verbs put together": (sentence, "_joined", lambda _words: iter(())),
    "without any of these": (analyser, "regular", str),
}


@contextmanager
def left_out(what: Left | None) -> Iterator[None]:
    """Let one form be unknown; nothing that was analysed before is remembered."""
    forget: tuple[Callable[[], None], ...] = (analyser.stem.cache_clear, analyser.word_key.cache_clear)
    for each in forget:
        each()
    if what is None:
        yield
    else:
        with patch.object(*what):
            yield
    for each in forget:
        each()


def measured(task: Task) -> float:
    """Return nDCG@10 of the product on a task."""
    with database("sqlite") as opened:
        product = Product(opened, task)
        product.load(task)
        asyncio.run(search.reindex(opened))
        return mean([one.ndcg for one in run(product, task.questions)])


def main() -> None:
    for task in tasks(OURS, frozenset(sys.argv[1:])):
        whole = 0.0
        for name, what in WITHOUT.items():
            with left_out(what):
                found = measured(task)
            whole = whole or found
            print(f"{task.name:20} {name:40} {found:.4f} {found - whole:+.4f}", flush=True)


if __name__ == "__main__":
    main()
