"""Keeps what others propose to make of a question: a better wording, or background that it lacks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Column, Connection, Index, String, Table, func, insert, select, update

from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import goes_with

LONGEST: Final = 1_000
"""Characters of a wording, and of background: those of a question."""


class Part(StrEnum):
    """Says what of a question it is about."""

    text = "text"
    context = "context"


class State(StrEnum):
    open = "open"
    taken = "taken"
    declined = "declined"
    withdrawn = "withdrawn"


proposals = Table(
    "question_proposals",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    # What its asker did not take goes with who proposed it.
    key("members"),
    *one_of("part", Part),
    Column("text", String(LONGEST), nullable=False),
    *one_of("state", State),
    Column("made_at", Instant, nullable=False),
    Index("ix_question_proposals_question_id", "question_id"),
    Index("ix_question_proposals_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its question and who proposed it")},
)


@dataclass(frozen=True, slots=True)
class Proposal:
    id: int
    question_id: int
    member_id: int
    part: Part
    text: str
    state: State


def put(tx: Connection, question: int, member: int, part: Part, text: str, now: datetime) -> int:
    """Keep a proposal of a member, in place of one that still waits: its number."""
    theirs = (proposals.c.question_id == question) & (proposals.c.member_id == member) & (proposals.c.part == part)
    tx.execute(update(proposals).where(theirs, proposals.c.state == State.open).values(state=State.withdrawn))
    values = {"question_id": question, "member_id": member, "part": part, "text": text, "state": State.open}
    return int(tx.execute(insert(proposals).values(**values, made_at=now).returning(proposals.c.id)).scalar_one())


def waiting(tx: Connection, question: int, but: int) -> int:
    """Count the proposals of others than that member that wait for the asker of a question."""
    theirs = (proposals.c.question_id == question) & (proposals.c.member_id != but)
    return int(tx.execute(select(func.count()).where(theirs, proposals.c.state == State.open)).scalar_one())


def get(tx: Connection, proposal: int) -> Proposal | None:
    row = tx.execute(select(proposals).where(proposals.c.id == proposal)).first()
    if row is None:
        return None
    return Proposal(row.id, row.question_id, row.member_id, Part(row.part), row.text, State(row.state))


def settle(tx: Connection, proposal: int, to: State, *, was: State = State.open) -> bool:
    """Bring it to another state: False when it was not in that one any more."""
    which = (proposals.c.id == proposal) & (proposals.c.state == was)
    return tx.execute(update(proposals).where(which).values(state=to)).rowcount == 1
