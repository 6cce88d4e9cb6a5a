"""Writes a list as a feed: https://www.rfc-editor.org/rfc/rfc4287."""

import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree

from adapters.web import drawing
from adapters.web.drawing import names
from adapters.web.shelves import Thing
from bot.chat.texts import Language

TYPE: Final = "application/atom+xml; charset=utf-8"
SPACE: Final = "http://www.w3.org/2005/Atom"
ENTRIES: Final = 50
BEFORE: Final = "2026-01-01T00:00:00+00:00"
"""When an empty feed last changed."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def written(things: Sequence[Thing], language: Language, *, url: str, here: str, title: str, page: str) -> bytes:
    """Return the feed at the address `here` of the list at `page`; `url` is that of the site."""
    feed = ElementTree.Element("feed", {"xmlns": SPACE, "xml:lang": language.code})
    _text(feed, "id", url + here)
    _text(feed, "title", title)
    _text(feed, "updated", max((each.changed for each in things), default=BEFORE))
    ElementTree.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": _clean(url + here)})
    ElementTree.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": _clean(url + page)})
    author = ElementTree.SubElement(feed, "author")
    _text(author, "name", title)
    for each in things:
        _entry(feed, each, language, url)
    told: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return told


def _entry(feed: ElementTree.Element, thing: Thing, language: Language, url: str) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    # The same in every language: who reads both sees it once.
    _text(entry, "id", url + thing.path("nl"))
    _text(entry, "title", drawing.title(thing))
    _text(entry, "updated", thing.changed)
    made = thing.fields.get(thing.shelf.pages.made)
    if made:
        _text(entry, "published", made)
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": url + thing.path(language.code)})
    for name in (*names(thing, "regions"), *names(thing, "themes")):
        ElementTree.SubElement(entry, "category", {"term": _clean(name)})
    told = drawing.brief(thing, language)
    _text(entry, "summary", "\n".join(each for each in (told.text, " · ".join(told.about)) if each))


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
