"""Judges an answer by what was written down before anybody looked at it."""

import csv
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import median
from typing import Any, Self

from benchmarks.talk import EXAMPLES
from bot.language.english import in_dutch
from storage import terms
from storage.database.text import fold
from storage.search.analyser import content, normal, stem, tokens

NEAR = re.compile(r"ken ik hier niet|is not known here", re.IGNORECASE)
"""How the first lines of an answer say that it is not exactly what was asked."""
UNKNOWN_PLACE = re.compile(r"ken ik niet als plek|is no place that i know", re.IGNORECASE)
SHOWN = re.compile(r"[MNK]-\d+")
FACT = re.compile(
    r"(?:^ +|· )(?:werkt |aanjager van|(?:gaat )?over |thema |works |convenor of|about |theme )", re.IGNORECASE
)
"""How a line begins that says a fact: what stands in bold there is a name, and marks no word."""
SHORTEST = 4
"""Letters of a part that two words may have in common."""


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked, and what was judged: 3 is exactly whom you would call, 2 and 1 could help."""

    id: str
    lang: str
    text: str
    kind: str
    """answerable, near, nobody, place or name."""
    sub: str
    relevant: dict[str, int]
    place: dict[str, Any] = field(default_factory=dict)
    """`in`, `unknown` or `not`, with its name; `never`: who is not to be named. Any: names, and a list of them."""

    @classmethod
    def of(cls, held: dict[str, Any]) -> Self:
        told = {key: held[key] for key in ("lang", "text", "kind", "sub", "relevant")}
        return cls(id=str(held["id"]), place=held.get("place", {}), **told)

    @property
    def asker(self) -> str:
        return f"Vrager {self.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a need. `first` are those in the first view, `hits` all, best first."""

    need: Need
    text: str
    first: tuple[str, ...]
    hits: tuple[str, ...]
    labels: tuple[str, ...]
    marked: tuple[str, ...]

    @classmethod
    def of(cls, need: Need, reply: dict[str, Any], further: Sequence[dict[str, Any]]) -> Self:
        first = _keys(reply["buttons"])
        hits = tuple(dict.fromkeys((*first, *_keys(further))))
        labels = tuple(each["label"] for each in reply["buttons"])
        return cls(need, reply["text"], first, hits, labels, tuple(_marked(reply["text"], reply["bold"])))

    @property
    def level(self) -> str:
        if not self.hits:
            return "nobody"
        return "near" if NEAR.search(self.text) else "exact"

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def gain(self, key: str) -> int:
        return self.need.relevant.get(key, 0)

    @property
    def ndcg(self) -> float:
        best = sorted(self.need.relevant.values(), reverse=True)[:5]
        return _dcg([self.gain(each) for each in self.hits[:5]]) / (_dcg(best) or 1.0)

    @property
    def wrong(self) -> list[str]:
        """Words marked as a reason that are not of the need."""
        return [word for word in self.marked if not _of_the_need(word, self.need.text)]

    @property
    def verdict(self) -> str:
        good = [f"{each}:{self.gain(each)}" for each in self.hits]
        wrong = f"; marks {', '.join(self.wrong)}" if self.wrong else ""
        return f"{self.level}: {' '.join(good)} | wanted {self.need.relevant}{wrong}"


def _keys(buttons: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each["types"] for each in buttons if SHOWN.fullmatch(each["types"])))


def _marked(text: str, bold: Sequence[Sequence[int]]) -> Iterator[str]:
    """What stands in bold in the lines below the name of a hit, with the letters that it is cut from."""
    for start, end in bold:
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if line.startswith("    ") and not FACT.search(line):
            before, after = re.search(r"\w*$", text[:start]), re.match(r"\w*", text[end:])
            yield f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}"


def _of_the_need(marked: str, need: str) -> bool:
    """Whether some word that is marked is of the need: the word, its stem, a part of it, the same in other words."""
    return any(_alike(normal(word), other) for word in content(marked) for other in _asked(need))


@cache
def _asked(need: str) -> frozenset[str]:
    """The words of a need, and those of the same in other words: synonyms, what it is in full, Dutch for English."""
    said = list(tokens(need))
    asked = {normal(word) for word in content(need)}
    asked.update(word for _, _, forms in in_dutch(said) for form in forms for word in content(form))
    folded = f" {fold(need)} "
    for names in (*_themes(), *((term.name, *term.also, *term.near) for term in terms.of_the_field())):
        if any(f" {fold(name)} " in folded for name in names):
            asked.update(word for name in names for word in content(name))
    return frozenset(asked)


@cache
def _themes() -> tuple[tuple[str, ...], ...]:
    """The names of each theme of the example Café."""
    with (EXAMPLES / "themes.csv").open(encoding="utf-8") as file:
        return tuple((row["name"], *filter(None, row["also"].split(";"))) for row in csv.DictReader(file))


def _alike(one: str, other: str) -> bool:
    if stem(one) == stem(other):
        return True
    short, long = sorted((stem(one), stem(other)), key=len)
    if len(short) >= SHORTEST and (long.startswith(short) or long.endswith(short)):
        return True
    return one[: SHORTEST + 1] == other[: SHORTEST + 1]


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def group_figures(answers: Sequence[Answer]) -> Iterator[str]:
    """A line a group: P@1, P@3 and nDCG@5, and how many of the hits in the first view could not help."""
    yield f"{'':24}  n   P@1   P@3   nDCG@5  irrelevant"
    for name, group in _groups([each for each in answers if each.need.relevant]):
        first = [each.gain(each.hits[0]) > 0 if each.hits else False for each in group]
        three = [_share([each.gain(hit) > 0 for hit in each.hits[:3]]) for each in group]
        beside = [each.gain(hit) == 0 for each in group for hit in each.first]
        yield (
            f"{name:24}{len(group):3}  {_share(first):.2f}  {_share(three):.2f}  "
            f"{_share([each.ndcg for each in group]):.2f}    {_share(beside):5.0%}"
        )


def _groups(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    for kind in dict.fromkeys(each.need.kind for each in answers):
        of_kind = [each for each in answers if each.need.kind == kind]
        yield kind, of_kind
        subs = sorted({each.need.sub for each in of_kind})
        for sub in subs if len(subs) > 1 else ():
            yield f"  {sub}", [each for each in of_kind if each.need.sub == sub]


def honesty(answers: Sequence[Answer]) -> Iterator[str]:
    """What was claimed that is not so, and the other way round."""
    of = {kind: [each for each in answers if each.need.kind == kind] for kind in {each.need.kind for each in answers}}
    nobody, near, answerable = (of.get(kind, []) for kind in ("nobody", "near", "answerable"))
    yield _count("somebody named as exact, though nobody has it", nobody, lambda each: each.level == "exact")
    yield _count("somebody named as near, though nobody has it", nobody, lambda each: each.level == "near")
    yield _count("nobody said, though somebody is there", answerable, lambda each: each.level == "nobody")
    yield _count("near said, though somebody has exactly this", answerable, lambda each: each.level == "near")
    yield _count("near said to be near", near, lambda each: each.level == "near" and _helps(each))
    called = [each for each in answerable if max(each.need.relevant.values()) == 3]
    yield _count("whom you would call is there", called, lambda each: any(each.gain(hit) == 3 for hit in each.hits))
    places = [each for each in answers if each.need.place]
    unknown = [each for each in places if "unknown" in each.need.place]
    yield _count("unknown place said to be unknown", unknown, lambda each: bool(UNKNOWN_PLACE.search(each.text)))
    refused = [each for each in places if "not" in each.need.place]
    yield _count("refused place kept out, and not offered", refused, _kept_out)
    marks = [word for each in answers for word in each.marked]
    wrong = [word for each in answers for word in each.wrong]
    share = _share_of(wrong, marks)
    yield f"{'marked words that are not of the need':50} {len(wrong):3} of {len(marks):3}  {share:6.1%}"
    lines = sorted(each.lines for each in answers)
    p90 = lines[len(lines) * 9 // 10]
    yield f"{'lines of the first view: median, p90, most':50} {median(lines):g}, {p90}, {lines[-1]}"


def _helps(answer: Answer) -> bool:
    return any(answer.gain(hit) > 0 for hit in answer.first)


def _kept_out(answer: Answer) -> bool:
    place = answer.need.place
    offered = any(place["not"] in label for label in answer.labels)
    return not offered and not {*answer.hits} & {*place.get("never", ())}


def _count(what: str, among: Sequence[Answer], holds: Any) -> str:  # Any: a test of an answer
    held = [each for each in among if holds(each)]
    return f"{what:50} {len(held):3} of {len(among):3}  {_share_of(held, among):6.1%}"


def _share(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _share_of(some: Sequence[object], whole: Sequence[object]) -> float:
    return len(some) / len(whole) if whole else 0.0
