"""Takes requests of nobody in particular from lists, and gives those: what people asked goes in no file."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.helpdesk import requests
from storage.helpdesk.request import REQUEST, Draft, Request
from storage.helpdesk.tables import requests as table


def put(tx: Connection, key: str, draft: Draft, now: datetime, *, example: bool = False) -> Result:
    """The request with that key."""
    id_ = exchange.known(tx, REQUEST, key)
    held = requests.get(tx, id_) if id_ is not None else None
    if held is None:
        made = requests.put(tx, None, draft, now)
        exchange.remember(tx, REQUEST, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        return Result.new
    if draft == held.draft:
        return Result.same
    values = {
        "desk": draft.desk,
        "text": draft.text,
        "help": draft.help,
        "region_id": draft.region_id or held.draft.region_id,
        "asked_by": draft.asked_by,
        "advice": draft.advice,
    }
    tx.execute(update(table).where(table.c.id == held.id).values(**values))
    return Result.changed


def from_lists(tx: Connection) -> Iterator[Request]:
    for ids in exchange.pages(tx, table):
        yield from (each for each in requests.load(tx, ids) if each.asker_id is None)
