"""Learns from samples how people say things, once: what was learnt is kept under a hash of them."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot.language.classifier import Classifier, Sample, train
from bot.language.intents import Intents

log = structlog.get_logger()


class Learning:
    """What is learnt of how people say things; nothing is known until `learn` was called, which may take seconds."""

    def __init__(self, samples: Sequence[Sample], folder: Path | None, seeking: frozenset[str] = frozenset()) -> None:
        """`folder` is where it is kept for the next time; `seeking` are the intents that speak of matters."""
        self._samples = samples
        self._folder = folder
        self._seeking = seeking
        self.known: Intents | None = None

    def learn(self) -> "Learning":
        learnt = _learnt(self._samples, self._folder)
        self.known = Intents(learnt, self._samples, self._seeking) if learnt else None
        return self


def cache_folder() -> Path:
    """Tell where what was learnt is kept for who runs this: nothing in it is missed when it is gone."""
    held = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    if not held:
        return Path(tempfile.gettempdir()) / "plek"  # a container whose user has no home
    return Path(held) / ("plek" if os.environ.get("XDG_CACHE_HOME") else ".cache/plek")


def _learnt(samples: Sequence[Sample], folder: Path | None) -> Classifier | None:
    """Return what samples teach, from `folder` when it was learnt before; None when there are none."""
    if not samples:
        return None
    if folder is None:
        return train(samples)
    file = folder / f"intents-{_mark(samples)}.npz"
    if kept := _kept(file):
        return kept
    with _alone(folder):
        return _kept(file) or _trained(samples, file)


def _kept(file: Path) -> Classifier | None:
    try:
        return Classifier.load(file)
    except (OSError, ValueError, KeyError):
        return None


def _trained(samples: Sequence[Sample], file: Path) -> Classifier:
    log.info("learning how people say what", samples=len(samples))
    classifier = train(samples)
    try:
        classifier.save(file)
    except OSError as failure:
        log.warning("what was learnt is not kept", why=str(failure))
    return classifier


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process learns here: what it learnt is there then. A folder that fails stops nobody."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "learning.lock").open("w")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


VERSION = 11
"""Of what is kept of a classifier. Raise it when features or training change."""


def _mark(samples: Iterable[Sample]) -> str:
    held = "\n".join(f"{each.intent}\t{' '.join(each.words)}" for each in samples)
    return hashlib.sha256(f"{VERSION}\n{held}".encode()).hexdigest()[:16]
