"""Makes and redeems one-time codes: proof that someone at the server, or in another chat, is who they say.

Only a hash is kept: a code is random enough (80 bits) that hashing it slowly would gain nothing.
"""

import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select, text, update

from storage import audit, tables
from storage.database.text import fold
from storage.tables import one_time_codes
from storage.vocabulary import Subject

LIFETIME = timedelta(hours=24)
TRIES = 5
"""Wrong codes that one member may give within `TRIES_WITHIN`."""
TRIES_WITHIN = timedelta(hours=1)

FIRST_ADMIN = "first_admin"
"""The purpose of the code that makes the first administrator."""

_REFUSED = "code refused"


class Verdict(StrEnum):
    accepted = "accepted"
    wrong = "wrong"
    """Not a code, used before, or expired: which of these is not told."""
    too_often = "too often"


@dataclass(frozen=True, slots=True)
class Redeemed:
    verdict: Verdict
    member_id: int | None = None
    """Whom the code was made for; None when it was for whoever has it."""


def issue(
    tx: Connection, purpose: str, now: datetime, *, member: int | None = None, lifetime: timedelta = LIFETIME
) -> str:
    """Return a new code, for whoever has it or about one member. It is nowhere to be read again."""
    code = b32encode(secrets.token_bytes(10)).decode().lower()
    tx.execute(
        insert(one_time_codes).values(
            hash=_hash(purpose, code), purpose=purpose, member_id=member, created_at=now, expires_at=now + lifetime
        )
    )
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def issue_only(tx: Connection, purpose: str, now: datetime) -> str:
    """As `issue`, for whoever has it: the only code of that purpose that is worth anything from now on."""
    if tx.dialect.name == "postgresql":  # of two processes that start at once, one makes the last
        tx.execute(text(f"LOCK TABLE {one_time_codes.name} IN SHARE ROW EXCLUSIVE MODE"))
    void(tx, purpose)
    return issue(tx, purpose, now)


def redeem(tx: Connection, purpose: str, code: str, by: int, now: datetime) -> Redeemed:
    """Use a code up. A wrong one is remembered against `by`: commit also then, or nothing limits guessing."""
    if _refused_since(tx, by, now - TRIES_WITHIN) >= TRIES:
        return Redeemed(Verdict.too_often)
    accepted = take(tx, purpose, code, now)
    if accepted is None:
        audit.record(tx, by, _REFUSED, Subject.member, by, now, purpose=purpose)
    return accepted or Redeemed(Verdict.wrong)


def take(tx: Connection, purpose: str, code: str, now: datetime) -> Redeemed | None:
    """Use up a code that a button holds, which nobody guesses; None when it is none of that purpose."""
    given = _typed(purpose, code)
    found = None
    # Every code is compared, each in constant time: how long it takes tells nothing.
    for row in tx.execute(
        select(one_time_codes).where(
            one_time_codes.c.purpose == purpose, one_time_codes.c.used_at.is_(None), one_time_codes.c.expires_at > now
        )
    ):
        if hmac.compare_digest(row.hash, given):
            found = row
    if found is not None:
        used = update(one_time_codes).where(one_time_codes.c.hash == found.hash, one_time_codes.c.used_at.is_(None))
        if tx.execute(used.values(used_at=now)).rowcount == 1:
            return Redeemed(Verdict.accepted, found.member_id)
    return None


def burn(tx: Connection, purpose: str, code: str) -> None:
    """Make that code worthless, if it is one: others have seen it."""
    tx.execute(delete(one_time_codes).where(one_time_codes.c.hash == _typed(purpose, code)))


def void(tx: Connection, purpose: str, *, member: int | None = None) -> int:
    """Make unused codes worthless, of one purpose and about that member or nobody: how many."""
    return tx.execute(
        delete(one_time_codes).where(
            one_time_codes.c.purpose == purpose,
            one_time_codes.c.member_id.is_not_distinct_from(member),
            one_time_codes.c.used_at.is_(None),
        )
    ).rowcount


def drop(tx: Connection, purpose: str) -> None:
    """Make every unused code of one purpose worthless."""
    tx.execute(delete(one_time_codes).where(one_time_codes.c.purpose == purpose, one_time_codes.c.used_at.is_(None)))


def _refused_since(tx: Connection, member: int, since: datetime) -> int:
    entries = tables.audit
    return tx.execute(
        select(func.count()).where(
            entries.c.subject == Subject.member,
            entries.c.subject_id == member,
            entries.c.act == _REFUSED,
            entries.c.at > since,
        )
    ).scalar_one()


def _typed(purpose: str, code: str) -> str:
    """Return the hash of a code as somebody typed it."""
    return _hash(purpose, fold(code).replace(" ", ""))


def _hash(purpose: str, code: str) -> str:
    return sha256(f"{purpose}:{code}".encode()).hexdigest()
