"""Keeps members: who they are on each platform, what they told of themselves, what they agreed to show."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from storage import tables
from storage.database.id_sets import ids_of, linked
from storage.database.text import fold
from storage.members import evidence, roles
from storage.members.member import KnownIdentity, Member, Profile
from storage.members.organisations import Organisation
from storage.tables import consents, identities, members, organisations
from storage.tables.base import metadata
from storage.vocabulary import HOME_ZONE, Field, OrganisationKind, Place, Role

_IDENTITY = select(identities).where(
    identities.c.platform == bindparam("platform"), identities.c.native_id == bindparam("native_id")
)
_TOLD = select(
    members,
    organisations.c.name.label("organisation"),
    organisations.c.kind.label("organisation_kind"),
    linked(tables.member_regions).label("regions"),
    linked(tables.member_themes).label("themes"),
    select(func.aggregate_strings(consents.c.field + " " + consents.c.place, ","))
    .where(consents.c.member_id == members.c.id)
    .scalar_subquery()
    .label("consents"),
).outerjoin(organisations, organisations.c.id == members.c.organisation_id)
_MEMBERS = _TOLD.where(members.c.id.in_(bindparam("members", expanding=True)))
_KNOWN = _TOLD.where(
    members.c.id
    == select(identities.c.member_id)
    .where(identities.c.platform == bindparam("platform"), identities.c.native_id == bindparam("native_id"))
    .scalar_subquery()
)


def passer_by(language: str) -> Member:
    """Return somebody who sees what everybody may: a card that stands in a shared place is drawn for them."""
    return Member(
        id=0,
        name="",
        language=language,
        time_zone=HOME_ZONE,
        organisation=None,
        position="",
        knows="",
        regions=frozenset(),
        themes=frozenset(),
        consents=frozenset(),
        grants=(),
        signed_up_at=None,
        paused_until=None,
        blocked_at=None,
    )


def meet(tx: Connection, platform: str, native_id: str, name: str, language: str, now: datetime) -> Member:
    """Return the member with that identity; someone new gets a row that holds no more than this."""
    known = by_identity(tx, platform, native_id)
    if known:
        return known
    member = tx.execute(
        insert(members).values(name=name[:120], language=language, created_at=now, seen_at=now).returning(members.c.id)
    ).scalar_one()
    tx.execute(
        insert(identities).values(
            member_id=member, platform=platform, native_id=native_id, name=name[:120], created_at=now
        )
    )
    return get_one(tx, member)


def by_identity(tx: Connection, platform: str, native_id: str) -> Member | None:
    rows = tx.execute(_KNOWN, {"platform": platform, "native_id": native_id}).all()
    return next(iter(_members(tx, rows)), None)


def identity(tx: Connection, platform: str, native_id: str) -> KnownIdentity | None:
    row = tx.execute(_IDENTITY, {"platform": platform, "native_id": native_id}).first()
    return _identity(row) if row else None


def get_one(tx: Connection, member: int) -> Member:
    found = get(tx, member)
    if found is None:
        raise LookupError(f"No member {member}")
    return found


def get(tx: Connection, member: int) -> Member | None:
    return next(iter(load(tx, [member])), None)


def load(tx: Connection, ids: Iterable[int]) -> list[Member]:
    """Return members in the order of `ids`; those that do not exist are left out."""
    wanted = list(ids)
    if not wanted:
        return []
    found = {member.id: member for member in _members(tx, tx.execute(_MEMBERS, {"members": wanted}).all())}
    return [found[member] for member in wanted if member in found]


def _members(tx: Connection, rows: Sequence[Any]) -> list[Member]:  # Any: rows of _TOLD
    grants = roles.held(tx, [row.id for row in rows]) if rows else {}
    return [
        Member(
            id=row.id,
            name=row.name,
            language=row.language,
            time_zone=row.time_zone,
            organisation=Organisation(
                row.organisation_id,
                row.organisation,
                OrganisationKind(row.organisation_kind) if row.organisation_kind else None,
            )
            if row.organisation_id is not None
            else None,
            position=row.position,
            knows=row.knows,
            regions=ids_of(row.regions),
            themes=ids_of(row.themes),
            consents=_agreed(row.consents),
            grants=tuple(grants.get(row.id, ())),
            signed_up_at=row.signed_up_at,
            paused_until=row.paused_until,
            blocked_at=row.blocked_at,
            example=row.example,
            seen_at=row.seen_at,
            asks_unnamed=row.asks_unnamed,
            language_chosen=row.language_chosen,
        )
        for row in rows
    ]


@lru_cache(1 << 8)  # there are not many ways to agree
def _agreed(told: str | None) -> frozenset[tuple[Field, Place]]:
    pairs = (each.split(" ") for each in told.split(",")) if told else ()
    return frozenset((Field(field), Place(place)) for field, place in pairs)


def seen(tx: Connection, member: int, now: datetime) -> None:
    """They spoke: who never signed up is forgotten some time after that (`storage.maintenance.retention`)."""
    tx.execute(update(members).where(members.c.id == member).values(seen_at=now))


def identities_of(tx: Connection, member: int) -> list[KnownIdentity]:
    """Tell where a member can be reached: where they want their notices first, then the latest."""
    rows = tx.execute(
        select(identities)
        .where(identities.c.member_id == member)
        .order_by(identities.c.preferred.desc(), identities.c.id.desc())
    ).all()
    return [_identity(row) for row in rows]


def _identity(row: Any) -> KnownIdentity:  # Any: a Row of all columns
    return KnownIdentity(row.member_id, row.platform, row.native_id, row.name, row.direct_conversation)


def remember_direct(tx: Connection, platform: str, native_id: str, conversation: dict[str, Any]) -> None:
    """From now on this person can be spoken to alone there."""
    tx.execute(
        update(identities)
        .where(identities.c.platform == platform, identities.c.native_id == native_id)
        .values(direct_conversation=conversation, unreachable_at=None)
    )


def unreachable(tx: Connection, member: int, platform: str, now: datetime) -> None:
    """Nothing reaches them there, until they speak to us alone again."""
    tx.execute(
        update(identities)
        .where(identities.c.member_id == member, identities.c.platform == platform)
        .values(direct_conversation=None, unreachable_at=now)
    )


def lost(tx: Connection, ids: Iterable[int]) -> frozenset[int]:
    """Tell whom of these members nothing reaches where their notices go."""
    rows = tx.execute(
        select(identities.c.member_id, identities.c.unreachable_at)
        .where(identities.c.member_id.in_(list(ids)))
        .order_by(identities.c.preferred.desc(), identities.c.id)
    )
    first: dict[int, bool] = {}
    for row in rows:
        first.setdefault(row.member_id, row.unreachable_at is not None)
    return frozenset(member for member, gone in first.items() if gone)


def prefer(tx: Connection, member: int, platform: str, native_id: str) -> None:
    """Send notices there, and nowhere else, when they are in several places."""
    here = and_(identities.c.platform == platform, identities.c.native_id == native_id)
    tx.execute(update(identities).where(identities.c.member_id == member).values(preferred=here))


def count_signed_up(tx: Connection) -> int:
    return tx.execute(select(func.count()).where(members.c.signed_up_at.is_not(None))).scalar_one()


def set_language(tx: Connection, member: int, language: str) -> None:
    tx.execute(update(members).where(members.c.id == member).values(language=language, language_chosen=True))


def set_consents(tx: Connection, member: int, agreed: Iterable[tuple[Field, Place]], now: datetime) -> None:
    """Exactly these, from now on."""
    _put_consents(tx, member, agreed, now)
    reindexed(tx, member)


def _put_consents(tx: Connection, member: int, agreed: Iterable[tuple[Field, Place]], now: datetime) -> None:
    tx.execute(delete(consents).where(consents.c.member_id == member))
    rows = [
        {"member_id": member, "field": field, "place": place, "given_at": now} for field, place in sorted(set(agreed))
    ]
    if rows:
        tx.execute(insert(consents), rows)


def reindexed(tx: Connection, member: int) -> Member:
    """Return the member, from now on found by what they are, and agreed to show, now."""
    found = get_one(tx, member)
    evidence.member(tx, found)
    return found


def sign_up(
    tx: Connection, member: int, profile: Profile, agreed: Iterable[tuple[Field, Place]], now: datetime
) -> Member:
    """Keep a profile and its consents, from now on as a member."""
    tx.execute(
        update(members)
        .where(members.c.id == member)
        .values(signed_up_at=func.coalesce(members.c.signed_up_at, now), seen_at=now)
    )
    _put_consents(tx, member, agreed, now)
    return change(tx, member, profile)


def change(tx: Connection, member: int, profile: Profile) -> Member:
    tx.execute(
        update(members)
        .where(members.c.id == member)
        .values(
            name=profile.name,
            organisation_id=profile.organisation_id,
            position=profile.position,
            knows=profile.knows,
        )
    )
    for table, column, ids in (
        (tables.member_regions, "region_id", profile.regions),
        (tables.member_themes, "theme_id", profile.themes),
    ):
        tx.execute(delete(table).where(table.c.member_id == member))
        for each in sorted(ids):
            tx.execute(insert(table).values(member_id=member, **{column: each}))
    return reindexed(tx, member)


def revise(tx: Connection, member: int, /, **changed: Any) -> Member:  # Any: fields of `Profile`
    """Change some of a profile; what else changes at the same moment stays."""
    tx.execute(select(members.c.id).where(members.c.id == member).with_for_update())
    return change(tx, member, replace(profile_of(get_one(tx, member)), **changed))


def toggle_consent(tx: Connection, member: int, field: Field, place: Place, now: datetime) -> Member:
    """Show that field at that place from now on, or no more."""
    tx.execute(select(members.c.id).where(members.c.id == member).with_for_update())
    set_consents(tx, member, get_one(tx, member).consents ^ {(field, place)}, now)
    return get_one(tx, member)


def profile_of(member: Member) -> Profile:
    return Profile(
        member.name,
        member.organisation.id if member.organisation else None,
        member.position,
        member.knows,
        member.regions,
        member.themes,
    )


def set_time_zone(tx: Connection, member: int, zone: str) -> None:
    """The clock of their office hours and of the days we name."""
    tx.execute(update(members).where(members.c.id == member).values(time_zone=zone))


def ask_unnamed(tx: Connection, member: int, *, always: bool) -> None:
    """Whether new questions of theirs go without their name, unless they say otherwise."""
    tx.execute(update(members).where(members.c.id == member).values(asks_unnamed=always))


def pause(tx: Connection, member: int, until: date | None) -> None:
    """Not found and not asked up to and including that day; None ends it."""
    tx.execute(update(members).where(members.c.id == member).values(paused_until=until))
    reindexed(tx, member)


def block(tx: Connection, member: int, now: datetime | None) -> None:
    """Keep someone out; None lets them in again."""
    tx.execute(update(members).where(members.c.id == member).values(blocked_at=now))
    reindexed(tx, member)


def sign_off(tx: Connection, member: int) -> None:
    """Forget what a member told of themselves. What they asked and answered stays, as by "een deelnemer".

    Rows of a table that says `info={"of_signed_up": True}` go too.
    """
    for table in (
        tables.member_regions,
        tables.member_themes,
        consents,
        tables.network_members,
        tables.follows,
        tables.roles,
        tables.dialogues,
        *(each for each in metadata.sorted_tables if each.info.get("of_signed_up")),
    ):
        tx.execute(delete(table).where(table.c.member_id == member))
    tx.execute(delete(tables.digest_subscriptions).where(tables.digest_subscriptions.c.member_id == member))
    tx.execute(
        update(members)
        .where(members.c.id == member)
        .values(signed_up_at=None, organisation_id=None, position="", knows="", paused_until=None)
    )
    reindexed(tx, member)


def named(tx: Connection, name: str) -> list[Member]:
    """Return signed-up members of that name, in any case."""
    ids = tx.execute(
        select(members.c.id)
        .where(func.lower(members.c.name) == name.strip().lower(), members.c.signed_up_at.is_not(None))
        .order_by(members.c.id)
        .limit(10)
    ).scalars()
    return load(tx, ids.all())


def called_partly(tx: Connection, name: str, limit: int = 10) -> list[Member]:
    """Return signed-up members whose name has all these parts, without accents, titles and what joins a name."""
    wanted = _parts(name)
    if not wanted:
        return []
    every = tx.execute(select(members.c.id, members.c.name).where(members.c.signed_up_at.is_not(None)))
    return load(tx, [row.id for row in every if wanted <= _parts(row.name)][:limit])


_JOINS = frozenset(
    """
    van de der den het ter ten te op in aan von du la le el al bij t s
    mevrouw mevr mw meneer mijnheer dhr heer drs dr ir ing mr prof professor msc bsc mrs ms miss
    """.split()  # noqa: SIM905  # reads better
)
"""What stands in or before a name and tells nobody apart."""


def _parts(name: str) -> frozenset[str]:
    return frozenset(fold(name).split()) - _JOINS


def among(tx: Connection, names: Iterable[str]) -> list[Member]:
    """Return signed-up members with one of these names, in any case."""
    lowered = sorted({name.lower() for name in names})
    if not lowered:
        return []
    ids = tx.execute(
        select(members.c.id)
        .where(func.lower(members.c.name).in_(lowered), members.c.signed_up_at.is_not(None))
        .order_by(members.c.id)
        .limit(10)
    ).scalars()
    return load(tx, ids.all())


def called(tx: Connection, name: str) -> list[Member]:
    """Return everyone of that name, in any case, also who did not sign up."""
    same = (members.c.name == name.strip()) | (func.lower(members.c.name) == name.strip().lower())
    ids = tx.execute(select(members.c.id).where(same).order_by(members.c.id).limit(10)).scalars()
    return load(tx, ids.all())


def with_role(tx: Connection, least: Role) -> list[Member]:
    """Return members granted that role or a higher one, anywhere."""
    wanted = [role.name for role in Role if role >= least]
    ids = tx.execute(select(tables.roles.c.member_id).where(tables.roles.c.role.in_(wanted)).distinct()).scalars()
    return load(tx, sorted(ids))
