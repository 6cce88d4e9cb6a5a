"""Declares the file of words, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row, joined
from bot.exchange.view import View, day
from commands.glossary.publication import PUBLISHED
from storage.database.text import fold
from storage.exchange import Result
from storage.glossary import lists, words
from storage.glossary.tables import LONGEST_MEANING, LONGEST_WORD
from storage.glossary.word import WORD, State


def _put(row: Row) -> Result:
    return lists.put(row.tx, _sheet(row), row.world.now, example=row.example)


def _adopt(row: Row) -> Result:
    """A row of another file is a word, unless the Café has that word by now: what stands there is said better."""
    sheet = _sheet(row)
    known = words.called_exactly(row.tx, sheet.title)
    if known is not None and known.state is not State.asked:
        return Result.same
    return lists.put(row.tx, sheet, row.world.now, example=row.example)


def _sheet(row: Row) -> lists.Sheet:
    return lists.Sheet(
        key=row.text("key", 120, needed=True),
        title=row.name("title", LONGEST_WORD),
        also=row.several("also", LONGEST_WORD),
        text=row.text("text", LONGEST_MEANING, needed=True),
        differs=row.several("differs_from", LONGEST_WORD),
        state=_state(row),
        at=row.moment("date"),
    )


def _state(row: Row) -> State:
    told = fold(row.text("status", 40))
    if told and told not in _STATES:
        raise Rejected(none_of(told, _STATES), "status")
    return _STATES[told] if told else State.proposed


_STATES = {
    "vastgesteld": State.settled,
    "voorstel": State.proposed,
    State.settled.value: State.settled,
    State.proposed.value: State.proposed,
}


def _rows(view: View) -> Iterator[dict[str, str]]:
    for word in lists.all_words(view.tx):
        general = next((each.text for each in word.meanings if each.network_id is None), "")
        if word.hidden or word.state not in (State.proposed, State.settled) or not general:
            continue
        yield {
            "key": view.key(WORD, word.number.lower(), word.id),
            "title": word.title,
            "also": joined(word.also),
            "text": general,
            "differs_from": joined(word.differs),
            "status": word.state,
            "date": day(word.made_at),
            NUMBER: str(word.id),
        }


FORMAT = Format(
    "words",
    ("key", "title", "text"),
    ("also", "differs_from", "status", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=75,
    becomes=(WORD,),
    adopt=_adopt,
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"woord": "title", "betekenis": "text", "verschilt van": "differs_from"},
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "word",
            "also": "also",
            "text": "meaning",
            "differs_from": "differs",
            "date": "settled",
        },
    ),
)
