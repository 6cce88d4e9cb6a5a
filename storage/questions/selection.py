"""Finds questions by what they are about, what they need, where they stand, who asked them and when."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, ScalarSelect, exists, select

from storage import tables
from storage.database.pages import about_all, filtered, holds, met, narrowed, of_few, page
from storage.members.member import WIDER
from storage.questions import knowledge
from storage.questions.question import Filter, Question
from storage.questions.questions import load
from storage.tables import questions
from storage.vocabulary import Field, Place


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Question], int]:
    """Return one page of questions, latest first, and how many there are in all."""
    order = questions.c.id if which.asker is None and not which.organisations else of_few(questions.c.id)
    ordered = select(questions.c.id).where(*_conditions(tx, which)).order_by(order.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def _conditions(tx: Connection, which: Filter) -> Iterator[ColumnElement[bool]]:
    if len(which.statuses) > 1:  # many have one of them
        yield met(tx, questions.c.status).in_(which.statuses)
    else:
        yield filtered(tx, questions.c.status, which.narrow, which.regions, which.themes).in_(which.statuses)
    for wanted, column in (
        (which.kinds, questions.c.kind),
        (which.knowledge, questions.c.knowledge_type),
        (which.levels, questions.c.level),
    ):
        if wanted:
            yield column.in_(wanted)
    yield from about_all(
        tx, (tables.question_regions, which.regions), (tables.question_themes, which.themes), by_id=True
    )
    if which.knowing:
        yield knowledge.stands(which.knowing)
    if which.asker is not None:
        yield questions.c.asker_id == which.asker
    if which.organisations:
        yield asked_from(which.organisations, which.shown_in)
    if which.since is not None:
        yield questions.c.asked_at >= which.since
    if which.before is not None:
        yield questions.c.asked_at < which.before
    yield from narrowed(tx, which.narrow, questions.c.id, questions.c.asked_at, by_id=True)
    for word in which.words:
        yield holds(tx, questions.c.text, word)


def asked_from(organisations: Collection[int], place: Place) -> ColumnElement[bool]:
    """Tell whether somebody asked it who shows there that they are of one of these organisations."""
    members = tables.members
    theirs = select(members.c.id).where(members.c.organisation_id.in_(organisations), *_shows_it(place))
    return questions.c.asker_id.in_(theirs) & ~questions.c.anonymous


def organisation_shown(place: Place) -> ScalarSelect[int | None]:
    """Return a column for a statement on questions: the organisation of who asked, where they show that."""
    members = tables.members
    whose = select(members.c.organisation_id).where(members.c.id == questions.c.asker_id, *_shows_it(place))
    return whose.where(~questions.c.anonymous).scalar_subquery()


def _shows_it(place: Place) -> list[ColumnElement[bool]]:
    """That a member shows in a place that there they are, and of which organisation."""
    members, consents = tables.members, tables.consents
    where = consents.c.place.in_(WIDER[place])
    return [
        exists().where(consents.c.member_id == members.c.id, consents.c.field == field, where)
        for field in (Field.found, Field.organisation)
    ]
