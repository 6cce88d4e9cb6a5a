"""Who comes first: rows vote for the people, networks and questions they speak for, and domain sense weighs the vote.

1. A row's score is the sum over the views of weight x z, z being its standing among the best rows of that view.
2. A subject's score is the sum over the best rows that speak for it of score^1.6 x the weight of its role. (The power
   lies between CombSUM and expCombSUM of Macdonald and Ounis, "Voting for candidates", CIKM 2006.) It grows up to
   twofold with what all rows of the subject say, also those that are not among the best (the candidate model of Balog,
   Azzopardi and de Rijke, "Formal models for expert finding", SIGIR 2006, in its plainest form).
3. Small factors for what a colleague would also weigh: region, theme, level, recency, load. Each is named in `Factors`,
   so that it can be shown, tested and argued about.

Pure: plain values in, plain values out. Where the relevance data can tell, constants were chosen by it (`Tuning`, the
weight of one's own words); where it can't, by judgement (the factors). docs/ranking.md says which is which.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.search_sentence import Sentence, Vocabulary
from storage.search import Match, Retrieved, Subject, Vote

Key = tuple[str, int]

ROLES: Final[Mapping[str, float]] = {
    "self": 3.0,  # its own words about itself
    "accepted": 1.3,  # gave the answer that helped
    "thanked": 1.1,
    "answered": 1.0,
    "convenor": 1.5,
    "member": 0.4,  # belongs to a network that matches
    "asked": 0.5,  # asking shows interest, not skill
    "followed": 0.2,
}
"""How much a row counts for a subject, by what the subject has to do with it."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the relevance data decided."""

    views: Mapping[str, float] = field(default_factory=lambda: {"words": 0.5, "grams": 0.5, "meaning": 0.6})
    """How much each view of a text counts."""
    voters: int = 200
    """How many rows may vote."""
    power: float = 1.6
    """To which the score of a row is raised: a few good rows say more than many middling ones."""
    breadth: float = 1.0
    """How much the vote of the subject grows whose rows say most about the question, taken all together."""


TUNED: Final = Tuning()
GATHERS: Final = frozenset({"member", "network"})
"""Those for whom many rows speak. A question is one matter ..."""
HALF: Final = 0.5
"""... and counts as half as broad as the broadest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row with its fused score."""

    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Factors:
    """What the vote is multiplied by, and why."""

    region: float = 1.0
    region_how: str = ""
    """same, within (lies inside), serves (reaches over it), elsewhere; empty when no region was asked."""
    theme: float = 1.0
    level: float = 1.0
    knowledge: float = 1.0
    confirmed: float = 1.0
    load: float = 1.0

    @property
    def product(self) -> float:
        return self.region * self.theme * self.level * self.knowledge * self.confirmed * self.load


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject, its score, and the rows that voted for it, strongest first."""

    subject: Subject
    score: float
    vote: float
    voters: tuple[tuple[Match, Vote, float], ...]
    factors: Factors


def fuse(matches: Sequence[Match], views: Mapping[str, float] = TUNED.views) -> list[Standing]:
    """The rows by their standing over all views, best first.

    A view's z-scores are shifted so that the last row of its list stands just above a row that is not on it.
    """
    totals = [0.0] * len(matches)
    for view, weight in views.items():
        scores = {at: match.scores[view] for at, match in enumerate(matches) if view in match.scores}
        if not scores:
            continue
        # fsum: what comes out must not hang on the order that a database gives rows in.
        mean = math.fsum(scores.values()) / len(scores)
        spread = math.sqrt(math.fsum((score - mean) ** 2 for score in scores.values()) / len(scores)) or 1.0
        lowest = min(scores.values())
        for at, score in scores.items():
            totals[at] += weight * ((score - lowest) / spread + 0.1)
    standing = [Standing(match, total) for match, total in zip(matches, totals, strict=True)]
    return sorted(standing, key=lambda row: (-row.score, row.match.row))


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for a subject, strongest first."""

    key: Key
    vote: float
    voters: tuple[tuple[Match, Vote, float], ...]


def tally(retrieved: Retrieved, tuning: Tuning = TUNED) -> list[Tally]:
    """The subjects that the best rows speak for, by their votes alone."""
    votes: dict[Key, list[tuple[Match, Vote, float]]] = {}
    for standing in fuse(retrieved.matches, tuning.views)[: tuning.voters]:
        raised = standing.score**tuning.power
        best: dict[Key, tuple[Match, Vote, float]] = {}
        for vote in standing.match.votes:
            worth = raised * ROLES[vote.role]
            key = (vote.kind, vote.id)
            if key not in best or best[key][2] < worth:
                best[key] = (standing.match, vote, worth)
        for key, cast in best.items():
            votes.setdefault(key, []).append(cast)
    found = []
    wider = _wider(retrieved.breadth)
    for key, voters in votes.items():
        voters.sort(key=lambda cast: (-cast[2], cast[0].row))
        total = sum(worth for _, _, worth in voters) * (1 + tuning.breadth * wider.get(key, HALF))
        found.append(Tally(key, total, tuple(voters)))
    return sorted(found, key=lambda one: (-one.vote, one.key))


def _wider(breadth: Mapping[Key, float]) -> dict[Key, float]:
    """The breadth of each person and network, as a part of the broadest of its kind."""
    widest: dict[str, float] = {}
    for (kind, _), value in breadth.items():
        widest[kind] = max(widest.get(kind, 0.0), value)
    return {key: value / widest[key[0]] for key, value in breadth.items() if key[0] in GATHERS and widest[key[0]] > 0}


def rank(
    tallies: Iterable[Tally],
    subjects: Mapping[Key, Subject],
    sentence: Sentence,
    vocabulary: Vocabulary,
    *,
    now: datetime,
    asked: Mapping[Key, int],
) -> list[Ranked]:
    """The subjects, best first. `asked` says how often each was lately asked for help."""
    ranked = []
    for one in tallies:
        subject = subjects.get(one.key)
        if subject is not None:
            factors = weigh(subject, sentence, vocabulary, now, asked.get(one.key, 0))
            ranked.append(Ranked(subject, one.vote * factors.product, one.vote, one.voters, factors))
    return sorted(ranked, key=lambda hit: (-hit.score, hit.subject.kind, hit.subject.id))


# By judgement, and small: a factor settles between two that match about as well, it does not overrule the words. But
# for the region: who names one wants what is there, and what serves the whole country only after it.
REGION: Final[Mapping[str, float]] = {
    "": 1.0,
    "same": 1.0,
    "within": 0.95,
    "serves": 0.5,
    "nowhere": 0.5,
    "elsewhere": 0.2,
}
FARTHER: Final = 0.8
"""For each step further up the tree: who serves the province comes before who serves the country."""
THEME: Final = 1.2
LEVEL: Final = 1.1
KNOWLEDGE: Final = 1.1
UNCONFIRMED: Final = 0.85
"""Of a network that nobody confirmed in `STALE_DAYS`."""
STALE_DAYS: Final = 365
LOAD: Final = 0.93
"""For each time someone was lately asked; at most `LOAD_MOST` times."""
LOAD_MOST: Final = 5


def weigh(subject: Subject, sentence: Sentence, vocabulary: Vocabulary, now: datetime, asked: int) -> Factors:
    """The factors of one subject."""
    how, steps = relation(sentence.ids("region"), subject.regions, vocabulary.regions)
    themes = sentence.ids("theme")
    meets = themes and any(themes & {theme, *above(theme, vocabulary.themes)} for theme in subject.themes)
    stale = subject.kind == "network" and subject.confirmed and (now - subject.confirmed).days > STALE_DAYS
    return Factors(
        region=REGION[how] * FARTHER ** max(0, steps - 1),
        region_how=how,
        theme=THEME if meets else 1.0,
        level=LEVEL if subject.level in sentence.values("level") else 1.0,
        knowledge=KNOWLEDGE if sentence.values("knowledge").intersection(subject.knowledge) else 1.0,
        confirmed=UNCONFIRMED if stale else 1.0,
        load=LOAD ** min(asked, LOAD_MOST),
    )


def relation(asked: Iterable[int], serves: Sequence[int], parents: Mapping[int, tuple[int, ...]]) -> tuple[str, int]:
    """How what serves these regions relates to the regions asked about, and over how many steps up the tree."""
    asked = set(asked)
    if not asked:
        return "", 0
    if asked.intersection(serves):
        return "same", 0
    if any(asked & above(region, parents).keys() for region in serves):
        return "within", 0
    over = [steps for region in asked for higher, steps in above(region, parents).items() if higher in serves]
    if over:
        return "serves", min(over)
    return ("elsewhere" if serves else "nowhere"), 0


def above(node: int, parents: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Everything above a node of a tree with several parents, with the number of steps to it."""
    steps: dict[int, int] = {}
    level, front = 0, {node}
    while front:
        level += 1
        front = {parent for child in front for parent in parents.get(child, ())} - steps.keys() - {node}
        steps.update(dict.fromkeys(front, level))
    return steps
