"""Reads the audiences of digests, many at a time: what they read, and where it is brought to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from storage import tables
from storage.database.id_sets import ids_of, linked
from storage.digest.digests import Subscription
from storage.tables import conversations, identities, members, networks, organisations
from storage.vocabulary import NetworkRole, NetworkStatus, OrganisationKind, Readership


@dataclass(frozen=True, slots=True)
class Reader:
    """A channel or a person. `address` is a stored conversation, or None: then `identity` says whom to reach."""

    subscription: Subscription
    language: str
    time_zone: str
    regions: frozenset[int]
    themes: frozenset[int]
    place: str
    """Key of the conversation where it is read; empty when there is none yet."""
    address: Mapping[str, Any] | None
    identity: tuple[str, str, str] | None
    """Platform, native id and name."""
    reachable: bool
    """The bot is in the channel still; the person is known somewhere and not blocked."""
    paused_until: date | None = None
    kinds: frozenset[Readership] = frozenset()
    """As what they read: a person can be several, a channel is none."""


GOVERNMENT = frozenset(
    {
        *(OrganisationKind.rijk, OrganisationKind.provincie, OrganisationKind.gemeente, OrganisationKind.waterschap),
        *(OrganisationKind.omgevingsdienst, OrganisationKind.koepel, OrganisationKind.planbureau),
    }
)
"""Whose people make policy."""


def load(tx: Connection, subscriptions: Sequence[Subscription]) -> list[Reader]:
    """Readers in the order of the subscriptions; what no longer exists is left out."""
    places = {each.conversation_id: each for each in subscriptions if each.conversation_id is not None}
    people = {each.member_id: each for each in subscriptions if each.member_id is not None}
    found = {**_places(tx, places), **_people(tx, people)}
    return [found[each.id] for each in subscriptions if each.id in found]


def _places(tx: Connection, wanted: Mapping[int, Subscription]) -> dict[int, Reader]:
    if not wanted:
        return {}
    regions, themes = linked(tables.conversation_regions), linked(tables.conversation_themes)
    places = select(conversations, regions.label("regions"), themes.label("themes"))
    return {
        wanted[row.id].id: Reader(
            subscription=wanted[row.id],
            language=row.language,
            time_zone=wanted[row.id].rhythm.time_zone,
            regions=ids_of(row.regions),
            themes=ids_of(row.themes),
            place=row.key,
            address=row.address,
            identity=None,
            reachable=row.left_at is None,
        )
        for row in tx.execute(places.where(conversations.c.id.in_(wanted)))
    }


def _people(tx: Connection, wanted: Mapping[int, Subscription]) -> dict[int, Reader]:
    if not wanted:
        return {}
    regions, themes = linked(tables.member_regions), linked(tables.member_themes)
    people = select(
        members, regions.label("regions"), themes.label("themes"), organisations.c.kind.label("of_kind")
    ).outerjoin(organisations, organisations.c.id == members.c.organisation_id)
    driving = _driving(tx, wanted)
    # The identity that was made last is where they are now, as for notices.
    reached = {
        row.member_id: row
        for row in tx.execute(select(identities).where(identities.c.member_id.in_(wanted)).order_by(identities.c.id))
    }
    found = {}
    for row in tx.execute(people.where(members.c.id.in_(wanted))):
        at = reached.get(row.id)
        subscription = wanted[row.id]
        found[subscription.id] = Reader(
            subscription=subscription,
            language=row.language,
            time_zone=subscription.rhythm.time_zone,
            regions=ids_of(row.regions),
            themes=ids_of(row.themes),
            place="",
            address=at.direct_conversation if at else None,
            identity=(at.platform, at.native_id, at.name) if at else None,
            reachable=at is not None and row.blocked_at is None,
            paused_until=row.paused_until,
            kinds=_kinds(row.of_kind, drives=row.id in driving),
        )
    return found


def _driving(tx: Connection, members_: Collection[int]) -> frozenset[int]:
    """Return those of these members who drive a network on the list."""
    part = tables.network_members
    listed = select(networks.c.id).where(networks.c.status == NetworkStatus.listed)
    rows = select(part.c.member_id).where(part.c.member_id.in_(members_), part.c.role == NetworkRole.convenor)
    return frozenset(tx.execute(rows.where(part.c.network_id.in_(listed))).scalars())


def _kinds(organisation: str | None, *, drives: bool) -> frozenset[Readership]:
    found = {Readership.convenors} if drives else set[Readership]()
    if organisation in GOVERNMENT:
        found.add(Readership.policy_makers)
    if organisation == OrganisationKind.maatschappelijk_initiatief:
        found.add(Readership.initiatives)
    return frozenset(found)
