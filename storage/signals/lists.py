"""Takes signals and risks from lists, and gives them all."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.signals import signals
from storage.signals.signal import SIGNAL, Draft, Signal, Voice
from storage.signals.tables import signals as table


def put_signal(
    tx: Connection, key: str, draft: Draft, proposal: str, now: datetime, *, example: bool = False
) -> Result:
    """The signal with that key: what a file says of it beside its state, which people here changed since."""
    id_ = exchange.known(tx, SIGNAL, key)
    held = signals.get(tx, id_) if id_ is not None else None
    if held is None:
        made = signals.put(tx, None, draft, now)
        exchange.remember(tx, SIGNAL, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        if proposal:
            signals.say(tx, made.id, None, Voice.proposal, proposal, now)
        return Result.new
    values = {"text": draft.text, "scope": draft.scope, "body": draft.body or held.body, "raised_by": draft.raised_by}
    changed = any(getattr(held, name) != value for name, value in values.items())
    if changed:
        tx.execute(update(table).where(table.c.id == held.id).values(**values, changed_at=now))
    regions, themes = draft.regions or held.regions, draft.themes or held.themes
    if (regions, themes) != (held.regions, held.themes):
        signals.describe(tx, held.id, regions, themes)
        changed = True
    if proposal and not held.proposal:
        signals.say(tx, held.id, None, Voice.proposal, proposal, now)
        changed = True
    if changed:
        signals.reindexed(tx, held.id)
    return Result.changed if changed else Result.same


def all_signals(tx: Connection) -> Iterator[Signal]:
    for ids in exchange.pages(tx, table):
        yield from signals.load(tx, ids)
