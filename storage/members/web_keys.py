"""Keeps the keys with which members open what the web has for them alone: codes that nobody types, kept by their hash.

A key holds 256 bits, which nobody guesses: hashing it slowly would gain nothing, and to find it by its hash tells
nothing.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from storage.tables import one_time_codes as keys

UNTIL_TAKEN_BACK = timedelta(days=100 * 365)


class Opens(StrEnum):
    """What a key opens, as the table of codes has it."""

    link = "web link"
    """The way in, once."""
    session = "web session"
    """The workbench, while it lasts."""
    calendar = "web calendar"
    """Their own calendar, until they take it back."""


def issue(tx: Connection, opens: Opens, member: int, now: datetime, lifetime: timedelta = UNTIL_TAKEN_BACK) -> str:
    """Return a new key of a member. It is nowhere to be read again."""
    made = secrets.token_urlsafe(32)
    values = {"hash": _hash(opens, made), "purpose": opens, "member_id": member}
    tx.execute(insert(keys).values(**values, created_at=now, expires_at=now + lifetime))
    return made


def holder(tx: Connection, opens: Opens, held: str, now: datetime) -> int | None:
    """Return whose key it is; None when it opens nothing, or no more."""
    which = (keys.c.hash == _hash(opens, held), keys.c.purpose == opens, keys.c.expires_at > now)
    return tx.execute(select(keys.c.member_id).where(*which)).scalar()


def spend(tx: Connection, opens: Opens, held: str, now: datetime) -> int | None:
    """Use a key up: whose it was. Of all who try at once, one gets it."""
    which = (keys.c.hash == _hash(opens, held), keys.c.purpose == opens)
    row = tx.execute(delete(keys).where(*which).returning(keys.c.member_id, keys.c.expires_at)).first()
    return row.member_id if row and row.expires_at > now else None


def end(tx: Connection, opens: Opens, member: int) -> int:
    """Take back every key of a member that opens that: how many there were."""
    return tx.execute(delete(keys).where(keys.c.member_id == member, keys.c.purpose == opens)).rowcount


def _hash(opens: Opens, held: str) -> str:
    return sha256(f"{opens}:{held}".encode(errors="replace")).hexdigest()
