"""Counts how often a group, an organisation or an initiative was asked, and finds who still waits for a first word."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, or_, select

from storage import tables
from storage.database.id_sets import ids_of, linked, only_within
from storage.questions.question import QUESTION
from storage.tables import answers, consents, members, question_messages, questions, requests
from storage.vocabulary import Field, OrganisationKind, QuestionStatus, RequestState

FIRST_WORD = "first word"
"""The act of telling a coordinator that nobody said a word yet: it is noted once for a question."""


class Load(NamedTuple):
    """How often somebody was asked since some moment: themselves, and all of their organisation."""

    own: int = 0
    organisation: int = 0


NEVER: Final = Load()


def load(
    tx: Connection, since: datetime, *, member: int | None = None, network: int | None = None, organisation: int | None
) -> Load:
    """Count how often a member or a network was asked since then, and everybody of their organisation."""
    lately = requests.c.asked_at >= since
    mine = requests.c.member_id == member if member is not None else requests.c.network_id == network
    own = _count(tx, lately, mine)
    if organisation is None:
        return Load(own)
    theirs = select(members.c.id).where(members.c.organisation_id == organisation)
    of_theirs = select(tables.networks.c.id).where(tables.networks.c.organisation_id == organisation)
    both = or_(requests.c.member_id.in_(theirs), requests.c.network_id.in_(of_theirs))
    return Load(own, _count(tx, lately, both))


def _count(tx: Connection, *which: ColumnElement[bool]) -> int:
    return int(tx.execute(select(func.count()).select_from(requests).where(*which)).scalar_one())


@dataclass(frozen=True, slots=True)
class Unheard:
    """A question of an initiative or farmer on which nobody with a name said anything."""

    id: int
    text: str
    asked_at: datetime
    regions: frozenset[int]


def unheard(
    tx: Connection, since: datetime, until: datetime, regions: frozenset[int] | None, limit: int, *, untold: bool
) -> list[Unheard]:
    """Return those put between two moments, in these regions and no other, oldest first.

    With `untold` those of which no coordinator was told yet.
    """
    between = {"since": since, "until": until, "most": limit}
    rows = tx.execute(_unheard(regions, tx.dialect.name, untold=untold), between)
    return [Unheard(row.id, row.text, row.asked_at, ids_of(row.regions)) for row in rows]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _unheard(regions: frozenset[int] | None, dialect: str, *, untold: bool) -> Select[*tuple[Any, ...]]:
    told = exists().where(
        tables.audit.c.subject == QUESTION,
        tables.audit.c.subject_id == questions.c.id,
        tables.audit.c.act == FIRST_WORD,
    )
    return (
        select(questions.c.id, questions.c.text, questions.c.asked_at, linked(tables.question_regions).label("regions"))
        .where(
            questions.c.status.in_((QuestionStatus.open, QuestionStatus.answered)),
            questions.c.asked_at.between(bindparam("since"), bindparam("until")),
            ~questions.c.example,
            only_within(tables.question_regions, regions),
            # Before who said something: it is the asker that nearly all questions fail by.
            _small(dialect),
            ~_word_in(answers.c.question_id, answers.c.member_id),
            ~_word_in(question_messages.c.question_id, question_messages.c.member_id, ~question_messages.c.asks),
            ~_word_in(requests.c.question_id, requests.c.settled_by, requests.c.state == RequestState.accepted),
            *((~told,) if untold else ()),
        )
        .order_by(questions.c.asked_at)
        .limit(bindparam("most"))
    )


def _small(dialect: str) -> ColumnElement[bool]:
    """Tell whether who asked is of an initiative, or a farmer by what they call themselves.

    It is looked up for each question of those days: joined, all that a member ever asked would be.
    """
    organisations = tables.organisations
    said = members.c.position + " " + func.coalesce(organisations.c.name, "")
    # SQLite looks for plain letters in either case by itself, and much faster than by our own `lower`.
    farms = (
        said.contains(word) if dialect == "sqlite" else said.icontains(word)
        for word in ("boer", "agrari", "melkvee", "akkerbouw", "farmer")
    )
    small = or_(organisations.c.kind == OrganisationKind.maatschappelijk_initiatief, *farms)
    who = members.outerjoin(organisations, organisations.c.id == members.c.organisation_id)
    return exists().select_from(who).where(members.c.id == questions.c.asker_id, small)


def _word_in(question: ColumnElement[int], by: ColumnElement[int], *which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether somebody else than its asker said something of it who shows their name to members."""
    named = exists().where(consents.c.member_id == by, consents.c.field == Field.found)
    return exists().where(question == questions.c.id, by.is_not(None), by != questions.c.asker_id, named, *which)
