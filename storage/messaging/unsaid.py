"""Lets our copies of letters no longer say what is nobody's business any more, and forgets what they answered.

A letter holds such words as those of a mark of their own (`bot.chat.spans.Named`, "vote/5"). What stands on the
platform stays there: it is what people wrote and read themselves.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, cast, select, update
from sqlalchemy import Text as SqlText

from storage.messaging import inbox
from storage.tables import inbox as events
from storage.tables import outbox, posts

ANSWER = "/answer"
"""What the key of an answer has behind that of the event which it answers."""

_KEPT = "..."


def unsay(tx: Connection, kind: str, id: int) -> None:
    """Take the words of that mark out of all letters, and what people wrote to get them out of what came in."""
    mark = f"{kind}/{id}"
    letters = select(outbox.c.id, outbox.c.key, outbox.c.payload).where(_holds(outbox.c.payload, mark))
    for row in tx.execute(letters).all():
        tx.execute(update(outbox).where(outbox.c.id == row.id).values(payload=_without(row.payload, mark)))
        inbox.empty(tx, row.key.removesuffix(ANSWER))
    # An answer that went along with the request it answered stands beside the event.
    answered = select(events.c.event_id).where(_holds(events.c.reply, mark))
    for event in tx.execute(answered).scalars().all():
        inbox.empty(tx, event)
        tx.execute(update(events).where(events.c.event_id == event).values(reply=None))


def unpress(tx: Connection, subject: str, id: int) -> None:
    """Forget what people pressed on the cards of a thing, where the platform shows by itself who pressed what."""
    shown = select(posts.c.native_id).where(posts.c.subject == subject, posts.c.subject_id == id)
    pressed = events.c.payload["message_id"].as_string().in_(shown)
    for event in tx.execute(select(events.c.event_id).where(pressed)).scalars().all():
        inbox.empty(tx, event)


def _holds(column: Any, mark: str) -> Any:  # Any: JSON, and a condition
    return cast(column, SqlText).contains(f'"{mark}"', autoescape=True)


def _without(data: Any, mark: str) -> Any:  # Any: JSON
    match data:
        case {"$": "Named", "thing": str(thing)} if thing == mark:
            return _KEPT
        case list():
            return [_without(each, mark) for each in data]
        case Mapping():
            return {key: _without(each, mark) for key, each in data.items()}
        case _:
            return data
