"""Says what is asked of search, and what that means: what it names, which of its words carry it, and what they mean."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.language.names import Vocabulary
from bot.language.sentence import Name, Sentence, Stretch, understand
from bot.language.spelling import replaced, spelled
from bot.search.compounds import parts_of
from bot.search.coverage import Need, english_of, pieces_of, telling, with_english
from bot.search.ranking import Key
from storage import search
from storage.search.analyser import stem, tokens
from storage.search.lexicon import Lexicon


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
    around: frozenset[int] = frozenset()
    """Those of them that are only where a place lies that the map lacks."""
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
    honest: bool = False
    """Only what carries the need by whole words; when there is none, what is near it, and said to be."""
    knowing: frozenset[str] | None = None
    """The kinds that know or answer something; what is of another kind only mentions it. None is any."""
    english: bool = False
    """Whether who asks reads English: then a word that is not known may be an English one, misspelt."""

    @property
    def seeking(self) -> frozenset[str] | None:
        """Of the kinds to be found, those that know something; None is any."""
        if self.knowing is None or self.kinds is None:
            return self.kinds if self.knowing is None else self.knowing
        return self.knowing & self.kinds


def sentence_of(query: Query, vocabulary: Vocabulary) -> Sentence:
    sentence = understand(query.text, vocabulary, query.names)
    added = [Name("region", region, "") for region in sorted(query.regions - sentence.ids("region"))]
    added += [Name("theme", theme, "") for theme in sorted(query.themes - sentence.ids("theme"))]
    return replace(sentence, named=(*sentence.named, *added), around=query.around, english=query.english)


def understood(tx: search.Connection, query: Query, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[Sentence, Need]:
    """What a query says, with what its words probably mean here, and what of it a text must carry."""
    sentence = sentence_of(query, vocabulary)
    counts, whole = search.occurrences(tx, {stem(word.word) for word in sentence.wanted})
    held = {word.word for word in sentence.wanted if counts.get(stem(word.word))}
    mended = _mended(sentence, vocabulary, lexicon, held)
    if mended != query.text:
        return understood(tx, replace(query, text=mended), vocabulary, lexicon)
    sentence = _named_in_dutch(spelled(sentence, lexicon, held), vocabulary)
    more = {stem(word.word) for word in sentence.wanted} | parts_of(held ^ sentence.said)
    english = english_of(sentence) if query.honest else frozenset[str]()
    further, _ = search.occurrences(tx, (more | english) - counts.keys())
    sentence = with_english(sentence, further.keys() | counts.keys()) if english else sentence
    return sentence, Need(pieces_of(sentence, vocabulary, lexicon, telling(counts | further, whole)))


def _mended(sentence: Sentence, vocabulary: Vocabulary, lexicon: Lexicon, held: Set[str]) -> str:
    """The text with the names of themes in place of words that are unknown, and one slip away from these."""
    said = {word for stretch in sentence.stretches for word in stretch.words}
    strange = sentence.said - held - said - sentence.translated
    near = {word: vocabulary.nearest(word, is_word=lexicon.looks_written(word)) for word in sentence.said & strange}
    return replaced(sentence.text, {word: name.name for word, name in near.items() if name})


def _named_in_dutch(sentence: Sentence, vocabulary: Vocabulary) -> Sentence:
    """What English words name by their Dutch, where that is the only Dutch for them: heat network is warmtenet."""
    forms: dict[str, list[str]] = {}
    for wanted in sentence.wanted:
        if wanted.how == "translation" and wanted.instead_of and not wanted.aside:
            forms.setdefault(wanted.instead_of, []).append(wanted.word)
    found = [
        Stretch(tuple(said.split()), name)
        for said, dutch in forms.items()
        if len(dutch) == 1
        for name, _first, _last in vocabulary.named([*tokens(dutch[0])])
        if name.kind == "theme"
    ]
    # What a phrase names beats what one of its words does: of heat network, heat is no hitte.
    meant = [each for each in found if not any(set(each.words) <= set(known.words) for known in sentence.stretches)]
    left = [each for each in sentence.stretches if not any(set(each.words) < set(other.words) for other in meant)]
    if not meant:
        return sentence
    dropped = {each.name for each in sentence.stretches} - {each.name for each in left}
    named = dict.fromkeys((*(each for each in sentence.named if each not in dropped), *(each.name for each in meant)))
    return replace(sentence, named=tuple(named), stretches=(*left, *meant))
