"""The clock of a Café that serves a real server: that server's own time, until it is set ahead."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.app import utc_now
from storage.database.database import Database
from storage.tables import digest_subscriptions


class ShiftedClock:
    """The time, and how far we are ahead of it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead

    async def to_the_digest(self, database: Database) -> None:
        """Go to the minute after the first digest is due: at no other hour is it sure to be sent at once."""
        due = await database.read(lambda tx: tx.scalar(select(func.min(digest_subscriptions.c.due_at))))
        assert due
        self.ahead = due + timedelta(minutes=1) - utc_now()
