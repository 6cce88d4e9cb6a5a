"""Reads HTML as a stream of tags and words in one pass: no input is read twice, however broken it is.

The tokenizer of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), for as far as
messages need it. It never goes back, so it is linear; `html.parser` looks for the end of an open tag or comment from
each beginning anew, and what builds a tree (html5ever, in nh3) walks up its open elements for each tag: 40 KB of
`<ul><li>` takes it half a second.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Start:
    tag: str
    told: Mapping[str, str]
    """Its attributes."""


@dataclass(frozen=True, slots=True)
class End:
    tag: str


Piece: TypeAlias = str | Start | End
"""A tag, or the words up to the next."""

_BEGINS = re.compile(r"<(?:[a-zA-Z]|/[^<]|[!?])")
"""What `<` is followed by when it is no word."""
_NAME = re.compile(r"[^\t\n\f\r />]*")
_ATTRIBUTE = re.compile(r"[\t\n\f\r /]*(=?[^\t\n\f\r />=]*)(?:[\t\n\f\r ]*(=)[\t\n\f\r ]*)?")
_UNQUOTED = re.compile(r"[^\t\n\f\r >]*")
_RAW = {tag: re.compile(rf"</{tag}(?=[\t\n\f\r />])", re.IGNORECASE) for tag in ("script", "style")}
"""Elements that hold no tags, up to their own end."""
_HUGE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
"""The number of no character. Python refuses to read numbers that are longer still."""


def pieces(markup: str) -> Iterator[Piece]:
    """Tell what it holds, in order. What never ends (a tag, a comment) is left out, as browsers do."""
    at = 0
    while found := _BEGINS.search(markup, at):
        begins = found.start()
        if begins > at:
            yield unescaped(markup[at:begins])
        match markup[begins + 1]:
            case "/":
                end = markup.find(">", begins)
                name = _NAME.match(markup, begins + 2)
                if end >= 0 and name and name[0][:1].isalpha():
                    yield End(name[0].lower())
            case "!" | "?":
                closing = "-->" if markup.startswith("<!--", begins) else ">"
                end = markup.find(closing, begins + 2)
                end += len(closing) - 1 if end >= 0 else 0
            case _:
                tag, told, end = _start(markup, begins + 1)
                if end >= 0:
                    yield Start(tag, told)
                    if raw := _RAW.get(tag):
                        closed = raw.search(markup, end)
                        end = closed.start() - 1 if closed else -1
        if end < 0:
            return
        at = end + 1
    if at < len(markup):
        yield unescaped(markup[at:])


def unescaped(text: str) -> str:
    """Without character references. Never raises."""
    return html.unescape(_HUGE.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text


def _start(markup: str, at: int) -> tuple[str, dict[str, str], int]:
    """Return the start tag whose name begins there: its name, its attributes, and where it ends;
    -1 when it never does.
    """
    name = _NAME.match(markup, at)
    tag, at = (name[0].lower(), name.end()) if name else ("", at)
    told: dict[str, str] = {}
    while found := _ATTRIBUTE.match(markup, at):
        at = found.end()
        if at >= len(markup):
            break
        value = ""
        if found[2] and markup[at] in "\"'":
            closed = markup.find(markup[at], at + 1)
            if closed < 0:
                break
            value, at = markup[at + 1 : closed], closed + 1
        elif found[2] and (unquoted := _UNQUOTED.match(markup, at)):
            value, at = unquoted[0], unquoted.end()
        if found[1]:
            told.setdefault(found[1].lower(), unescaped(value))
        if markup[at : at + 1] == ">":
            return tag, told, at
    return tag, told, -1
