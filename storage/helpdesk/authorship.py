"""Says what becomes of requests, and of what the desk said and keeps, when who gave that is forgotten."""

from datetime import datetime

from sqlalchemy import Connection, delete, true

from storage.accounts.authored import Authored
from storage.helpdesk import answers as fixed
from storage.helpdesk import requests as asked
from storage.helpdesk.request import REQUEST, State
from storage.helpdesk.tables import answers, requests, words

LETTER = "H"


def _withdraw(tx: Connection, request: int, now: datetime) -> None:
    asked.change(tx, request, now, text="", more="", state=State.withdrawn)


def _drop_words(tx: Connection, said: int) -> None:
    tx.execute(delete(words).where(words.c.id == said))


AUTHORED = (
    # Who is forgotten takes their requests along, whatever the desk did with them.
    Authored(REQUEST, LETTER, requests, "asker_id", _withdraw, goes=True),
    # Somebody else asked for the words of the desk: they stay, unless all is to go.
    Authored(
        "desk words",
        LETTER,
        words,
        "member_id",
        lambda tx, said, _now: _drop_words(tx, said),
        drop=_drop_words,
        built_on=lambda _member: true(),
        numbered="desk_request_id",
    ),
    Authored(
        "desk answer",
        "HA",
        answers,
        "member_id",
        lambda tx, answer, _now: fixed.drop(tx, answer),
        drop=fixed.drop,
        built_on=lambda _member: true(),
    ),
)
