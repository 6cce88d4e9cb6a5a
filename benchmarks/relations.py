"""Measures how fast ties are worked out and asked after: 5,000 networks with 15,000 ties, of which some have hundreds.

Half of the ties are said, half follow from members that two networks share. The baseline in the same run reads all ties
and walks along them in memory; both must tell ways of the same length.

    python -m benchmarks.relations --networks 5000 --ties 15000 --database sqlite --database postgresql
"""

import argparse
import random
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, func, insert, select

import commands
from benchmarks.resident import megabytes
from bot.chat.reply import Picture
from bot.command.command import Commands
from bot.inbound.pictures import drawn
from bot.things.measures import Ties
from bot.topic import Topics
from commands.relations import counted, export
from commands.relations.around import around
from storage import tables
from storage.database.database import Database
from storage.links import Thing
from storage.relations import paths, ties
from storage.relations.relation import NETWORK, RelationKind, Standing
from storage.relations.tables import relations
from storage.relations.tables import ties as tie_rows
from storage.tables.base import metadata
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus
from tests.servers.postgres import Postgres

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PAIRS = 200
BUSY = 0.4
"""Of the ties, how many are of one of the fifty."""
T = TypeVar("T")


class Took(NamedTuple):
    """How long something took, in milliseconds."""

    clock: float
    processor: float

    def cells(self, form: str = ".1f") -> tuple[str, str]:
        return format(self.clock, form), format(self.processor, form)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="relations", description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--networks", type=int, default=5_000)
    arguments.add_argument("--ties", type=int, default=15_000)
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = arguments.parse_args()
    topics = Commands.within(commands).topics
    for name in chosen.database or ["sqlite"]:
        if name == "sqlite":
            with tempfile.TemporaryDirectory() as folder:
                measure(f"sqlite:///{Path(folder) / 'plek.db'}", name, chosen.networks, chosen.ties, topics)
        else:
            with Postgres() as server:
                measure(server.fresh(), name, chosen.networks, chosen.ties, topics)


def fill(tx: Connection, networks: int, wanted: int) -> None:
    """Networks of which fifty are tied to many, as it goes."""
    chance = random.Random(7)  # the same for a size
    tx.execute(
        insert(tables.networks),
        [
            {
                "name": f"Netwerk {number}",
                "folded": f"netwerk {number}",
                "kind": NetworkKind.kennisnetwerk,
                "level": Level.regionaal,
                "status": NetworkStatus.listed,
                "created_at": NOW,
                "changed_at": NOW,
                "listed_at": NOW,
            }
            for number in range(networks)
        ],
    )
    ends = list(range(1, 51))
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < wanted:
        one, other = (
            chance.choice(ends) if chance.random() < BUSY else chance.randint(1, networks),
            chance.randint(1, networks),
        )
        if one != other and (min(one, other), max(one, other)) not in pairs:
            pairs.add((min(one, other), max(one, other)))
    in_order = sorted(pairs)
    chance.shuffle(in_order)
    half = len(in_order) // 2
    kinds = list(RelationKind)
    said = {"standing": Standing.exists, "made_at": NOW}
    tx.execute(
        insert(relations),
        [{"from_network_id": a, "to_network_id": b, "kind": kinds[a % len(kinds)], **said} for a, b in in_order[:half]],
    )
    _share(tx, in_order[half:])


def _share(tx: Connection, pairs: list[tuple[int, int]]) -> None:
    """Two members who are in both, for each of these pairs."""
    people = 2 * len(pairs)
    rows = [{"name": f"Deelnemer {n}", "language": "nl", "created_at": NOW, "seen_at": NOW} for n in range(people)]
    tx.execute(insert(tables.members), rows)
    tx.execute(
        insert(tables.network_members),
        [
            {"network_id": network, "member_id": 2 * place + n, "role": NetworkRole.member, "since": NOW}
            for place, pair in enumerate(pairs)
            for network in pair
            for n in (1, 2)
        ],
    )


def measure(url: str, name: str, networks: int, wanted: int, topics: Topics) -> None:
    database = Database(url)
    with database.begin() as tx:
        metadata.create_all(tx)
        fill(tx, networks, wanted)
    table = Table("what", "ms", "processor", title=f"{name}: {networks:,} networks, {wanted:,} ties")
    with database.begin() as tx:
        found, took = timed(lambda: counted.count(tx, topics.all(Ties)))
        table.add_row("count at night", *took.cells(".0f"))
        changed, took = timed(lambda: counted.work_out(tx, found))
        table.add_row(f"work out, all new ({changed:,} rows)", *took.cells(".0f"))
        changed, took = timed(lambda: counted.work_out(tx, found))
        table.add_row(f"work out, the next night ({changed:,} rows)", *took.cells(".0f"))
    with database.begin() as tx:
        ask(tx, table, networks, topics)
    table.add_row("resident, MB", f"{megabytes():.0f}")
    Console().print(table)
    database.close()


def ask(tx: Connection, table: Table, networks: int, topics: Topics) -> None:
    most = select(tie_rows.c.one_id).group_by(tie_rows.c.one_id).order_by(func.count().desc()).limit(1)
    largest = tx.execute(most).scalar_one()
    near, took = timed(lambda: around(tx, [Thing(NETWORK, largest)]))
    table.add_row(f"relaties of one with {len(near.ties)} ties", *took.cells(".1f"))
    _svg, took = timed(lambda: drawn(tx, Picture("relations", f"N-{largest}", ()), "nl", topics))
    table.add_row("its drawing, before it is a picture", *took.cells(".1f"))
    _page, took = timed(lambda: ties.islands(tx, regions=None, limit=7))
    table.add_row("eilanden, first page", *took.cells(".1f"))
    _groups, took = timed(lambda: paths.apart(tx, 3))
    table.add_row("little groups that stand apart", *took.cells(".1f"))
    _web, took = timed(lambda: export.web(tx))
    table.add_row("all ties, for a file", *took.cells(".0f"))
    chance = random.Random(8)  # the same for a size
    pairs = [(chance.randint(1, networks), chance.randint(1, networks)) for _each in range(PAIRS)]
    ours, plain, lengths = list[Took](), list[Took](), 0
    for one, other in pairs:
        way, took = timed(partial(paths.shortest, tx, {Thing(NETWORK, one)}, {Thing(NETWORK, other)}))
        ours.append(took)
        steps, took = timed(partial(walked, tx, one, other))
        plain.append(took)
        assert len(way) == steps or one == other
        lengths += bool(way)
    table.add_row(f"hoe hangt, {lengths} of {PAIRS} have a way: median", *_of(statistics.median, ours))
    table.add_row("hoe hangt, slowest", *_of(max, ours))
    table.add_row("baseline: all ties in memory, median", *_of(statistics.median, plain))


def _of(which: Callable[[list[float]], float], taken: list[Took]) -> tuple[str, str]:
    return Took(which([each.clock for each in taken]), which([each.processor for each in taken])).cells()


def walked(tx: Connection, one: int, other: int) -> int:
    """How many steps a plain walk along all ties takes; 0 when it takes more than three."""
    beside: dict[int, list[int]] = {}
    for row in tx.execute(select(tie_rows.c.one_id, tie_rows.c.other_id)):
        beside.setdefault(row.one_id, []).append(row.other_id)
    return _steps(beside, one, other)


def _steps(beside: Mapping[int, list[int]], one: int, other: int) -> int:
    far, waiting = {one: 0}, deque([one])
    while waiting:
        at = waiting.popleft()
        if at == other:
            return far[at]
        for each in beside.get(at, ()) if far[at] < paths.STEPS else ():
            if each not in far:
                far[each] = far[at] + 1
                waiting.append(each)
    return 0


def timed(work: Callable[[], T]) -> tuple[T, Took]:
    """Do it, and tell how long that took by the clock, and of our processor, without that of a server."""
    began, used = time.perf_counter(), time.process_time()
    made = work()
    return made, Took((time.perf_counter() - began) * 1_000, (time.process_time() - used) * 1_000)


if __name__ == "__main__":
    main()
