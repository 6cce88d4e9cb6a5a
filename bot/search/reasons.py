"""Gives the reasons why something was found, in parts that a reply words and a reader can open.

Each reason is true by construction: it is a stored row that voted, with the words in it that match, or a fact about the
subject that changed its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.language.sentence import Sentence, Vocabulary
from bot.search.coverage import Need, Words
from bot.search.ranking import Ranked
from storage.search import Row
from storage.search.analyser import normal, stem, written
from storage.search.lexicon import Lexicon
from storage.search.stopwords import STOP

MOST: Final = 3
"""Reasons shown with a hit."""
SNIPPET: Final = 140
"""Letters of a row that are shown."""
MEANT: Final = 0.87
"""From what cosine on a row says the same in other words. By judgement: unrelated short texts reach 0.85."""


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
    """How it matched, best first: exact, stem, synonym, translation, compound, fuzzy; `meaning` when no word did."""
    ids: tuple[int, ...] = ()
    """The regions or themes of the subject that count."""
    how: str = ""
    """Of a region: same, within, serves, elsewhere."""
    times: int = 0
    """Of load: how often lately asked."""


def reasons(
    hit: Ranked, rows: Mapping[int, Row], marker: "Marker", vocabulary: Vocabulary, *, asked: int, brief: bool = False
) -> tuple[Reason, ...]:
    """Return at most three reasons, the strongest first; that someone was asked often is always said.

    `brief`: of one row at most. None when no word of any row matches and no theme does: letters alone are no reason.
    """
    facts = _facts(hit, marker.sentence, vocabulary)
    load = [Reason("load", times=asked)] if hit.factors.load < 1 else []
    room = MOST - len(load)
    wanted = 1 if brief else max(1, room - min(1, len(facts)))
    found: list[Reason] = []
    sources: set[tuple[str, int, str]] = set()
    for voter in hit.voters:
        row = rows.get(voter.row)
        if row is None or (row.source_kind, row.source_id, voter.role) in sources:
            continue
        text, how = marker.marked(row)
        if not how and voter.meaning < MEANT:
            continue
        sources.add((row.source_kind, row.source_id, voter.role))
        found.append(Reason("row", row=row, role=voter.role, text=text, match=how or "meaning"))
        if len(found) == wanted:
            break
    if not found and not any(fact.kind == "theme" for fact in facts):
        return ()
    return (*found, *facts[: room - len(found)], *load)


class Marker:
    """Marks the whole words of a row that match a need."""

    def __init__(self, sentence: Sentence, need: Need, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.need = need
        self._lexicon = lexicon
        self._rows: dict[int, Words] = {}
        self._stems: dict[str, str] = {}
        self._said = {want.word for want in sentence.wanted if want.instead_of is None}
        about = [want for want in sentence.wanted if not want.aside]
        self._aside = {stem(want.word) for want in sentence.wanted if want.aside and about}
        for want in sentence.wanted:
            if want.how != "synonym" and want.word not in sentence.translated:
                self._stems.setdefault(stem(want.word), want.how or "stem")
        for piece in need.pieces:
            for root in piece.stems:
                self._stems.setdefault(root, "compound")

    def words(self, row: Row) -> Words:
        """The words of a row. One may speak for several: it is looked at once."""
        known = self._rows.get(row.id)
        if known is None:
            known = self._rows[row.id] = Words.of((row.evidence.title, row.evidence.text), self._lexicon)
        return known

    def marked(self, row: Row) -> tuple[tuple[tuple[str, bool], ...], str]:
        """A piece of the row with the matching words marked, and how the best of them matched (empty: none did).

        That a row names the region, level or person asked about, and nothing else, is no match.
        """
        best: tuple[int, str, list[tuple[int, int, str]]] = (-1, "", [])
        phrases = self._phrases(row)
        for text in (row.evidence.title, row.evidence.text):
            places = [(*word.span(), how) for word in written(text) if (how := self.how(normal(word.group()), phrases))]
            worth = sum(_HOW[how] for _, _, how in places)
            if text and worth > best[0]:
                best = (worth, text, places)
        _, text, places = best
        telling = [how for start, end, how in places if stem(normal(text[start:end])) not in self._aside]
        if not telling:
            return _cut(text, [], 0), ""
        strongest = max(telling, key=_HOW.__getitem__)
        return _cut(text, places, places[0][0]), strongest

    def _phrases(self, row: Row) -> frozenset[str]:
        """The stems of synonyms, and of the parts of compounds, of which the row has all words."""
        text = self.words(row)
        held = [phrase for piece in self.need.pieces for phrase in piece.phrases if text.holds(phrase)]
        held += [tuple(each) for piece in self.need.pieces for each in piece.together if each <= text.all]
        held += [each for piece in self.need.pieces for each in piece.english if text.english.issuperset(each)]
        return frozenset(root for phrase in held for root in phrase)

    def how(self, word: str, phrases: frozenset[str]) -> str:
        """Tell how a word matches one looked for: exact, stem and so on, or not at all (empty)."""
        if word in STOP or len(word) < 2:  # a letter is no word
            return ""
        if word in self._said:
            return "exact"
        root = stem(word)
        found = self._stems.get(root)
        if found:
            return found
        if root in phrases:
            return "synonym"
        parts = {stem(part) for part in self._lexicon.split(word)}
        for piece in self.need.pieces:
            if piece.in_compound(word) or not piece.stems.isdisjoint(parts):
                return "compound"
            if piece.is_slip_of(word):
                return "fuzzy"
        return ""


_HOW: Final[Mapping[str, int]] = {
    "fuzzy": 1,
    "compound": 2,
    "synonym": 3,
    "translation": 3,
    "stem": 4,
    "exact": 5,
}


def _facts(hit: Ranked, sentence: Sentence, vocabulary: Vocabulary) -> list[Reason]:
    facts: list[Reason] = []
    if hit.factors.region_how == "elsewhere":
        facts.append(Reason("region", ids=tuple(hit.subject.regions), how="elsewhere"))
    elif hit.factors.region_how in {"same", "within", "serves"}:
        asked = sentence.ids("region")
        near = set(asked)
        for region in asked:
            near.update(vocabulary.regions.above(region))
        ids = [
            region
            for region in hit.subject.regions
            if region in near or asked & vocabulary.regions.above(region).keys()
        ]
        facts.append(Reason("region", ids=tuple(ids), how=hit.factors.region_how))
    if hit.factors.theme > 1:
        themes = sentence.ids("theme")
        ids = [theme for theme in hit.subject.themes if themes & {theme, *vocabulary.themes.above(theme)}]
        facts.append(Reason("theme", ids=tuple(ids)))
    if hit.factors.knowledge > 1:
        facts.append(Reason("knowledge"))
    if hit.factors.confirmed < 1:
        facts.append(Reason("confirmed"))
    return facts


def _cut(text: str, places: list[tuple[int, int, str]], around: int) -> tuple[tuple[str, bool], ...]:
    """Return a piece of `text` of at most SNIPPET letters that begins shortly before `around`, cut between words."""
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
