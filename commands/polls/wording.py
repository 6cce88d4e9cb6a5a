"""Reads the line in which somebody makes a poll: what is asked, what can be chosen, how, and until when."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from bot.command.kind import HYPHENS
from bot.language import days, hours
from storage.polls.poll import Sort

FEW: Final = 4
"""Words of something to choose that stands in one sentence with the question."""

_UNTIL = re.compile(
    r"(?:[,;(]\s*|\b)(?:en\s+)?(?:(?:het\s+)?(?:loopt|sluit|open|stemmen kan|closes|runs|voting)\s+)?"
    r"(?:tot(?: en met)?|t/m|until|till?|op|on|by)\s*$",
    re.IGNORECASE,
)
_AT = re.compile(r"^\s*(?:,\s*)?(?:(?:om|at)\s+)?(?P<clock>\d\S*(?:\s+(?:uur|[ap]\.?m\.?)(?!\w))?)", re.IGNORECASE)
_WHOM = re.compile(
    r"[,;(]?\s*\b(?:voor|for)\s+"
    r"(?:(?:netwerk|network|bijeenkomst|meeting|(?:(?:de|the)\s+)?(?:deelnemers|mensen|people|members)\s+(?:van|of|at))\s+)?"
    rf"(?P<letter>[a-z])\s?[{HYPHENS}]\s?(?P<number>\d{{1,9}})\b\)?",
    re.IGNORECASE,
)
"""For whom it is, by the number of that: "voor N-3", "voor de deelnemers van B-4"."""
_SCALE = re.compile(
    r"[,;:(]?\s*(?:\b(?:op een |on a )?(?:schaal|scale)(?: (?:van|from|of))?\s*|\b(?:van|from)\s+|(?<![\w-]))"
    r"1\s*(?:tot(?: en met)?|t/m|to|[-\u2013])\s*5(?!\d)\)?",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^\s*(?:(?P<top>(?:kies |pick )?(?:een |a |your )?top[\s-]?(?:3|drie|three))|(?P<choice>keuze|choice)"
    r"|(?P<scale>schaal|scale)|(?P<dilemma>dilemma(?:lijn)?))\s*[:,]\s*",
    re.IGNORECASE,
)
_THREE = re.compile(
    r"[,;:.]?\s*\b(?:kies|pick|choose|noem|stem op)\s+(?:er\s+)?(?:drie|3|three)\b"
    r"(?:\s+(?:uit|of|van))?\s*(?P<mark>[:,]?)",
    re.IGNORECASE,
)
"""How a line says that one chooses three: "kies er drie"."""
_APART = re.compile(r"\s*\n\s*|\s+/\s*|\s*/\s+|\s*;\s+")
_TIGHT = re.compile(r"\s*/\s*")
_BULLET = re.compile(r"^(?:[-*\u2022]\s*|\d{1,2}[.)]\s+)")
_OR_LAST = re.compile(r"(?:\b(?:of|or)|/)\s*$", re.IGNORECASE)
_OR = re.compile(r",?\s+(?:of|or)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:(?:of|or|en|and)\s+)?|\s+(?:of|or)\s+", re.IGNORECASE)
_END = re.compile(r"^\s*(?:1|5)\s*(?:=|is|:|\.)?\s*(?=\D)", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:welke?|wat|hoe|wie|waar|wanneer|waarom|kies|which|what|how|who|where|when|why|pick|choose)\b", re.I
)
_WE = r"(?:we|wij|jullie|je|jij|u|ze|zij|ik|het|er|dit|dat|they|you|it|i|there)"
_HEAD = re.compile(rf"^(?!{_WE}\b)[^\W\d]+\s+{_WE}\b\s*(?:(?<=\bhet )\w+\s+(?=\w))?", re.IGNORECASE)
"""How a question begins that asks yes or no: "beginnen we", "moet het rapport"."""
_FIRST = re.compile(
    r"^(?:(?:liever|eerst|het liefst|nu|dan|straks|vooral|toch|rather|first|now|preferably)\s+)+(?=\S)", re.IGNORECASE
)
_BY = re.compile(
    r"^(?:.*?\s)?(?:voor|met|over|op|in|bij|naar|with|for|about|on|at|in|to)\s+(?!elkaar)(?=(?:bij )?\S+$)",
    re.IGNORECASE,
)
"""A small word before something to choose, which stands before both: "met water of bodem"."""
_NOT = {"niet": ("ja", "nee"), "not": ("yes", "no")}
"""What one chooses from when all that stands behind the "or" is this."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a line says. `sort` is None when it may be a choice or a place on a line."""

    question: str
    options: tuple[str, ...]
    sort: Sort | None
    day: date | None = None
    at: time | None = None
    whom: tuple[str, int] | None = None
    """The letter and number of a network, or of something that people take part in."""


def read(text: str, today: date, sort: Sort | None = None, letters: Collection[str] = ("N",)) -> Typed:
    """Tell what a line says of a poll; `sort` is what its command says already.

    A number with one of `letters` may say for whom it is; of any other it is a word of the question.
    """
    body, day, at = _without_end(text, today)
    body, whom = _without_whom(body, letters)
    if led := _LED.match(body):
        named = next(name for name in ("top", "choice", "scale", "dilemma") if led[name])
        sort, body = sort or Sort[named], body[led.end() :]
    if sort is None and (three := _THREE.search(body)):
        sort, body = Sort.top, f"{body[: three.start()]}{three['mark']} {body[three.end() :]}".lstrip(" :,")
    if sort in (None, Sort.scale) and (found := _SCALE.search(body)):
        sort, body = Sort.scale, f"{body[: found.start()]} {body[found.end() :]}"
    question, options = _parted(_tidy(body), sort)
    if sort is Sort.scale:
        options = tuple(_END.sub("", each) for each in options)
    elif sort is None and len(options) != 2:
        sort = Sort.choice
    elif sort is None and (_APART.search(body) or options in _NOT.values()):
        sort = Sort.choice  # who puts choices under each other wants one of them
    return Typed(question, options, sort, day, at, whom)


def changed(text: str, change: str, today: date) -> str:
    """The line with what should be otherwise: another end, or the whole of it anew."""
    rest, day, _at = _without_end(change, today)
    if day is None or rest.strip(" .,"):
        return change
    kept, _day, _time = _without_end(text, today)
    return f"{kept.rstrip()}\n{change.strip()}" if "\n" in kept else f"{kept.rstrip()} {change.strip()}"


def choices(text: str) -> tuple[str, ...]:
    """What can be chosen, as it is typed by itself: with a /, with commas, or each on a line."""
    parts = _APART.split(text) if _APART.search(text) else _COMMA.split(text)
    if len(parts) == 1:
        parts = _TIGHT.split(text)
    return _clean(parts)


def _without_end(text: str, today: date) -> tuple[str, date | None, time | None]:
    """The text without until when, and that."""
    for found in reversed(days.within(text, today)):
        lead = _UNTIL.search(text[: found.start])
        if lead is None or _OR_LAST.search(text[: lead.start()]) or _OR.match(text[found.end :]):
            continue  # "op dinsdag of op woensdag" is what can be chosen
        after = _AT.match(text[found.end :])
        clock = hours.whole(after["clock"]) if after else None
        end = found.end + (after.end() if after and clock else 0)
        rest = text[: lead.start()].rstrip(" ,;(") + text[end:].lstrip(").,")
        return rest, found.day, (clock.or_else or clock.at) if clock else None
    return text, None, None


def _without_whom(text: str, letters: Collection[str]) -> tuple[str, tuple[str, int] | None]:
    for found in _WHOM.finditer(text):
        letter = found["letter"].upper()
        if letter in letters:
            return f"{text[: found.start()]}{text[found.end() :]}", (letter, int(found["number"]))
    return text, None


def _tidy(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()).strip(" ,;")


def _parted(body: str, sort: Sort | None) -> tuple[str, tuple[str, ...]]:
    """The question, and what can be chosen; nothing where the words do not tell."""
    parts = _APART.split(body)
    if len(parts) == 1 and "?" in body and "/" in body.rpartition("?")[2]:
        question, _mark, rest = body.rpartition("?")
        return f"{question}?", _clean(_TIGHT.split(rest))
    if len(parts) > 1:
        return _led_by(parts, sort)
    for mark in ("?", ":"):
        question, found, rest = body.partition(mark)
        if found and rest.strip() and _COMMA.search(rest):
            return f"{question.strip()}{'?' if mark == '?' else ''}", _clean(_COMMA.split(rest))
    if sort in (None, Sort.choice, Sort.dilemma) and _OR.search(body):
        return body, _ends(body)
    if sort is Sort.top and not _ASKS.match(body) and _COMMA.search(body):
        return "", _clean(_COMMA.split(body))
    return body, ()


def _led_by(parts: list[str], sort: Sort | None) -> tuple[str, tuple[str, ...]]:
    """The question in the first part, alone or before the first choice."""
    first, rest = parts[0], parts[1:]
    for mark in ("?", ":"):
        question, found, option = first.rpartition(mark)
        if found:
            asked = f"{question.strip()}{'?' if mark == '?' else ''}"
            return asked, _clean([option, *rest] if option.strip() else rest)
    if sort is Sort.top and not _ASKS.match(first):
        return "", _clean(parts)
    question, found, option = first.rpartition(",")
    if found and (len(parts) == 2 or len(option.split()) < FEW):
        return question.strip(), _clean([option, *rest])
    if len(rest) == 1 and (option := _last_of(first, rest[0])) != first:
        return first[: -len(option)].strip(), _clean([option, *rest])
    return first, _clean(rest)


def _ends(body: str) -> tuple[str, ...]:
    """What stands on both sides of an "or"; of several before it, with commas between. The question is none of it."""
    *before, last = _OR.split(body.rstrip(" ?!."))
    if last.casefold() in _NOT and len(before) == 1:
        return _NOT[last.casefold()]
    several = [each.strip() for part in before for each in part.split(",") if each.strip()]
    if len(several) > 1 and _ASKS.match(several[0]):
        return _clean([*several[1:], last])
    if len(several) > 1 and all(len(each.split()) <= FEW for each in several):
        return _clean([_last_of(several[0], several[1]), *several[1:], last])
    left = " ".join(before).strip()
    return _clean([_last_of(left, last), last])


def _last_of(question: str, other: str) -> str:
    """What stands last in a question, beside what can be chosen instead: "water" in "beginnen we met water"."""
    head, told, beside = _HEAD.match(question), question.split(), other.split()
    if not (head or _ASKS.match(question)) or not beside or _HEAD.match(other):
        return question
    led = [place for place, word in enumerate(told) if place > 1 and word.casefold() == beside[0].casefold()]
    if led:
        return " ".join(told[led[-1] :])
    if head is None:
        return " ".join(told[-len(beside) :]) if len(told) > len(beside) + 1 else question
    tail = _FIRST.sub("", question[head.end() :])
    return (tail if _BY.match(other) else _BY.sub("", tail)) or question


def _clean(parts: list[str]) -> tuple[str, ...]:
    """Each once, without what lists them."""
    said = [_BULLET.sub("", each.strip()).strip(" ?;,.") for each in parts]
    return tuple(dict.fromkeys(each for each in said if each))
