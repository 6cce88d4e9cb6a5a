"""Why something was found, in parts that a reply can put in words and a reader can open.

Each reason is true by construction: it is a stored row that voted, with the words in it that match, or a fact about the
subject that changed its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from bot.ranking import Ranked, above
from bot.search_sentence import Sentence, Vocabulary, Wanted
from storage.search import Row
from storage.search.analyser import stem, tokens
from storage.search.lexicon import Lexicon
from storage.search.stopwords import STOP

MOST: Final = 3
"""Reasons shown with a hit."""
SNIPPET: Final = 140
"""Letters of a row that are shown."""
ALIKE: Final = 0.75
"""From what likeness on two words may be the same word misspelt."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `kind` is `row`, or the factor: region, theme, level, knowledge, confirmed, load."""

    kind: str
    row: Row | None = None
    """The record to open: its source_kind and source_id."""
    role: str = ""
    """What the subject has to do with the row: a key of `ranking.ROLES`."""
    text: tuple[tuple[str, bool], ...] = ()
    """A piece of the row; what matched is True, to be shown in bold."""
    match: str = ""
    """How it matched, best first: exact, stem, synonym, compound, fuzzy; `meaning` when no word did."""
    ids: tuple[int, ...] = ()
    """The regions or themes of the subject that count."""
    how: str = ""
    """Of a region: same, within, serves, elsewhere."""
    times: int = 0
    """Of load: how often lately asked."""


def reasons(
    hit: Ranked,
    rows: Mapping[int, Row],
    *,
    sentence: Sentence,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    asked: int,
) -> tuple[Reason, ...]:
    """At most three reasons, the strongest first; that someone was asked often is always said.

    None when no word of any row matches: letters in common alone are no reason.
    """
    found: list[Reason] = []
    sources: set[tuple[str, int, str]] = set()
    for match, vote, _ in hit.voters:
        row = rows.get(match.row)
        if row is None or (row.source_kind, row.source_id, vote.role) in sources:
            continue
        text, how = marked(row, sentence, lexicon)
        if not how and "meaning" not in match.scores:
            continue
        sources.add((row.source_kind, row.source_id, vote.role))
        found.append(Reason("row", row=row, role=vote.role, text=text, match=how or "meaning"))
    if not found:
        return ()
    facts = _facts(hit, sentence, vocabulary)
    load = [Reason("load", times=asked)] if hit.factors.load < 1 else []
    room = MOST - len(load)
    kept = found[: max(1, room - min(1, len(facts)))]
    return (*kept, *facts[: room - len(kept)], *load)


def marked(row: Row, sentence: Sentence, lexicon: Lexicon) -> tuple[tuple[tuple[str, bool], ...], str]:
    """A piece of the row with the matching words marked, and how the best of them matched (empty: none did)."""
    best: tuple[int, int, str, list[tuple[int, int, str]]] | None = None
    for text in (row.evidence.title, row.evidence.text):
        places = [
            (token.start, token.end, how)
            for token in tokens(text)
            if (how := how_alike(token.word, sentence.wanted, lexicon)) is not None
        ]
        worth = sum(_HOW[how] for _, _, how in places)
        if text and (best is None or worth > best[0]):
            best = (worth, 0, text, places)
    assert best is not None  # noqa: S101  # a row without text is never stored
    _, _, text, places = best
    if not places:
        return _cut(text, [], 0), ""
    strongest = max((how for _, _, how in places), key=_HOW.__getitem__)
    return _cut(text, places, places[0][0]), strongest


def how_alike(word: str, wanted: tuple[Wanted, ...], lexicon: Lexicon) -> str | None:
    """How a word of a row matches one of the words looked for; None when it does not."""
    if word in STOP or len(word) < 2:
        return None
    best: str | None = None
    parts = {stem(part) for part in lexicon.split(word)}
    for want in wanted:
        how = _alike(word, parts, want, lexicon)
        if how is not None and (best is None or _HOW[how] > _HOW[best]):
            best = how
    return best


_HOW: Final[Mapping[str, int]] = {"fuzzy": 1, "compound": 2, "synonym": 3, "stem": 4, "exact": 5}


def _alike(word: str, parts: set[str], want: Wanted, lexicon: Lexicon) -> str | None:
    if word == want.word:
        return "synonym" if want.instead_of else "exact"
    if stem(word) == stem(want.word):
        return "synonym" if want.instead_of else "stem"
    others = {stem(part) for part in lexicon.split(want.word)}
    if stem(want.word) in parts or stem(word) in others or parts & others:
        return "compound"
    if want.instead_of is None and min(len(word), len(want.word)) >= 4:
        if (want.word in word or word in want.word) and min(len(word), len(want.word)) >= 5:
            return "compound"
        if SequenceMatcher(None, word, want.word, autojunk=False).ratio() >= ALIKE + 0.05:
            return "fuzzy"
    return None


def _facts(hit: Ranked, sentence: Sentence, vocabulary: Vocabulary) -> list[Reason]:
    facts: list[Reason] = []
    if hit.factors.region_how in {"same", "within", "serves"}:
        asked = sentence.ids("region")
        near = set(asked)
        for region in asked:
            near.update(above(region, vocabulary.regions))
        ids = [
            region
            for region in hit.subject.regions
            if region in near or asked & above(region, vocabulary.regions).keys()
        ]
        facts.append(Reason("region", ids=tuple(ids), how=hit.factors.region_how))
    if hit.factors.theme > 1:
        themes = sentence.ids("theme")
        ids = [theme for theme in hit.subject.themes if themes & {theme, *above(theme, vocabulary.themes)}]
        facts.append(Reason("theme", ids=tuple(ids)))
    if hit.factors.knowledge > 1:
        facts.append(Reason("knowledge"))
    if hit.factors.confirmed < 1:
        facts.append(Reason("confirmed"))
    return facts


def _cut(text: str, places: list[tuple[int, int, str]], around: int) -> tuple[tuple[str, bool], ...]:
    """A piece of `text` of at most SNIPPET letters that begins shortly before `around`, cut between words."""
    start = 0
    if len(text) > SNIPPET and around > SNIPPET // 2:
        start = text.rfind(" ", 0, around - SNIPPET // 3) + 1
    end = len(text)
    if end - start > SNIPPET:
        end = max(text.rfind(" ", start, start + SNIPPET), start + 1)
        inside = [stop for begin, stop, _ in places if begin < end]
        end = max([end, *inside[-1:]])
    pieces: list[tuple[str, bool]] = []
    at = start
    for begin, stop, _ in places:
        if begin < at or stop > end:
            continue
        if begin > at:
            pieces.append((text[at:begin], False))
        pieces.append((text[begin:stop], True))
        at = stop
    if at < end:
        pieces.append((text[at:end], False))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple(pieces)
