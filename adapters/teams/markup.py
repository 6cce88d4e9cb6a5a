"""Renders words in the three ways of Teams: a message (HTML), a card's rich text, a card's Markdown."""

import html
import re
from collections.abc import Iterable
from typing import Any, assert_never

from bot.chat.reply import Inline, spans
from bot.chat.spans import Bold, Code, Italic, Link, Mention

Element = dict[str, Any]
"""Any: a piece of an Adaptive Card."""

_MARKDOWN = re.compile(r"([\\`*_\[\]()~|<>]|^\s*[#+-]|!(?=\[))", re.MULTILINE)
"""What means something: "K-50" is no list, and a phone shows the backslash before its hyphen."""
_LIST = re.compile(r"^(\s*)(\d+)\.(\s)", re.MULTILINE)


_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no way to say: a message with it would be refused."""


def as_html(words: Iterable[Inline]) -> str:
    """For the text of a message. `textFormat` xml: everything a person wrote is escaped, so it stays text."""
    return "".join(map(_html, spans(words)))


def plain(words: Iterable[Inline]) -> str:
    return "".join(map(str, spans(words)))


def as_runs(words: Iterable[Inline]) -> list[Element]:
    """Return the inlines of a `RichTextBlock`, which knows no markup at all."""
    return [run for span in spans(words) if (run := _run(span))["text"]]


def rich(words: Iterable[Inline], *, quiet: bool = False, **more: object) -> Element:
    """Return a piece of text of a card."""
    runs = as_runs(words) or [{"type": "TextRun", "text": " "}]
    return {"type": "RichTextBlock", "inlines": [run | {"isSubtle": True} for run in runs] if quiet else runs, **more}


def as_markdown(words: Iterable[Inline]) -> str:
    """For the places in a card that read Markdown: titles, facts. What a person wrote is escaped."""
    return "".join(map(_markdown, spans(words)))


def mentions(words: Iterable[Inline]) -> list[Mention]:
    return [span for span in spans(words) if isinstance(span, Mention)]


def mention_entity(mention: Mention) -> Element:
    """Let `<at>name</at>` in a text notify that person. Teams takes the object id for a user's id."""
    number = mention.id.rpartition("/")[2]
    return {
        "type": "mention",
        "text": f"<at>{_escaped(mention.name)}</at>",
        "mentioned": {"id": number, "name": mention.name},
    }


def _html(span: object) -> str:
    match span:
        case str():
            return _escaped(span).replace("\n", "<br/>")
        case Bold(text=text):
            return f"<b>{_escaped(text)}</b>"
        case Italic(text=text):
            return f"<i>{_escaped(text)}</i>"
        case Code(text=text):
            return f"<code>{_escaped(text)}</code>"
        case Link(text=text, url=url):
            return f'<a href="{html.escape(url)}">{_escaped(text)}</a>'
        case Mention(name=name):
            return f"<at>{_escaped(name)}</at>"
        case _:
            raise TypeError(span)


def _escaped(text: str) -> str:
    return html.escape(_NOT_XML.sub("", text), quote=False)


def _run(span: Any) -> Element:  # Any: a Span; the match below is over all of them
    match span:
        case str():
            return {"type": "TextRun", "text": span}
        case Bold(text=text):
            return {"type": "TextRun", "text": text, "weight": "Bolder"}
        case Italic(text=text):
            return {"type": "TextRun", "text": text, "italic": True}
        case Code(text=text):
            return {"type": "TextRun", "text": text, "fontType": "Monospace"}
        case Link(text=text, url=url):
            action = {"type": "Action.OpenUrl", "url": url, "title": text}
            return {"type": "TextRun", "text": text, "color": "Accent", "underline": True, "selectAction": action}
        case Mention(name=name):
            return {"type": "TextRun", "text": name, "weight": "Bolder"}
        case _:
            assert_never(span)


def _markdown(span: object) -> str:
    match span:
        case str():
            return escape(span)
        case Bold(text=text) | Code(text=text):
            return f"**{escape(text)}**" if text.strip() else text
        case Italic(text=text):
            return f"_{escape(text)}_" if text.strip() else text
        case Link(text=text, url=url):
            return f"[{escape(text)}]({url.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"
        case Mention(name=name):
            return f"**{escape(name)}**"
        case _:
            raise TypeError(span)


def escape(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return _LIST.sub(r"\1\2\\.\3", _MARKDOWN.sub(r"\\\1", text))
