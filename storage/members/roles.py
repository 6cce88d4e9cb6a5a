"""Grants roles with a scope. That someone drives a network follows from being its convenor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, literal, null, select, union_all

from storage import tables
from storage.vocabulary import NetworkRole, Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, everywhere or in one region, network or conversation."""

    role: Role
    region_id: int | None = None
    network_id: int | None = None
    conversation_id: int | None = None

    @property
    def everywhere(self) -> bool:
        return self.region_id is None and self.network_id is None and self.conversation_id is None


_HELD = union_all(
    select(
        tables.roles.c.member_id,
        tables.roles.c.role,
        tables.roles.c.region_id,
        tables.roles.c.network_id,
        tables.roles.c.conversation_id,
    ).where(tables.roles.c.member_id.in_(bindparam("members", expanding=True))),
    select(
        tables.network_members.c.member_id,
        literal(Role.convenor.name),
        null(),
        tables.network_members.c.network_id,
        null(),
    ).where(
        tables.network_members.c.member_id.in_(bindparam("members", expanding=True)),
        tables.network_members.c.role == NetworkRole.convenor,
    ),
)


def held(tx: Connection, members: Iterable[int]) -> dict[int, list[Grant]]:
    grants: dict[int, list[Grant]] = {}
    for member, role, *scope in tx.execute(_HELD, {"members": list(members)}).all():
        grants.setdefault(member, []).append(Grant(Role[role], *scope))
    return grants


def grant(tx: Connection, member: int, given: Grant, by: int | None, now: datetime) -> bool:
    """Give a role: False when it was held already."""
    if given in held(tx, [member]).get(member, []):
        return False
    tx.execute(
        insert(tables.roles).values(
            member_id=member,
            role=given.role.name,
            region_id=given.region_id,
            network_id=given.network_id,
            conversation_id=given.conversation_id,
            granted_by=by,
            granted_at=now,
        )
    )
    return True


class LastAdministrator(ValueError):
    """A Café needs an administrator."""


def withdraw(tx: Connection, member: int, given: Grant) -> bool:
    """Take a role back: False when it was not held. Raises `LastAdministrator`."""
    if given == Grant(Role.admin):
        held = select(tables.roles.c.member_id).where(
            tables.roles.c.role == Role.admin.name,
            *(tables.roles.c[scope].is_(None) for scope in ("region_id", "network_id", "conversation_id")),
        )
        if set(tx.execute(held.with_for_update()).scalars()) == {member}:
            raise LastAdministrator(LastAdministrator.__doc__)
    rows = tx.execute(
        delete(tables.roles).where(
            tables.roles.c.member_id == member,
            tables.roles.c.role == given.role.name,
            tables.roles.c.region_id.is_not_distinct_from(given.region_id),
            tables.roles.c.network_id.is_not_distinct_from(given.network_id),
            tables.roles.c.conversation_id.is_not_distinct_from(given.conversation_id),
        )
    )
    return rows.rowcount > 0


def anyone_is(tx: Connection, role: Role) -> bool:
    return tx.execute(select(tables.roles.c.id).where(tables.roles.c.role == role.name).limit(1)).first() is not None
