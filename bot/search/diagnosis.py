"""Explains why someone is found at all, and why not for a question: for themselves, and for coordinators."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.language.sentence import Vocabulary
from bot.search.query import Query, understood
from bot.search.ranking import Factors
from bot.search.reasons import Marker, reasons
from bot.search.search import VOTERS_SHOWN, find, ranked
from storage import search
from storage.search import Row

DEEP = 2000
"""Subjects that are ranked to find the place of one."""


class Hindrance(StrEnum):
    """Says why a subject is not among the hits."""

    not_admitted = "not admitted"
    """It may not be found: no consent, not listed, or withdrawn."""
    away = "away"
    """It is on pause."""
    audience = "audience"
    """It may not be found in this place."""
    excluded = "excluded"
    """It is the one who asks, or its kind was not asked for."""
    no_match = "no match"
    """None of its rows has anything of the question, or others have much more."""
    outranked = "outranked"
    """Others come first."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Tells where a subject stands for a question. `place` counts from 1; None when it is not ranked at all."""

    hindrance: Hindrance | None
    place: int | None = None
    of: int = 0
    factors: Factors | None = None
    rows: tuple[tuple[Row, str], ...] = ()
    """The rows that could have matched, with the role of the subject: what to improve."""
    asked: bool = True
    """Whether anything was asked for at all."""


def why_not(tx: search.Connection, query: Query, vocabulary: Vocabulary, kind: str, id: int) -> WhyNot:
    """Tell why a given person, network or question did not come up; no hindrance when it did."""
    rows = tuple(why_found(tx, kind, id))
    subject = search.subjects(tx, [(kind, id)]).get((kind, id))
    now = query.now or datetime.now(UTC)
    if subject is None:
        return WhyNot(Hindrance.not_admitted, rows=rows)
    if subject.away_until is not None and subject.away_until > now:
        return WhyNot(Hindrance.away, rows=rows)
    if subject.audience not in query.audiences:
        return WhyNot(Hindrance.audience, rows=rows)
    if (kind, id) in query.exclude or (query.kinds is not None and kind not in query.kinds):
        return WhyNot(Hindrance.excluded, rows=rows)
    lexicon = search.lexicon(tx)
    sentence, need = understood(tx, query, vocabulary, lexicon)
    every = ranked(tx, query, sentence, vocabulary, most=DEEP)
    shown = [(hit.kind, hit.id) for hit in find(tx, query, vocabulary).hits]
    for place, hit in enumerate(every, 1):
        if (hit.subject.kind, hit.subject.id) != (kind, id):
            continue
        if (kind, id) in shown:
            return WhyNot(None, shown.index((kind, id)) + 1, len(every), hit.factors, rows)
        texts = search.rows(tx, {voter.row for voter in hit.voters[:VOTERS_SHOWN]})
        if not reasons(hit, texts, Marker(sentence, need, lexicon), vocabulary, asked=0):
            break  # it has letters of the question, and no word
        return WhyNot(Hindrance.outranked, place, len(every), hit.factors, rows)
    return WhyNot(Hindrance.no_match, of=len(every), rows=rows, asked=bool(query.text.strip()))


def why_found(tx: search.Connection, kind: str, id: int) -> list[tuple[Row, str]]:
    """Return all that a subject can be found by: each row with the subject's role in it."""
    roles = search.speaking_for(tx, kind, id)
    rows = search.rows(tx, [row for row, _ in roles])
    return [(rows[row], role) for row, role in roles if row in rows]
