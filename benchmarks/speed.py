"""Measures how fast a message is answered, from adapter through command and commit to adapter, and what that costs.

Each figure comes from a process of its own, on SQLite and on PostgreSQL, with 1,000 and with 100,000 records. The
baseline in the same run is a bare chain of six statements and two commits, as the product's database makes them.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.population import populate
from storage.database.database import Database
from tests.servers.postgres import Postgres

SIZES = (1_000, 100_000)
LINES = ("hulp", "netwerken", "netwerken water twente", "wie weet iets over bodembeheer in Twente", "K-1000001")


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure, and print two tables."""
    answers = Table("database", "records", "what is asked", title="A message answered, in milliseconds")
    for heading in ("p50", "p95", "a second, 40 at once", "p50 / baseline"):
        answers.add_column(heading, justify="right")
    costs = Table("database", "records", title="Getting ready, and memory")
    for heading in ("ready (s)", "resident (MB)", "baseline p50 (ms)"):
        costs.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        for size in sizes:
            for name, url in (("SQLite", f"sqlite:///{Path(folder) / f'{size}.db'}"), ("PostgreSQL", postgres.fresh())):
                database = Database(url)
                populate(database, size)
                database.close()
                ready, measured = _measured(url)
                baseline = measured["baseline"]
                for line, (p50, p95, rate) in measured["figures"].items():
                    row = (f"{p50:.1f}", f"{p95:.1f}", f"{rate:.0f}", f"{p50 / baseline:.1f}")
                    answers.add_row(name, f"{size:,}", line, *row)
                memory = f"{measured['resident']:.0f}"
                costs.add_row(name, f"{size:,}", f"{ready:.2f}", memory, f"{baseline:.1f}")
    console = Console(width=120)
    console.print(answers)
    console.print(costs)


def _measured(url: str) -> tuple[float, Any]:  # Any: JSON
    """Return seconds from starting a process to its first answer, and what it printed."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.speed_child", url, *LINES]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        if child.stdout is None or child.stdout.readline().strip() != "ready":
            raise RuntimeError("The process that is measured did not get ready")
        ready = time.perf_counter() - start
        return ready, json.loads(child.stdout.readline())


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
