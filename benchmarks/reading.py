"""Measures reading own words: what each bound costs and brings, and how long a line takes.

    python -m benchmarks.reading              # both; some minutes
    python -m benchmarks.reading --time       # only how long a line takes

The curve: samples are learnt but every fifth, and those are read. A bound is the probability from which a change is
proposed. "Right" counts those that want a change and are read as that one; "unwanted" those that want none, or another,
and are offered a change all the same: of held-out samples that only look something up, of needs with the words of
commands in them, and of negated lines. A change is never made without a yes; this is how often one is asked in vain.
The time is that of reading alone, from the line to what it means, with what it names looked up in the database.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

import commands
from benchmarks.sink import Sink
from benchmarks.speech.__main__ import DATA as SENTENCES
from benchmarks.talk import EXAMPLES, ROOT
from bot.app import Cafe, utc_now
from bot.cli import bootstrap
from bot.command.command import Commands, Context, Takes
from bot.language import intents
from bot.language.classifier import Sample, train
from bot.language.intents import Does, Intents, Likely
from bot.language.learning import cache_folder
from bot.sentences import own_words
from bot.sentences.own_words import Reading
from bot.sentences.restraint import does_of
from bot.sentences.samples import learning_of, samples_of
from bot.sentences.shared_acts import shared
from bot.topic import Topics
from storage.database.database import Database
from storage.search.analyser import tokens

FOLD = 5
BOUNDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
LINES = 400
ROUNDS = 3
HARD = ROOT / "tests" / "data" / "hard_needs.txt"
NEGATED = ROOT / "tests" / "data" / "negated.jsonl"


@dataclass(frozen=True, slots=True)
class Read:
    """What a line wants, and what it may be read as, likeliest first."""

    wants: str
    likely: Sequence[Likely]


def held_out(known: Commands) -> tuple[Intents, list[Sample]]:
    """Learn all samples but every fifth, and return those."""
    samples = samples_of(known.topics)
    learnt = [each for at, each in enumerate(samples) if at % FOLD]
    seeking = frozenset(each.name for each in known.all if each.takes is Takes.sentence)
    learnt += shared(known.topics, learnt)
    return Intents(train(learnt), learnt, seeking), samples[::FOLD]


def words_of(line: str) -> tuple[str, ...]:
    asks = ("?",) if line.rstrip().endswith("?") else ()
    return (*(token.word for token in tokens(line)), *asks)


def readings(known: Commands) -> Iterator[tuple[str, list[Read]]]:
    """Yield each kind of line, with what its lines were read as."""
    does = {each.name: does_of(each) for each in known.all}
    learnt, unseen = held_out(known)
    yield "samples", [Read(each.intent, learnt.read(each.words, does)) for each in unseen]
    whole = learning_of(known, cache_folder()).learn().known
    assert whole is not None
    hard = [line for line in HARD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    yield "needs", [Read("", whole.read(words_of(line), does)) for line in hard]
    negated = [json.loads(line)["text"] for line in NEGATED.read_text(encoding="utf-8").splitlines()]
    yield "negated", [Read("", whole.read(words_of(line), does)) for line in negated]


def offers(read: Read, does: Mapping[str, Does], bound: float) -> str:
    """Return the change that a line is offered with this bound; "" for none."""
    first = read.likely[0] if read.likely else None
    if first is None or does[first.intent] in (Does.shows, Does.lists, Does.seeks):
        return ""
    return first.intent if first.is_clear(writes=True, least=bound) else ""


def curve(known: Commands) -> Table:
    does = {each.name: does_of(each) for each in known.all}
    writes = {name for name, what in does.items() if what not in (Does.shows, Does.lists, Does.seeks)}
    table = Table("change proposed from", title=f"in use: {intents.WRITES}")
    for column in ("right", "unwanted of samples", "of needs", "of negated", "of all lines"):
        table.add_column(column, justify="right")
    sets = dict(readings(known))
    wanted = [each for each in sets["samples"] if each.wants in writes]
    others = dict(sets)
    others["samples"] = [each for each in sets["samples"] if each.wants not in writes]
    lines = sum(map(len, others.values())) + len(wanted)
    for bound in BOUNDS:
        right = sum(offers(each, does, bound) == each.wants for each in wanted)
        wrong = sum(offers(each, does, bound) not in ("", each.wants) for each in wanted)
        vain = {name: sum(bool(offers(each, does, bound)) for each in reads) for name, reads in others.items()}
        table.add_row(
            f"{bound:.2f}",
            f"{100 * right / len(wanted):.1f} %",
            *(f"{n} of {len(others[name])}" for name, n in vain.items()),
            f"{100 * (sum(vain.values()) + wrong) / lines:.1f} %",
        )
    return table


async def timed(url: str, lines: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return how long each line took to read, in milliseconds of the clock and of the processor."""
    wall: list[float] = []
    busy: list[float] = []
    plain = own_words.read

    async def measured(ctx: Context, text: str) -> Reading | None:
        start, used = time.perf_counter(), time.thread_time()
        try:
            return await plain(ctx, text)
        finally:
            wall.append((time.perf_counter() - start) * 1000)
            busy.append((time.thread_time() - used) * 1000)

    database = Database(url)
    sink = Sink()
    known = Commands.within(commands)
    cafe = Cafe(database, known, [sink], clock=utc_now, learning=learning_of(known, cache_folder()).learn())
    serving = asyncio.create_task(cafe.run())
    await sink.ready.wait()
    own_words.read = measured
    for at in range(ROUNDS):
        if at == 1:
            wall.clear()  # the first round fills what is kept of names
            busy.clear()
        for n, line in enumerate(lines):
            await sink.ask(line, f"{at}-{n}")  # somebody new, so that no dialogue goes on
    own_words.read = plain
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    database.close()
    return sorted(wall), sorted(busy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--time", action="store_true", help="only how long a line takes")
    console = Console(width=120)
    if not parser.parse_args().time:
        console.print(curve(Commands.within(commands)))
    sentences = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    hard = [line for line in HARD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'plek.db'}"
        database = Database(url)
        bootstrap.prepare(database)
        bootstrap.load_examples(database, Topics.within(commands), EXAMPLES, new=True)
        database.close()
        wall, busy = asyncio.run(timed(url, (sentences + hard)[:LINES]))
    for name, times in (("clock", wall), ("processor", busy)):
        p50, p95, p99 = (times[len(times) * each // 100] for each in (50, 95, 99))
        console.print(f"reading, ms of the {name}: p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f} ({len(times)} lines)")
    console.print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")


if __name__ == "__main__":
    main()
