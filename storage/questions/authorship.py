"""Says what becomes of questions and answers when who wrote them is forgotten, and takes an answer back."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, null, or_, select, update

from storage.accounts.authored import Authored
from storage.questions import questions as asked
from storage.questions.question import ANSWER, QUESTION
from storage.tables import answers, questions, reuses
from storage.vocabulary import Outcome, QuestionStatus


def _carried_on(member: int) -> ColumnElement[bool]:
    """Tell whether another question goes on in it, or somebody else said what came of it."""
    other = questions.alias()
    return or_(exists().where(other.c.merged_into == questions.c.id), questions.c.closed_by != member)


def _taken_up(member: int) -> ColumnElement[bool]:
    """Tell whether an answer helped another: who asked said so or closed with it, or others went on from there."""
    of_it, later, again = questions.alias(), answers.alias(), reuses.alias()
    helped = or_(answers.c.accepted_at.is_not(None), of_it.c.closed_at >= answers.c.given_at)
    not_theirs = or_(of_it.c.asker_id != member, of_it.c.asker_id.is_(None))
    return or_(
        exists(select(of_it.c.id).where(of_it.c.id == answers.c.question_id, not_theirs, helped)),
        exists(
            select(later.c.id).where(
                later.c.question_id == answers.c.question_id,
                later.c.id > answers.c.id,
                or_(later.c.member_id != member, later.c.member_id.is_(None)),
            )
        ),
        exists(
            select(again.c.id).where(
                again.c.question_id == answers.c.question_id,
                again.c.at >= answers.c.given_at,
                or_(again.c.member_id != member, again.c.member_id.is_(None)),
            )
        ),
    )


def withdraw(tx: Connection, question: int, now: datetime) -> None:
    """Leave its number and what others answered."""
    tx.execute(
        update(questions)
        .where(questions.c.id == question)
        .values(
            **dict.fromkeys(("text", "context", "goal", "tried", "wanted", "outcome_text"), ""),
            attachments=null(),
            outcome=Outcome.withdrawn,
            closed_at=now,
            changed_at=now,
        )
    )
    tx.execute(
        update(questions)
        .where(questions.c.id == question, questions.c.status.not_in((QuestionStatus.hidden, QuestionStatus.merged)))
        .values(status=QuestionStatus.closed)
    )
    asked.reindexed(tx, question)


def withdraw_answer(tx: Connection, answer: int, _now: datetime) -> None:
    """Leave its number only."""
    gone = update(answers).where(answers.c.id == answer).values(text="", attachments=null())
    asked.reindexed(tx, tx.execute(gone.returning(answers.c.question_id)).scalar_one())


def drop_answer(tx: Connection, answer: int) -> None:
    """Take it away: its question is as it was without it."""
    gone = delete(answers).where(answers.c.id == answer).returning(answers.c.question_id)
    question = tx.execute(gone).scalar()
    if question is not None:
        asked.rested(tx, question)


AUTHORED = (
    # Answers first: what is left of them tells whether others built on the question.
    Authored(ANSWER, "A", answers, "member_id", withdraw_answer, drop=drop_answer, built_on=_taken_up),
    Authored(QUESTION, "K", questions, "asker_id", withdraw, built_on=_carried_on),
)
