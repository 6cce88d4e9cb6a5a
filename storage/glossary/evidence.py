"""Writes what a word means as evidence for search, with the change itself: for the word, and for no person."""

from sqlalchemy import Connection

from storage import search
from storage.glossary.word import WORD, State, Word
from storage.search import Evidence, Owner


def word(tx: Connection, what: Word) -> None:
    """Let a word be found by its names and meanings, while it is there to be seen."""
    if what.hidden or what.state not in (State.proposed, State.settled):
        search.withdraw(tx, WORD, what.id)
        search.remove(tx, WORD, what.id)
        return
    search.admit(tx, search.Subject(WORD, what.id, what.title, confirmed=what.changed_at))
    itself = (Owner(WORD, what.id, "self"),)
    called = ", ".join((what.title, *what.also))
    meant = [
        Evidence(f"meaning {each.network_id or ''}".strip(), called, each.text, itself, at=each.said_at)
        for each in what.meanings
    ]
    search.put(tx, WORD, what.id, meant or [Evidence("name", called, "", itself, at=what.made_at)])
