"""Keeps commands that still miss something: one under way per member and conversation, and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage.tables import dialogues

DRAFT_KEPT = timedelta(days=7)
"""How long a draft waits for its maker."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    id: int
    command: str
    state: Mapping[str, Any]
    changed_at: datetime
    expires_at: datetime


_ACTIVE = select(dialogues).where(
    dialogues.c.member_id == bindparam("member"),
    dialogues.c.conversation_key == bindparam("conversation_key"),
    dialogues.c.expires_at > bindparam("now"),
)


def active(tx: Connection, member: int, conversation_key: str, now: datetime) -> Dialogue | None:
    """Read what this member is being asked there. On PostgreSQL the caller that writes should re-read it first."""
    row = tx.execute(_ACTIVE, {"member": member, "conversation_key": conversation_key, "now": now}).first()
    return _dialogue(row) if row else None


def under_way(tx: Connection, member: int, now: datetime) -> list[tuple[str, Dialogue]]:
    """Return what this member is asked anywhere, and where."""
    rows = tx.execute(
        select(dialogues).where(
            dialogues.c.member_id == member, dialogues.c.conversation_key.is_not(None), dialogues.c.expires_at > now
        )
    )
    return [(row.conversation_key, _dialogue(row)) for row in rows]


def drafts(tx: Connection, member: int, now: datetime) -> list[Dialogue]:
    """Put aside and not expired, latest first."""
    rows = tx.execute(
        select(dialogues)
        .where(dialogues.c.member_id == member, dialogues.c.conversation_key.is_(None), dialogues.c.expires_at > now)
        .order_by(dialogues.c.changed_at.desc(), dialogues.c.id.desc())
    )
    return [_dialogue(row) for row in rows]


def put(
    tx: Connection, member: int, conversation_key: str, command: str, state: Mapping[str, Any], now: datetime
) -> None:
    """This is now asked there. What was asked there before is put aside, unless it is the same command."""
    held = _first(tx, dialogues.c.member_id == member, dialogues.c.conversation_key == conversation_key)
    values = {"command": command, "state": state, "changed_at": now, "expires_at": now + DRAFT_KEPT}
    if held and held.command == command:
        tx.execute(update(dialogues).where(dialogues.c.id == held.id).values(**values))
        return
    if held:
        put_aside(tx, held.id, now)
    tx.execute(insert(dialogues).values(member_id=member, conversation_key=conversation_key, **values))


def keep(tx: Connection, member: int, command: str, state: Mapping[str, Any], now: datetime) -> datetime:
    """Keep what was typed as a draft: until when."""
    until = now + DRAFT_KEPT
    tx.execute(
        insert(dialogues).values(member_id=member, command=command, state=state, changed_at=now, expires_at=until)
    )
    return until


def put_aside(tx: Connection, dialogue: int, now: datetime) -> datetime:
    """Keep it as a draft: until when."""
    until = now + DRAFT_KEPT
    tx.execute(
        update(dialogues)
        .where(dialogues.c.id == dialogue)
        .values(conversation_key=None, changed_at=now, expires_at=until)
    )
    return until


def end(tx: Connection, dialogue: int) -> None:
    tx.execute(delete(dialogues).where(dialogues.c.id == dialogue))


def end_active(tx: Connection, member: int, conversation_key: str) -> None:
    tx.execute(
        delete(dialogues).where(dialogues.c.member_id == member, dialogues.c.conversation_key == conversation_key)
    )


def prune(tx: Connection, now: datetime) -> int:
    """Drop what expired: how many."""
    return tx.execute(delete(dialogues).where(dialogues.c.expires_at <= now)).rowcount


def _first(tx: Connection, *which: Any) -> Dialogue | None:  # Any: SQL conditions
    row = tx.execute(select(dialogues).where(*which)).first()
    return _dialogue(row) if row else None


def _dialogue(row: Any) -> Dialogue:  # Any: a Row of all columns
    return Dialogue(row.id, row.command, row.state, row.changed_at, row.expires_at)
