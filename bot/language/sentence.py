"""Reads what a question asks for: without its question form, with the regions and themes that it names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.language import courtesy
from bot.language.names import COMPASS, Name, Tree, Vocabulary
from bot.language.refusals import refused
from storage.search.analyser import Token, content, tokens
from storage.search.forms import PARTICLES
from storage.search.stopwords import CHAT, STOP

__all__ = ["Name", "Sentence", "Tree", "Vocabulary", "Wanted", "understand"]

_HOLLOW = re.compile(
    r"\b(?:op het (?:gebied|vlak|terrein) van|met betrekking tot|ten aanzien van"
    r"|op weg (?:te )?helpen|(?:een )?handje helpen|aan de slag(?= met)"
    r"|(?:hier )?(?:in|uit|binnen) (?:de|deze|onze) (?:groep|chat|app|groepsapp|kamer)"
    r"|(?:here )?in (?:the|this|our) (?:group|chat|channel|room)"
    r"|(?:georganiseerd|gedaan|opgezet|meegemaakt|uitgevoerd|geprobeerd|uitgeprobeerd|organised|organized|done|tried)"
    r"(?=\W*$)"
    r"|in the (?:field|area) of|with regard to|deals? with|get(?:ting)? started(?= with))\b"
    r"|(?<=\w)\s*,\s*(?:wie|who)\s+(?:\w+\s+){1,4}(?:dat|dit|daar|daarbij|daarmee|hiermee|that|this|it)\b[^,.]*$",
    re.IGNORECASE,
)
"""What only joins, says where one asks, or asks who does it: it is about no area."""


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
class Stretch:
    """Some words of a sentence, as they were typed, and what they name."""

    words: tuple[str, ...]
    name: Name


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
    refused: tuple[Name, ...] = ()
    """What is not meant: "but not in Twente"."""
    stretches: tuple["Stretch", ...] = ()
    """Which words named what."""
    around: frozenset[int] = frozenset()
    """Of its regions, those that are only where a place lies that the map lacks."""
    english: bool = False
    """Whether who asks reads English."""

    @property
    def meant(self) -> str:
        """What the topic says, in all languages that it is known in: for an encoder."""
        return f"{self.topic} {self.dutch}".strip()

    @property
    def said(self) -> frozenset[str]:
        """The words of the question itself that are looked for."""
        return frozenset(word.word for word in self.wanted if word.instead_of is None)

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

    def not_meant(self, kind: str) -> frozenset[int]:
        """The ids of what is refused."""
        return frozenset(name.id for name in self.refused if name.kind == kind and isinstance(name.id, int))


ASIDE = 0.4
"""How much a word counts that names a region, a level or a knowledge type: the factors do the rest."""
SYNONYM = 0.7
"""How much all the words of a synonym together count, against the words they stand for."""
LONGEST = 4_000
"""Characters of a text that are read as a sentence: those of the longest question."""
JOINED = 0.5
"""How much a verb counts that is put together from two words."""


def understand(text: str, vocabulary: Vocabulary, names: Iterable[Name] = ()) -> Sentence:
    """See what `text` names and which of its words carry it. `names` are known besides the vocabulary."""
    text = text[:LONGEST]
    besides = Vocabulary(names)

    def named(words: list[Token]) -> Iterator[tuple[Name, int, int]]:
        known = [found for found in vocabulary.named(words) if _as_written(text, words, found)]
        yield from _longest(known)
        for one in (vocabulary.misspelled(words), besides.named(words)):
            yield from (found for found in one if _as_written(text, words, found))

    unmeant = refused(text, named)
    start = courtesy.asked(text)
    asked = _HOLLOW.sub(_blank, " " * start + unmeant.without(text)[start:])
    words = list(tokens(asked))
    intro = _introduced(asked)
    places = (found for found in named(words) if words[found[1]].start >= intro or found[0].kind == "region")
    seen = _seen(words, places)
    asked, words = " " * intro + asked[intro:], [word for word in words if word.start >= intro]
    wanted = {word.word: word for word in (*_carrying(asked, words, seen), *_joined(words))}
    for synonym in seen.synonyms:
        wanted.setdefault(synonym.word, synonym)
    about = [token for token in words if token.word in wanted]
    topic = text[about[0].start : about[-1].end] if about else text
    whole = about and any(word.how == "stem" for word in wanted.values())  # "schaal je een proef op"
    return Sentence(
        text,
        topic,
        text[about[0].start : words[-1].end] if whole else topic,
        tuple(seen.names),
        tuple(wanted.values()),
        refused=unmeant.names,
        stretches=tuple(seen.stretches),
    )


def _introduced(text: str) -> int:
    """Where somebody's introduction ends, behind which stands what they look for: of it only the place counts."""
    intro = courtesy.introduced(text)
    return intro if any(word not in CHAT for word in content(text[intro:])) else 0


def _longest(found: list[tuple[Name, int, int]]) -> Iterator[tuple[Name, int, int]]:
    """What a phrase names beats what its first word does: "ruimte voor de rivier" is about rivers, and no room."""
    matters = [(start, end) for name, start, end in found if name.kind in {"theme", "term"}]
    for name, start, end in found:
        if name.kind not in {"theme", "term"} or all(first != start or last <= end for first, last in matters):
            yield name, start, end


def _as_written(text: str, words: list[Token], found: tuple[Name, int, int]) -> bool:
    """Whether what is only meant in capitals is written in them: PAS is no pas."""
    name, start, end = found
    if not name.capitals or end - start > 1 or words[start].word not in name.capitals:
        return True
    return text[words[start].start : words[start].end].isupper()


def _joined(words: list[Token]) -> Iterator[Wanted]:
    """Separable verbs whole: who koppelt regenwater af is about afkoppelen."""
    if len(words) > 1 and words[-1].word in PARTICLES:
        for token in words[:-1]:
            if token.word not in STOP | CHAT and len(token.word) > 3:  # no verb is shorter
                yield Wanted(f"{words[-1].word}{token.word}", JOINED, token.word, "stem")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a sentence names, and what that says of its words."""

    names: list[Name] = field(default_factory=list)
    aside: set[str] = field(default_factory=set)
    """Words that say where or what kind, not what about."""
    part: set[str] = field(default_factory=set)
    """Words of the compass before a region."""
    synonyms: list[Wanted] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)


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
        seen.stretches.append(Stretch(tuple(said), name))
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
    named = {word for stretch in seen.stretches if len(stretch.words) > 1 for word in stretch.words}
    carrying = [word for word in telling if word not in CHAT or word in named] or telling
    carrying = carrying or [token.word for token in words if token.word not in STOP | seen.part]
    for word, times in Counter(carrying).items():
        yield Wanted(word, times * (ASIDE if word in seen.aside else 1.0), aside=word in seen.aside)


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that what follows stays where it is."""
    return " " * len(found[0])
