"""Keeps which news its writers put on the web, and finds what is there."""

from datetime import datetime

from sqlalchemy import Connection

from storage.news import news as storage
from storage.news.item import State
from storage.news.tables import news, news_regions, news_themes
from storage.publications import Shelf, by_maker, turn

SHELF = Shelf(
    news.c.id,
    by_maker(news) & (news.c.state == State.shared),
    (news.c.shared_at.desc(),),
    (news.c.text, news.c.link),
    news.c.sort,
    news_regions,
    news_themes,
)


def publish(tx: Connection, item: int, now: datetime, on: bool) -> bool:
    """Put an item on the web, or take it off: False when it was so already."""
    if turned := turn(tx, news, item, now, on):
        storage.changed(tx, item)
    return turned
