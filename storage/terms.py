"""Keeps the one vocabulary: what things of the field are called, in short and in full, and which themes they are near.

Three sources, read together by `storage.atlas`: the names of themes; what topics put here (`put`), such as a glossary;
and what the field says everywhere (`terms.txt`). Whoever needs to know what a word means asks `Atlas.meaning`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from storage import tables
from storage.database import cursors
from storage.database.text import fold

VERSION = "atlas"
"""The cursor that says which state of the map and its words this is: every change gives it a new value."""

CAPITALS = "^"
"""Stands in the file before a name that is only meant in capitals."""

_FILE = Path(__file__).parent / "terms.txt"


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that has a name here. `also`: other names, synonyms, abbreviations, what it is in full."""

    name: str
    also: tuple[str, ...] = ()
    theme: int | None = None
    """The theme that it is a name of, or near to."""
    near: tuple[str, ...] = ()
    """The names of themes that it is near, which a Café may or may not have."""
    capitals: frozenset[str] = frozenset()
    """Those of its names that are only meant when written so: PAS, and not pas."""
    kind: str = ""
    """Of the thing that put it here, such as word; empty for what the field says everywhere and for themes."""
    id: int | None = None


def put(tx: Connection, kind: str, id: int, names: Iterable[str], *, theme: int | None = None) -> tuple[str, ...]:
    """Let a thing go by these names and no others; returns those that another thing has, which it does not get.

    The first is what it is called. A name that a theme has too stays that of the theme, and is this thing's as well.
    """
    remove(tx, kind, id)
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(fold(name), name)
    taken = set(tx.execute(select(tables.terms.c.folded).where(tables.terms.c.folded.in_(wanted))).scalars())
    thing = {"source_kind": kind, "source_id": id, "theme_id": theme}
    for place, (folded, name) in enumerate(wanted.items()):
        if folded and folded not in taken:
            tx.execute(insert(tables.terms).values(folded=folded, name=name, place=place, **thing))
    touch(tx)
    return tuple(name for folded, name in wanted.items() if folded in taken)


def remove(tx: Connection, kind: str, id: int) -> bool:
    """Let a thing go by no name: whether it did."""
    held = delete(tables.terms).where(tables.terms.c.source_kind == kind, tables.terms.c.source_id == id)
    gone = tx.execute(held).rowcount > 0
    if gone:
        touch(tx)
    return gone


def load(tx: Connection) -> tuple[Term, ...]:
    """What topics put here."""
    rows = tx.execute(select(tables.terms).order_by(tables.terms.c.source_kind, tables.terms.c.source_id, _PLACE))
    names: defaultdict[tuple[str, int, int | None], list[str]] = defaultdict(list)
    for row in rows:
        names[row.source_kind, row.source_id, row.theme_id].append(row.name)
    return tuple(
        Term(first, tuple(others), theme, kind=kind, id=id_) for (kind, id_, theme), (first, *others) in names.items()
    )


_PLACE = tables.terms.c.place


def touch(tx: Connection) -> None:
    """Let all processes read the map and its words again."""
    cursors.put(tx, VERSION, uuid4().hex, datetime.now(UTC))


@cache
def of_the_field() -> tuple[Term, ...]:
    """What the field says everywhere: abbreviations in full, and what is narrower than the themes that Cafés have."""
    return tuple(_read(_FILE.read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[Term]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            things, _, near = line.partition(">")
            yield from (_term(names, near) for names in things.split(" / "))


def _term(names: str, near: str) -> Term:
    called, _, full = names.partition("=")
    first, *others = (name for side in (called, full) for name in _several(side))
    capitals = frozenset(name[1:] for name in (first, *others) if name.startswith(CAPITALS))
    also = tuple(name.removeprefix(CAPITALS) for name in others)
    return Term(first.removeprefix(CAPITALS), also, near=tuple(_several(near)), capitals=capitals)


def _several(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]
