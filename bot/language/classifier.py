"""Reads which of some hundred intents a sentence has: softmax regression over its words, word pairs and letter groups.

It is trained on thousands of samples in seconds, and reads a sentence in a fraction of a millisecond. Letter groups
make it forgive slips; pairs tell "ik wil bodem volgen" from "volgen boeren ons"; what the words mean together
tells of those that no sample says.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language import meanings

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]
"""As precise as weights need to be, in half the memory: they are most of what understanding takes."""

GROUPS = (3, 4)
"""Letters of the groups that a word is also read by."""
GROUP = 0.5
"""How much such a group counts against a word or a pair."""
_MARK = "~"
"""What the name of such a group begins with."""
MEANING = 2.0
"""How much what the words mean together counts against all else that they are."""
MOST_WORDS = 60
"""Words of a sentence that are read: who writes more tells a story, and what is wanted stands near its beginning."""
LONGEST_WORD = 40

EPOCHS = 5
BATCH = 128
RATE = 0.5
CALM = 0.01
"""What each row is taken to have moved before it moves: less lets the samples that come first decide for the others."""
SEEDS = (7, 11)
"""Orders in which the samples are learnt, and the mean taken: what stands on an edge depends less on the order. They
are the same each time: a sentence is read in the same way after a restart."""


HARDLY = 1e-4
"""Probability below which an intent is not told of, ..."""
FEWEST = 3
"""... beyond so many."""


class Sample(NamedTuple):
    """A sentence, as folded words, and its intent."""

    intent: str
    words: tuple[str, ...]


class Guess(NamedTuple):
    """An intent and its probability, 0 to 1."""

    intent: str
    p: float


@dataclass(frozen=True, slots=True)
class Classifier:
    """A trained reader. `weights` has a row a feature and a column an intent, `senses` a row a number of the meaning.

    `usual` is what samples mean on average.
    """

    intents: tuple[str, ...]
    known: dict[str, int]
    rarity: Floats
    weights: Halves
    usual: Floats
    senses: Floats

    def read(self, words: Sequence[str]) -> list[Guess]:
        """Tell what the words probably want, likeliest first; all equally likely when no word of them is known.

        What is next to impossible is left out: most of hundreds of intents are, of any line.
        """
        found = {self.known[name]: worth for name, worth in _features(words) if name in self.known}
        if not found:
            return [Guess(intent, 1 / len(self.intents)) for intent in self.intents]
        at = np.fromiter(found, np.int64, len(found))
        worth = np.fromiter(found.values(), np.float32, len(found)) * self.rarity[at]
        said = (worth / np.linalg.norm(worth)) @ self.weights[at].astype(np.float32)
        odds = _softmax((said + _meant(words, self.usual) @ self.senses)[np.newaxis])[0]
        likeliest = np.argsort(-odds, kind="stable")
        some = max(FEWEST, int((odds >= HARDLY).sum()))
        return [Guess(self.intents[place], float(odds[place])) for place in likeliest[:some]]

    def save(self, file: Path) -> None:
        """Write it down, whole or not at all. Raises `OSError`."""
        unfinished = file.with_suffix(".unfinished.npz")
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        np.savez(
            unfinished,
            intents=np.array(self.intents),
            known=np.array(list(self.known)),
            rarity=self.rarity,
            weights=self.weights,
            usual=self.usual,
            senses=self.senses,
        )
        unfinished.replace(file)

    @classmethod
    def load(cls, file: Path) -> "Classifier":
        """Return one that was saved. Raises `OSError`, `ValueError`, `KeyError`."""
        with np.load(file, allow_pickle=False) as held:
            known = {str(name): place for place, name in enumerate(held["known"])}
            intents = tuple(str(each) for each in held["intents"])
            return cls(intents, known, held["rarity"], held["weights"], held["usual"], held["senses"])


def train(samples: Sequence[Sample]) -> Classifier:
    """Return a classifier of these samples: the same for the same samples in the same order.
    Takes seconds for thousands.
    """
    intents = tuple(sorted({each.intent for each in samples}))
    place = {intent: number for number, intent in enumerate(intents)}
    # Features are made again for each pass: kept, they take more than all that is learnt.
    times = Counter(name for each in samples for name in dict(_features(each.words)))
    known: dict[str, int] = {}
    rows: list[NDArray[np.int64]] = []
    counts: list[Floats] = []
    for each in samples:
        features = _telling(dict(_features(each.words)), times)
        rows.append(np.fromiter((known.setdefault(name, len(known)) for name in features), np.int64, len(features)))
        counts.append(np.fromiter(features.values(), np.float32, len(features)))
    rarity = _rarity(rows, len(known))
    worths = [_scaled(count, row, rarity) for count, row in zip(counts, rows, strict=True)]
    usual = np.mean([_meaning(each.words) for each in samples], axis=0)
    senses = np.arange(len(known), len(known) + len(usual))
    rows = [np.concatenate((row, senses)) for row in rows]
    worths = [np.concatenate((worth, _meant(each.words, usual))) for worth, each in zip(worths, samples, strict=True)]
    targets = np.array([place[each.intent] for each in samples])
    weights = np.mean(
        [_learnt(rows, worths, targets, (len(known) + len(usual), len(intents)), seed) for seed in SEEDS], axis=0
    )
    return Classifier(intents, known, rarity, weights[: len(known)].astype(np.float16), usual, weights[len(known) :])


def _learnt(
    rows: list[NDArray[np.int64]], worths: list[Floats], targets: NDArray[np.int64], shape: tuple[int, int], seed: int
) -> Floats:
    """Learn the weights from samples in one order."""
    weights = np.zeros(shape, np.float32)
    seen = np.full((len(weights), 1), CALM, np.float32)  # what each row moved so far: AdaGrad, one rate a feature
    order = np.random.default_rng(seed)
    for _epoch in range(EPOCHS):
        shuffled = order.permutation(len(rows))
        for start in range(0, len(shuffled), BATCH):
            batch = shuffled[start : start + BATCH]
            _step(weights, seen, [rows[each] for each in batch], [worths[each] for each in batch], targets[batch])
    return weights


def _telling(features: dict[str, float], times: Mapping[str, int]) -> dict[str, float]:
    """Leave out the pairs and letter groups that one sample has alone: its words say the same, also "kastje" once."""
    return {name: worth for name, worth in features.items() if times[name] > 1 or _is_word(name)}


def _is_word(name: str) -> bool:
    return " " not in name and not name.startswith(_MARK)


def _step(
    weights: Floats, seen: Floats, rows: list[NDArray[np.int64]], worths: list[Floats], targets: NDArray[np.int64]
) -> None:
    """Move the weights a little towards what these samples mean."""
    sizes = [len(row) for row in rows]
    features, column = np.unique(np.concatenate(rows), return_inverse=True)
    said = np.zeros((len(rows), len(features)), np.float32)  # a row a sample, a column a feature of any of them
    said[np.repeat(np.arange(len(rows)), sizes), column] = np.concatenate(worths)
    held = weights[features]
    wrong = _softmax(said @ held)
    wrong[np.arange(len(rows)), targets] -= 1
    slope = said.T @ wrong
    seen[features] += np.einsum("fi,fi->f", slope, slope)[:, np.newaxis] / slope.shape[1]
    slope *= RATE / np.sqrt(seen[features])
    weights[features] = held - slope


def _features(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    said = [word[:LONGEST_WORD] for word in words[:MOST_WORDS]]
    for word in said:
        yield word, 1.0
    for left, right in pairwise(("^", *said, "$")):
        yield f"{left} {right}", 1.0
    for word in said:
        ended = f"<{word}>"
        for size in GROUPS:
            for start in range(len(ended) - size + 1):
                yield f"{_MARK}{ended[start : start + size]}", GROUP


def _meaning(words: Sequence[str]) -> Floats:
    return meanings.table().of(word[:LONGEST_WORD] for word in words[:MOST_WORDS])


def _meant(words: Sequence[str], usual: Floats) -> Floats:
    """Return how what the words mean differs from what is usual, as a vector of one length."""
    other = _meaning(words) - usual
    scaled: Floats = (MEANING / max(float(np.linalg.norm(other)), 1.0) * other).astype(np.float32)
    return scaled


def _rarity(rows: Sequence[NDArray[np.int64]], features: int) -> Floats:
    times = np.bincount(np.concatenate(rows), minlength=features)
    return (np.log((1 + len(rows)) / (1 + times)) + 1).astype(np.float32)


def _scaled(counts: Floats, row: NDArray[np.int64], rarity: Floats) -> Floats:
    worth = counts * rarity[row]
    return (worth / np.linalg.norm(worth)).astype(np.float32)


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    scaled: Floats = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
    return scaled
