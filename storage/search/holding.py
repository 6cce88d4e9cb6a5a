"""Finds the things of a kind that say a word themselves: for lists, which show all that do and rank nothing."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
from sqlalchemy import Column, ColumnElement, Connection

from storage.database.pages import among
from storage.search import memory as memories
from storage.search.analyser import word_key
from storage.search.memory import Memory
from storage.search.postings import Places


def holding(tx: Connection, kind: str, words: Mapping[str, Collection[str]]) -> dict[str, frozenset[int]]:
    """Return for each word the ids of the things of a kind that say it, in one of the forms that it is given with.

    Only what stands in a thing's own rows counts: titles, texts, the parts of compounds; not what others say of it.
    """
    forms = {word: {word_key(form) for form in said} for word, said in words.items()}
    keys = sorted(set().union(*forms.values()))
    with memories.of(tx) as memory:
        if memory is None or not keys:
            return dict.fromkeys(words, frozenset())
        found = memory.terms.whole(tx, memory.terms.find(tx, keys))
        recent = dict(zip(keys, memory.recent.find(np.array(keys, np.int64)), strict=True))
        number = memory.names.number(kind)
        held = {
            key: _things(memory, number, np.concatenate([found[key].places, *(places for places, _ in recent[key])]))
            for key in keys
        }
    return {word: frozenset().union(*(held[key] for key in theirs)) for word, theirs in forms.items()}


def saying(
    tx: Connection, kind: str, column: Column[int], word: str, letters: Callable[[str], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """Return a condition for things of a kind that say a word: what the index knows, or else what their letters say.

    To look at the letters of all takes as long as there are; only a piece of a word is found by nothing else.
    """
    held = holding(tx, kind, {word: [word]})[word]
    return among(tx, column, held) if held else letters(word)


def _things(memory: Memory, kind: int, places: Places) -> frozenset[int]:
    its = memory.row_alive.view[places] & (memory.row_source_kind.view[places] == kind)
    return frozenset(memory.row_source_id.view[places[its]].tolist())
