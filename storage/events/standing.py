"""Tells in which channels and rooms the cards of meetings stand: who is there has seen them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from storage.events.meeting import MEETING
from storage.tables import conversations, posts


def places(tx: Connection, ids: Sequence[int]) -> Mapping[int, Collection[int]]:
    """The places in which each of these meetings has a card."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = (
        select(posts.c.subject_id, conversations.c.id)
        .join(conversations, conversations.c.key == posts.c.conversation_key)
        .where(posts.c.subject == MEETING, posts.c.subject_id.in_(ids), posts.c.viewer_id.is_(None))
    )
    for meeting, place in tx.execute(rows).tuples():
        found[meeting].add(place)
    return found
