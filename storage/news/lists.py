"""Takes news from lists, and gives it all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.news import news
from storage.news.item import NEWS, Draft, Item, State, address_of
from storage.news.tables import LONGEST_LINK
from storage.news.tables import news as table


def put(tx: Connection, key: str, member: int | None, draft: Draft, now: datetime, *, example: bool = False) -> Result:
    """The item with that key."""
    id_ = exchange.known(tx, NEWS, key)
    held = news.get(tx, id_) if id_ is not None else None
    if held is None:
        if draft.link and news.at_address(tx, draft.link, None):
            return Result.same
        made = news.put(tx, member, draft, now)
        exchange.remember(tx, NEWS, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        return Result.new
    same = replace(
        draft,
        unnamed=held.draft.unnamed,
        room=held.draft.room,
        regions=draft.regions or held.draft.regions,
        themes=draft.themes or held.draft.themes,
    )
    if same == held.draft:
        return Result.same
    there = news.at_address(tx, same.link, same.room) if same.link else None
    if there is None or there.id == held.id:
        address = address_of(same.link, same.room, LONGEST_LINK) if held.state is State.shared else None
        tx.execute(update(table).where(table.c.id == held.id).values(link=same.link, address=address))
    values = {"text": same.text, "sort": same.sort}
    tx.execute(update(table).where(table.c.id == held.id).values(**values))
    news.describe(tx, held.id, same.regions, same.themes)
    news.changed(tx, held.id)
    return Result.changed


def all_news(tx: Connection) -> Iterator[Item]:
    for ids in exchange.pages(tx, table):
        yield from news.load(tx, ids)
