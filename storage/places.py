"""Where a question lives: the rooms and channels in which it was asked, or to which it was brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select

from storage.tables import conversations, outbox, question_places


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """`address` is the stored conversation, thread and all; `outbox_key` the letter that brought the question here."""

    question_id: int
    conversation_id: int
    name: str
    language: str
    key: str
    address: Mapping[str, Any]
    outbox_key: str | None


def put(
    tx: Connection,
    question: int,
    conversation: int,
    key: str,
    address: Mapping[str, Any],
    now: datetime,
    *,
    outbox_key: str | None = None,
) -> bool:
    """The question lives there too from now on: False when it did already."""
    held = select(question_places.c.id).where(
        question_places.c.question_id == question, question_places.c.conversation_id == conversation
    )
    if tx.execute(held).first():
        return False
    tx.execute(
        insert(question_places).values(
            question_id=question,
            conversation_id=conversation,
            conversation_key=key,
            conversation=address,
            outbox_key=outbox_key,
            since=now,
        )
    )
    return True


def leave(tx: Connection, question: int, conversation: int) -> bool:
    """It lives there no more: False when it did not."""
    gone = delete(question_places).where(
        question_places.c.question_id == question, question_places.c.conversation_id == conversation
    )
    return tx.execute(gone).rowcount > 0


def of_question(tx: Connection, question: int) -> list[QuestionPlace]:
    """The places that the bot is still in, oldest first."""
    rows = tx.execute(
        select(question_places, conversations.c.name, conversations.c.language)
        .join(conversations, conversations.c.id == question_places.c.conversation_id)
        .where(question_places.c.question_id == question, conversations.c.left_at.is_(None))
        .order_by(question_places.c.id)
    )
    return [_place(row) for row in rows]


def question_at(tx: Connection, key: str, place_key: str, thread: str | None) -> int | None:
    """The question that a thread is about: it was asked there, or the message above it brought it there."""
    brought = and_(outbox.c.native_id == thread, outbox.c.conversation_key == place_key)
    return tx.execute(
        select(question_places.c.question_id)
        .outerjoin(outbox, outbox.c.key == question_places.c.outbox_key)
        .where(or_(question_places.c.conversation_key == key, brought) if thread else _never())
        .order_by(question_places.c.id.desc())
        .limit(1)
    ).scalar()


def _never() -> Any:  # Any: a SQL condition
    return question_places.c.id.is_(None)


def _place(row: Any) -> QuestionPlace:  # Any: a Row of all columns
    return QuestionPlace(
        row.question_id,
        row.conversation_id,
        row.name,
        row.language,
        row.conversation_key,
        row.conversation,
        row.outbox_key,
    )
