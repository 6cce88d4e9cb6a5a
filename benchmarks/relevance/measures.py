"""Measures how good a ranking is, and how sure we are of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

AT = 10
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Scores:
    """One question's scores."""

    ndcg: float
    mrr: float
    recall: float
    first: float


def scores(ranking: Sequence[str], relevant: Mapping[str, int]) -> Scores:
    """nDCG@10 with gains 2^grade - 1 (Burges et al. 2005), MRR@10, recall@10 and P@1."""
    top = ranking[:AT]
    gain = sum((2 ** relevant.get(id_, 0) - 1) / math.log2(at + 2) for at, id_ in enumerate(top))
    ideal = sorted(relevant.values(), reverse=True)[:AT]
    best = sum((2**grade - 1) / math.log2(at + 2) for at, grade in enumerate(ideal))
    found = [at for at, id_ in enumerate(top) if relevant.get(id_, 0) > 0]
    return Scores(
        ndcg=gain / best if best else 0.0,
        mrr=1 / (found[0] + 1) if found else 0.0,
        recall=len(found) / len(relevant) if relevant else 0.0,
        first=float(bool(found) and found[0] == 0),
    )


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean over questions (Sakai, "Evaluating evaluation metrics", SIGIR 2006)."""
    chance = np.random.default_rng(1)
    drawn = np.array(values)[chance.integers(0, len(values), (RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)
