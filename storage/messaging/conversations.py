"""Keeps the places that the bot is in, as audiences: their language, regions and themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import tables
from storage.database.id_sets import ids_of, linked, relink
from storage.tables import conversations

_PLACES = select(
    conversations,
    linked(tables.conversation_regions).label("regions"),
    linked(tables.conversation_themes).label("themes"),
)


@dataclass(frozen=True, slots=True)
class Audience:
    """A place as an audience. `address` is the stored conversation, for whoever sends there."""

    id: int
    key: str
    platform: str
    kind: str
    name: str
    language: str
    regions: frozenset[int]
    themes: frozenset[int]
    address: Mapping[str, Any]
    left_at: datetime | None
    closed: bool
    """Encrypted, by invitation only, or a group chat: its words are not for everybody."""


def by_key(tx: Connection, key: str) -> Audience | None:
    row = tx.execute(_PLACES.where(conversations.c.key == key)).first()
    return _audience(row) if row else None


def get(tx: Connection, conversation: int) -> Audience | None:
    row = tx.execute(_PLACES.where(conversations.c.id == conversation)).first()
    return _audience(row) if row else None


def shared(tx: Connection) -> list[Audience]:
    """Return the channels, rooms and group chats that the bot is in, by name."""
    here = _PLACES.where(conversations.c.left_at.is_(None), conversations.c.kind != "personal")
    return [_audience(row) for row in tx.execute(here.order_by(conversations.c.name, conversations.c.id)).all()]


def put(
    tx: Connection,
    *,
    key: str,
    platform: str,
    kind: str,
    name: str,
    language: str,
    address: Mapping[str, Any],
    now: datetime,
    closed: bool | None = False,
) -> tuple[Audience, bool]:
    """The bot is in this place: what is known of it, and whether it came back or is new.

    Where nobody said whether it is `closed`, it stays as it was.
    """
    held = by_key(tx, key)
    if held is None:
        tx.execute(
            insert(conversations).values(
                key=key,
                platform=platform,
                kind=kind,
                name=name[:160],
                language=language,
                address=address,
                closed=bool(closed),
                created_at=now,
            )
        )
    else:
        tx.execute(
            update(conversations)
            .where(conversations.c.id == held.id)
            .values(
                address=address,
                name=name[:160] or held.name,
                left_at=None,
                closed=held.closed if closed is None else closed,
            )
        )
    audience = by_key(tx, key)
    if audience is None:
        raise LookupError(key)
    return audience, held is None or held.left_at is not None


def leave(tx: Connection, key: str, now: datetime) -> bool:
    """Mark that the bot is no longer there: False when it was not."""
    return tx.execute(update(conversations).where(conversations.c.key == key).values(left_at=now)).rowcount == 1


def of_team(tx: Connection, platform: str, team: str) -> list[Audience]:
    """Return the places of a team, also those that the bot left."""
    there = tx.execute(_PLACES.where(conversations.c.platform == platform, conversations.c.kind == "channel")).all()
    return [_audience(row) for row in there if (row.address.get("address") or {}).get("team") == team]


def return_to(tx: Connection, platform: str, team: str, left_at: datetime) -> None:
    """Be back in the places of a team that were left at that moment, all at once."""
    back = [each.id for each in of_team(tx, platform, team) if each.left_at == left_at]
    tx.execute(update(conversations).where(conversations.c.id.in_(back)).values(left_at=None))


def move(tx: Connection, was: str, key: str, address: Mapping[str, Any]) -> bool:
    """Let the place go on under another key, with all that is known of it: False when it was not known."""
    tx.execute(delete(conversations).where(conversations.c.key == key))
    moved = update(conversations).where(conversations.c.key == was).values(key=key, address=address, left_at=None)
    return tx.execute(moved).rowcount == 1


def describe(
    tx: Connection,
    conversation: int,
    *,
    language: str | None = None,
    regions: Iterable[int] | None = None,
    themes: Iterable[int] | None = None,
) -> None:
    """What this audience reads and is about; what is None stays as it was."""
    if language is not None:
        tx.execute(update(conversations).where(conversations.c.id == conversation).values(language=language))
    for table, ids in ((tables.conversation_regions, regions), (tables.conversation_themes, themes)):
        if ids is not None:
            relink(tx, table, conversation, ids)


def set_moderators(tx: Connection, conversation: int, members: Iterable[int], now: datetime) -> None:
    """These members, and no others, coordinate this place because they moderate it."""
    held = tables.roles
    wanted = set(members)
    current = set(tx.execute(select(held.c.member_id).where(held.c.conversation_id == conversation)).scalars())
    tx.execute(delete(held).where(held.c.conversation_id == conversation, held.c.member_id.in_(current - wanted)))
    for member in sorted(wanted - current):
        tx.execute(
            insert(held).values(member_id=member, role="coordinator", conversation_id=conversation, granted_at=now)
        )


def _audience(row: Any) -> Audience:  # Any: a Row of _PLACES
    return Audience(
        id=row.id,
        key=row.key,
        platform=row.platform,
        kind=row.kind,
        name=row.name,
        language=row.language,
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
        address=row.address,
        left_at=row.left_at,
        closed=row.closed,
    )
