"""Ranks what was found: rows vote for what they speak for, and domain sense weighs the vote.

1. A row's score is the sum over the views of weight x z, z being its standing among the best rows of that view.
2. A subject's score is the sum over the best rows that speak for it of score^1.6 x the weight of its role. (The power
   lies between CombSUM and expCombSUM of Macdonald and Ounis, "Voting for candidates", CIKM 2006.) It grows up to
   twofold with what all rows of the subject say, also those that are not among the best (the candidate model of Balog,
   Azzopardi and de Rijke, "Formal models for expert finding", SIGIR 2006, in its plainest form). That of a question
   grows with how alike its words are to those of what is asked (`bot/search/similarity.py`).
3. Small factors for what a colleague would also weigh: region, theme, level, recency, load. Each is named in `Factors`,
   so that it can be shown, tested and argued about.

Pure: values in, values out. Where the relevance data can tell, constants were chosen by it (`Tuning`, the
weight of one's own words); where it can't, by judgement (the factors). docs/ranking.md says which is which.
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.language.sentence import Sentence, Tree, Vocabulary
from storage.search import Retrieved, Subject

Scores = NDArray[np.float64]
Key = tuple[str, int]

ROLES: Final[Mapping[str, float]] = {
    "self": 3.0,  # its own words about itself
    "accepted": 1.3,  # gave the answer that helped
    "thanked": 1.1,
    "answered": 1.0,
    "convenor": 1.5,
    "does": 1.5,  # has a part in what it is about
    "member": 0.4,  # belongs to a network that matches
    "asked": 0.5,  # asking shows interest, not skill
    "followed": 0.2,
}
"""How much a row counts for a subject, by what the subject has to do with it; in any other role it counts 1."""
WONDERS: Final = frozenset({"asked", "followed"})
"""Roles in which a row tells what somebody wonders about, and not what they know."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Holds what the relevance data decided."""

    views: Mapping[str, float] = field(default_factory=lambda: {"words": 0.5, "grams": 0.5, "meaning": 1.0})
    """How much each view of a text counts."""
    depth: int = 200
    """How many rows of each view are looked at."""
    telling: float = 1.5
    """The power of idf."""
    voters: int = 200
    """How many rows may vote."""
    power: float = 1.6
    """To which the score of a row is raised: a few good rows say more than many middling ones."""
    breadth: float = 1.0
    """How much the vote of the subject grows whose rows say most about the question, taken all together."""
    wording: float = 2.0
    """How much more the vote of a question counts that is worded as what is asked than of one that shares no word."""


TUNED: Final = Tuning()
GATHERS: Final = frozenset({"member", "network"})
"""Those for whom many rows speak. Anything else, such as a question, is one matter ..."""
HALF: Final = 0.5
"""... and counts as half as broad as the broadest."""


class Voter(NamedTuple):
    """A row that speaks for a subject."""

    row: int
    role: str
    worth: float
    """How much its vote counts."""
    meaning: float = 0.0
    """The cosine with the question; 0 when it is not among the nearest."""


class Factors(NamedTuple):
    """Holds what the vote is multiplied by, and why."""

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
class Sought:
    """Holds what the sentence names that the factors look at."""

    regions: frozenset[int]
    themes: frozenset[int]
    levels: frozenset[str]
    knowledge: frozenset[str]
    around: frozenset[int] = frozenset()
    """Of the regions, those that are only where a place lies that the map lacks."""


class Ranked(NamedTuple):
    """A subject, its score, and the rows that voted for it, strongest first."""

    subject: Subject
    score: float
    vote: float
    voters: tuple[Voter, ...]
    factors: Factors


def fuse(retrieved: Retrieved, views: Mapping[str, float] = TUNED.views) -> Scores:
    """Return the standing of each row over all views.

    A view's z-scores are shifted so that the last row of its list stands just above a row that is not on it.
    """
    totals = np.zeros(len(retrieved.rows))
    for view, weight in views.items():
        scores = retrieved.scores.get(view)
        listed = np.zeros(0, np.int64) if scores is None else np.flatnonzero(~np.isnan(scores))
        if scores is None or not len(listed):
            continue
        some = scores[listed]
        # fsum: what comes out must not hang on the order that a database gives rows in.
        mean = math.fsum(some.tolist()) / len(some)
        spread = math.sqrt(math.fsum(((some - mean) ** 2).tolist()) / len(some)) or 1.0
        totals[listed] += weight * ((some - some.min()) / spread + 0.1)
    return totals


class Tally(NamedTuple):
    """The votes for a subject, strongest first."""

    key: Key
    vote: float
    voters: tuple[Voter, ...]


def tally(retrieved: Retrieved, tuning: Tuning = TUNED, most: int | None = None) -> list[Tally]:
    """Return the subjects that the best rows speak for, by their votes alone; at most `most`."""
    standing = fuse(retrieved, tuning.views)
    voting = np.lexsort((retrieved.rows, -standing))[: tuning.voters]
    raised = np.zeros(len(standing))
    raised[voting] = standing[voting] ** tuning.power
    roles = np.array([ROLES.get(role, 1.0) for role in retrieved.roles])
    worth = raised[retrieved.vote_row] * roles[retrieved.vote_role] if len(roles) else np.zeros(0)
    votes = _one_a_row(retrieved, worth, np.flatnonzero(worth))
    subjects = retrieved.vote_subject[votes]
    totals = np.bincount(subjects, worth[votes], len(retrieved.subjects)) * (1 + tuning.breadth * _wider(retrieved))
    # The subjects stand in the order of their keys, which settles between equals.
    best = np.argsort(-totals, kind="stable")[:most]
    starts, ends = (np.searchsorted(subjects, best, side).tolist() for side in ("left", "right"))
    voters = _voters(retrieved, worth, votes)
    return [
        Tally(retrieved.subjects[at], vote, voters[start:end])
        for at, vote, start, end in zip(best.tolist(), totals[best].tolist(), starts, ends, strict=True)
        if start < end
    ]


def worded(tallies: Iterable[Tally], alike: Mapping[Key, float], tuning: Tuning = TUNED) -> list[Tally]:
    """Return the tallies, with the votes of what is one matter by how alike each is to what is asked, from 0 to 1.

    That of the one most alike stays as it is, so that none comes before people and networks for its wording alone.
    """
    most = 1 + tuning.wording * max(alike.values(), default=0.0)
    return [
        one._replace(vote=one.vote * ((1 + tuning.wording * alike[one.key]) / most)) if one.key in alike else one
        for one in tallies
    ]


def _one_a_row(retrieved: Retrieved, worth: Scores, votes: NDArray[np.integer]) -> NDArray[np.integer]:
    """Return the votes by subject, strongest first; of those that a row casts for one subject only the strongest."""
    subjects, rows = retrieved.vote_subject, retrieved.vote_row
    votes = votes[np.lexsort((-worth[votes], rows[votes], subjects[votes]))]
    first = np.r_[True, (np.diff(subjects[votes]) != 0) | (np.diff(rows[votes]) != 0)][: len(votes)]
    votes = votes[first]
    return votes[np.lexsort((retrieved.rows[rows[votes]], -worth[votes], subjects[votes]))]


def _voters(retrieved: Retrieved, worth: Scores, votes: NDArray[np.integer]) -> tuple[Voter, ...]:
    rows = retrieved.vote_row[votes]
    roles = [retrieved.roles[role] for role in retrieved.vote_role[votes].tolist()]
    cosines = [0.0] * len(votes) if retrieved.cosines is None else retrieved.cosines[rows].tolist()
    return tuple(map(Voter, retrieved.rows[rows].tolist(), roles, worth[votes].tolist(), cosines))


def _wider(retrieved: Retrieved) -> Scores:
    """Return the breadth of each person and network, as a part of the broadest of its kind."""
    wider = np.full(len(retrieved.subjects), HALF)
    if retrieved.breadth is not None:
        kinds = np.array([kind for kind, _ in retrieved.subjects])
        for kind in GATHERS:
            these = np.flatnonzero(kinds == kind)
            if len(these) and (widest := retrieved.breadth[these].max()) > 0:
                wider[these] = retrieved.breadth[these] / widest
    return wider


def rank(
    tallies: Iterable[Tally],
    subjects: Mapping[Key, Subject],
    sentence: Sentence,
    vocabulary: Vocabulary,
    *,
    now: datetime,
    asked: Mapping[Key, int],
) -> list[Ranked]:
    """Return the subjects, best first. `asked` says how often each was lately asked for help."""
    ranked = []
    sought = Sought(
        sentence.ids("region"),
        sentence.ids("theme"),
        sentence.values("level"),
        sentence.values("knowledge"),
        sentence.around,
    )
    for one in tallies:
        subject = subjects.get(one.key)
        if subject is not None:
            factors = weigh(subject, sought, vocabulary, now, asked.get(one.key, 0))
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


def weigh(subject: Subject, sought: Sought, vocabulary: Vocabulary, now: datetime, asked: int) -> Factors:
    """Return the factors of one subject."""
    how, steps = relation(sought.regions, subject.regions, vocabulary.regions, sought.around)
    themes = sought.themes
    meets = themes and any(
        theme in themes or themes & vocabulary.themes.above(theme).keys() for theme in subject.themes
    )
    stale = subject.kind == "network" and subject.confirmed and (now - subject.confirmed).days > STALE_DAYS
    return Factors(
        region=REGION[how] * FARTHER ** max(0, steps - 1),
        region_how=how,
        theme=THEME if meets else 1.0,
        level=LEVEL if subject.level in sought.levels else 1.0,
        knowledge=KNOWLEDGE if sought.knowledge.intersection(subject.knowledge) else 1.0,
        confirmed=UNCONFIRMED if stale else 1.0,
        load=LOAD ** min(asked, LOAD_MOST),
    )


def relation(asked: Set[int], serves: Sequence[int], tree: Tree, around: Set[int] = frozenset()) -> tuple[str, int]:
    """Tell how what serves these regions relates to the regions asked about, and over how many steps up the tree.

    What serves a region of `around` reaches over the place asked about that lies in it; what works within it does not.
    """
    if not asked:
        return "", 0
    there = asked - around
    if not there.isdisjoint(serves):
        return "same", 0
    if any(not there.isdisjoint(tree.above(region)) for region in serves):
        return "within", 0
    over = [steps for region in there for higher, steps in tree.above(region).items() if higher in serves]
    over += [1 for region in around if region in serves]
    over += [steps + 1 for region in around for higher, steps in tree.above(region).items() if higher in serves]
    if over:
        return "serves", min(over)
    return ("elsewhere" if serves else "nowhere"), 0
