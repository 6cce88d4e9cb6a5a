"""Tells which copies of what somebody said cannot follow when they are forgotten."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from storage.accounts import traces
from storage.members import people
from storage.tables import conversations, inbox, outbox


@dataclass(frozen=True, slots=True)
class Beyond:
    """Places, by name: those that the bot left with messages that tell of them, and those where they typed."""

    left: tuple[str, ...]
    written: tuple[str, ...]


def of(tx: Connection, member: int) -> Beyond:
    """Return them, as far as the inbox and the outbox still know."""
    identities = people.identities_of(tx, member)
    known = traces.of(member, identities)
    there = or_(
        outbox.c.conversation_key == conversations.c.key,
        outbox.c.conversation_key.startswith(conversations.c.key + "#"),
    )
    told = exists().where(there, outbox.c.sent_at.is_not(None), traces.may_hold(outbox.c.payload, known))
    left = select(conversations.c.name).where(conversations.c.left_at.is_not(None), conversations.c.name != "", told)
    written: dict[str, None] = {}
    for each in identities:
        rows = select(inbox.c.payload).where(traces.written_by(each.platform, each.native_id)).order_by(inbox.c.id)
        for payload in tx.execute(rows).scalars():
            place = _place(payload)
            if place and place.get("name") and place.get("kind", {}).get("value") != "personal":
                written[str(place["name"])] = None
    return Beyond(tuple(tx.execute(left.order_by(conversations.c.name)).scalars()), tuple(written))


def _place(payload: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
    """Return where an event was, or an edited message."""
    place: dict[str, Any] = payload.get("message", payload).get("conversation", {})
    return place
