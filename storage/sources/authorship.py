"""Says what becomes of shared sources, and of what was told of them, when who gave that is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from storage.accounts.authored import Authored
from storage.sources import sources as kept
from storage.sources.source import SOURCE, State
from storage.sources.tables import source_notes, sources

LETTER = "D"


def withdraw(tx: Connection, number: int, now: datetime) -> None:
    """Leave its number, and what others told of it."""
    gone = dict.fromkeys(("title", "owner", "text", "rhythm", "link", "used_for"), "")
    values = {**gone, "state": State.withdrawn, "changed_at": now}
    tx.execute(update(sources).where(sources.c.id == number).values(values))
    kept.changed(tx, number)


def _drop(tx: Connection, number: int) -> None:
    tx.execute(delete(sources).where(sources.c.id == number))


def _drop_note(tx: Connection, told: int) -> None:
    number = tx.execute(
        delete(source_notes).where(source_notes.c.id == told).returning(source_notes.c.source_id)
    ).scalar()
    if number is not None:
        kept.changed(tx, number)


def _of_another(member: int) -> ColumnElement[bool]:
    """It was told of a source that somebody else put, and that others look into."""
    mine = select(sources.c.id).where(sources.c.id == source_notes.c.source_id, sources.c.member_id == member)
    return ~exists(mine)


AUTHORED = (
    Authored(
        "source note",
        LETTER,
        source_notes,
        "member_id",
        lambda tx, told, _now: _drop_note(tx, told),
        drop=_drop_note,
        built_on=_of_another,
        numbered="source_id",
    ),
    # Others built on it when somebody else told something of it.
    Authored(SOURCE, LETTER, sources, "member_id", withdraw, drop=_drop),
)
