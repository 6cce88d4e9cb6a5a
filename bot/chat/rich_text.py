"""Reads how people format what they say: bold, italics, code, links and lists, from the HTML of platforms.

All else in the HTML stays words, and nobody is called by it. Pure, and never raises: anybody can send anything.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from bot.chat.limits import LONGEST_MARKUP
from bot.chat.markup import Start, pieces
from bot.chat.spans import Bold, Code, Italic, Link, Span

_BOLD, _ITALIC, _CODE = frozenset({"b", "strong"}), frozenset({"i", "em"}), frozenset({"code", "pre"})
_LINES = frozenset(
    {"div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", *(f"h{level}" for level in range(1, 7))}
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "mx-reply"})
_BREAKS = re.compile(r"(\n+)")
_DEEPEST = 8
"""Lists within lists that are set in; what lies deeper stands no further to the right."""
_SPACES = re.compile("[ \t\r\n\f\N{NO-BREAK SPACE}]+")


def formatted(html: str, *, names: Callable[[str], bool] = lambda _url: False) -> tuple[Span, ...]:
    """Return the words of a message as their writer formatted them.
    Nothing when they did not, or it is too long to look at.

    Links for which `names` is true only show somebody's name, which stays without the link.
    """
    if len(html) > LONGEST_MARKUP:
        return ()
    reader = _Reader(names)
    for piece in pieces(html):
        match piece:
            case str():
                reader.words(piece)
            case Start(tag=tag, told=told):
                reader.begin(tag, told)
            case _:
                reader.end(piece.tag)
    return reader.spans() if reader.formats else ()


def plain(spans: Iterable[Span]) -> str:
    return "".join(map(str, spans))


def cut(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of `plain(spans)[start:end]`. Half a link is words."""
    return tuple(_cut(spans, start, end))


def reads(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Return the stretch of the spans that reads as `text`, whatever white space and signs are between; else nothing.

    What a platform gives as plain words differs from its HTML in those.
    """
    whole = plain(spans)
    at = [place for place, character in enumerate(whole) if character.isalnum()]
    wanted = "".join(filter(str.isalnum, text))
    # The last one, looked for from behind: `rfind` is quadratic in the worst case, `find` is not.
    behind = "".join(whole[place] for place in reversed(at)).find(wanted[::-1]) if wanted else -1
    if behind < 0:
        return ()
    found = len(at) - behind - len(wanted)
    start = at[found - 1] + 1 if found else 0
    after = found + len(wanted)
    end = at[after] if after < len(at) else len(whole)
    stretch = whole[start:end]
    return cut(spans, end - len(stretch.lstrip(" \n:,")), start + len(stretch.rstrip()))


def _cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    before = 0
    for span in spans:
        text = str(span)
        part = text[max(0, start - before) : max(0, end - before)]
        before += len(text)
        if part == text:
            yield span
        elif part:
            yield type(span)(part) if isinstance(span, Bold | Italic | Code) else part


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str = ""


class _Reader:
    def __init__(self, names: Callable[[str], bool]) -> None:
        self.formats = False
        """Whether anything in it is formatted."""
        self._names = names
        self._runs: list[tuple[_Look, str]] = []
        self._open: list[str] = []
        self._within: Counter[str] = Counter()
        """How many of each are open: looked at for each word, however deep somebody nests."""
        self._links: list[str] = []
        self._lists: list[int | None] = []
        """The last number of each list that is open; None for those without numbers."""
        self._last = "\n"
        self._marked = False
        """Whether the mark of a list's item is the last that was read."""

    def spans(self) -> tuple[Span, ...]:
        found: list[Span] = []
        words: list[str] = []
        for look, part in self._lines():
            span = _span(look, part)
            if isinstance(span, str):
                words.append(span)
                continue
            found += [*_joined(words), span]
            words.clear()
        found += _joined(words)
        return cut(found, 0, len(plain(found).rstrip()))

    def begin(self, tag: str, told: Mapping[str, str]) -> None:
        if tag == "br":
            self._put("\n")
            return
        if tag == "img":
            self.words(told.get("alt", ""))
            return
        self._between(tag)
        self._open.append(tag)
        self._within[tag] += 1
        match tag:
            case "a":
                href = told.get("href", "").strip()
                above = self._links[-1] if self._links else ""
                self._links.append(above if self._names(href) or not href else href)
            case "ul":
                self._lists.append(None)
            case "ol":
                start = told.get("start", "")
                self._lists.append(int(start) - 1 if start.isascii() and start.isdecimal() and len(start) < 6 else 0)
            case "li":
                self._item()

    def end(self, tag: str) -> None:
        if not self._within[tag]:
            return
        while self._open:  # what was left open within it ends too
            ended = self._open.pop()
            self._within[ended] -= 1
            if ended == "a":
                self._links.pop()
            elif ended in ("ul", "ol"):
                self._lists.pop()
            if ended == tag:
                break
        self._between(tag)

    def words(self, data: str) -> None:
        if self._in(_UNSEEN):
            return
        if self._within["pre"]:
            self._put(data.strip("\n") if self._last == "\n" else data)
            return
        text = _SPACES.sub(" ", data)
        self._put(text.removeprefix(" ") if self._last.isspace() else text)

    def _lines(self) -> Iterator[tuple[_Look, str]]:
        """What looks alike, each line by itself, so that no renderer meets a line break in a bold span."""
        for look, runs in groupby(self._runs, key=lambda run: run[0]):
            for part in filter(None, _BREAKS.split("".join(run[1] for run in runs))):
                yield (_Look() if part.isspace() else look), part

    def _in(self, tags: Iterable[str]) -> bool:
        return any(self._within[tag] for tag in tags)

    def _between(self, tag: str) -> None:
        """Where something begins or ends that stands on lines of its own."""
        if tag == "p":
            self._line(1 if self._within["li"] else 2)
        elif tag in _LINES:
            self._line(1)
        elif tag in _CELLS and not self._last.isspace():
            self._put(" ")

    def _line(self, breaks: int) -> None:
        text = "".join(run[1][-2:] for run in self._runs[-2:])
        missing = breaks - (len(text) - len(text.rstrip("\n")))
        if self._runs and missing > 0 and not self._marked:
            self._put("\n" * missing)

    def _item(self) -> None:
        self.formats = True
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        mark = "•" if number is None else f"{number + 1}."
        self._put("  " * min(len(self._lists) - 1, _DEEPEST) + f"{mark} ", _Look())
        self._marked = True

    def _put(self, text: str, look: _Look | None = None) -> None:
        if not text:
            return
        look = look or _Look(
            bold=self._in(_BOLD),
            italic=self._in(_ITALIC),
            code=self._in(_CODE),
            url=self._links[-1] if self._links else "",
        )
        self.formats |= look != _Look()
        self._marked = False
        self._runs.append((look, text))
        self._last = text[-1]


def _joined(words: list[str]) -> list[str]:
    return ["".join(words)] if words else []


def _span(look: _Look, text: str) -> Span:
    """Return one run. What looks two ways is what tells most: a link, code, bold."""
    if look.url:
        with suppress(ValueError):  # an unsafe link, or no address at all
            return Link(text, look.url)
    if look.code:
        return Code(text)
    if look.bold:
        return Bold(text)
    return Italic(text) if look.italic else text
