"""Finds the words that are on the web: those that a coordinator settled."""

from sqlalchemy import select

from storage.glossary.tables import word_meanings, words
from storage.glossary.word import State
from storage.publications import Shelf

_MEANING = (
    # That of one network is for its members to show.
    select(word_meanings.c.text)
    .where(word_meanings.c.word_id == words.c.id, word_meanings.c.network_id.is_(None))
    .limit(1)
    .scalar_subquery()
)

SHELF = Shelf(
    words.c.id,
    (words.c.state == State.settled) & words.c.hidden_at.is_(None),
    (words.c.title,),
    (words.c.title, _MEANING),
    newest=(words.c.settled_at.desc(),),
)
