"""Reads in a few words what knowledge a question needs and where that stands: "ontwikkelen, via SIA"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from bot.chat.reply import Choice
from bot.chat.spans import Code
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context
from bot.command.labels import KNOWING, KNOWLEDGE, LEVELS, QUESTION_KINDS
from bot.command.reader import Reader, Unclear
from bot.command.shapes import HYPHENS, Shape
from bot.language.negation import denies
from storage.database.text import fold
from storage.questions.knowledge import LONGEST, Knowledge
from storage.questions.question import Question
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

E = TypeVar("E", bound=StrEnum)

_PARTS = re.compile(r"\s*[,;]\s*|\s+(?:en|and)\s+", re.IGNORECASE)
_VIA = re.compile(r"(?:^|[\s,;]+)(?=(?:via|door|bij|through|by)\s+\S)", re.IGNORECASE)
"""Where it is said who takes it up: "ontwikkelen, via SIA" ..."""
_TAKES_UP = re.compile(
    r"(?:^|[\s,;]+)(?=[^,;]{2,80}\s(?:pakt|pakken|zoekt|zoeken|haalt|halen|takes|looks)\s(?:het|dit|dat|die|hem|it)\s(?:op|uit|up)\b)",
    re.IGNORECASE,
)
"""... or "elders halen, de provincie zoekt het uit"."""
_NUMBER = re.compile(rf"\bk\s?[{HYPHENS}]?\s?\d{{1,9}}\b", re.IGNORECASE)
_NUMBERED = re.compile(rf"\s*(?P<number>k\s?[{HYPHENS}]?\s?\d{{1,9}})\s*:\s*(?P<told>.+)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """Holds what was said of it; null where it was not spoken of."""

    kind: QuestionKind | None = None
    knowledge_type: KnowledgeType | None = None
    level: Level | None = None
    knowing: Knowing | None = None
    how: str | None = None

    def on(self, question: Question) -> Knowledge:
        """Return how it stands with a question when this is so. Who took up another state is not told any more."""
        moved = self.knowing is not None and self.knowing is not question.knowing
        return Knowledge(
            self.kind or question.kind,
            self.knowledge_type or question.knowledge_type,
            self.level or question.level,
            self.knowing or question.knowing,
            ("" if moved else question.knowing_how) if self.how is None else self.how,
        )


def understood(text: str) -> Told | None:
    """Tell what a text says of it, read to the end; None when it is about something else."""
    found = _VIA.search(text) or _TAKES_UP.search(text)
    how = text[found.end() :].strip(" .") if found else None
    named = [_value(each) for each in _PARTS.split(text[: found.start()] if found else text) if fold(each)]
    via = how is not None and how.lower().startswith("via ")
    if None in named or not (named or via or (how and _TAKES_UP.match(text))):
        return None
    return Told(
        _only(QuestionKind, named), _only(KnowledgeType, named), _only(Level, named), _only(Knowing, named), how
    )


def _value(part: str) -> StrEnum | None:
    """Return the value that a few words are called, also as something is told: "is te ontwikkelen", "is er al"."""
    return _named().get(fold(part)) or _named().get(fold(_IS.sub("", _ALREADY.sub("", part))))


_IS = re.compile(
    r"^\s*(?:(?:het|dit|dat|de kennis|it|this|the knowledge)\s+)?(?:is|zijn|are)\s+(?!er\b)", re.IGNORECASE
)
_ALREADY = re.compile(r"\s+(?:al|nog|nu|dus|already|now)\s*$", re.IGNORECASE)


async def of_sentence(ctx: Context, text: str) -> Mapping[str, str]:
    """Read of which question a line tells it, and what: "de kennis voor K-22 is er al", "K-15 vraagt proceskennis"."""
    number = _NUMBER.search(text)
    if number is None:
        return {"told": text.strip()}
    before, behind = text[: number.start()].strip(" ,.:;"), text[number.end() :].strip(" ,.:;")
    told = next((each for each in (behind, before) if understood(each)), "")
    if not told and not denies(fold(text).split()):
        told = _within(before, behind)
    if not told and (seen := foreseen(behind)):
        told = ctx.language.text(KNOWING[seen])
    return {"question": number[0], "told": told or behind}


def _within(before: str, behind: str) -> str:
    """Return the values that a sentence names among its other words, with who takes it up behind its number."""
    said, named = f" {fold(before)} {fold(behind)} ", list[str]()
    for name in sorted(_named(), key=len, reverse=True):
        if f" {name} " in said:
            named.append(name)
            said = said.replace(f" {name} ", "  ")
    how = _VIA.search(behind) or _TAKES_UP.search(behind)
    return ", ".join([*named, *([behind[how.end() :].strip()] if named and how else [])])


_FORESEEN: Mapping[Knowing, re.Pattern[str]] = {
    Knowing.develop: re.compile(
        r"\b(?:bestaa[nt]\w* (?:er )?nog niet|moet(?:en)? (?:nog )?(?:worden )?ontwikkel\w+|nog te ontwikkelen"
        r"|ontwikkel\w+ moet(?:en)? worden|kennis is er (?:nog )?niet|kennis er (?:nog )?niet is"
        r"|does not exist yet|has to be developed|to be developed)\b",
        re.IGNORECASE,
    ),
    Knowing.elsewhere: re.compile(
        r"\b(?:(?:hoe|wat|wie) (?:doen|deed|deden|pakken|hebben) (?:ze|anderen|andere \w+)\b|elders\b"
        r"|andere (?:regio|gemeente|provincie|gebied|waterschap)\w*|elsewhere\b"
        r"|other (?:regions|municipalities|provinces|areas))",
        re.IGNORECASE,
    ),
}


def foreseen(text: str) -> Knowing | None:
    """Tell what the words of a question give away of how far the knowledge is there."""
    signs = [knowing for knowing, sign in _FORESEEN.items() if sign.search(text)]
    return signs[0] if len(signs) == 1 else None


def _only(kind: type[E], named: list[StrEnum | None]) -> E | None:
    return next((each for each in named if isinstance(each, kind)), None)


@cache
def _named() -> Mapping[str, StrEnum]:
    """Return the values of the closed sets by all that people call them."""

    def each() -> Iterator[tuple[str, StrEnum]]:
        for labels in (QUESTION_KINDS, LEVELS, KNOWLEDGE, KNOWING):
            for value in labels.kind:
                yield from ((fold(name), value) for name in labels.names(value))

    return dict(each())


class AStand(Reader[Told]):
    """What is needed and where it stands: "praktijkkennis, elders halen, via de provincie"."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Told:
        told = understood(text.strip(" :"))
        if told is None:
            example = Code(ctx.language.text(_("to be developed, via SIA")))
            raise Unclear(_("I see no state of the knowledge in that. Say it like {example}.", example=example))
        if told.how and len(told.how) > LONGEST:
            over = len(told.how) - LONGEST
            raise Unclear(_n("That is {n} character too long.", "That is {n} characters too long.", over))
        return told

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(ctx.language.text(KNOWING[each]), KNOWING[each]) for each in Knowing)


def _shaped(line: str) -> tuple[str, str] | None:
    """Read "K-13: ontwikkelen, via SIA", and no line that says anything else of it."""
    found = _NUMBERED.fullmatch(line)
    return ("nl", line.strip()) if found and understood(found["told"]) else None


SHAPE = Shape("tell_knowledge", _shaped)
