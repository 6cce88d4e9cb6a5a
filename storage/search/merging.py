"""Keeps the index quick: takes the latest rows into segments, and small segments into larger ones.

Background work. It reads and writes in small steps, so that neither a question nor a change waits for it; what it makes
is used from one moment to the next, when everything is in place. Two processes that merge at once do no harm: the
second finds that the generation has moved on, and throws its work away.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from storage.database import Database
from storage.search import blocks, changes, state
from storage.search.analyser import analyse, content
from storage.search.blocks import SEGMENT_ROWS, Directory, Postings
from storage.search.lexicon import Lexicon
from storage.search.postings import impacts, unpack_recent
from storage.search.segments import READY, RETIRED
from storage.search.tables import (
    search_block,
    search_change,
    search_recent,
    search_row,
    search_segment,
    search_state,
)

ENOUGH: Final = 1024
"""Recent rows from which they are taken into a segment; at most `STEP` at once."""
STEP: Final = 4096
TIERS: Final = (STEP // 4, 8 * STEP // 4, SEGMENT_ROWS)
FAN: Final = 8
"""Segments of one size that are merged into one of the next."""
LINGER: Final = timedelta(minutes=10)
"""How long a segment that was merged into another is still there, for a question that is under way."""
WRITTEN_AT_ONCE: Final = 500
"""Blocks written in one transaction: some 20 ms of the write lock."""
CHANGES_KEPT: Final = 20_000
ROWS_READ_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """A merge to be made: of recent rows, or of segments."""

    generation: int
    recent: tuple[int, ...] = ()
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A segment that is merged: where each of its rows goes in the new one, -1 for one that is gone."""

    id: int
    directory: Directory
    target: NDArray[np.int64]
    postings: int


async def tidy(database: Database) -> bool:
    """Do one merge if one is due; whether it did. To be called by the clock, and after an import until it is False."""
    await database.write(sweep)
    plan = await database.read(due)
    return plan is not None and await _merge(database, plan)


async def _merge(database: Database, plan: Plan) -> bool:
    """Make a merge; False when another process was first."""
    builder = Builder(database)
    if plan.recent:
        await builder.add(await database.read(_recent, plan.recent))
    else:
        sources, rows = await database.read(_sources, plan.segments)
        light = sum(source.postings - int(source.directory.counts.sum()) for source in sources)
        bits = blocks.bits_for(light)
        slices = min(bits, 5)
        await builder.begin(rows, bits)
        for number in range(1 << slices):
            await builder.write(await database.read(_slice, sources, number, slices))
        await builder.end()
    return await database.write(_take_over, plan, builder.segments)


async def reindex(database: Database, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Analyse every row again, with the compounds that the corpus has now. The index stays in use meanwhile.

    `progress` is told how many of the rows are done. Run it after an import, and when the vocabulary has grown a lot.
    """
    generation, last, total = await database.write(_start_again)
    if not total:
        return
    counts: dict[str, int] = {}
    done, after = 0, 0
    while texts := await database.read(_texts, after, last, ROWS_READ_AT_ONCE):
        after = texts[-1][0]
        await database.read(_count, texts, counts)
        done += len(texts)
        progress(done // 4, total)
    draft = Lexicon(counts)
    sample = await database.read(_texts, 0, last, 5 * ROWS_READ_AT_ONCE)
    lengths = await database.read(_lengths, sample, draft)
    lexicon = Lexicon(counts, words=lengths[0], grams=lengths[1])
    await database.write(state.replace_lexicon, lexicon)
    builder = Builder(database)
    done, after = 0, 0
    while texts := await database.read(_texts, after, last, STEP):
        after = texts[-1][0]
        await builder.add(await database.read(_analysed, texts, lexicon))
        done += len(texts)
        progress(done // 4 * 3 + total // 4, total)
    await database.write(_replace_all, generation, last, builder.segments)
    while (plan := await database.read(_fitting)) and await _merge(database, plan):
        pass
    progress(total, total)


def due(tx: Connection) -> Plan | None:
    """The merge that is due, if one is."""
    generation = tx.execute(select(search_state.c.generation)).scalar()
    if generation is None:
        return None
    recent = tuple(tx.execute(select(search_recent.c.row).order_by(search_recent.c.row).limit(STEP)).scalars())
    if len(recent) >= ENOUGH:
        return Plan(generation, recent=recent)
    query = select(search_segment.c.id, search_segment.c.size).where(search_segment.c.ready == READY)
    sizes = tx.execute(query.order_by(search_segment.c.id)).all()
    smallest = 0
    for tier in TIERS:
        alike = [row for row in sizes if smallest <= row.size < tier]
        if len(alike) >= FAN:
            chosen: list[int] = []
            room = SEGMENT_ROWS
            for row in alike[:FAN]:
                if row.size <= room:
                    chosen.append(row.id)
                    room -= row.size
            if len(chosen) > 1:
                return Plan(generation, segments=tuple(chosen))
        smallest = tier
    return None


def _fitting(tx: Connection) -> Plan | None:
    """Segments that fit together in one: the fewer there are, the fewer blocks a question reads."""
    generation = tx.execute(select(search_state.c.generation)).scalar_one()
    query = select(search_segment.c.id, search_segment.c.size).where(search_segment.c.ready == READY)
    chosen: list[int] = []
    room = SEGMENT_ROWS
    for row in tx.execute(query.order_by(search_segment.c.size, search_segment.c.id)):
        if row.size > room:
            break
        chosen.append(row.id)
        room -= row.size
    return Plan(generation, segments=tuple(sorted(chosen))) if len(chosen) > 1 else None


def sweep(tx: Connection, now: datetime | None = None) -> None:
    """Drop segments that were merged a while ago, and changes that every process has seen."""
    before = (now or datetime.now(UTC)) - LINGER
    # A segment that is being written is changed at its begin; one that is not ready after an hour was abandoned.
    abandoned = and_(search_segment.c.ready == 0, search_segment.c.changed_at < before - timedelta(hours=1))
    retired = and_(search_segment.c.ready == RETIRED, search_segment.c.changed_at < before)
    gone = list(tx.execute(select(search_segment.c.id).where(or_(abandoned, retired))).scalars())
    if gone:
        tx.execute(delete(search_block).where(search_block.c.segment.in_(gone)))
        tx.execute(delete(search_segment).where(search_segment.c.id.in_(gone)))
    oldest = tx.execute(select(search_change.c.seq).order_by(search_change.c.seq).limit(1)).scalar()
    newest = tx.execute(select(search_change.c.seq).order_by(search_change.c.seq.desc()).limit(1)).scalar()
    if oldest is not None and newest is not None and newest - oldest > 2 * CHANGES_KEPT:
        changes.prune(tx, CHANGES_KEPT)


class Builder:
    """Writes segments that nobody uses yet."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.segments: list[int] = []
        self._bits = 0
        self._least = 0
        self._heavy: list[tuple[int, int]] = []
        self._postings = 0

    async def add(self, of: tuple[Sequence[int], Postings]) -> None:
        """A segment with these rows and postings."""
        rows, postings = of
        bits = await self._database.read(_bits, postings, blocks.alone(len(rows)))
        await self.begin(rows, bits)
        await self.write(postings)
        await self.end()

    async def begin(self, rows: Sequence[int], bits: int) -> None:
        self._bits, self._heavy, self._postings = bits, [], 0
        self._least = blocks.alone(len(rows))
        self.segments.append(await self._database.write(_new_segment, rows))

    async def write(self, postings: Postings) -> None:
        """Add postings, with keys that no earlier call had, nor shared blocks."""
        batch: list[dict[str, object]] = []
        written = iter(blocks.write(postings, self._bits, self._least))
        while True:
            batch = await self._database.read(self._next, written)
            if not batch:
                break
            await self._database.write(_insert_blocks, batch)
        self._postings += len(postings)

    async def end(self) -> None:
        heavy = sorted(self._heavy)
        keys = np.array([key for key, _ in heavy], np.int64)
        counts = np.array([count for _, count in heavy], np.int32)
        directory = Directory(self._bits, keys, counts)
        await self._database.write(_finish_segment, self.segments[-1], directory, self._postings)

    def _next(self, _: Connection, written: Iterator[tuple[int, bytes, int]]) -> list[dict[str, object]]:
        batch: list[dict[str, object]] = []
        for number, data, heavy in written:
            batch.append({"segment": self.segments[-1], "key": number, "postings": data})
            if heavy:
                self._heavy.append((number, heavy))
            if len(batch) == WRITTEN_AT_ONCE:
                break
        return batch


def _new_segment(tx: Connection, rows: Sequence[int]) -> int:
    values = {
        "ready": 0,
        "changed_at": datetime.now(UTC),
        "size": len(rows),
        "postings": 0,
        "rows": np.array(rows, "<i8").tobytes(),
        "directory": b"",
    }
    return int(tx.execute(insert(search_segment).values(values).returning(search_segment.c.id)).scalar_one())


def _insert_blocks(tx: Connection, batch: list[dict[str, object]]) -> None:
    tx.execute(insert(search_block), batch)


def _finish_segment(tx: Connection, segment: int, directory: Directory, postings: int) -> None:
    values = {"directory": directory.pack(), "postings": postings}
    tx.execute(update(search_segment).where(search_segment.c.id == segment).values(values))


def _take_over(tx: Connection, plan: Plan, made: list[int]) -> bool:
    """Put the new segment in the place of what it was made from. False when another process was first."""
    if not _next_generation(tx, plan.generation):
        return False
    now = datetime.now(UTC)
    tx.execute(
        update(search_segment).where(search_segment.c.id.in_(plan.segments)).values(ready=RETIRED, changed_at=now)
    )
    for at in range(0, len(plan.recent), ROWS_READ_AT_ONCE):
        tx.execute(delete(search_recent).where(search_recent.c.row.in_(plan.recent[at : at + ROWS_READ_AT_ONCE])))
    _use(tx, made, now)
    changes.record(tx, [("segment", "", segment) for segment in made])
    return True


def _replace_all(tx: Connection, generation: int, last: int, made: list[int]) -> None:
    if not _next_generation(tx, generation):
        raise Interrupted(Interrupted.__doc__)
    now = datetime.now(UTC)
    tx.execute(update(search_segment).where(search_segment.c.ready == READY).values(ready=RETIRED, changed_at=now))
    tx.execute(delete(search_recent).where(search_recent.c.row <= last))
    _use(tx, made, now)
    changes.record(tx, [("everything", "", 0)])


class Interrupted(RuntimeError):
    """The index was merged by another process while it was being rebuilt. Run `plek reindex` again."""


def _next_generation(tx: Connection, generation: int) -> bool:
    moved = tx.execute(
        update(search_state).where(search_state.c.generation == generation).values(generation=generation + 1)
    )
    return moved.rowcount == 1


def _use(tx: Connection, made: list[int], now: datetime) -> None:
    tx.execute(update(search_segment).where(search_segment.c.id.in_(made)).values(ready=READY, changed_at=now))


def _recent(tx: Connection, ids: Sequence[int]) -> tuple[list[int], Postings]:
    query = select(search_recent.c.row, search_recent.c.postings).order_by(search_recent.c.row)
    found = tx.execute(query.where(search_recent.c.row.between(ids[0], ids[-1]))).all()
    wanted = set(ids)
    found = [row for row in found if row.row in wanted]
    return [row.row for row in found], _sorted([unpack_recent(row.postings) for row in found])


def _sorted(rows: Sequence[tuple[NDArray[np.int64], NDArray[np.uint8]]]) -> Postings:
    """The postings of rows, each given by its keys and impacts, by key and row."""
    if not rows:
        return Postings(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))
    keys = np.concatenate([keys for keys, _ in rows])
    values = np.concatenate([values for _, values in rows])
    numbers = np.repeat(np.arange(len(rows), dtype=np.int32), [len(keys) for keys, _ in rows])
    order = np.argsort(keys, kind="stable")
    return Postings(keys[order], numbers[order], values[order])


def _sources(tx: Connection, ids: Sequence[int]) -> tuple[list[Source], list[int]]:
    found = tx.execute(select(search_segment).where(search_segment.c.id.in_(ids)).order_by(search_segment.c.id)).all()
    lists = [np.frombuffer(row.rows, "<i8") for row in found]
    alive: set[int] = set()
    every = np.concatenate(lists)
    for at in range(0, len(every), ROWS_READ_AT_ONCE):
        part = every[at : at + ROWS_READ_AT_ONCE].tolist()
        alive.update(tx.execute(select(search_row.c.id).where(search_row.c.id.in_(part))).scalars())
    rows = np.array(sorted(alive), np.int64)
    sources = []
    for row, listed in zip(found, lists, strict=True):
        target = np.searchsorted(rows, listed).astype(np.int64)
        target[~np.isin(listed, rows)] = -1
        sources.append(Source(row.id, Directory.unpack(row.directory), target, row.postings))
    return sources, rows.tolist()


def _slice(tx: Connection, sources: Sequence[Source], number: int, bits: int) -> Postings:
    """The postings of the keys that begin with these bits, with the rows' new numbers."""
    keys: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.int32]] = []
    values: list[NDArray[np.uint8]] = []
    for source in sources:
        wanted = _numbers(source.directory, number, bits)
        for at in range(0, len(wanted), ROWS_READ_AT_ONCE):
            query = select(search_block.c.postings).where(
                search_block.c.segment == source.id, search_block.c.key.in_(wanted[at : at + ROWS_READ_AT_ONCE])
            )
            for data in tx.execute(query).scalars():
                terms, ends, locals_, impacts_ = blocks.read(bytes(data))
                repeated = np.repeat(terms, np.diff(ends, prepend=0))
                target = source.target[locals_]
                kept = (target >= 0) & (blocks.shared_block(repeated, bits) == number)
                keys.append(repeated[kept])
                rows.append(target[kept].astype(np.int32))
                values.append(impacts_[kept])
    if not keys:
        return _sorted([])
    all_keys, all_rows, all_values = np.concatenate(keys), np.concatenate(rows), np.concatenate(values)
    order = np.lexsort((all_rows, all_keys))
    return Postings(all_keys[order], all_rows[order], all_values[order])


def _numbers(directory: Directory, number: int, bits: int) -> list[int]:
    """The blocks of a segment that hold keys which begin with these bits."""
    heavy = directory.heavy[blocks.shared_block(directory.heavy, bits) == number].tolist()
    if directory.bits >= bits:
        width = directory.bits - bits
        return [*heavy, *range(number << width, (number + 1) << width)]
    return [*heavy, number >> (bits - directory.bits)]


def _start_again(tx: Connection) -> tuple[int, int, int]:
    """The generation, the last row and the number of rows to do."""
    state.begin(tx)
    generation = tx.execute(select(search_state.c.generation)).scalar_one()
    last = tx.execute(select(search_row.c.id).order_by(search_row.c.id.desc()).limit(1)).scalar()
    total = tx.execute(select(func.count()).select_from(search_row)).scalar_one()
    return generation, last or 0, total


def _texts(tx: Connection, after: int, last: int, most: int) -> list[tuple[int, str, str]]:
    query = select(search_row.c.id, search_row.c.title, search_row.c.text)
    query = query.where(search_row.c.id > after, search_row.c.id <= last).order_by(search_row.c.id).limit(most)
    return [(row.id, row.title, row.text) for row in tx.execute(query)]


def _count(_: Connection, texts: Sequence[tuple[int, str, str]], counts: dict[str, int]) -> None:
    for _id, title, text in texts:
        for word in {*content(title), *content(text)}:
            counts[word] = counts.get(word, 0) + 1


def _lengths(_: Connection, texts: Sequence[tuple[int, str, str]], lexicon: Lexicon) -> list[float]:
    """How long rows are on average in each view."""
    found = [analyse(title, text, lexicon) for _id, title, text in texts]
    return [
        sum(sum(terms.words.values()) for terms in found) / len(found),
        sum(sum(terms.grams.values()) for terms in found) / len(found),
    ]


def _analysed(_: Connection, texts: Sequence[tuple[int, str, str]], lexicon: Lexicon) -> tuple[list[int], Postings]:
    rows = [impacts(analyse(title, text, lexicon), lexicon) for _id, title, text in texts]
    return [id_ for id_, _title, _text in texts], _sorted(rows)


def _bits(_: Connection, postings: Postings, least: int) -> int:
    _keys, counts = np.unique(postings.keys, return_counts=True)
    return blocks.bits_for(int(counts[counts < least].sum()))
