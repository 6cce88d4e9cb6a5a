"""Gives the web the words that a coordinator settled, with their meanings and nobody's name."""

from collections.abc import Mapping, Sequence

from bot.things.publication import Projection, Published
from commands.glossary.life import Act
from storage.database.database import Tx
from storage.glossary import words as storage
from storage.glossary.word import WORD, State, Word


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in storage.load(tx, ids) if each.state is State.settled and not each.hidden}


def _shown(word: Word) -> Projection:
    return {
        "number": word.number,
        "word": word.title,
        "also": list(word.also),
        # That of one network is for its members to show.
        "meaning": next((each.text for each in word.meanings if each.network_id is None), ""),
        "differs": list(word.differs),
        "better": word.better,
    }


PUBLISHED = Published(WORD, Act.settle, _project)
