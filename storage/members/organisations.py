"""Keeps organisations and initiatives that members belong to, and the names they go by."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from storage import tables
from storage.database.text import fold
from storage.exchange import other_names
from storage.tables import organisation_names, organisation_origins, organisations
from storage.vocabulary import OrganisationKind

ORGANISATION = "organisation"
"""As letters know the name of one."""

_NAMED = select(organisations).join(organisation_names).where(organisation_names.c.folded == bindparam("folded"))
_AMONG = (
    select(organisations.c.id, organisations.c.name, organisation_names.c.folded)
    .join(organisation_names)
    .where(organisation_names.c.folded.in_(bindparam("names", expanding=True)))
    .order_by(organisations.c.id)
)


@dataclass(frozen=True, slots=True)
class Organisation:
    id: int
    name: str
    kind: OrganisationKind | None


def put(
    tx: Connection,
    name: str,
    kind: OrganisationKind | None = None,
    *,
    also: Iterable[str] = (),
    by: int | None = None,
) -> tuple[int, bool]:
    """Make the organisation of that name or bring it up to date: its id, and whether anything changed."""
    known = tx.execute(
        select(organisations.c.id, organisations.c.kind)
        .join(organisation_names)
        .where(organisation_names.c.folded == fold(name))
    ).first()
    if known is None:
        organisation = tx.execute(
            insert(organisations).values(name=name, kind=kind).returning(organisations.c.id)
        ).scalar_one()
        if by is not None:
            tx.execute(insert(organisation_origins).values(organisation_id=organisation, member_id=by))
    else:
        organisation = known.id
    changed = known is None
    if known is not None and kind is not None and known.kind != kind:
        tx.execute(update(organisations).where(organisations.c.id == organisation).values(kind=kind))
        changed = True
    held = set(
        tx.execute(
            select(organisation_names.c.folded).where(organisation_names.c.organisation_id == organisation)
        ).scalars()
    )
    for other in (name, *also):
        if fold(other) not in held:
            held.add(fold(other))
            tx.execute(insert(organisation_names).values(folded=fold(other), name=other, organisation_id=organisation))
            changed = True
    return organisation, changed


def added_by(tx: Connection, member: int) -> list[int]:
    """Those that a member named first."""
    return list(
        tx.execute(
            select(organisation_origins.c.organisation_id).where(organisation_origins.c.member_id == member)
        ).scalars()
    )


def drop_unused(tx: Connection, ids: Iterable[int]) -> tuple[list[int], list[int]]:
    """Let go of those of these that nobody is of: which, and the networks that were of one."""
    used = exists().where(tables.members.c.organisation_id == organisations.c.id)
    unused = select(organisations.c.id).where(organisations.c.id.in_(list(ids)), ~used)
    gone = list(tx.execute(unused).scalars())
    theirs = update(tables.networks).where(tables.networks.c.organisation_id.in_(gone)).values(organisation_id=None)
    changed = tx.execute(theirs.returning(tables.networks.c.id)).scalars().all()
    tx.execute(delete(organisations).where(organisations.c.id.in_(gone)))
    return gone, list(changed)


def named(tx: Connection, name: str) -> Organisation | None:
    row = tx.execute(_NAMED, {"folded": fold(name)}).first()
    return Organisation(row.id, row.name, OrganisationKind(row.kind) if row.kind else None) if row else None


def among(tx: Connection, names: Iterable[str]) -> list[tuple[int, str, str]]:
    """Organisations that go by one of these names: id, name, and the name that it was, as `fold` has it."""
    rows = tx.execute(_AMONG, {"names": sorted({fold(name) for name in names})})
    return [(row.id, row.name, row.folded) for row in rows]


def every(tx: Connection) -> list[Organisation]:
    """Return all of them, by name."""
    rows = tx.execute(select(organisations).order_by(organisations.c.name))
    return [Organisation(row.id, row.name, OrganisationKind(row.kind) if row.kind else None) for row in rows]


def names_of(tx: Connection, organisation: int) -> list[str]:
    """Return all that one goes by."""
    known = select(organisation_names.c.name).where(organisation_names.c.organisation_id == organisation)
    return list(tx.execute(known.order_by(organisation_names.c.name)).scalars())


def names(tx: Connection) -> dict[int, list[str]]:
    """Return every name that each goes by."""
    return other_names(tx, organisation_names, "organisation_id")
