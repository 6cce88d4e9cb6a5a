"""Measures how long the worst inputs hold the event loop, and how that grows: `python -m benchmarks.hostile [ALL]`.

Fails when any takes longer than a tenth of a second. Counted is the processor's time of this thread, the best of three:
a busy machine is not the reader's fault. What reads the database is counted too, though that is done on threads.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import commands
from benchmarks import hostile_words
from benchmarks.hostile_shapes import Hostile
from bot.__main__ import EXAMPLES
from bot.app import utc_now
from bot.cli import bootstrap
from bot.command.command import Commands
from bot.exchange import importing
from bot.language.learning import cache_folder
from bot.sentences.samples import learning_of
from bot.topic import Topics
from storage.database.database import Database

SIZES = (1_000, 10_000, 20_000, 30_000, 100_000)
"""Characters; 20,000 is the longest markup that is read (`bot.chat.limits`)."""
LONGEST = 100.0
"""Milliseconds."""
ASIDE = "file: "
"""How the names of those begin that are read by `plek import`, in a process of its own that nobody waits for."""
SHOWN = 30


def main(*, everything: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        bootstrap.prepare(database)
        importing.load(database, Topics.within(commands), [EXAMPLES], utc_now(), example=True)
        learnt = learning_of(Commands.within(commands), cache_folder()).learn()
        given = Hostile(database, learnt.known)
        ways = dict([*given.ways(), *hostile_words.ways(given)])
        for make in ways.values():
            make(10)()  # what is kept after the first time is not what an input costs
        figures = {name: [_milliseconds(make(size)) for size in SIZES] for name, make in ways.items()}
        database.close()
    worst = sorted(figures.items(), key=lambda each: -max(each[1]))
    print(f"{len(figures)} shapes; milliseconds at 1, 10, 20, 30 and 100 KB, and growth from one to the next")
    for name, took in worst if everything else worst[:SHOWN]:
        growth = [later / max(earlier, 0.01) for earlier, later in pairwise(took)]
        print(f"{name:45}", *(f"{each:8.2f}" for each in took), "  ", *(f"x{each:<6.1f}" for each in growth))
    over = [name for name, took in worst if max(took) > LONGEST and not name.startswith(ASIDE)]
    print(f"worst {max(worst[0][1]):.1f} ms; {len(over)} of {len(figures)} over {LONGEST:.0f} ms")
    return len(over)


def _milliseconds(work: Callable[[], object]) -> float:
    took = []
    for _ in range(3):
        began = time.thread_time()
        work()
        took.append((time.thread_time() - began) * 1000)
        if took[0] > 20 * LONGEST:
            break
    return min(took)


if __name__ == "__main__":
    sys.exit(main(everything="ALL" in sys.argv[1:]) > 0)
