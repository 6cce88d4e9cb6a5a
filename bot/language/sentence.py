"""Reads what a question asks for: without its question form, with the regions and themes that it names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.english import in_dutch, mended
from storage.search.analyser import Token, content, gram_keys, stem, tokens, word_key
from storage.search.lexicon import Lexicon
from storage.search.stopwords import CHAT, STOP


@dataclass(frozen=True, slots=True)
class Name:
    """Something that a sentence can name. `kind` is region, theme, level, knowledge, organisation or member."""

    kind: str
    id: int | str
    name: str
    also: tuple[str, ...] = ()
    """Other names, synonyms and abbreviations."""


class Tree(dict[int, tuple[int, ...]]):
    """The parents of each node, of which it may have several. It does not change, so what was looked up is kept."""

    def __init__(self, parents: Mapping[int, tuple[int, ...]]) -> None:
        super().__init__(parents)
        self._above: dict[int, Mapping[int, int]] = {}

    def above(self, node: int) -> Mapping[int, int]:
        """Return everything above a node, with the number of steps to it."""
        known = self._above.get(node)
        if known is None:
            known = self._above[node] = self._climb(node)
        return known

    def _climb(self, node: int) -> Mapping[int, int]:
        steps: dict[int, int] = {}
        level, front = 0, {node}
        while front:
            level += 1
            front = {parent for child in front for parent in self.get(child, ())} - steps.keys() - {node}
            steps.update(dict.fromkeys(front, level))
        return steps


_ByWords: TypeAlias = dict[str, list[tuple[int, dict[tuple[str, ...], list[Name]]]]]
"""By its first word and by how many it has, most first: the names that go by such a form."""


class Vocabulary:
    """The names known here, and the trees that regions and themes stand in.

    Made from the tables by whoever asks, and cheap to keep: 1,000 names take a few milliseconds to build.
    """

    def __init__(
        self,
        names: Iterable[Name] = (),
        regions: Mapping[int, tuple[int, ...]] | None = None,
        themes: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        self.regions = Tree(regions or {})
        self.themes = Tree(themes or {})
        self._forms: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        """Of themes: nobody minds whether they say warmtenet or warmtenetten."""
        for name in names:
            for form in dict.fromkeys((name.name, *name.also)):
                words = tuple(token.word for token in tokens(form))
                if words:
                    self._forms.setdefault(words[0], []).append((words, name))
                    if name.kind == "theme":
                        stems = tuple(map(_stem, words))
                        self._stems.setdefault(stems[0], []).append((stems, name))
        self._of_one = {
            first: of_one
            for first, forms in self._forms.items()
            if len(first) >= LONG_ENOUGH
            and (of_one := [name for form, name in forms if len(form) == 1 and name.kind == "region"])
        }
        self._by_words = _by_words(self._forms), _by_words(self._stems)

    def named(self, words: list[Token]) -> Iterator[tuple[Name, int, int]]:
        """The names in a sentence, longest first from the left, with the first and the last but one token of each."""
        said = [token.word for token in words]
        stems = [_stem(word) for word in said] if self._stems else []
        at = 0
        while at < len(words):
            end = at + 1
            for each, forms in zip((said, stems), self._by_words, strict=True):
                for count, known in forms.get(each[at], ()) if forms else ():
                    for name in known.get(tuple(each[at : at + count]), ()):
                        end = max(end, at + count)
                        yield name, at, at + count
            at = end

    def misspelled(self, words: list[Token]) -> Iterator[tuple[Name, int, int]]:
        """Yield the regions that a sentence names with one slip: "in Tvente". Only after a word that says where."""
        for at, (before, token) in enumerate(pairwise(words), 1):
            if before.word not in WHERE or len(token.word) < LONG_ENOUGH or token.word in self._forms:
                continue
            for first, _slips, _ in process.extract(
                token.word, self._of_one.keys(), scorer=OSA.distance, score_cutoff=1, limit=None
            ):
                yield from ((name, at, at + 1) for name in self._of_one[first])


def _by_words(forms: Mapping[str, list[tuple[tuple[str, ...], Name]]]) -> _ByWords:
    """Looked up, not gone through: a map may have hundreds of names that begin with the same word."""
    found: _ByWords = {}
    for first, ways in forms.items():
        lengths: dict[int, dict[tuple[str, ...], list[Name]]] = {}
        for form, name in sorted(ways, key=lambda way: -len(way[0])):
            lengths.setdefault(len(form), {}).setdefault(form, []).append(name)
        found[first] = list(lengths.items())
    return found


def _stem(word: str) -> str:
    """Abbreviations have none."""
    return stem(word) if len(word) >= LONG_ENOUGH else word


WHERE = frozenset({"in", "rond", "uit", "around", "from"})
"""What stands before the name of a region."""
LONG_ENOUGH = 5
"""Letters of a name that may be misspelt."""
COMPASS = frozenset(
    """noord oost zuid west midden noordoost noordwest zuidoost zuidwest noordelijk oostelijk zuidelijk westelijk
    north east south west northern eastern southern western""".split()  # noqa: SIM905  # reads better
)
"""What is said of a part of a region that has no name of its own here: Zuid-Limburg is Limburg, and no Zuid-Holland."""
_HOLLOW = re.compile(
    r"\b(?:op het (?:gebied|vlak|terrein) van|met betrekking tot|ten aanzien van"
    r"|in the (?:field|area) of|with regard to)\b",
    re.IGNORECASE,
)
"""What only joins: it is about no area."""
_REFUSED = re.compile(
    # Of white space on end only the first begins anything: each stretch is looked at once.
    r"(?:[,;]\s*|(?<![,;\s])\s*)\b(?:maar niet|behalve|uitgezonderd|but not|except(?: for)?)\b[^,;.?!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for."""

    word: str
    weight: float
    instead_of: str | None = None
    """The words of the question that this one stands for."""
    how: str = ""
    """How it stands for these: synonym, translation or fuzzy."""
    aside: bool = False
    """It says where or what kind, not what about: of itself no reason to show anyone."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A question, understood."""

    text: str
    topic: str = ""
    """The piece of the text that carries it, without "hoi, wie weet iets over" before and "?" after it."""
    typed: str = ""
    """The same, with every word as it was typed."""
    named: tuple[Name, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    dutch: str = ""
    """The topic with its English words in Dutch; empty when it has none."""
    refused: frozenset[int] = frozenset()
    """Regions that are not meant: "but not in Twente"."""
    english: bool = False
    """Whether who asks reads English."""

    @property
    def meant(self) -> str:
        """What the topic says, in all languages that it is known in: for an encoder."""
        return f"{self.topic} {self.dutch}".strip()

    @property
    def translated(self) -> frozenset[str]:
        """Its words that are English, and looked for in Dutch too."""
        return frozenset(
            said for word in self.wanted if word.how == "translation" for said in (word.instead_of or "").split()
        )

    def ids(self, kind: str) -> frozenset[int]:
        return frozenset(name.id for name in self.named if name.kind == kind and isinstance(name.id, int))

    def values(self, kind: str) -> frozenset[str]:
        return frozenset(name.id for name in self.named if name.kind == kind and isinstance(name.id, str))


ASIDE = 0.4
"""How much a word counts that names a region, a level or a knowledge type: the factors do the rest."""
SYNONYM = 0.7
"""How much all the words of a synonym together count, against the words they stand for."""
CORRECTION = 0.8
"""How much the word counts that an unknown word is probably a misspelling of."""
ENGLISH = 0.5
"""How much an English word itself counts when it is looked for in Dutch too."""
LONGEST = 4_000
"""Characters of a text that are read as a sentence: those of the longest question."""
MOST_MENDED = 60
"""Words of a question that are looked at for slips, each against all that the corpus has. A question has ten."""
PART = 0.5
"""How much a part of a compound in the question counts, against the whole."""
LENGTH = 0.5
"""How much the length of a word takes off each of its pieces; at 1 a long word would count no more than a short one."""


def understand(text: str, vocabulary: Vocabulary, names: Iterable[Name] = ()) -> Sentence:
    """See what `text` names and which of its words carry it. `names` are known besides the vocabulary."""
    text = text[:LONGEST]
    asked = _HOLLOW.sub(_blank, _REFUSED.sub(_blank, text))
    words = list(tokens(asked))
    seen = _seen(words, (*vocabulary.named(words), *vocabulary.misspelled(words), *Vocabulary(names).named(words)))
    wanted = {word.word: word for word in _carrying(asked, words, seen)}
    for synonym in seen.synonyms:
        wanted.setdefault(synonym.word, synonym)
    about = [token for token in words if token.word in wanted]
    topic = text[about[0].start : about[-1].end] if about else text
    refused = (name.id for name, _, _ in vocabulary.named(list(tokens(_refused(text)))) if name.kind == "region")
    return Sentence(text, topic, topic, tuple(seen.names), tuple(wanted.values()), refused=frozenset(map(int, refused)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a sentence names, and what that says of its words."""

    names: list[Name] = field(default_factory=list)
    aside: set[str] = field(default_factory=set)
    """Words that say where or what kind, not what about."""
    part: set[str] = field(default_factory=set)
    """Words of the compass before a region."""
    synonyms: list[Wanted] = field(default_factory=list)


def _seen(words: list[Token], named: Iterable[tuple[Name, int, int]]) -> _Seen:
    """Return each name once, the first time that it is said."""
    seen = _Seen()
    told: set[tuple[str, int | str]] = set()
    for name, start, end in named:
        if (name.kind, name.id) in told:
            continue
        told.add((name.kind, name.id))
        seen.names.append(name)
        said = [token.word for token in words[start:end]]
        if name.kind in {"level", "knowledge", "member", "region"}:
            seen.aside.update(said)
        if name.kind == "region":
            seen.part.update(token.word for token in words[max(0, start - 1) : start] if token.word in COMPASS)
        if name.kind not in {"level", "knowledge", "member"}:
            seen.synonyms.extend(_synonyms(name, said))
    return seen


def _synonyms(name: Name, said: list[str]) -> Iterator[Wanted]:
    """Yield the words of the other names of what was named, which are looked for too."""
    for form in (name.name, *name.also):
        other = [word for word in content(form) if word not in said]
        for word in other:
            yield Wanted(word, max(SYNONYM / len(other), 0.25), " ".join(said), "synonym", aside=name.kind == "region")


def _carrying(asked: str, words: list[Token], seen: _Seen) -> Iterator[Wanted]:
    """Yield the words that carry a sentence, each as often as it is said: without chat, unless it is all chat."""
    telling = [word for word in content(asked) if word not in seen.part]
    carrying = [word for word in telling if word not in CHAT] or telling
    carrying = carrying or [token.word for token in words if token.word not in STOP | seen.part]
    for word, times in Counter(carrying).items():
        yield Wanted(word, times * (ASIDE if word in seen.aside else 1.0), aside=word in seen.aside)


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that what follows stays where it is."""
    return " " * len(found[0])


def _refused(text: str) -> str:
    """Return what the question says that it is not about."""
    return " ".join(_REFUSED.findall(text))


def spelled(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """Return the sentence with what its words probably mean to this corpus, besides the words themselves.

    That is the Dutch for English words, also for misspelt ones, and for other unknown words what they are a
    misspelling of.
    """
    sentence = _with_dutch(sentence, _misspelt_english(sentence, lexicon))
    english = sentence.translated
    meant = {
        word.word: known
        for word in sentence.wanted[:MOST_MENDED]
        if word.word not in english and (known := lexicon.meant(word.word)) is not None
    }
    empty = {word for word, known in meant.items() if known in CHAT}
    carrying = tuple(word for word in sentence.wanted if word.word not in empty)
    if empty and carrying:  # "wie wete iets over bodem"
        return spelled(replace(sentence, wanted=carrying), lexicon)
    if not meant:
        return sentence
    there = {word.word for word in sentence.wanted}
    added = [
        Wanted(meant[word.word], CORRECTION * word.weight, word.word, "fuzzy")
        for word in sentence.wanted
        if word.word in meant and meant[word.word] not in there
    ]
    topic = _replaced(sentence.topic, meant)
    return replace(sentence, topic=topic, wanted=(*sentence.wanted, *added))


def _misspelt_english(sentence: Sentence, lexicon: Lexicon) -> dict[str, str]:
    """Return the English words that unknown words are probably a misspelling of.

    Only when who asks reads English, or another word is English: of Dutch words one in forty is one slip away from an
    English one (fiets from diets), and a young Café knows few.
    """
    said = list(tokens(sentence.topic))
    english = {
        token.word for start, end, forms in in_dutch(said) for token in said[start:end] if token.word not in forms
    }
    if not english and not sentence.english:
        return {}
    return {
        word.word: known
        for word in sentence.wanted[:MOST_MENDED]
        if word.word not in english and not lexicon.has(word.word) and (known := mended(word.word))
    }


def _with_dutch(sentence: Sentence, misspelt: Mapping[str, str]) -> Sentence:
    """Return the sentence with the Dutch for its English words. The forms of a word share what it counts."""
    wanted = {word.word: word for word in sentence.wanted}
    words = list(tokens(sentence.topic))
    read = [token._replace(word=misspelt.get(token.word, token.word)) for token in words]
    dutch = sentence.topic
    for start, end, forms in reversed(list(in_dutch(read))):
        said = [wanted[token.word] for token in words[start:end] if token.word in wanted]
        if not said or forms == (said[0].word,):
            continue
        sure = CORRECTION if any(word.word in misspelt for word in said) else 1.0
        for word in said:
            if word.word not in forms:
                wanted[word.word] = replace(word, weight=ENGLISH * word.weight)
        worth = sure * sum(word.weight for word in said) / len(forms) ** 0.5
        phrase = " ".join(token.word for token in words[start:end])
        aside = all(word.aside for word in said)
        for form in forms:
            of_form = content(form)
            for each in of_form:
                share = worth / len(of_form) ** 0.5
                if each not in wanted:
                    wanted[each] = Wanted(each, share, phrase, "translation", aside=aside)
                elif wanted[each].weight < share:
                    wanted[each] = replace(wanted[each], weight=share)
        dutch = f"{dutch[: words[start].start]}{' '.join(forms)}{dutch[words[end - 1].end :]}"
    if dutch == sentence.topic:
        return sentence
    return replace(sentence, topic=_replaced(sentence.topic, misspelt), wanted=tuple(wanted.values()), dutch=dutch)


def _replaced(text: str, meant: Mapping[str, str]) -> str:
    """Return the text with other words in place of some."""
    for token in reversed(list(tokens(text))):
        if token.word in meant:
            text = text[: token.start] + meant[token.word] + text[token.end :]
    return text


def views(sentence: Sentence, lexicon: Lexicon) -> dict[str, dict[int, float]]:
    """Return the index keys to look for, in each view of the texts."""
    by_word: dict[int, float] = {}
    by_gram: dict[int, float] = {}
    for wanted in sentence.wanted:
        _add(by_word, word_key(wanted.word), wanted.weight)
        for part in lexicon.split(wanted.word):
            _add(by_word, word_key(part), PART * wanted.weight)
        pieces = gram_keys(wanted.word)
        for key in pieces:
            _add(by_gram, key, wanted.weight * len(pieces) ** -LENGTH)
    return {"words": by_word, "grams": by_gram}


def _add(weights: dict[int, float], key: int, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight
