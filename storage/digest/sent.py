"""Reads which digests were sent: to which channels, and to how many people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.tables import conversations, digest_issues, digest_subscriptions


@dataclass(frozen=True, slots=True)
class Sent:
    """An issue that went to a channel. How its name reads is the platform's."""

    channel: str
    at: datetime
    stories: int


_SENT = digest_issues.c.outbox_key.is_not(None)


def to_channels(tx: Connection, since: datetime, *, limit: int, offset: int = 0) -> list[Sent]:
    """Return issues made since then for channels that everybody may know of, latest first."""
    rows = tx.execute(
        select(conversations.c.name, digest_issues.c.made_at, digest_issues.c.held)
        .select_from(digest_issues)
        .join(digest_subscriptions, digest_subscriptions.c.id == digest_issues.c.subscription_id)
        .join(conversations, conversations.c.id == digest_subscriptions.c.conversation_id)
        .where(_SENT, digest_issues.c.made_at >= since, ~conversations.c.closed)
        .order_by(digest_issues.c.made_at.desc(), digest_issues.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Sent(row.name, row.made_at, len(row.held)) for row in rows]


def readers(tx: Connection, since: datetime) -> int:
    """Count the people to whom one was sent since then."""
    counted = select(func.count(digest_subscriptions.c.member_id.distinct())).select_from(digest_issues)
    joined = counted.join(digest_subscriptions, digest_subscriptions.c.id == digest_issues.c.subscription_id)
    return tx.execute(joined.where(_SENT, digest_issues.c.made_at >= since)).scalar_one()
