"""Sees what a question says that it is not about: "niet in Twente", "behalve landbouw", "anders dan het RIVM"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.language.names import Name
from storage.search.analyser import Token, tokens

Named: TypeAlias = Callable[[list[Token]], Iterable[tuple[Name, int, int]]]
"""The names among some words, with the first and the last but one word of each."""

_SURE: Final = r"maar\s+niet|behalve|uitgezonderd|met\s+uitzondering\s+van|but\s+not|except(?:\s+for)?|excluding"
"""What makes everything that follows unmeant, whatever it names ..."""
_PERHAPS: Final = (
    r"(?:maar\s+)?geen|niet|buiten|zonder|anders\s+dan|anderen\s+dan|not|outside(?:\s+of)?|other\s+than|without|no"
)
"""... and what does only when a name follows: "zonder subsidie" is a need of its own."""
_BEGIN: Final = re.compile(
    # Of white space on end only the first begins anything: each stretch is looked at once.
    rf"(?:[,;(]\s*|(?<![,;(\s])\s*)\b(?:(?P<sure>{_SURE})|(?P<perhaps>{_PERHAPS}))\b"
    # "Niet alleen in Twente" refuses nothing.
    r"(?!\s+(?:alleen|slechts|per\s+se|only|just)\b)",
    re.IGNORECASE,
)
_BETWEEN: Final = frozenset(
    """in uit van bij de het een over op voor en of noch ook iets mensen iemand wie die netwerken netwerk organisaties
    regio provincie gemeente thema from of at the about on and or nor people anyone those who networks region province
    """.split()  # noqa: SIM905  # reads better
)
"""What may stand between the word that refuses and what is refused."""
_END: Final = re.compile(r"[.;?!)]|,(?=\s*(?:maar|wel|but)\b)")


_AT_END: Final = re.compile(
    rf"[\s,;(]*\b(?:{_SURE}|{_PERHAPS})(?:\s+(?:{'|'.join(sorted(_BETWEEN))}|the))*\s*$", re.IGNORECASE
)


def refusing(text: str) -> re.Match[str] | None:
    """Return what stands at the end of a text and refuses what comes next: "niet in het"."""
    return _AT_END.search(text)


@dataclass(frozen=True, slots=True)
class Refused:
    """What is not meant, and where that stands in the text."""

    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]

    def without(self, text: str) -> str:
        """The text with as many blanks in place of what is not meant, so that what follows stays where it is."""
        for start, end in self.spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        return text


def refused(text: str, named: Named) -> Refused:
    """See what `text` refuses."""
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    for begin in _BEGIN.finditer(text):
        if spans and begin.start() < spans[-1][1]:
            continue
        stop = _END.search(text, begin.end())
        words = [
            token._replace(start=token.start + begin.end(), end=token.end + begin.end())
            for token in tokens(text[begin.end() : stop.start() if stop else len(text)])
        ]
        found, last = _first(words, [*named(words)])
        if found:
            names += found
            spans.append((begin.start(), words[last - 1].end))
        elif begin["sure"] and words:
            comma = text.find(",", begin.end())
            end = words[-1].end
            spans.append((begin.start(), comma if 0 <= comma < end else end))
    return Refused(tuple(dict.fromkeys(names)), tuple(spans))


def _first(words: Sequence[Token], named: Sequence[tuple[Name, int, int]]) -> tuple[list[Name], int]:
    """The names that stand at the beginning, one after another, and the word after the last of them."""
    found: list[Name] = []
    at = last = 0
    while at < len(words):
        here = [(end, name) for name, start, end in named if start == at]
        if here:
            at = last = max(end for end, _ in here)
            found += [name for end, name in here if end == last]
        elif words[at].word in _BETWEEN:
            at += 1
        else:
            break
    return found, last
