"""Gives of each list what may be on the web: what the pages of its topic show, and nothing beside it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from bot.exchange.row import joined
from bot.exchange.view import View, day
from storage import publications
from storage.database.database import Tx
from storage.publications import Shelf
from storage.vocabulary import HOME_ZONE

Projection = Mapping[str, Any]  # Any: what JSON holds

AT_A_TIME: Final = 200
_HOME: Final = ZoneInfo(HOME_ZONE)


class OnPages(Protocol):
    """Pages of things, which know the shelf that these stand on."""

    @property
    def shelf(self) -> Shelf: ...


class Published(Protocol):
    """Gives of things what the web may show (`bot.things.publication.Published`)."""

    @property
    def kind(self) -> str: ...
    @property
    def project(self) -> Callable[[Tx, Sequence[int]], Mapping[int, Projection]]: ...
    @property
    def pages(self) -> OnPages | None: ...


@dataclass(frozen=True, slots=True)
class Web:
    """Says which field of what is published each column of a list has on the web.

    `parts` is the field with things below it, when those are the rows; `above` are columns of what they are below.
    """

    published: Published
    columns: Mapping[str, str]
    parts: str = ""
    above: Mapping[str, str] = field(default_factory=dict)
    known: Callable[[View, Mapping[str, str], str, Counter[int]], None] | None = None
    """Remembers by what an import knows a row without a key. It gets the row, its number, and what came before."""


def rows(view: View, web: Web) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a list that may be on the web."""
    seen = Counter[int]()
    for id_, thing in _things(view, web.published):
        keyed = {**thing, "number": view.key(web.published.kind, thing["number"].lower(), id_)}
        if not web.parts:
            yield _row(view, web.columns, keyed)
            continue
        above = _row(view, web.above, keyed)
        for part in thing.get(web.parts) or ():
            row = {**above, **_row(view, web.columns, part)}
            if web.known:
                web.known(view, row, part["number"], seen)
            yield row


def _things(view: View, published: Published) -> Iterator[tuple[int, Projection]]:
    ids = publications.every(view.tx, published.pages.shelf) if published.pages else []
    for at in range(0, len(ids), AT_A_TIME):
        some = ids[at : at + AT_A_TIME]
        found = published.project(view.tx, some)
        yield from ((each, found[each]) for each in some if each in found)


def _row(view: View, columns: Mapping[str, str], held: Projection) -> Mapping[str, str]:
    return {column: _cell(view, name, held.get(name)) for column, name in columns.items()}


def _cell(view: View, name: str, value: Any) -> str:  # Any: what JSON holds
    match name, value:
        case _, None:
            return ""
        case "regions", list():
            return view.regions(value)
        case "themes", list():
            return view.themes(value)
        case _, bool():
            return "yes" if value else "no"
        case _, list():
            return joined(value)
        case "starts" | "ends", str() if value:
            return f"{datetime.fromisoformat(value).astimezone(_HOME):%Y-%m-%dT%H:%M}"
        case _, str() if "T" in value and (at := _moment(value)):
            return day(at)
    return str(value)


def _moment(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else None
