"""Learns from samples how people say things, once: what was learnt is kept under a hash of them."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
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
    file = folder / f"intents-{_mark(samples)}.npz" if folder else None
    if file is not None:
        try:
            return Classifier.load(file)
        except (OSError, ValueError, KeyError):
            log.info("learning how people say what", samples=len(samples))
    classifier = train(samples)
    if file is not None:
        try:
            classifier.save(file)
        except OSError as failure:
            log.warning("what was learnt is not kept", why=str(failure))
    return classifier


VERSION = 11
"""Of what is kept of a classifier. Raise it when features or training change."""


def _mark(samples: Iterable[Sample]) -> str:
    held = "\n".join(f"{each.intent}\t{' '.join(each.words)}" for each in samples)
    return hashlib.sha256(f"{VERSION}\n{held}".encode()).hexdigest()[:16]
