"""Takes members from lists, and gives all who signed up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from storage import exchange, tables
from storage.accounts import erasure
from storage.exchange import Gone, Result
from storage.members import people
from storage.members.member import Member, Profile
from storage.networks import networks
from storage.vocabulary import Field, NetworkRole, Place


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """Holds what a file tells of a member; None for what it leaves out."""

    key: str
    name: str
    organisation_id: int | None
    position: str
    knows: str
    regions: frozenset[int]
    themes: frozenset[int]
    consents: frozenset[tuple[Field, Place]] | None
    convenor_of: frozenset[int]
    language: str | None
    identities: tuple[tuple[str, str], ...]
    """(platform, native id): how the bot recognises them there."""


def put_member(tx: Connection, sheet: MemberSheet, now: datetime, *, example: bool = False) -> tuple[int, Result]:
    """Return the member with that key. Raises `Gone`."""
    held = _held(tx, sheet, now)
    if held is None:
        member = tx.execute(
            insert(tables.members)
            .values(name=sheet.name, language=sheet.language or "nl", created_at=now, seen_at=now, example=example)
            .returning(tables.members.c.id)
        ).scalar_one()
        exchange.remember(tx, "member", sheet.key, member)
        people.sign_up(tx, member, _profile(sheet, None), sheet.consents or (), now)
        _introduce(tx, member, sheet, now)
        _let_drive(tx, member, sheet, now)
        return member, Result.new
    changed = _introduce(tx, held.id, sheet, now)
    exchange.remember(tx, "member", sheet.key, held.id)
    profile = _profile(sheet, held)
    if profile != people.profile_of(held):
        people.change(tx, held.id, profile)
        changed = True
    narrowed = held.consents & (held.consents if sheet.consents is None else sheet.consents)
    if narrowed != held.consents:
        people.set_consents(tx, held.id, narrowed, now)
        changed = True
    if sheet.language and sheet.language != held.language:
        people.set_language(tx, held.id, sheet.language)
        changed = True
    changed |= _let_drive(tx, held.id, sheet, now)
    return held.id, Result.changed if changed else Result.same


def all_members(tx: Connection) -> Iterator[Member]:
    """Yield those who signed up."""
    for ids in exchange.pages(tx, tables.members):
        yield from (member for member in people.load(tx, ids) if member.signed_up_at)


def _held(tx: Connection, sheet: MemberSheet, now: datetime) -> Member | None:
    id_ = exchange.known(tx, "member", sheet.key)
    if id_ is not None:
        held = people.get(tx, id_)
        if held is None or held.signed_up_at is None:
            raise Gone(Gone.__doc__)
        return held
    for platform, native_id in sheet.identities:
        if erasure.is_erased(tx, platform, native_id):
            raise Gone(Gone.__doc__)
        met = people.by_identity(tx, platform, native_id)
        if met:
            if met.signed_up_at is None:
                people.sign_up(tx, met.id, _profile(sheet, met), sheet.consents or (), now)
                return people.get_one(tx, met.id)
            return met
    return None


def _profile(sheet: MemberSheet, held: Member | None) -> Profile:
    before = people.profile_of(held) if held else None
    return Profile(
        sheet.name,
        sheet.organisation_id or (before.organisation_id if before else None),
        sheet.position or (before.position if before else ""),
        sheet.knows or (before.knows if before else ""),
        sheet.regions or (before.regions if before else frozenset()),
        sheet.themes or (before.themes if before else frozenset()),
    )


def _introduce(tx: Connection, member: int, sheet: MemberSheet, now: datetime) -> bool:
    """Let the bot recognise them; an identity that is someone else's stays theirs."""
    table, new = tables.identities, False
    for platform, native_id in sheet.identities:
        if people.identity(tx, platform, native_id) is None:
            tx.execute(
                insert(table).values(
                    member_id=member, platform=platform, native_id=native_id, name=sheet.name, created_at=now
                )
            )
            new = True
    return new


def _let_drive(tx: Connection, member: int, sheet: MemberSheet, now: datetime) -> bool:
    joined = [networks.join(tx, each, member, NetworkRole.convenor, now) for each in sorted(sheet.convenor_of)]
    return any(joined)
