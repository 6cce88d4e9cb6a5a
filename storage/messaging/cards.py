"""Records where living cards stand: the line that draws each again, and whether its subject changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from storage.tables import outbox, posts

KEPT = 20
"""Cards about one subject in one shared place that are kept up to date: the latest."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it goes out. `viewer` is the member whose own chat it stands in; None in a shared place."""

    subject: str
    subject_id: int
    line: str
    platform: str
    conversation_key: str
    conversation: Mapping[str, Any]
    viewer: int | None
    outbox_key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Post:
    """A card that stands somewhere. `revision` counts the changes of its subject."""

    id: int
    card: Card
    revision: int


def keep(tx: Connection, card: Card, now: datetime) -> None:
    """Keep a card up to date from now on. In a personal chat the latest about a subject is enough."""
    tx.execute(
        insert(posts).values(
            subject=card.subject,
            subject_id=card.subject_id,
            line=card.line,
            platform=card.platform,
            conversation_key=card.conversation_key,
            conversation=card.conversation,
            viewer_id=card.viewer,
            outbox_key=card.outbox_key,
            digest=card.digest,
            posted_at=now,
        )
    )
    same = (
        select(posts.c.id)
        .where(
            posts.c.subject == card.subject,
            posts.c.subject_id == card.subject_id,
            posts.c.conversation_key == card.conversation_key,
        )
        .order_by(posts.c.id.desc())
        .offset(KEPT if card.viewer is None else 1)
    )
    tx.execute(delete(posts).where(posts.c.id.in_(list(tx.execute(same).scalars()))))


def touch(tx: Connection, subject: str, subject_id: int) -> None:
    """Something about it changed: its cards have to be drawn again."""
    tx.execute(
        update(posts)
        .where(posts.c.subject == subject, posts.c.subject_id == subject_id)
        .values(stale=True, revision=posts.c.revision + 1)
    )


def stale(tx: Connection, platforms: Sequence[str], *, limit: int = 50, after: int = 0) -> list[Post]:
    """Cards that no longer say how things are, unless their last drawing is still on its way."""
    under_way = exists().where(
        outbox.c.target == posts.c.outbox_key, outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None)
    )
    first = exists().where(outbox.c.key == posts.c.outbox_key, outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
    rows = tx.execute(
        select(posts)
        .where(posts.c.stale, posts.c.id > after, posts.c.platform.in_(platforms), ~under_way, ~first)
        .order_by(posts.c.id)
        .limit(limit)
    )
    return [_post(row) for row in rows]


def drawn(tx: Connection, post: Post, digest: str) -> bool:
    """It was drawn anew as of that revision: False when someone else did so, or it changed again meanwhile."""
    marked = tx.execute(
        update(posts)
        .where(posts.c.id == post.id, posts.c.stale, posts.c.revision == post.revision)
        .values(stale=False, digest=digest)
    )
    return marked.rowcount == 1


def answered(tx: Connection, conversation_key: str, native_id: str) -> None:
    """Somebody pressed a button of this card in their own chat, and gets it drawn in the answer, below what came of it.

    It stays so until its subject changes once more, whatever it says then.
    """
    pressed = select(outbox.c.key).where(outbox.c.native_id == native_id, outbox.c.conversation_key == conversation_key)
    tx.execute(
        update(posts)
        .where(posts.c.outbox_key.in_(pressed), posts.c.viewer_id.is_not(None), posts.c.stale)
        .values(stale=False, digest="")
    )


def forget(tx: Connection, post: Post) -> None:
    """Nothing draws it any more: it stays as it is."""
    tx.execute(delete(posts).where(posts.c.id == post.id))


def arrived(tx: Connection, outbox_key: str, native_id: str) -> None:
    """It stands there under that id, also when the outbox has forgotten."""
    tx.execute(update(posts).where(posts.c.outbox_key == outbox_key).values(native_id=native_id))


def native_id(tx: Connection, outbox_key: str) -> str | None:
    return tx.execute(select(posts.c.native_id).where(posts.c.outbox_key == outbox_key)).scalar()


def _post(row: Any) -> Post:  # Any: a Row of all columns
    card = Card(
        row.subject,
        row.subject_id,
        row.line,
        row.platform,
        row.conversation_key,
        row.conversation,
        row.viewer_id,
        row.outbox_key,
        row.digest,
    )
    return Post(row.id, card, row.revision)
