"""Declares the file of relations, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from bot.chat.texts import _
from bot.exchange.format import Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row, unknown
from bot.exchange.view import View
from storage import exchange
from storage.database.database import Tx
from storage.exchange import Result
from storage.links import Thing
from storage.relations import lists, partners
from storage.relations.relation import RELATION, Draft, RelationKind, Standing
from storage.relations.tables import LONGEST_LINE

E = TypeVar("E", bound=StrEnum)


def _put(row: Row) -> Result:
    one, other = (_partner(row.tx, row.text(column, 160, needed=True), column) for column in ("title", "to"))
    if one == other:
        raise Rejected(_("a network or organisation has no tie with itself."), "to")
    kind, standing = _word(row, "kind", RelationKind), _word(row, "status", Standing)
    draft = Draft(one, kind, other, standing, row.text("text", LONGEST_LINE))
    return lists.put(row.tx, row.text("key", 200, needed=True), draft, row.world.now, example=row.example)


def _word(row: Row, column: str, kind: type[E]) -> E:
    told = row.text(column, 60, needed=True).casefold()
    if told not in set(kind):
        raise Rejected(none_of(told, kind), column)
    return kind(told)


def _partner(tx: Tx, name: str, column: str) -> Thing:
    found = partners.called(tx, name)
    if found is None:
        near = [each.name for each in partners.like(tx, name, 1)]
        raise Rejected(unknown(name, near), column)
    return found.thing


def _rows(view: View) -> Iterator[dict[str, str]]:
    """What both sides said goes out, and nothing that was counted or waits."""
    for relation, one, other in lists.counting(view.tx):
        yield {
            "key": exchange.key_of(view.tx, RELATION, relation.id)
            or view.key(RELATION, f"r-{relation.id}", relation.id),
            "title": one.name,
            "kind": relation.kind.value,
            "to": other.name,
            "status": relation.standing.value,
            "text": relation.line,
            "doubt": "",
            "source": "",
        }


FORMAT = Format(
    "relations",
    ("key", "title", "kind", "to", "status"),
    ("text", "doubt", "source"),
    _put,
    _rows,
    becomes=(RELATION,),
    ignored=frozenset({"doubt", "source"}),
)
