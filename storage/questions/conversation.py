"""Records what was said in a question's conversation, and its copies. The words are in the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from storage.messaging.outbox import Letter
from storage.tables import outbox, question_copies, question_messages, questions
from storage.vocabulary import Lane


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a question's conversation. `lead` stood before its words when it was said as a command."""

    id: int
    question_id: int
    member_id: int | None
    answer_id: int | None
    lead: str
    key: str
    asks: bool = False
    """It asked the question itself."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A letter that says it elsewhere. `out`: it arrived, or may be on its way; else it waits untried, or is parked."""

    outbox_key: str
    platform: str
    conversation_key: str
    conversation: Mapping[str, Any]
    lane: Lane
    payload: Mapping[str, Any]
    payload_version: int
    out: bool


def record(
    tx: Connection,
    question: int,
    key: str,
    member: int,
    now: datetime,
    *,
    answer: int | None = None,
    lead: str = "",
    asks: bool = False,
) -> int:
    """That message belongs to the question: its number, for its copies."""
    number: int = tx.execute(
        insert(question_messages)
        .values(question_id=question, key=key, member_id=member, answer_id=answer, lead=lead, said_at=now, asks=asks)
        .returning(question_messages.c.id)
    ).scalar_one()
    return number


def copied(tx: Connection, message: int, letter: Letter) -> None:
    """That letter is a copy of it."""
    tx.execute(insert(question_copies).values(message_id=message, outbox_key=letter.key))


def by_key(tx: Connection, key: str) -> Said | None:
    return _one(tx, question_messages.c.key == key)


def by_id(tx: Connection, message: int) -> Said | None:
    return _one(tx, question_messages.c.id == message)


def by_copy(tx: Connection, outbox_key: str) -> Said | None:
    """Return the message that a letter of ours is a copy of."""
    copied_from = select(question_copies.c.message_id).where(question_copies.c.outbox_key == outbox_key)
    return _one(tx, question_messages.c.id.in_(copied_from))


def latest(tx: Connection, question: int, *, by: int | None = None, but: int | None = None) -> Said | None:
    """Return what was said last, by that member or by somebody else than that one."""
    which = [question_messages.c.question_id == question, ~question_messages.c.asks]
    which += [question_messages.c.member_id == by] if by is not None else []
    which += [question_messages.c.member_id != but] if but is not None else []
    return _one(tx, *which)


def asked_in(tx: Connection, question: int) -> Said | None:
    """Return the message in which the question was asked, as long as it is known."""
    return _one(tx, question_messages.c.question_id == question, question_messages.c.asks)


def counts_as(tx: Connection, message: int, answer: int | None) -> None:
    """Let that message be an answer, or no answer any more."""
    tx.execute(update(question_messages).where(question_messages.c.id == message).values(answer_id=answer))


def of_answer(tx: Connection, answer: int) -> Said | None:
    """Return the message in which an answer was given, as long as it is known."""
    return _one(tx, question_messages.c.answer_id == answer)


def of_member(tx: Connection, question: int, member: int) -> bool:
    """Tell whether they said anything in it before."""
    said = select(question_messages.c.id).where(
        question_messages.c.question_id == question, question_messages.c.member_id == member
    )
    return tx.execute(said.limit(1)).first() is not None


def copies(tx: Connection, message: int) -> list[Copy]:
    """Return those that are still known, oldest first."""
    rows = tx.execute(
        select(outbox)
        .join(question_copies, question_copies.c.outbox_key == outbox.c.key)
        .where(question_copies.c.message_id == message)
        .order_by(outbox.c.id)
    )
    return [
        Copy(
            row.key,
            row.platform,
            row.conversation_key,
            row.conversation,
            Lane(row.lane),
            row.payload,
            row.payload_version,
            out=row.sent_at is not None or (row.attempts > 0 and row.parked_at is None),
        )
        for row in rows
    ]


def rewrite(tx: Connection, outbox_key: str, payload: Mapping[str, Any]) -> None:
    """What it says from now on: whoever sends it again, or for the first time, sends that."""
    tx.execute(update(outbox).where(outbox.c.key == outbox_key).values(payload=payload))


def drop(tx: Connection, outbox_key: str) -> bool:
    """Never send it, nor a correction of it: False when it is out."""
    idle = or_(outbox.c.attempts == 0, outbox.c.parked_at.is_not(None))
    gone = delete(outbox).where(outbox.c.key == outbox_key, outbox.c.sent_at.is_(None), idle)
    dropped = tx.execute(gone).rowcount == 1
    if dropped:
        tx.execute(delete(outbox).where(outbox.c.target == outbox_key))
    return dropped


def silence(tx: Connection, outbox_key: str, payload: Mapping[str, Any]) -> None:
    """Forget the words of a copy that arrived, and of its corrections. What is on its way is taken back behind it."""
    told = or_(outbox.c.key == outbox_key, outbox.c.target == outbox_key)
    tx.execute(update(outbox).where(told, outbox.c.sent_at.is_not(None)).values(payload=payload))


def forget(tx: Connection, message: int) -> None:
    """It was taken back."""
    tx.execute(delete(question_messages).where(question_messages.c.id == message))


def goes_on_in(tx: Connection, question: int) -> int:
    """Return the question itself, or the one that it was merged into."""
    into = tx.execute(select(questions.c.merged_into).where(questions.c.id == question)).scalar()
    return into or question


def _one(tx: Connection, *which: ColumnElement[bool]) -> Said | None:
    """Return the latest of these."""
    found = select(question_messages).where(*which).order_by(question_messages.c.id.desc()).limit(1)
    row = tx.execute(found).first()
    return Said(row.id, row.question_id, row.member_id, row.answer_id, row.lead, row.key, row.asks) if row else None
