"""Takes relations from lists, and gives those that both sides said."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from storage import exchange
from storage.exchange import Result
from storage.relations import partners, relations
from storage.relations.partners import Partner
from storage.relations.relation import RELATION, Draft, Relation


def put(tx: Connection, key: str, draft: Draft, now: datetime, *, example: bool = False) -> Result:
    """Let it be so: who gives the list answers for both sides. What people here took away stays away."""
    known = exchange.known(tx, RELATION, key)
    held = relations.same(tx, draft)
    if held is None:
        if known is not None:
            return Result.same
        made = relations.put(tx, draft, now, by=None, waits_for=None, example=example)
        if made is not None:
            exchange.remember(tx, RELATION, key, made)
        return Result.new
    exchange.remember(tx, RELATION, key, held.id)
    changed = relations.confirm(tx, held.id)
    changed |= relations.revise(tx, held.id, draft.standing, draft.line or held.line)
    return Result.changed if changed else Result.same


def counting(tx: Connection) -> Iterator[tuple[Relation, Partner, Partner]]:
    """Yield what both sides said, of what is on the list."""
    held = relations.counting(tx)
    known = partners.load(tx, {side for each in held for side in (each.one, each.other)})
    for each in held:
        if each.one in known and each.other in known:
            yield each, known[each.one], known[each.other]
