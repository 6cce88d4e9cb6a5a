"""Finds questions that nobody answered: what they are about, without their words."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Table, exists, func, select

from storage import tables
from storage.extents import Extent
from storage.tables import answers, questions
from storage.vocabulary import KnowledgeType, QuestionStatus

About: TypeAlias = tuple[int | None, int | None, KnowledgeType | None]
"""A theme, a region and a kind of knowledge, each None where none is named."""


def count(tx: Connection, extent: Extent) -> int:
    """Return how many there are."""
    return tx.execute(select(func.count()).select_from(questions).where(*_within(extent))).scalar_one()


def tally(tx: Connection, extent: Extent, latest: int | None = None) -> dict[About, int]:
    """Return how many there are of each theme, region and kind of knowledge; with `latest` among the latest so many."""
    of_theme, of_region = tables.question_themes, tables.question_regions
    these = select(questions.c.id, questions.c.knowledge_type).where(*_within(extent))
    waits = (these.order_by(questions.c.asked_at.desc()).limit(latest) if latest else these).subquery()
    cell = (of_theme.c.theme_id, of_region.c.region_id, waits.c.knowledge_type)
    found = (
        select(*cell, func.count())
        .select_from(waits)
        .join(of_theme, of_theme.c.question_id == waits.c.id, isouter=True)
        .join(of_region, of_region.c.question_id == waits.c.id, isouter=True)
    )
    if extent.themes is not None:
        found = found.where(of_theme.c.theme_id.in_(extent.themes))
    if extent.regions is not None:
        found = found.where(of_region.c.region_id.in_(extent.regions))
    rows = tx.execute(found.group_by(*cell))
    return {
        (theme, region, KnowledgeType(knowledge) if knowledge else None): times
        for theme, region, knowledge, times in rows
    }


def latest(tx: Connection, about: About, extent: Extent, limit: int) -> list[int]:
    """Return the latest few of one theme, region and kind of knowledge."""
    theme, region, knowledge = about
    rows = tx.execute(
        select(questions.c.id)
        .where(
            *_waits(extent),
            _has(tables.question_themes, theme),
            _has(tables.question_regions, region),
            questions.c.knowledge_type.is_not_distinct_from(knowledge),
        )
        .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
        .limit(limit)
    )
    return list(rows.scalars())


def _within(extent: Extent) -> list[ColumnElement[bool]]:
    return [*_waits(extent), *extent.about(tables.question_regions, tables.question_themes)]


def _waits(extent: Extent) -> list[ColumnElement[bool]]:
    """That a question is open, was put in the period, and has no answer that is shown."""
    answered = exists().where(answers.c.question_id == questions.c.id, ~answers.c.hidden)
    return [questions.c.status == QuestionStatus.open, extent.at(questions.c.asked_at), ~answered]


def _has(table: Table, id: int | None) -> ColumnElement[bool]:
    """That a question is linked to it in that table; to nothing at all for None."""
    owner, what = table.primary_key.columns
    mine = exists().where(owner == questions.c.id)
    return ~mine if id is None else mine.where(what == id)
