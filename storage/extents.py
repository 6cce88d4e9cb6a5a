"""Bounds what a figure counts: from one moment until another, about these regions and themes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Column, ColumnElement, Table, exists
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus


@dataclass(frozen=True, slots=True)
class Needs:
    """Says which questions: what they need, whose they are, where they stand and how old; nothing is any."""

    kinds: frozenset[QuestionKind] = frozenset()
    knowledge: frozenset[KnowledgeType] = frozenset()
    knowing: frozenset[Knowing] = frozenset()
    levels: frozenset[Level] = frozenset()
    organisations: frozenset[int] = frozenset()
    """Whose asker shows that they are of one of these."""
    statuses: frozenset[QuestionStatus] = frozenset()
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    """What they are about, where nothing else says so."""
    older: int = 0
    younger: int = 0
    """How many days ago they were asked, at least and at most; 0 is any."""

    def __bool__(self) -> bool:
        return self != ANY

    @property
    def sets(self) -> tuple[frozenset[tuple[str, Any]], ...]:
        """What is wanted of each, with the name of that, so that nothing of one is taken for another's."""
        return tuple(frozenset((name, value) for value in getattr(self, name)) for name in _SETS)

    def asked(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """Return since when and until when they were asked; None is any."""
        since, until = (now - timedelta(days=days) if days else None for days in (self.younger, self.older))
        return since, until


_SETS: Final = ("kinds", "knowledge", "knowing", "levels", "organisations", "statuses")
"""What each question is one of."""
ANY: Final = Needs()


@dataclass(frozen=True, slots=True)
class Extent:
    """A period, and the regions and themes with all below them; None for all, and for what is about none."""

    since: datetime
    until: datetime
    now: datetime
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    needs: Needs = ANY
    """Of what counts questions, which of them."""

    @property
    def ends(self) -> datetime:
        """The end of the period, or now as long as it lasts."""
        return min(self.until, self.now)

    def during(self, since: datetime, until: datetime) -> "Extent":
        """Return the same of another period."""
        return replace(self, since=since, until=until)

    def at(self, moment: "Column[datetime]") -> ColumnElement[bool]:
        """Return the condition that it happened in the period."""
        return (moment >= self.since) & (moment < self.until)

    def about(self, regions: Table, themes: Table) -> list[ColumnElement[bool]]:
        """Return the conditions that an owner of these tables, whose keys are (owner, what), is about them."""
        return [
            _linked(table, ids) for table, ids in ((regions, self.regions), (themes, self.themes)) if ids is not None
        ]


def spanning(periods: Sequence[Extent]) -> Extent:
    """Return the extent from the first of these periods until the last has ended: they are of the same."""
    return periods[0].during(min(each.since for each in periods), max(each.until for each in periods))


def _linked(table: Table, ids: frozenset[int]) -> ColumnElement[bool]:
    owner, what = table.primary_key.columns
    (of,) = owner.foreign_keys
    # By another name, since a statement may read that table besides.
    there = table.alias()
    return exists().where(there.c[owner.name] == of.column, there.c[what.name].in_(ids))


class seconds(FunctionElement[int]):  # noqa: N801  # called as a function is
    """A moment in whole seconds, rounded down, to reckon with in a statement on either database."""

    type = BigInteger()
    inherit_cache = True


@compiles(seconds)
def _of_postgres(moment: seconds, compiler: SQLCompiler, **how: Any) -> str:  # Any: of SQLAlchemy
    # Of a float: what EXTRACT gives is reckoned in decimals, which takes several times as long.
    return f"CAST(FLOOR(date_part('epoch', {compiler.process(moment.clauses, **how)})) AS BIGINT)"


@compiles(seconds, "sqlite")
def _of_sqlite(moment: seconds, compiler: SQLCompiler, **how: Any) -> str:  # Any: as above
    # From days since 1970, exact to a tenth of a millisecond: to format each moment takes twice as long.
    return f"CAST((julianday({compiler.process(moment.clauses, **how)}) - 2440587.5) * 86400 + 0.0001 AS INTEGER)"
