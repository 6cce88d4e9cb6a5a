"""Reads the one row that says which index this is, and the lexicon that its rows are analysed with."""

from dataclasses import dataclass
from secrets import token_hex
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Transaction, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.search.lexicon import Lexicon
from storage.search.tables import search_state

_CURRENT = select(search_state.c.identity, search_state.c.version)
_LEXICON = select(search_state.c.version, search_state.c.lexicon)

_states: WeakKeyDictionary[Transaction, "State"] = WeakKeyDictionary()
"""Which index it is, by the transaction that looked: it asks several times."""
_lexicons: dict[str, Lexicon] = {}
"""Unpacked lexicons by the digest of what is in them, so that what a transaction rolls back does no harm."""


@dataclass(frozen=True, slots=True)
class State:
    identity: str
    """Drawn once: what a process remembers is of this index and no other."""
    version: str
    """Of the lexicon in force."""


class OtherIndex(RuntimeError):
    """Another version of the product made the search index. Run: plek reindex"""


def current(tx: Connection) -> State | None:
    """Find which index this is; None before the first evidence was put."""
    # A savepoint has its own: what it made may be rolled back.
    transaction = tx.get_nested_transaction() or tx.get_transaction()
    known = _states.get(transaction) if transaction is not None else None
    if known is None and (row := tx.execute(_CURRENT).one_or_none()) is not None:
        known = State(row.identity, row.version)
        if transaction is not None:
            _states[transaction] = known
    return known


def lexicon(tx: Connection) -> Lexicon:
    """Return the lexicon in force; an empty one before the first evidence was put. Raises `OtherIndex`."""
    state = current(tx)
    if state is None:
        return Lexicon({})
    known = _lexicons.get(state.version)
    if known is None:
        row = tx.execute(_LEXICON).one()
        known = Lexicon.unpack(row.lexicon)
        if known.version != row.version:
            raise OtherIndex(OtherIndex.__doc__)
        if len(_lexicons) >= 4:
            _lexicons.clear()
        _lexicons[known.version] = known
    return known


def outdated(tx: Connection) -> bool:
    """Tell whether another version of the product made the index, so that this one cannot read it."""
    try:
        lexicon(tx)
    except OtherIndex:
        return True
    return False


def begin(tx: Connection) -> None:
    """Make the index if there is none. Two processes may do so at once."""
    if current(tx) is not None:
        return
    empty = Lexicon({})
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    values = {
        "id": 1,
        "identity": token_hex(16),
        "version": empty.version,
        "lexicon": empty.pack(),
        "generation": 0,
        "common_of": 0,
    }
    tx.execute(insert(search_state).values(values).on_conflict_do_nothing())


def replace_lexicon(tx: Connection, new: Lexicon) -> None:
    """Put a newer lexicon in force, for what is analysed from now on."""
    tx.execute(update(search_state).values(version=new.version, lexicon=new.pack()))
    transaction = tx.get_transaction()
    if transaction is not None:
        _states.pop(transaction, None)
