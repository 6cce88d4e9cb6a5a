"""Takes words from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.glossary import words
from storage.glossary.tables import words as table
from storage.glossary.word import WORD, Draft, State, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    key: str
    title: str
    also: tuple[str, ...]
    text: str
    differs: tuple[str, ...]
    state: State
    at: datetime


def put(tx: Connection, sheet: Sheet, now: datetime, *, example: bool = False) -> Result:
    """The word with that key. What members said to it since, and who settled it, stays."""
    id_ = exchange.known(tx, WORD, sheet.key)
    held = words.get(tx, id_) if id_ is not None else words.called_exactly(tx, sheet.title)
    if held is None or held.state is State.asked:
        made = words.propose(tx, None, Draft(sheet.title, sheet.text, sheet.also), sheet.at)
        if made is None:
            return Result.same
        exchange.remember(tx, WORD, sheet.key, made)
        exchange.mark(tx, table, made, example=example)
        words.differ(tx, made, sheet.differs, ())
        if sheet.state is State.settled:
            # What stood in a list is no news of today.
            tx.execute(update(table).where(table.c.id == made).values(state=State.settled, settled_at=sheet.at))
        words.changed(tx, made)
        return Result.new
    exchange.remember(tx, WORD, sheet.key, held.id)
    changed = words.differ(tx, held.id, sheet.differs, sheet.also)
    general = next((each for each in held.meanings if each.network_id is None), None)
    if general is not None and general.member_id is None and general.text != sheet.text:
        words.reword(tx, general.id, sheet.text, now)
        changed = True
    if held.state is State.proposed and sheet.state is State.settled:
        changed |= words.move(tx, held.id, State.settled, now, among={State.proposed})
    if changed:
        words.changed(tx, held.id)
    return Result.changed if changed else Result.same


def all_words(tx: Connection) -> Iterator[Word]:
    for ids in exchange.pages(tx, table):
        yield from words.load(tx, ids)
