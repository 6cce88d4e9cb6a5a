"""Tells in a digest of words newly settled."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story, look
from commands.glossary.browse import list_words
from storage.database.database import Tx
from storage.glossary import words as storage
from storage.glossary.word import Word

MOST_READ = 1_000


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    # A word has no region and no theme: it is for who wants to hear of everything, or follows it.
    return [
        Story(
            f"word/{each.id}",
            each.settled_at or each.changed_at,
            partial(_drawn, each),
            by=frozenset({each.member_id} if each.member_id is not None else ()),
        )
        for each in storage.settled_between(tx, since, until, MOST_READ)
    ]


def _drawn(word: Word) -> Item:
    notes = (words(shorten(word.meanings[0].text, 110)),) if word.meanings else ()
    return Item(words(Bold(word.title)), notes, look(word.number, _("View")))


SETTLED = Section("words", _("Words, newly settled"), 70, _gather, more=list_words.line())
