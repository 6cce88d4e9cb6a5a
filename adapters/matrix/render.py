"""Renders a reply as Matrix messages: plain words, the same formatted, whom it mentions.

Whatever people wrote is escaped; only spans of ours become markup, and only `Mention` spans mention.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from typing import Any, TypeAlias, assert_never
from urllib.parse import quote

from adapters.matrix.buttons import SEEDS
from adapters.matrix.rooms import PLATFORM
from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Chart,
    Fact,
    Facts,
    File,
    Form,
    Heading,
    Inline,
    Item,
    Items,
    Picture,
    Quote,
    Reply,
    Text,
    label,
    spans,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention, Plain

_ROOM = re.compile(r"@(?=room|(?:r(?:oo?)?)?\Z)", re.IGNORECASE)
"""Also where a piece of text ends in it: the next may go on with it, in bold."""
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BETWEEN_ITEMS = re.compile(r'</ul><ul>|</ol><ol start="\d+">')
"""Our own markup: in what people wrote it is escaped."""

LONGEST_BAR = 12
"""Blocks of a bar: it fits a phone with its label and number."""

PAGE_BYTES = 40_000
"""Of body and formatted body together, as JSON. Encrypted, 45,000 pass the homeserver and 50,000 do not."""

Content: TypeAlias = dict[str, Any]
"""The content of a Matrix event."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that stays together on a page: a paragraph, an item of a list."""

    plain: str
    html: str
    mentions: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        return len(json.dumps(self.plain + self.html)) + sum(len(json.dumps(user)) for user in self.mentions)


def render(reply: Reply, *, limit: int = PAGE_BYTES) -> tuple[Content, ...]:
    """Return the messages of a reply: one, unless it is longer than `limit`."""
    pages = list(_pages(_pieces(reply.blocks), limit))
    return tuple(_content(page, rings=reply.rings and place == 0) for place, page in enumerate(pages))


def words_of(picture: Picture | Chart) -> str:
    """Return what a picture or chart shows in words, for who does not see it."""
    if isinstance(picture, Chart):
        told = (f"{label(bar.label)}: {label(bar.said)}" for bar in picture.bars)
        return f"{label(picture.title)}. {'; '.join(told)}"
    return "".join(map(str, spans(picture.alt)))


def in_thread(content: Content, root: str) -> Content:
    """With what clients without threads need to show it as a reply."""
    relation = {"rel_type": "m.thread", "event_id": root, "is_falling_back": True, "m.in_reply_to": {"event_id": root}}
    return {**content, "m.relates_to": relation}


def in_reply_to(content: Content, event: str) -> Content:
    return {**content, "m.relates_to": {"m.in_reply_to": {"event_id": event}}}


def in_place_of(content: Content, event: str) -> Content:
    """An edit. Who was mentioned before is not called again."""
    shown = {"msgtype": content["msgtype"], "body": f"* {content['body']}", "m.mentions": {}}
    return {**shown, "m.new_content": content, "m.relates_to": {"rel_type": "m.replace", "event_id": event}}


def _content(pieces: Sequence[Piece], *, rings: bool = False) -> Content:
    users = sorted({user for piece in pieces for user in piece.mentions})
    return {
        # Phones are silent for notices (`.m.rule.suppress_notices` of the default push rules).
        "msgtype": "m.text" if rings else "m.notice",
        "body": "\n".join(piece.plain for piece in pieces),
        "format": "org.matrix.custom.html",
        "formatted_body": _BETWEEN_ITEMS.sub("", "".join(piece.html for piece in pieces)),
        "m.mentions": {"user_ids": users} if users else {},
    }


def _pages(pieces: Iterable[Piece], limit: int) -> Iterator[list[Piece]]:
    page: list[Piece] = []
    size = 0
    for piece in (part for whole in pieces for part in _parts(whole, limit)):
        if page and size + piece.size > limit:
            yield page
            page, size = [], 0
        page.append(piece)
        size += piece.size
    yield page


def _parts(piece: Piece, limit: int) -> Iterator[Piece]:
    """A piece that fills more than a page loses its markup, and goes on over as many as it needs."""
    if piece.size <= limit:
        yield piece
        return
    # A character takes at most 12 bytes as JSON, and stands in both bodies, there escaped.
    step = max(1, limit // 30)
    for start in range(0, len(piece.plain), step):
        plain = piece.plain[start : start + step]
        yield Piece(plain, f"<p>{_escaped(plain)}</p>", piece.mentions if start == 0 else frozenset())


@dataclass(slots=True)
class _Line:
    """Words on their way to both forms."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)

    def add(self, inlines: Iterable[Inline]) -> "_Line":
        for span in _joined(spans(inlines)):
            match span:
                case str():
                    self.put(span, _escaped(span))
                case Bold(text=text):
                    self.put(text, f"<strong>{_escaped(text)}</strong>")
                case Italic(text=text):
                    self.put(text, f"<em>{_escaped(text)}</em>")
                case Code(text=text):
                    self.put(text, f"<code>{_escaped(text)}</code>")
                case Link(text=text, url=url):
                    self.put(str(span), f'<a href="{escape(url)}">{_escaped(text)}</a>')
                case Mention(platform=platform, id=user, name=name):
                    self._mention(platform, user, name)
                case _:
                    assert_never(span)
        return self

    def put(self, plain: str, html: str) -> "_Line":
        self.plain.append(_harmless(plain))
        self.html.append(html)
        return self

    def piece(self, before: str = "", after: str = "", *, prefix: str = "") -> Piece:
        plain = prefix + "".join(self.plain)
        return Piece(plain, before + "".join(self.html) + after, frozenset(self.mentions))

    def _mention(self, platform: str, user: str, name: str) -> None:
        if platform != PLATFORM:
            self.put(name, f"<strong>{_escaped(name)}</strong>")
            return
        self.put(name, f'<a href="https://matrix.to/#/{quote(user)}">{_escaped(name)}</a>')
        self.mentions.add(user)


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    numbers = count(1)
    for block in blocks:
        match block:
            case Heading(words=words):
                yield _Line().add(words).piece("<h4>", "</h4>")
            case Text(words=words):
                yield _Line().add(words).piece("<p>", "</p>")
            case Quote(words=words):
                quoted = _Line().add(words).piece("<blockquote>", "</blockquote>")
                yield Piece("\n".join(f"> {line}" for line in quoted.plain.split("\n")), quoted.html, quoted.mentions)
            case Facts(rows=rows, under=under):
                told = [_fact(row) for row in rows]
                yield from (line.piece("<p>", "</p>") for line in told) if under is None else [_folded(under, told)]
            case Items(items=items, ordered=ordered):
                yield from (_item(item, place if ordered else None, numbers) for place, item in enumerate(items, 1))
            case Actions(actions=actions):
                for action in actions:
                    yield _button(_Line(), action, next(numbers)).piece("<p>", "</p>")
            case Form(title=title):
                yield _Line().put(label(title), _escaped(label(title))).piece("<p>", "</p>")
            case File(name=name):
                yield _Line().put(name, f"<strong>{_escaped(name)}</strong>").piece("<p>", "</p>")
            case Picture():
                pass  # it is a message of its own, below
            case Chart():
                yield _chart(block)
            case _:
                assert_never(block)


def _fact(row: Fact) -> _Line:
    named = label(row.label)
    return _Line().put(f"{named}: ", f"<strong>{_escaped(named)}:</strong> ").add(row.value)


def _folded(under: Inline, lines: Sequence[_Line]) -> Piece:
    """Return lines that unfold when their title is pressed; in plain words they stand below it."""
    title, pieces = label(under), [line.piece("<p>", "</p>") for line in lines]
    plain = "\n".join((_harmless(title), *(piece.plain for piece in pieces)))
    html = f"<details><summary>{_escaped(title)}</summary>{''.join(piece.html for piece in pieces)}</details>"
    return Piece(plain, html, frozenset().union(*(piece.mentions for piece in pieces)))


def _chart(chart: Chart) -> Piece:
    """Return the bars as text, and as a table in which they stand below each other; both are read aloud."""
    told = [(label(bar.label), "█" * chart.length(bar, LONGEST_BAR), label(bar.said)) for bar in chart.bars]
    plain = "\n".join(" ".join(filter(None, map(_harmless, row))) for row in told)
    rows = "".join(f"<tr>{''.join(f'<td>{_escaped(cell)}</td>' for cell in row)}</tr>" for row in told)
    return Piece(plain, f"<table><tbody>{rows}</tbody></table>")


def _item(item: Item, place: int | None, numbers: Iterator[int]) -> Piece:
    """Return a list of its own, so that a page can end behind it."""
    line = _Line().add((*item.words, " – ", *item.about) if item.about else item.words)
    for note in item.notes:
        line.put("\n   ", "<br>").add(note)
    for action in item.actions:
        _button(line.put("\n   ", "<br>"), action, next(numbers))
    if place is None:
        return line.piece("<ul><li>", "</li></ul>", prefix="• ")
    return line.piece(f'<ol start="{place}"><li>', "</li></ol>", prefix=f"{place}. ")


def _button(line: _Line, action: Action, number: int) -> _Line:
    """Return what to press, and what to type instead."""
    sign = SEEDS[number - 1] if number <= len(SEEDS) else f"{number}."
    named = label(action.label)
    line.put(f"{sign} {named}", f"{sign} {_escaped(named)}")
    if named.casefold() != action.line.casefold():
        line.put(f" ({action.line})", f" (<code>{_escaped(action.line)}</code>)")
    return line


def _joined(parts: Iterable[Plain]) -> Iterator[Plain]:
    """Neighbouring texts as one, so that what is looked for in them is seen across their seams."""
    text = ""
    for span in parts:
        if isinstance(span, str):
            text += span
            continue
        if text:
            yield text
        text = ""
        yield span
    if text:
        yield text


def _escaped(text: str) -> str:
    return escape(_harmless(text)).replace("\n", "<br>")


def _harmless(text: str) -> str:
    """Without what a homeserver refuses. Clients that do not know `m.mentions` look for `@room` in the words:

    a joiner of no width breaks it up.
    """
    return _ROOM.sub("@\N{WORD JOINER}", _REFUSED.sub("", text))
