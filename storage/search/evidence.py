"""Keeps what is known, in rows, and who it speaks for.

The storage modules of members, networks, questions and answers call these functions in the transaction that makes the
change, so that the index can never disagree with the tables:

    search.admit(tx, Subject("network", 12, "Onder Twente", regions=(17,), themes=(3, 9)))
    search.put(tx, "network", 12, [Evidence("aim", "Onder Twente", aim, owners=(Owner("network", 12, "self"),))])
    search.withdraw(tx, "member", 7)   # consent withdrawn: not found from this moment
    search.remove(tx, "question", 12)  # the question's rows are gone

Two rules keep people safe. Only a *subject* that was admitted can be found, whatever rows name it: forgetting to admit
hides, it never exposes. And a row is read only by those who may see its audience.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    String,
    and_,
    any_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.search import changes, state
from storage.search.analyser import analyse
from storage.search.postings import pack_recent
from storage.search.tables import search_recent, search_row, search_subject

_ROWS = select(search_row).where(search_row.c.id.in_(bindparam("ids", expanding=True)))
_SUBJECTS = select(search_subject).where(
    search_subject.c.kind == bindparam("kind"), search_subject.c.id.in_(bindparam("ids", expanding=True))
)
# PostgreSQL gets arrays: a statement that has one form is planned once, and one for all kinds is one round trip.
_kinds, _arrays = bindparam("kinds", type_=ARRAY(String)), bindparam("ids", type_=ARRAY(BigInteger))
_ROWS_OF = select(search_row).where(search_row.c.id == any_(_arrays))
_wanted = func.unnest(_kinds, _arrays).table_valued("kind", "id", name="wanted").render_derived()
_SUBJECTS_OF = select(search_subject).join(
    _wanted, and_(search_subject.c.kind == _wanted.c.kind, search_subject.c.id == _wanted.c.id)
)

Key = tuple[str, int]
"""The kind and the number of a subject."""

KEPT = 20_000
"""Subjects that a process keeps: some 10 MB."""

EVERYONE = "everyone"
"""The audience of what may be read anywhere, also on the web."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be found: a member, a network, a question."""

    kind: str
    id: int
    name: str
    audience: str = EVERYONE
    """Who may find it; see `Query.audiences`."""
    regions: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    level: str | None = None
    sort: str | None = None
    """The kind of organisation of a member, the kind of a network, the status of a question."""
    knowledge: tuple[str, ...] = ()
    """Knowledge types it offers or asks for."""
    organisation: int | None = None
    confirmed: datetime | None = None
    """When it was last said to be right (networks) or last changed."""
    away_until: datetime | None = None
    """Not found before this moment: a member on pause."""


class Owner(NamedTuple):
    """Whom a row speaks for, and how: `role` is a key of `bot.search.ranking.ROLES` (self, convenor, asked, ...)."""

    kind: str
    id: int
    role: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One text that says what someone or something is about."""

    field: str
    """Which text of its source it is: `expertise`, `aim`, `question`, ... Unique within the source."""
    title: str
    text: str = ""
    owners: tuple[Owner, ...] = ()
    audience: str = EVERYONE
    at: datetime | None = None
    """When it was said; counts for recency and for `Query.before`."""


@dataclass(frozen=True, slots=True)
class Row:
    """An evidence row as it is stored."""

    id: int
    source_kind: str
    source_id: int
    evidence: Evidence


_SUBJECT = select(search_subject).where(
    search_subject.c.kind == bindparam("kind_"), search_subject.c.id == bindparam("id_")
)
_NOT_SUBJECT = delete(search_subject).where(
    search_subject.c.kind == bindparam("kind_"), search_subject.c.id == bindparam("id_")
)
_OF_SOURCE = (
    select(search_row)
    .where(search_row.c.source_kind == bindparam("kind"), search_row.c.source_id == bindparam("id"))
    .order_by(search_row.c.id)
)
_ROW_ID = insert(search_row).returning(search_row.c.id)


def admit(tx: Connection, subject: Subject) -> None:
    """Let `subject` be found, or change what is known of it."""
    which = {"kind_": subject.kind, "id_": subject.id}
    before = tx.execute(_SUBJECT, which).mappings().one_or_none()
    values = subject_values(subject)
    if before is not None:
        if dict(before) == values:
            return
        tx.execute(_NOT_SUBJECT, which)
    tx.execute(insert(search_subject), values)
    state.begin(tx)
    changes.record(tx, [("subject", subject.kind, subject.id)])


def withdraw(tx: Connection, kind: str, id: int) -> None:
    """Let it no longer be found, from this moment, in any role. Rows that only speak for it should be removed too."""
    gone = tx.execute(_NOT_SUBJECT, {"kind_": kind, "id_": id})
    if gone.rowcount:
        changes.record(tx, [("subject", kind, id)])


def put(tx: Connection, kind: str, id: int, rows: Sequence[Evidence]) -> None:
    """Let `rows` be all the evidence that the source `kind` `id` gives. What is unchanged is left alone."""
    wanted = {row.field: row for row in rows if (row.title.strip() or row.text.strip()) and row.owners}
    if len(wanted) < len({row.field for row in rows if row.field in wanted}):
        raise ValueError(f"{kind} {id}: two rows of evidence have the same field.")
    stale: list[int] = []
    for stored in of_source(tx, kind, id):
        if wanted.get(stored.evidence.field) == stored.evidence:
            del wanted[stored.evidence.field]
        else:
            stale.append(stored.id)
    _drop(tx, stale)
    if not wanted:
        return
    state.begin(tx)
    lexicon = state.lexicon(tx)
    noted: list[tuple[str, str, int]] = []
    for evidence in wanted.values():
        values = {
            "source_kind": kind,
            "source_id": id,
            "field": evidence.field,
            "audience": evidence.audience,
            "at": evidence.at,
            "title": evidence.title,
            "text": evidence.text,
            "owners": [[owner.kind, owner.id, owner.role] for owner in evidence.owners],
        }
        row_id = tx.execute(_ROW_ID, values).scalar_one()
        terms = analyse(evidence.title, evidence.text, lexicon)
        tx.execute(insert(search_recent), {"row": row_id, "postings": pack_recent(terms, lexicon)})
        noted.append(("row", "", row_id))
    changes.record(tx, noted)


def remove(tx: Connection, kind: str, id: int) -> None:
    """Drop every row that the source `kind` `id` gave."""
    _drop(tx, [row.id for row in of_source(tx, kind, id)])


def rename(tx: Connection, owner: Key, to: Key | None) -> None:
    """Let what speaks for one speak for another from now on, or for nobody any more."""
    for source in sorted({(row.source_kind, row.source_id) for row in _owned_by(tx, *owner)}):
        renamed = []
        for row in of_source(tx, *source):
            owners = (
                Owner(*(to or owner), each.role) if (each.kind, each.id) == owner else each
                for each in row.evidence.owners
                if to or (each.kind, each.id) != owner
            )
            renamed.append(replace(row.evidence, owners=tuple(dict.fromkeys(owners))))
        put(tx, *source, renamed)


def of_source(tx: Connection, kind: str, id: int) -> list[Row]:
    """Return the rows that a source gave."""
    return [_row(*found) for found in tx.execute(_OF_SOURCE, {"kind": kind, "id": id})]


def rows(tx: Connection, ids: Iterable[int]) -> dict[int, Row]:
    """Return the rows with these ids, as far as they are still there."""
    query = _ROWS_OF if tx.dialect.name == "postgresql" else _ROWS
    return {found[0]: _row(*found) for found in tx.execute(query, {"ids": list(ids)}).all()}


def subjects(tx: Connection, keys: Iterable[Key], known: dict[Key, Subject] | None = None) -> dict[Key, Subject]:
    """Return the admitted subjects among `keys`.
    What is in `known` is not read again, and what is read is added to it.
    """
    found: dict[Key, Subject] = {}
    missing: list[Key] = []
    for key in keys:
        subject = known.get(key) if known is not None else None
        if subject is None:
            missing.append(key)
        else:
            found[key] = subject
    fresh = {(subject.kind, subject.id): subject for subject in _read_subjects(tx, missing)}
    if known is not None:
        if len(known) > KEPT:
            known.clear()
        known.update(fresh)
    return found | fresh


def latest(tx: Connection, kind: str, audience: str, most: int) -> list[Subject]:
    """Return the newest admitted subjects of a kind that this audience sees, of whatever topic."""
    which = (search_subject.c.kind == kind, search_subject.c.audience == audience)
    newest = select(search_subject.c.id).where(*which).order_by(search_subject.c.id.desc()).limit(most)
    ids = tx.execute(newest).scalars().all()
    found = {each.id: each for each in _read_subjects(tx, [(kind, each) for each in ids])}
    return [found[each] for each in ids if each in found]


def _owned_by(tx: Connection, kind: str, id: int) -> list[Row]:
    """Return the rows that speak for one: as the table says, whatever the index holds of it."""
    if tx.dialect.name == "postgresql":
        owned = type_coerce(search_row.c.owners, JSONB).contains([[kind, id]])
    else:
        each = func.json_each(search_row.c.owners).table_valued("value")
        of_kind, of_id = (func.json_extract(each.c.value, f"$[{place}]") for place in range(2))
        owned = exists(select(each.c.value).where(of_kind == kind, of_id == id))
    return [_row(*found) for found in tx.execute(select(search_row).where(owned).order_by(search_row.c.id))]


def _drop(tx: Connection, ids: list[int]) -> None:
    if not ids:
        return
    tx.execute(delete(search_recent).where(search_recent.c.row.in_(ids)))
    tx.execute(delete(search_row).where(search_row.c.id.in_(ids)))
    changes.record(tx, [("row", "", row_id) for row_id in ids])


def _read_subjects(tx: Connection, keys: Sequence[Key]) -> Iterator[Subject]:
    kinds = [kind for kind, _ in keys]
    if keys and tx.dialect.name == "postgresql":
        for row in tx.execute(_SUBJECTS_OF, {"kinds": kinds, "ids": [id_ for _, id_ in keys]}):
            yield _subject(*row)
        return
    for kind in set(kinds):
        for row in tx.execute(_SUBJECTS, {"kind": kind, "ids": [id_ for of, id_ in keys if of == kind]}):
            yield _subject(*row)


def _row(
    id: int,
    kind: str,
    source: int,
    field: str,
    audience: str,
    at: datetime | None,
    owners: list[tuple[str, int, str]],
    title: str,
    text: str,
) -> Row:
    """Read a row of `search_row`."""
    speaks_for = tuple(Owner(*owner) for owner in owners)
    return Row(id, kind, source, Evidence(field, title, text, speaks_for, audience, at))


def subject_values(subject: Subject) -> dict[str, Any]:  # Any: column values of several types
    """Return the row of `search_subject` that a subject is kept in."""
    facets = {
        "regions": list(subject.regions),
        "themes": list(subject.themes),
        "level": subject.level,
        "sort": subject.sort,
        "knowledge": list(subject.knowledge),
        "organisation": subject.organisation,
        "confirmed": subject.confirmed.isoformat() if subject.confirmed else None,
    }
    return {
        "kind": subject.kind,
        "id": subject.id,
        "name": subject.name,
        "audience": subject.audience,
        "away_until": subject.away_until,
        "facets": {name: facet for name, facet in facets.items() if facet},
    }


def _subject(
    kind: str,
    id: int,
    name: str,
    audience: str,
    away_until: datetime | None,
    facets: dict[str, Any],  # Any: JSON
) -> Subject:
    """Read a row of `search_subject`."""
    return Subject(
        kind,
        id,
        name,
        audience,
        regions=tuple(facets.get("regions", ())),
        themes=tuple(facets.get("themes", ())),
        level=facets.get("level"),
        sort=facets.get("sort"),
        knowledge=tuple(facets.get("knowledge", ())),
        organisation=facets.get("organisation"),
        confirmed=datetime.fromisoformat(facets["confirmed"]) if "confirmed" in facets else None,
        away_until=away_until,
    )
