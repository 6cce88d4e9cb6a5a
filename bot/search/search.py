"""Finds who knows what: people, networks and earlier questions for a sentence, each with the reasons why.

`find` and its kin are plain functions of a `Connection`, to be run by `database.read`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from bot.language.sentence import Name, Sentence, Vocabulary, spelled, understand, views
from bot.language.vectors import Encoder
from bot.search import ranking
from bot.search.names import of_organisation
from bot.search.ranking import TUNED, Key, Ranked, Tuning
from bot.search.reasons import Marker, Reason, reasons
from bot.search.similarity import SIMILAR, Likeness
from storage import search
from storage.search.lexicon import Lexicon
from storage.search.vectors import Vector

PEOPLE_AND_NETWORKS = ranking.GATHERS
FLOOR: Final = 0.1
"""Hits that score less than this part of the best one are noise next to it."""
SHOWN: Final = 8
"""Hits in one answer: more does not fit a phone, and the ninth was never the one."""
LONGEST_NEED: Final = 500
"""Letters of a need that is looked for."""
SEEN: Final = 10
"""Hits among which similar ones are sought."""
VOTERS_SHOWN: Final = 4
"""Rows of a hit among which its reasons are sought."""
THERE: Final = frozenset({"same", "within"})
"""How what works in a region relates to it."""
WEIGHED: Final = 30
"""Subjects, by their votes, that domain sense is brought to bear on ..."""
IN_REGION: Final = 100
"""... and when a region is asked about, which can lift one from further down."""


@dataclass(frozen=True, slots=True)
class Query:
    """Says what is asked, by whom, and how much of an answer is wanted."""

    text: str
    kinds: frozenset[str] | None = None
    """Of things to be found; None is any."""
    audiences: frozenset[str] = frozenset({search.EVERYONE})
    """What may be seen in the place where the answer will be shown: nothing of another audience exists for it."""
    regions: frozenset[int] = frozenset()
    """Asked for, besides those that the text names."""
    themes: frozenset[int] = frozenset()
    names: tuple[Name, ...] = ()
    """Organisations and people that the text names."""
    only_there: bool = False
    """Only what works in the regions asked for, or within them."""
    exclude: frozenset[Key] = frozenset()
    """Not to be found: the one who asks, the question itself."""
    before: datetime | None = None
    limit: int = 5
    asked: Mapping[Key, int] = field(default_factory=dict)
    """How often each was asked for help in the last 30 days: who carries much comes lower, and it is said."""
    now: datetime | None = None
    english: bool = False
    """Whether who asks reads English: then a word that is not known may be an English one, misspelt."""


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


def find(tx: search.Connection, query: Query, vocabulary: Vocabulary, encoder: Encoder | None = None) -> Found:
    """Tell who and what can help with `query.text`. No hits means that nobody is known: an unmet need."""
    lexicon = search.lexicon(tx)
    sentence = spelled(sentence_of(query, vocabulary), lexicon)
    if not sentence.wanted:
        return Found((), sentence)
    vector = encoder.question(sentence.meant) if encoder is not None else None
    every = ranked(tx, query, sentence, vocabulary, lexicon=lexicon, vector=vector)
    if query.only_there and sentence.ids("region"):
        every = [hit for hit in every if hit.factors.region_how in THERE]
    if sentence.refused:
        every = [hit for hit in every if not _only_in(hit.subject.regions, sentence.refused, vocabulary)]
    every = of_organisation(tx, every, sentence)
    return Found(tuple(_explained(tx, query, every, Marker(sentence, lexicon), vocabulary)), sentence)


def _only_in(regions: Sequence[int], refused: frozenset[int], vocabulary: Vocabulary) -> bool:
    """Tell whether these all lie in regions that are not meant."""
    return bool(regions) and all(
        region in refused or refused & vocabulary.regions.above(region).keys() for region in regions
    )


def _explained(
    tx: search.Connection, query: Query, every: list[Ranked], marker: Marker, vocabulary: Vocabulary
) -> Iterator[Hit]:
    """Yield the best that have a reason to be shown. Those without do not decide what is noise next to the best."""
    shown, best = 0, 0.0
    for at in range(0, len(every), query.limit + 1):
        batch = every[at : at + query.limit + 1]
        rows = search.rows(tx, {voter.row for hit in batch for voter in hit.voters[:VOTERS_SHOWN]})
        for hit in batch:
            if hit.score < FLOOR * best or shown == query.limit:
                return
            subject = hit.subject
            asked = query.asked.get((subject.kind, subject.id), 0)
            why = reasons(hit, rows, marker, vocabulary, asked=asked)
            if why:
                best = best or hit.score
                shown += 1
                yield Hit(subject.kind, subject.id, subject.name, hit.score / best, why, hit.factors.region_how)


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


def sentence_of(query: Query, vocabulary: Vocabulary) -> Sentence:
    sentence = understand(query.text, vocabulary, query.names)
    added = [Name("region", region, "") for region in sorted(query.regions - sentence.ids("region"))]
    added += [Name("theme", theme, "") for theme in sorted(query.themes - sentence.ids("theme"))]
    return replace(sentence, named=(*sentence.named, *added), english=query.english)


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
