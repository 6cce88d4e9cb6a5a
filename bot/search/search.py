"""Finds who knows what: people, networks and earlier questions for a sentence, each with the reasons why.

`find` and its kin are plain functions of a `Connection`, to be run by `database.read`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Final

from bot.language.sentence import Sentence, Vocabulary
from bot.language.spelling import views
from bot.language.vectors import Encoder
from bot.search import ranking
from bot.search.coverage import HALF, Need, Words
from bot.search.kept import THERE, kept
from bot.search.names import called
from bot.search.nearness import near_themes
from bot.search.query import Query, understood
from bot.search.ranking import TUNED, Key, Ranked, Tuning
from bot.search.reasons import MEANT, Marker, Reason, reasons
from bot.search.similarity import SIMILAR, Likeness
from storage import search
from storage.networks import networks
from storage.search import Row
from storage.search.analyser import tokens
from storage.search.lexicon import Lexicon
from storage.search.vectors import Vector

PEOPLE_AND_NETWORKS = ranking.GATHERS
ANSWERS: Final = PEOPLE_AND_NETWORKS | {"question"}
"""Kinds of what can be asked, or was asked and answered."""
_SENTENCE_ENDS: Final = re.compile(r"[.?!]\s")
FLOOR: Final = 0.1
"""Hits that score less than this part of the best one are noise next to it."""
SHOWN: Final = 8
"""Hits in one answer: more does not fit a phone, and the ninth was never the one."""
LONGEST_NEED: Final = 500
"""Letters of a need that is looked for."""
SEEN: Final = 10
"""Hits among which similar ones are sought."""
NEAR: Final = 3
"""Hits that are shown when none is exactly what is asked."""
TOGETHER: Final = 2
"""Things that are about two themes, before these are near one another: one may be about anything."""
VOTERS_SHOWN: Final = 4
"""Rows of a hit among which its reasons are sought."""
ELSEWHERE: Final = frozenset({"elsewhere", "nowhere"})
"""How what does not even reach over it relates to it."""
_FARTHER: Final = {"serves": 1, "elsewhere": 2, "nowhere": 2}
"""Who names a region wants what is there, and what reaches over it only after that."""
WEIGHED: Final = 30
"""Subjects, by their votes, that domain sense is brought to bear on ..."""
IN_REGION: Final = 100
"""... and when a region is asked about, which can lift one from further down."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    kind: str
    id: int
    name: str
    score: float
    """1 for the best hit of this answer, less for the others. Says nothing across answers."""
    reasons: tuple[Reason, ...]
    region_how: str = ""
    """How it relates to the region asked for: same, within, serves, elsewhere or nowhere; empty when none was."""


@dataclass(frozen=True, slots=True)
class Found:
    hits: tuple[Hit, ...]
    sentence: Sentence
    """What was understood of the question: regions, themes, the words that carry it."""
    near: tuple[int, ...] = ()
    """The themes that the hits are about, when none is exactly about the need."""
    by_meaning: bool = False
    """Whether the hits have the meaning in common with the need, or some of a long story, and not the need itself."""
    mentions: bool = False
    """Whether the hits only mention the need: nobody who knows it is known."""
    about: bool = False
    """Whether something that is about the need stands before who is near it: nobody who can be asked about it does."""


def find(tx: search.Connection, query: Query, vocabulary: Vocabulary, encoder: Encoder | None = None) -> Found:
    """Tell who and what can help with `query.text`. No hits means that nobody is known: an unmet need."""
    lexicon = search.lexicon(tx)
    sentence, need = understood(tx, query, vocabulary, lexicon)
    if not sentence.wanted:
        return Found((), sentence)
    vector = encoder.question(sentence.meant) if encoder is not None else None
    marker = Marker(sentence, need, lexicon)
    every = kept(
        tx, query, sentence, vocabulary, ranked(tx, query, sentence, vocabulary, lexicon=lexicon, vector=vector)
    )
    if not query.honest:
        return Found(tuple(_explained(tx, query, every, marker, vocabulary, None)), sentence)
    named, idle = called(tx, query.text), _with_nobody(tx, every)
    idle = idle if _names_a_theme(sentence) else idle - named
    every.sort(key=lambda hit: (_key(hit) in idle, _key(hit) not in named))
    exact = tuple(_explained(tx, query, every, marker, vocabulary, need, named))
    knowing = [hit for hit in exact if query.knowing is None or hit.kind in query.knowing]
    if any(hit.kind in ANSWERS and (hit.kind, hit.id) not in idle for hit in knowing):
        return Found(_knowing_first(_there_first(exact), query), sentence)
    headed = _headed(tx, every, {(hit.kind, hit.id) for hit in exact}, need, lexicon)
    learned = [*(theme for hit in headed for theme in hit.subject.themes), *_together(every, sentence)]
    nearby = _nearby(tx, query, sentence, vocabulary, lexicon, learned)
    told = {(hit.kind, hit.id) for hit in nearby.hits} if nearby is not None else set()
    others = [hit for hit in exact if (hit.kind, hit.id) not in told]
    if knowing and (nearby is None or all(hit.kind not in PEOPLE_AND_NETWORKS for hit in nearby.hits)):
        return Found(_knowing_first(_there_first(exact), query), sentence)
    if nearby is not None:
        first = [hit for hit in knowing if hit in others][:1]
        hits = (*first, *nearby.hits, *(hit for hit in others if hit not in first))
        return replace(nearby, hits=hits, about=bool(first))
    core = need.known()
    hits = tuple(_explained(tx, query, every, marker, vocabulary, core))[:NEAR] if core else ()
    if any(query.knowing is None or hit.kind in query.knowing for hit in hits):
        return Found(hits, sentence, by_meaning=True)
    alike = [hit for hit in every if any(voter.meaning >= MEANT for voter in hit.voters[:VOTERS_SHOWN])]
    hits = tuple(_explained(tx, query, alike, marker, vocabulary, None))[:NEAR]
    if exact and not any(query.knowing is None or hit.kind in query.knowing for hit in hits):
        return Found(exact, sentence, mentions=True)
    return Found(hits, sentence, by_meaning=bool(hits))


def _key(hit: Ranked) -> Key:
    return hit.subject.kind, hit.subject.id


def _names_a_theme(sentence: Sentence) -> bool:
    """Whether a sentence is the name of a theme and nothing else: who says so wants who knows of it."""
    said = len([*tokens(sentence.text)])
    return any(each.name.kind == "theme" and len(each.words) == said for each in sentence.stretches)


def _with_nobody(tx: search.Connection, every: Iterable[Ranked]) -> frozenset[Key]:
    """Those of which nobody can be asked: they are about a need, and know nothing of it themselves."""
    ids = [hit.subject.id for hit in every if hit.subject.kind == "network"]
    return frozenset(("network", id) for id in networks.with_nobody(tx, ids))


def _headed(
    tx: search.Connection, every: Sequence[Ranked], among: Set[Key], need: Need, lexicon: Lexicon
) -> Iterator[Ranked]:
    """Those of `among` whose first sentence carries the need: what mentions it further on is about other things."""
    for hit in every:
        if _key(hit) in among:
            rows = search.rows(tx, {voter.row for voter in hit.voters[:VOTERS_SHOWN]}).values()
            firsts = [_SENTENCE_ENDS.split(row.evidence.title or row.evidence.text, 1)[0] for row in rows]
            if need.carried(Words.of(firsts, lexicon), ()) > HALF:
                yield hit


def _together(every: Iterable[Ranked], sentence: Sentence) -> list[int]:
    """The themes that people put beside those that the need names, most often first."""
    named = sentence.ids("theme")
    about = [frozenset(hit.subject.themes) for hit in every if not named.isdisjoint(hit.subject.themes)]
    times = Counter(theme for themes in about for theme in sorted(themes - named))
    return [theme for theme, count in times.most_common() if count >= TOGETHER]


def _nearby(
    tx: search.Connection,
    query: Query,
    sentence: Sentence,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    learned: Sequence[int],
) -> Found | None:
    """What is about the theme nearest to the need of which there is something, in the region asked for if there is."""
    nearby: Found | None = None
    for themes in near_themes(sentence, vocabulary, lexicon, learned):
        hits, met = _near(tx, query, sentence, themes, vocabulary, lexicon)
        there = not sentence.ids("region") or any(hit.region_how in there_of(sentence) for hit in hits)
        if hits and there and any(hit.kind in PEOPLE_AND_NETWORKS for hit in hits):
            return Found(hits, sentence, near=met)
        nearby = nearby or (Found(hits, sentence, near=met) if hits else None)
    return nearby


def _about(of: Collection[int], themes: Iterable[int], vocabulary: Vocabulary) -> list[int]:
    """Those of the themes that a thing is about which is of some: one of them, or what is below it."""
    return [theme for theme in themes if not vocabulary.beneath([theme]).isdisjoint(of)]


def there_of(sentence: Sentence) -> frozenset[str]:
    """Return how what counts as there relates to the regions of a sentence: to a place that only lies in one of them,
    what reaches over that region does.
    """
    return THERE | {"serves"} if sentence.around else THERE


def _knowing_first(hits: tuple[Hit, ...], query: Query) -> tuple[Hit, ...]:
    """With what only mentions the need, as a word does, behind who knows of it."""
    return tuple(sorted(hits, key=lambda hit: query.knowing is not None and hit.kind not in query.knowing))


def _there_first(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Without those that work elsewhere, when enough work in the region asked for or reach over it."""
    there = tuple(hit for hit in hits if hit.region_how not in ELSEWHERE)
    return there if len(there) >= NEAR else hits


def _near(
    tx: search.Connection,
    query: Query,
    sentence: Sentence,
    themes: tuple[int, ...],
    vocabulary: Vocabulary,
    lexicon: Lexicon,
) -> tuple[tuple[Hit, ...], tuple[int, ...]]:
    """What is about these themes, or what is below them, where the need has nothing of its own; and about which."""
    names = [name.name for theme in themes if (name := vocabulary.of.get(("theme", theme)))]
    other = replace(
        query,
        text=" ".join(names),
        regions=query.regions | sentence.ids("region"),
        themes=frozenset(themes),
        names=(),
        kinds=query.seeking,
        limit=NEAR,
    )
    about, need = understood(tx, other, vocabulary, lexicon)
    besides = [word for word in sentence.wanted if word.word not in {each.word for each in about.wanted}]
    about = replace(about, refused=sentence.refused, wanted=(*about.wanted, *besides))
    least = min(TOGETHER, len(themes))
    every = kept(tx, other, about, vocabulary, ranked(tx, other, about, vocabulary, lexicon=lexicon))
    every = [hit for hit in every if len(_about(hit.subject.themes, themes, vocabulary)) >= least]
    # Who is about a theme may help with what is near it; an earlier question about something else in it seldom does.
    idle = _with_nobody(tx, every)
    every.sort(key=lambda hit: (_key(hit) in idle, hit.subject.kind not in ranking.GATHERS))
    hits = tuple(_explained(tx, other, every, Marker(about, need, lexicon), vocabulary, None))
    shown = {(hit.kind, hit.id) for hit in hits}
    met = {each for hit in every if _key(hit) in shown for each in _about(hit.subject.themes, themes, vocabulary)}
    return hits, tuple(theme for theme in themes if theme in met)


def _explained(
    tx: search.Connection,
    query: Query,
    every: list[Ranked],
    marker: Marker,
    vocabulary: Vocabulary,
    need: Need | None,
    named: Set[Key] = frozenset(),
) -> Iterator[Hit]:
    """The best that have a reason to be shown, and carry the need. Others do not decide what is noise next to them.

    What a person asks is answered by who is there first, then by who reaches over it, and then from elsewhere: each of
    these apart, or what is much about the place would be louder than all that is about the matter.
    """
    shown = 0
    every.sort(key=lambda hit: _FARTHER.get(hit.factors.region_how, 0) if query.honest else 0)
    for _, together in groupby(every, lambda hit: _FARTHER.get(hit.factors.region_how, 0) if query.honest else 0):
        listed, best = [*together], 0.0
        for hit, rows in _with_rows(tx, listed, query.limit + 1):
            if hit.score < FLOOR * best or shown == query.limit:
                break
            subject = hit.subject
            if need is not None and (subject.kind, subject.id) not in named and not _carries(hit, need, rows, marker):
                continue
            asked = query.asked.get((subject.kind, subject.id), 0)
            why = reasons(hit, rows, marker, vocabulary, asked=asked, brief=query.honest)
            if why:
                best = best or hit.score
                shown += 1
                yield Hit(subject.kind, subject.id, subject.name, hit.score / best, why, hit.factors.region_how)


def _with_rows(tx: search.Connection, every: list[Ranked], some: int) -> Iterator[tuple[Ranked, Mapping[int, Row]]]:
    """Each with the rows that its reasons are sought among; read for some at a time."""
    for at in range(0, len(every), some):
        batch = every[at : at + some]
        rows = search.rows(tx, {voter.row for hit in batch for voter in hit.voters[:VOTERS_SHOWN]})
        yield from ((hit, rows) for hit in batch)


def _carries(hit: Ranked, need: Need, rows: Mapping[int, Row], marker: Marker) -> bool:
    """Whether what a subject is found by carries more than half of the need. What somebody only asked counts once:
    two questions about two matters are none about both.
    """
    voters = [voter for voter in hit.voters[:VOTERS_SHOWN] if voter.row in rows]
    wonders = [voter for voter in voters if voter.role in ranking.WONDERS]
    texts = [marker.words(rows[voter.row]) for voter in voters if voter not in wonders[1:]]
    return bool(texts) and need.carried(reduce(or_, texts), hit.subject.themes) > HALF


def similar(
    tx: search.Connection,
    kind: str,
    text: str,
    vocabulary: Vocabulary,
    *,
    audiences: frozenset[str] = frozenset({search.EVERYONE}),
    exclude: frozenset[Key] = frozenset(),
    limit: int = 3,
    now: datetime | None = None,
    encoder: Encoder | None = None,
    english: bool = False,
) -> Found:
    """Return those of a kind that may ask the same: of the best hits those that are alike enough, most alike first."""
    query = Query(text, frozenset({kind}), audiences, exclude=exclude, limit=SEEN, now=now, english=english)
    found = find(tx, query, vocabulary, encoder)
    asked = _asked(found.sentence, search.lexicon(tx))
    alike = [(likely, hit) for hit in found.hits if (likely := asked.to(hit.name)) >= SIMILAR]
    alike.sort(key=lambda one: (-one[0], one[1].id))
    return replace(found, hits=tuple(hit for _, hit in alike[:limit]))


def _asked(sentence: Sentence, lexicon: Lexicon) -> Likeness:
    """Return what a sentence asks, as it is said and in Dutch."""
    return Likeness((sentence.topic, sentence.dutch), lexicon)


def ranked(
    tx: search.Connection,
    query: Query,
    sentence: Sentence,
    vocabulary: Vocabulary,
    *,
    tuning: Tuning = TUNED,
    lexicon: Lexicon | None = None,
    vector: Vector | None = None,
    most: int | None = None,
) -> list[Ranked]:
    """Return the best by their votes (at most `most`), weighed by domain sense, best first, without reasons."""
    lexicon = lexicon or search.lexicon(tx)
    query = replace(query, now=query.now or datetime.now(UTC))
    found = retrieved(tx, query, sentence, tuning=tuning, lexicon=lexicon, vector=vector)
    return weighed(tx, query, sentence, vocabulary, found, tuning=tuning, lexicon=lexicon, most=most)


def weighed(
    tx: search.Connection,
    query: Query,
    sentence: Sentence,
    vocabulary: Vocabulary,
    found: search.Retrieved,
    *,
    lexicon: Lexicon,
    tuning: Tuning = TUNED,
    most: int | None = None,
) -> list[Ranked]:
    """`ranked`, by rows that were looked up before."""
    tallies = ranking.tally(found, tuning, most or (IN_REGION if sentence.ids("region") else WEIGHED))
    known = search.subjects(tx, [one.key for one in tallies], found.known)
    asked = _asked(sentence, lexicon)
    alike = {key: asked.to(subject.name) for key, subject in known.items() if subject.kind not in ranking.GATHERS}
    tallies = ranking.worded(tallies, alike, tuning)
    now = query.now or datetime.now(UTC)
    return ranking.rank(tallies, known, sentence, vocabulary, now=now, asked=query.asked)


def retrieved(
    tx: search.Connection,
    query: Query,
    sentence: Sentence,
    *,
    tuning: Tuning = TUNED,
    lexicon: Lexicon | None = None,
    vector: Vector | None = None,
) -> search.Retrieved:
    """Return the rows that may vote."""
    request = search.Request(
        views=views(sentence, lexicon or search.lexicon(tx)),
        now=query.now or datetime.now(UTC),
        vector=vector,
        kinds=query.kinds,
        audiences=query.audiences,
        before=query.before,
        exclude=query.exclude,
        exclude_sources=query.exclude,
        depth=tuning.depth,
        telling=tuning.telling,
        roles=ranking.ROLES,
    )
    return search.retrieve(tx, request)
