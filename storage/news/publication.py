"""Keeps which news its writers put on the web, and finds what is there."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.news import news as storage
from storage.news.item import State
from storage.news.tables import news, news_regions, news_themes
from storage.publications import Shelf

SHELF = Shelf(
    news.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    news.c.published
    & news.c.member_id.is_not(None)
    & (news.c.state == State.shared)
    & news.c.hidden_at.is_(None)
    & news.c.conversation_id.is_(None),
    (news.c.shared_at.desc(),),
    (news.c.text, news.c.link),
    news.c.sort,
    news_regions,
    news_themes,
)


def publish(tx: Connection, item: int, _now: datetime, on: bool) -> bool:
    """Put an item on the web, or take it off: False when it was so already."""
    turned = update(news).where(news.c.id == item, news.c.published != on)
    if tx.execute(turned.values(published=on)).rowcount != 1:
        return False
    storage.changed(tx, item)
    return True
