"""Finds questions by what they are about, what they need, where they stand, who asked them and when."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, exists, select

from storage import tables
from storage.database.pages import about_all, holds, page
from storage.members.member import WIDER
from storage.questions import knowledge
from storage.questions.question import Filter, Question
from storage.questions.questions import load
from storage.tables import questions
from storage.vocabulary import Field


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Question], int]:
    """Return one page of questions, latest first, and how many there are in all."""
    ordered = select(questions.c.id).where(*_conditions(tx, which)).order_by(questions.c.id.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def _conditions(tx: Connection, which: Filter) -> Iterator[ColumnElement[bool]]:
    yield questions.c.status.in_(which.statuses)
    for wanted, column in (
        (which.kinds, questions.c.kind),
        (which.knowledge, questions.c.knowledge_type),
        (which.levels, questions.c.level),
    ):
        if wanted:
            yield column.in_(wanted)
    yield from about_all(tx, (tables.question_regions, which.regions), (tables.question_themes, which.themes))
    if which.knowing:
        yield knowledge.stands(which.knowing)
    if which.asker is not None:
        yield questions.c.asker_id == which.asker
    if which.organisations:
        yield _asked_from(which)
    if which.since is not None:
        yield questions.c.asked_at >= which.since
    if which.before is not None:
        yield questions.c.asked_at < which.before
    for word in which.words:
        yield holds(tx, questions.c.text, word)


def _asked_from(which: Filter) -> ColumnElement[bool]:
    """Tell whether somebody asked it who shows there that they are of one of these organisations."""
    members, consents = tables.members, tables.consents

    def shows(field: Field) -> ColumnElement[bool]:
        where = consents.c.place.in_(WIDER[which.shown_in])
        return exists().where(consents.c.member_id == members.c.id, consents.c.field == field, where)

    theirs = select(members.c.id).where(
        members.c.organisation_id.in_(which.organisations), shows(Field.found), shows(Field.organisation)
    )
    return questions.c.asker_id.in_(theirs) & ~questions.c.anonymous
