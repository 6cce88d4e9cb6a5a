"""Keeps which questions and answers who wrote them put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.messaging import cards
from storage.publications import Shelf, turn
from storage.questions.question import QUESTION
from storage.tables import answers, question_regions, question_themes, questions
from storage.vocabulary import QuestionStatus

IN_SIGHT = (QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed)

SHELF = Shelf(
    questions.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    questions.c.published
    & questions.c.asker_id.is_not(None)
    & questions.c.status.in_(IN_SIGHT)
    & (questions.c.text != ""),
    (),
    (questions.c.text,),
    questions.c.status,
    question_regions,
    question_themes,
)


def publish(tx: Connection, question: int, now: datetime, on: bool) -> bool:
    """Put a question on the web, or take it off: False when it was so already."""
    if turned := turn(tx, questions, question, now, on):
        cards.touch(tx, QUESTION, question)
    return turned


def publish_answer(tx: Connection, answer: int, now: datetime, on: bool) -> bool:
    """Let an answer be on the web with its question, or no longer: False when it was so already."""
    turned = update(answers).where(answers.c.id == answer, answers.c.published != on)
    of = tx.execute(turned.values(published=on).returning(answers.c.question_id)).scalar()
    if of is None:
        return False
    tx.execute(update(questions).where(questions.c.id == of).values(changed_at=now))
    cards.touch(tx, QUESTION, of)
    return True


def closed_by_asker(tx: Connection, question_ids: list[int]) -> set[int]:
    """Tell of which of these who asked said what came of it: those words are theirs to publish."""
    own = select(questions.c.id).where(questions.c.id.in_(question_ids), questions.c.closed_by == questions.c.asker_id)
    return set(tx.execute(own).scalars())
