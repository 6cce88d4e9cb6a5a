"""Keeps the index quick: takes the latest rows into segments, and small segments into larger ones.

Background work. It reads and writes in small steps, so that neither a question nor a change waits for it; what it makes
is used from one moment to the next, when everything is in place. Two processes that merge at once do no harm: the
second finds that the generation has moved on, and throws its work away.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from storage.database.database import Database
from storage.search import blocks, changes, state
from storage.search.analyser import analyse, content
from storage.search.blocks import SEGMENT_ROWS, Block, Directory, Postings
from storage.search.lexicon import Lexicon
from storage.search.postings import impacts, unpack_recent
from storage.search.ready import keep_ready
from storage.search.segments import READY, RETIRED, block_ids, pack_rows, unpack_rows
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
HELD: Final = 12_000_000
"""Postings that `reindex` holds while it makes a segment: 150 MB. Where texts are long, segments have fewer rows."""
SLICES: Final = 5
"""Bits of the keys by which a segment is made in slices, so that little of it is held and nobody waits for long."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A merge to be made: of recent rows, or of segments."""

    generation: int
    recent: tuple[int, ...] = ()
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that go into a segment, and their postings: the first row is row 0."""

    rows: Sequence[int]
    postings: Postings


@dataclass(frozen=True, slots=True)
class Source:
    """A segment that is merged: where each of its rows goes in the new one, -1 for one that is gone."""

    id: int
    directory: Directory
    target: NDArray[np.int64]
    light: int
    """Postings of terms without a block of their own."""


Slice: TypeAlias = Callable[[Connection, int, int], Postings]
"""Postings whose keys begin with a number of so many bits."""


async def tidy(database: Database) -> bool:
    """Do one merge if one is due, or make the image; whether it did. The clock calls it until it is False."""
    await database.write(sweep)
    plan = await database.read(due)
    return await (_merge(database, plan) if plan is not None else keep_ready(database))


async def _merge(database: Database, plan: Plan) -> bool:
    """Make a merge; False when another process was first."""
    builder = Builder(database)
    if plan.recent:
        await builder.add([await database.read(_recent, plan.recent)])
    else:
        sources, rows = await database.read(_sources, plan.segments)
        await builder.make(rows, sum(source.light for source in sources), partial(_of_sources, sources))
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
    parts: list[Part] = []
    done, after = 0, 0
    while texts := await database.read(_texts, after, last, STEP):
        after = texts[-1][0]
        parts.append(await database.read(_analysed, texts, lexicon))
        room = SEGMENT_ROWS - sum(len(part.rows) for part in parts)
        if room < STEP or sum(len(part.postings) for part in parts) > HELD:
            await builder.add(parts)
            parts = []
        done += len(texts)
        progress(done // 4 * 3 + total // 4, total)
    if parts:
        await builder.add(parts)
    await database.write(_replace_all, generation, last, builder.segments)
    await keep_ready(database)
    progress(total, total)


def due(tx: Connection) -> Plan | None:
    """Return the merge that is due, if one is."""
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


def sweep(tx: Connection, now: datetime | None = None) -> None:
    """Drop segments that were merged a while ago, and changes that every process has seen."""
    before = (now or datetime.now(UTC)) - LINGER
    # A segment that is being written is changed at its begin; one that is not ready after an hour was abandoned.
    abandoned = and_(search_segment.c.ready == 0, search_segment.c.changed_at < before - timedelta(hours=1))
    retired = and_(search_segment.c.ready == RETIRED, search_segment.c.changed_at < before)
    gone = list(tx.execute(select(search_segment.c.id).where(or_(abandoned, retired))).scalars())
    if gone:
        for segment in gone:
            tx.execute(delete(search_block).where(search_block.c.id.between(*block_ids(segment))))
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

    async def add(self, parts: Sequence[Part]) -> None:
        """A segment of these parts."""
        rows = [row for part in parts for row in part.rows]
        light = await self._database.read(_light, parts, blocks.alone(len(rows)))
        await self.make(rows, light, partial(_of_parts, parts))

    async def make(self, rows: Sequence[int], light: int, slice_of: Slice) -> None:
        """A segment of these rows, of whose postings so many are of terms that share blocks."""
        bits = blocks.bits_for(light)
        slices = min(bits, SLICES)
        least = blocks.alone(len(rows))
        segment = await self._database.write(_new_segment, rows)
        self.segments.append(segment)
        heavy: list[Block] = []
        postings = 0
        for number in range(1 << slices):
            piece = await self._database.read(slice_of, number, slices)
            written = blocks.write(piece, bits, least, len(heavy))
            while batch := await self._database.read(_some, written):
                await self._database.write(_insert_blocks, segment, batch)
                heavy += [replace(block, data=b"") for block in batch if block.count]
            postings += len(piece)
        keys = np.array([block.key for block in heavy], np.int64)
        counts = np.array([block.count for block in heavy], np.int32)
        await self._database.write(_finish_segment, segment, Directory(bits, keys, counts), postings)


def _some(_: Connection, written: Iterator[Block]) -> list[Block]:
    return list(islice(written, WRITTEN_AT_ONCE))


def _new_segment(tx: Connection, rows: Sequence[int]) -> int:
    values = {
        "ready": 0,
        "changed_at": datetime.now(UTC),
        "size": len(rows),
        "postings": 0,
        "rows": pack_rows(rows),
        "directory": b"",
    }
    return int(tx.execute(insert(search_segment).values(values).returning(search_segment.c.id)).scalar_one())


def _insert_blocks(tx: Connection, segment: int, batch: Sequence[Block]) -> None:
    first, _last = block_ids(segment)
    tx.execute(insert(search_block), [{"id": first + block.number, "postings": block.data} for block in batch])


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


def _recent(tx: Connection, ids: Sequence[int]) -> Part:
    query = select(search_recent.c.row, search_recent.c.postings).order_by(search_recent.c.row)
    found = tx.execute(query.where(search_recent.c.row.between(ids[0], ids[-1]))).all()
    wanted = set(ids)
    found = [row for row in found if row.row in wanted]
    return Part([row.row for row in found], _sorted([unpack_recent(row.postings) for row in found]))


def _sorted(rows: Sequence[tuple[NDArray[np.int64], NDArray[np.uint8]]]) -> Postings:
    """Sort the postings of rows, each given by its keys and impacts, by key and row."""
    joined = _joined(
        [Postings(keys, np.full(len(keys), at, np.int32), values) for at, (keys, values) in enumerate(rows)]
    )
    order = np.argsort(joined.keys, kind="stable")
    return Postings(joined.keys[order], joined.rows[order], joined.impacts[order])


def _sources(tx: Connection, ids: Sequence[int]) -> tuple[list[Source], list[int]]:
    found = tx.execute(select(search_segment).where(search_segment.c.id.in_(ids)).order_by(search_segment.c.id)).all()
    lists = [unpack_rows(row.rows) for row in found]
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
        directory = Directory.unpack(row.directory)
        sources.append(Source(row.id, directory, target, row.postings - int(directory.counts.sum())))
    return sources, rows.tolist()


def _of_sources(sources: Sequence[Source], tx: Connection, number: int, bits: int) -> Postings:
    found: list[Postings] = []
    for source in sources:
        first, _ = block_ids(source.id)
        low, high = source.directory.within(number, bits)
        query = select(search_block.c.id - first, search_block.c.postings)
        query = query.where(search_block.c.id.between(first + low, first + high))
        for postings in source.directory.read({at: bytes(data) for at, data in tx.execute(query)}):
            rows = source.target[postings.rows]
            kept = (rows >= 0) & (blocks.leading(postings.keys, bits) == number)
            found.append(Postings(postings.keys[kept], rows[kept].astype(np.int32), postings.impacts[kept]))
    joined = _joined(found)
    order = np.lexsort((joined.rows, joined.keys))
    return Postings(joined.keys[order], joined.rows[order], joined.impacts[order])


def _of_parts(parts: Sequence[Part], _: Connection, number: int, bits: int) -> Postings:
    found: list[Postings] = []
    before = 0
    for part in parts:
        some = part.postings.slice(number, bits)
        found.append(Postings(some.keys, some.rows + np.int32(before), some.impacts))
        before += len(part.rows)
    joined = _joined(found)
    order = np.argsort(joined.keys, kind="stable")
    return Postings(joined.keys[order], joined.rows[order], joined.impacts[order])


def _joined(parts: Sequence[Postings]) -> Postings:
    every = [*parts, Postings(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))]
    return Postings(
        np.concatenate([part.keys for part in every]),
        np.concatenate([part.rows for part in every]),
        np.concatenate([part.impacts for part in every]),
    )


def _light(_: Connection, parts: Sequence[Part], least: int) -> int:
    """Postings of terms that have fewer than `least` in all parts together."""
    some = 0
    for number in range(1 << SLICES):
        _keys, counts = np.unique(_of_parts(parts, _, number, SLICES).keys, return_counts=True)
        some += int(counts[counts < least].sum())
    return some


def _start_again(tx: Connection) -> tuple[int, int, int]:
    """Start again: return the generation, the last row and the number of rows to do."""
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
    """Return how long rows are on average in each view."""
    found = [analyse(title, text, lexicon) for _id, title, text in texts]
    return [
        sum(sum(terms.words.values()) for terms in found) / len(found),
        sum(sum(terms.grams.values()) for terms in found) / len(found),
    ]


def _analysed(_: Connection, texts: Sequence[tuple[int, str, str]], lexicon: Lexicon) -> Part:
    rows = [impacts(analyse(title, text, lexicon), lexicon) for _id, title, text in texts]
    return Part([id_ for id_, _title, _text in texts], _sorted(rows))
