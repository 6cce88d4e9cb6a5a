"""Gives the web the words that a coordinator settled, with their meanings and nobody's name."""

from collections.abc import Mapping, Sequence

from bot.chat.texts import _
from bot.things.publication import CHANGED, NUMBER, Field, Pages, Projection, Published, Shown
from commands.glossary.life import Act
from storage.database.database import Tx
from storage.glossary import words as storage
from storage.glossary.publication import SHELF
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
        "settled": word.settled_at.isoformat() if word.settled_at else "",
        "changed": word.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "begrippen", "en": "words"},
    _("Glossary"),
    _("Word"),
    _("Words of policy, in plain language."),
    SHELF,
    "word",
    (
        NUMBER,
        Field("word", "woord", _("Word"), schema="name"),
        Field("meaning", "betekenis", _("What it means"), schema="description"),
        Field("also", "ook", _("Also called"), Shown.texts, schema="alternateName"),
        Field("differs", "nietHetzelfdeAls", _("Not the same as"), Shown.texts),
        Field("better", "beterWoord", _("Better word")),
        Field("settled", "vastgesteldOp", _("Settled on"), Shown.moment),
        CHANGED,
    ),
    schema="DefinedTerm",
    made="settled",
)
PUBLISHED = Published(WORD, Act.settle, _project, _PAGES)
