"""Records where a question lives: the rooms in which it was asked, or to which it was brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from storage.messaging import cards
from storage.questions.question import QUESTION
from storage.tables import conversations, outbox, question_places, questions


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """`address` is the stored conversation, thread and all; `outbox_key` the letter that brought the question here.

    `agreed` is false as long as a coordinator's proposal waits for the word of the asker: nothing goes there yet.
    """

    id: int
    question_id: int
    conversation_id: int
    name: str
    language: str
    closed: bool
    platform: str
    place_key: str
    key: str
    address: Mapping[str, Any]
    outbox_key: str | None
    agreed: bool


def put(
    tx: Connection,
    question: int,
    conversation: int,
    key: str,
    address: Mapping[str, Any],
    now: datetime,
    *,
    agreed: bool = True,
) -> int | None:
    """The question lives there too from now on, or when its asker agrees: the place. None when it did already."""
    held = select(question_places.c.id).where(
        question_places.c.question_id == question, question_places.c.conversation_id == conversation
    )
    if tx.execute(held).first():
        return None
    place: int = tx.execute(
        insert(question_places)
        .values(
            question_id=question,
            conversation_id=conversation,
            conversation_key=key,
            conversation=address,
            since=now,
            agreed_at=now if agreed else None,
        )
        .returning(question_places.c.id)
    ).scalar_one()
    cards.touch(tx, QUESTION, question)
    return place


def agree(tx: Connection, place: int, now: datetime) -> bool:
    """Note that its asker gave their word: False when they did so already."""
    agreed = update(question_places).where(question_places.c.id == place, question_places.c.agreed_at.is_(None))
    question = tx.execute(agreed.values(agreed_at=now).returning(question_places.c.question_id)).scalar()
    if question is not None:
        cards.touch(tx, QUESTION, question)
    return question is not None


def disagree(tx: Connection, place: int) -> None:
    """It needs the word of its asker again: until then nothing goes there, and nothing said there goes elsewhere."""
    question = tx.execute(
        update(question_places)
        .where(question_places.c.id == place)
        .values(agreed_at=None)
        .returning(question_places.c.question_id)
    ).scalar_one()
    cards.touch(tx, QUESTION, question)


def brought(tx: Connection, place: int, outbox_key: str) -> None:
    """That letter brings the question there; what is said below it belongs to the question."""
    tx.execute(update(question_places).where(question_places.c.id == place).values(outbox_key=outbox_key))


def leave(tx: Connection, place: int) -> bool:
    """It lives there no more: False when it did not."""
    gone = delete(question_places).where(question_places.c.id == place)
    question = tx.execute(gone.returning(question_places.c.question_id)).scalar()
    if question is not None:
        cards.touch(tx, QUESTION, question)
    return question is not None


def of_question(tx: Connection, question: int, *, proposed: bool = False) -> list[QuestionPlace]:
    """Return the places that the bot is still in, oldest first; those of questions that go on in this one among them.

    With `proposed` also those that wait for the asker's word.
    """
    merged = select(questions.c.id).where(questions.c.merged_into == question)
    rows = tx.execute(
        _places()
        .where(
            or_(question_places.c.question_id == question, question_places.c.question_id.in_(merged)),
            conversations.c.left_at.is_(None),
        )
        .order_by(question_places.c.id)
    )
    found = [_place(row) for row in rows]
    return [place for place in found if proposed or place.agreed]


def get(tx: Connection, place: int) -> QuestionPlace | None:
    row = tx.execute(_places().where(question_places.c.id == place)).first()
    return _place(row) if row else None


def at(tx: Connection, place_key: str, thread: str | None) -> QuestionPlace | None:
    """Return the question that a thread is about: it was asked there, or the message above it brought it there."""
    if thread is None:
        return None
    asked = select(question_places.c.id).where(question_places.c.conversation_key == f"{place_key}#{thread}")
    brought_by = (
        select(question_places.c.id)
        .join(outbox, outbox.c.key == question_places.c.outbox_key)
        .where(outbox.c.native_id == thread, outbox.c.conversation_key == place_key)
    )
    row = tx.execute(
        _places()
        # Each by an index of its own; in one condition they would have every place of every question read.
        .where(question_places.c.id.in_(asked.union(brought_by)), question_places.c.agreed_at.is_not(None))
        .order_by(question_places.c.id.desc())
        .limit(1)
    ).first()
    return _place(row) if row else None


def moved(tx: Connection, conversation: int, key: str, address: Mapping[str, Any]) -> None:
    """A place goes on elsewhere, where its old threads are not: what follows comes without a thread."""
    tx.execute(
        update(question_places)
        .where(question_places.c.conversation_id == conversation)
        .values(conversation_key=key, conversation=address, outbox_key=None)
    )


def in_conversation(tx: Connection, conversation: int, *, limit: int | None) -> list[QuestionPlace]:
    """Return the newest places of questions there, to which their askers agreed."""
    rows = tx.execute(
        _places()
        .where(question_places.c.conversation_id == conversation, question_places.c.agreed_at.is_not(None))
        .order_by(question_places.c.id.desc())
        .limit(limit)
    )
    return [_place(row) for row in rows]


def _places() -> Select[Any]:  # Any: a Row of these columns
    return select(
        question_places,
        conversations.c.name,
        conversations.c.language,
        conversations.c.closed,
        conversations.c.platform,
        conversations.c.key.label("place_key"),
    ).join(conversations, conversations.c.id == question_places.c.conversation_id)


def _place(row: Any) -> QuestionPlace:  # Any: a Row of those columns
    return QuestionPlace(
        id=row.id,
        question_id=row.question_id,
        conversation_id=row.conversation_id,
        name=row.name,
        language=row.language,
        closed=row.closed,
        platform=row.platform,
        place_key=row.place_key,
        key=row.conversation_key,
        address=row.conversation,
        outbox_key=row.outbox_key,
        agreed=row.agreed_at is not None,
    )
