"""Gives roles from the command line, to a member found by name or identity."""

from datetime import datetime
from enum import StrEnum

from storage import atlas, audit
from storage.database.database import Tx
from storage.members import codes, people, roles
from storage.members.member import Member
from storage.members.roles import Grant
from storage.networks import networks
from storage.vocabulary import Role, Subject


class Grantable(StrEnum):
    """The roles that can be given. A convenor is who a network says it is, in chat or by import."""

    coordinator = "coordinator"
    steward = "steward"
    admin = "admin"


class Ungrantable(ValueError):
    """It cannot be given, and why, with what would work."""


def grant(
    tx: Tx,
    who: str,
    role: Grantable,
    now: datetime,
    *,
    region: str | None = None,
    network: str | None = None,
) -> str:
    """Give the role, and note it in the audit trail: what was done, in words. Raises `Ungrantable`."""
    if region and network:
        raise Ungrantable("--region and --network: a role has one scope. Leave one out.")
    if role is Grantable.admin and (region or network):
        raise Ungrantable("An administrator is one everywhere: leave out --region and --network.")
    member = _member(tx, who)
    given = Grant(
        Role[role],
        region_id=_region(tx, region) if region else None,
        network_id=_network(tx, network) if network else None,
    )
    where = f" for {region or network}" if region or network else ""
    if not roles.grant(tx, member.id, given, None, now):
        return f"{member.name} was {role} already{where}."
    audit.record(
        tx,
        None,
        "role granted",
        Subject.member,
        member.id,
        now,
        role=role,
        region=given.region_id,
        network=given.network_id,
        by="plek grant",
    )
    if role is Grantable.admin:
        codes.void(tx, codes.FIRST_ADMIN)
    return f"{member.name} is {role} now{where}."


def _member(tx: Tx, who: str) -> Member:
    platform, colon, native = who.partition(":")
    known = people.by_identity(tx, platform, native) if colon else None
    if known:
        return known
    found = people.called(tx, who)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Ungrantable(
            f"Nobody here is called {who}. Whoever sent the bot a message is known by the name of that platform, "
            "or by identity: PLATFORM:ID."
        )
    listed = [
        f"{known.platform}:{known.native_id}" for member in found for known in people.identities_of(tx, member.id)
    ]
    raise Ungrantable(f"{len(found)} people are called {who}. Say which one: {', '.join(listed)}")


def _region(tx: Tx, name: str) -> int:
    found = atlas.atlas(tx).region(name)
    if found is None:
        raise Ungrantable(f"--region: there is no region {name}.")
    return found.id


def _network(tx: Tx, name: str) -> int:
    found = networks.by_name(tx, name)
    if not found:
        raise Ungrantable(f"--network: there is no network {name}.")
    return found[0]
