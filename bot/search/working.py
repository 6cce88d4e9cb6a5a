"""Finds who works somewhere, on something, by what they do there: also where the words of a need do not say so.

Somebody who has a part in a programme knows of its region and its themes, whatever words a question about these has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.language.sentence import Vocabulary
from bot.search import ranking
from bot.search.query import Query
from bot.search.reasons import Reason
from bot.search.search import Hit
from storage import search
from storage.links import Thing
from storage.members import reach

_REACHES = {"": 0, "same": 0, "within": 1, "serves": 2}
"""How where somebody works relates to where it is asked for, nearest first."""


def working(tx: search.Connection, query: Query, vocabulary: Vocabulary, *, most: int) -> list[Hit]:
    """Return who works on the themes of a query, in its regions or over them, the nearest first; at most so many."""
    if not query.themes:
        return []
    found: dict[int, tuple[int, int, int, Thing]] = {}
    for who, what, regions, themes in _at_work(tx, vocabulary.beneath(query.themes)):
        how, steps = ranking.relation(query.regions, sorted(regions), vocabulary.regions)
        if how in _REACHES and ("member", who) not in query.exclude:
            standing = (_REACHES[how], steps, -len(themes & query.themes), what)
            found[who] = min(standing, found.get(who, standing))
    nearest = sorted(found, key=lambda who: (found[who], query.asked.get(("member", who), 0), who))
    return list(_hits(tx, query, [(who, found[who][-1]) for who in nearest], most))


def _at_work(
    tx: search.Connection, themes: frozenset[int]
) -> Iterator[tuple[int, Thing, frozenset[int], frozenset[int]]]:
    """Yield who works on one of these, for what, where that is, and on what."""
    held: dict[tuple[int, Thing], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for each in reach.on(tx, themes):
        regions, about = held[each.member, each.what]
        if each.region is not None:
            regions.add(each.region)
        if each.theme is not None:
            about.add(each.theme)
    for (who, what), (regions, about) in held.items():
        yield who, what, frozenset(regions), frozenset(about)


def _hits(tx: search.Connection, query: Query, held: Iterable[tuple[int, Thing]], most: int) -> Iterator[Hit]:
    """Those who may be found by who asks, with what they do as the reason."""
    wanted = dict(held)
    known = search.subjects(tx, [("member", who) for who in wanted])
    for who, what in wanted.items():
        subject = known.get(("member", who))
        if most == 0:
            return
        if subject is None or subject.audience not in query.audiences or _away(subject, query.now):
            continue
        rows = [row for row in search.of_source(tx, what.kind, what.id) if row.evidence.audience in query.audiences]
        if rows:
            times = query.asked.get(("member", who), 0)
            does = Reason("row", row=rows[0], role="does", match="exact")
            yield Hit("member", who, subject.name, 0.0, (does, *([Reason("load", times=times)] if times else ())))
            most -= 1


def _away(subject: search.Subject, now: datetime | None) -> bool:
    return subject.away_until is not None and now is not None and subject.away_until > now
