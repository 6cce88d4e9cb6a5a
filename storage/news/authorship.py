"""Says what becomes of news when who shared it is forgotten."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from storage.accounts.authored import Authored
from storage.news import news as shared
from storage.news.item import NEWS, State
from storage.news.tables import news


def withdraw(tx: Connection, number: int, _now: datetime) -> None:
    """Leave its number, for what others linked to it."""
    gone = {"text": "", "link": "", "address": None, "state": State.withdrawn}
    tx.execute(update(news).where(news.c.id == number).values(**gone))
    shared.changed(tx, number)


def _drop(tx: Connection, number: int) -> None:
    tx.execute(delete(news).where(news.c.id == number))


AUTHORED = (Authored(NEWS, "U", news, "member_id", withdraw, drop=_drop),)
