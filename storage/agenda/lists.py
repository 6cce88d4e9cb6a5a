"""Takes agenda items from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange, links
from storage.agenda import items
from storage.agenda.item import ITEM, Draft, Item
from storage.agenda.tables import items as table
from storage.exchange import Result
from storage.links import Thing
from storage.vocabulary import LinkKind


@dataclass(frozen=True, slots=True)
class ItemSheet:
    key: str
    draft: Draft
    question_id: int | None


def put_item(tx: Connection, sheet: ItemSheet, now: datetime, *, example: bool = False) -> Result:
    """The item with that key: what a file says of it beside its state, which people here changed since."""
    id_ = exchange.known(tx, ITEM, sheet.key)
    held = items.get(tx, id_) if id_ is not None else None
    draft = sheet.draft
    if held is None:
        made = items.put(tx, None, draft, now)
        exchange.remember(tx, ITEM, sheet.key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        _link(tx, made, sheet.question_id, now)
        return Result.new
    values = {
        "text": draft.text,
        "half": draft.half,
        "kind": draft.kind or held.kind,
        "knowledge_type": draft.knowledge_type or held.knowledge_type,
        "level": draft.level or held.level,
        "list_name": draft.list_name,
        "region_id": draft.region_id,
        "network_id": draft.network_id,
        "parent_id": draft.parent_id or held.parent_id,
    }
    changed = any(getattr(held, name) != value for name, value in values.items())
    if changed:
        tx.execute(update(table).where(table.c.id == held.id).values(**values, changed_at=now))
    regions, themes = draft.regions or held.regions, draft.themes or held.themes
    if (regions, themes) != (held.regions, held.themes):
        items.describe(tx, held.id, regions, themes)
        changed = True
    if changed:
        items.reindexed(tx, held.id)
    return Result.changed if changed else Result.same


def all_items(tx: Connection) -> Iterator[Item]:
    for ids in exchange.pages(tx, table):
        yield from items.load(tx, ids)


def question_of(tx: Connection, item: int) -> int | None:
    """The question that an item comes from, the first of them."""
    found = links.of(tx, [Thing(ITEM, item)]).get(Thing(ITEM, item), [])
    come = (each.other.id for each in found if each.kind is LinkKind.komt_uit and not each.back)
    return next(come, None)


def _link(tx: Connection, item: Item, question: int | None, now: datetime) -> None:
    if question is not None:
        links.link(tx, Thing(ITEM, item.id), LinkKind.komt_uit, Thing("question", question), None, now)
