"""Finds what people of an organisation asked and answered, where they show that they are of it."""

from sqlalchemy import Connection, func, or_, select

from storage.database.pages import of_few
from storage.members.of_organisation import shown
from storage.tables import answers, questions
from storage.vocabulary import Place, QuestionStatus

_UNSEEN = (QuestionStatus.hidden, QuestionStatus.merged)


def asked(tx: Connection, organisation: int, place: Place, limit: int) -> list[int]:
    """Return the latest questions that its people put under their name."""
    rows = (
        select(questions.c.id)
        .where(questions.c.asker_id.in_(shown(organisation, place)), ~questions.c.anonymous)
        .where(questions.c.status.not_in(_UNSEEN), questions.c.text != "")
        .order_by(of_few(questions.c.id).desc())
        .limit(limit)
    )
    return list(tx.execute(rows).scalars())


def answered(tx: Connection, organisation: int, place: Place, limit: int) -> list[int]:
    """Return the questions that its people answered, the latest answer first.

    Who answered their own unnamed question is left out: that would tell who asked.
    """
    unnamed = questions.c.anonymous & (questions.c.asker_id == answers.c.member_id)
    rows = (
        select(answers.c.question_id)
        .join(questions, questions.c.id == answers.c.question_id)
        .where(answers.c.member_id.in_(shown(organisation, place)), ~answers.c.hidden, answers.c.text != "")
        .where(questions.c.status.not_in(_UNSEEN), questions.c.text != "")
        .where(or_(questions.c.asker_id.is_(None), ~unnamed))
        .group_by(answers.c.question_id)
        .order_by(func.max(answers.c.id).desc())
        .limit(limit)
    )
    return list(tx.execute(rows).scalars())
