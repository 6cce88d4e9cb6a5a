"""Says what a thing is in the words of schema.org, for search engines and whoever links data."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from adapters.web.drawing import names
from adapters.web.shelves import Thing, value_of
from bot.chat.texts import Language
from bot.things.publication import Field, Shown

Json: TypeAlias = dict[str, Any]  # Any: what JSON holds

CONTEXT: Final = "https://schema.org"
_OF_WORKS: Final = frozenset({"about", "creditText", "dateCreated", "dateModified", "spatialCoverage", "text"})
"""Properties that schema.org gives to what somebody wrote."""
_INSTEAD: Final[Mapping[str, Mapping[str, str]]] = {
    "Event": {"about": "about", "spatialCoverage": "location"},
    "Organization": {},
    "DefinedTerm": {},
}
"""By type that is no such work, what it has in the place of those; it has none of the others."""
_DUTCH: Final = Language("nl")


def described(thing: Thing, url: str) -> Json:
    """Return a thing as a node of its own; `url` is that of the site."""
    pages = thing.shelf.pages
    held = _node(pages.schema, pages.fields, thing.fields, thing)
    held.setdefault("name", thing.heading)
    return {"@id": f"{url}{thing.path('nl')}", "url": f"{url}{thing.path('nl')}", **held}


def in_page(thing: Thing, url: str) -> str:
    """Return it for a page: no text can end the element that it stands in."""
    written = json.dumps({"@context": CONTEXT, **described(thing, url)}, ensure_ascii=False)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def graph(things: Sequence[Thing], url: str) -> Json:
    return {"@context": CONTEXT, "@graph": [described(each, url) for each in things]}


def _node(type_: str, fields: Sequence[Field], held: Mapping[str, Any], thing: Thing) -> Json:
    told: Json = {"@type": type_}
    for field in fields:
        name = _property(type_, field.schema)
        value = _value(field, held.get(field.name), thing) if name else None
        if value not in (None, "", []):
            told[name] = value
    return told


def _property(type_: str, named: str) -> str:
    """Return what a type calls that property; nothing when it has none."""
    instead = _INSTEAD.get(type_)
    return named if instead is None or named not in _OF_WORKS else instead.get(named, "")


def _value(field: Field, held: Any, thing: Thing) -> Any:  # Any: what JSON holds
    match field.shown:
        case Shown.regions:
            return [{"@type": "Place", "name": each} for each in names(thing, field.name)]
        case Shown.themes:
            return [{"@type": "Thing", "name": each} for each in names(thing, field.name)]
        case Shown.label:
            value = value_of(field, str(held or ""))
            return _DUTCH.text(field.labels[value]) if field.labels and value is not None else None
        case Shown.link:
            return held if str(held).startswith(("https://", "http://")) else None
        case Shown.texts if field.of_schema:
            return [{"@type": field.of_schema, "name": each} for each in held or ()]
        case Shown.parts:
            return [_node(field.of_schema, field.parts, each, thing) for each in held or ()]
        case _:
            return held
