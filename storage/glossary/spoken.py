"""Lets search know a word by all its names, once it was settled: the one vocabulary that all read (`storage.terms`)."""

from sqlalchemy import Connection

from storage import terms
from storage.glossary.word import WORD, State, Word


def tell(tx: Connection, word: Word) -> None:
    """What a settled word goes by is known to search; what is no longer, is not."""
    if word.state is State.settled and not word.hidden:
        terms.put(tx, WORD, word.id, (word.title, *word.also))
    else:
        terms.remove(tx, WORD, word.id)
