"""Says what becomes of words and meanings when who gave them is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, select, update

from storage import terms
from storage.accounts.authored import Authored
from storage.glossary import words as glossary
from storage.glossary.tables import word_betters, word_meanings, word_names, words
from storage.glossary.word import WORD, State

LETTER = "W"


def _settled(_member: int) -> ColumnElement[bool]:
    return words.c.settled_at.is_not(None)


def _means_it(_member: int) -> ColumnElement[bool]:
    return exists(select(words.c.id).where(words.c.id == word_meanings.c.word_id, words.c.settled_at.is_not(None)))


def _was_chosen(_member: int) -> ColumnElement[bool]:
    return exists(select(words.c.id).where(words.c.id == word_betters.c.word_id, words.c.better == word_betters.c.text))


def withdraw(tx: Connection, word: int, now: datetime) -> None:
    """Leave its number only, and what others say that it means."""
    tx.execute(delete(word_names).where(word_names.c.word_id == word))
    gone = {"title": f"{LETTER}-{word}", "differs": [], "better": "", "state": State.withdrawn, "changed_at": now}
    tx.execute(update(words).where(words.c.id == word).values(**gone))
    glossary.changed(tx, word)


def _drop(tx: Connection, word: int) -> None:
    terms.remove(tx, WORD, word)
    tx.execute(delete(words).where(words.c.id == word))


def _drop_meaning(tx: Connection, meaning: int) -> None:
    _drop_from(tx, word_meanings, meaning)


def _drop_better(tx: Connection, better: int) -> None:
    """Let go of a word that somebody would rather use; one that was chosen is chosen no longer."""
    _forget_choice(tx, better)
    _drop_from(tx, word_betters, better)


def _drop_from(tx: Connection, table: Table, id: int) -> None:
    word = tx.execute(delete(table).where(table.c.id == id).returning(table.c.word_id)).scalar()
    if word is not None:
        glossary.changed(tx, word)


def _forget_choice(tx: Connection, better: int) -> None:
    held = select(word_betters.c.word_id, word_betters.c.text).where(word_betters.c.id == better)
    for word, text in tx.execute(held).tuples():
        chosen = update(words).where(words.c.id == word, words.c.better == text).values(better="")
        if tx.execute(chosen).rowcount:
            tx.execute(delete(word_names).where(word_names.c.word_id == word, word_names.c.name == text))


AUTHORED = (
    Authored(
        "meaning",
        LETTER,
        word_meanings,
        "member_id",
        lambda tx, meaning, _now: _drop_meaning(tx, meaning),
        drop=_drop_meaning,
        built_on=_means_it,
        numbered="word_id",
    ),
    Authored(
        "better word",
        LETTER,
        word_betters,
        "member_id",
        lambda tx, better, _now: _drop_better(tx, better),
        drop=_drop_better,
        built_on=_was_chosen,
        numbered="word_id",
    ),
    Authored(WORD, LETTER, words, "member_id", withdraw, drop=_drop, built_on=_settled),
)
