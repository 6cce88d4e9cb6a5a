"""Says what becomes of polls when who made them is forgotten."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from storage.accounts.authored import Authored
from storage.polls import polls as kept
from storage.polls.poll import POLL, State
from storage.polls.tables import poll_options, polls

LETTER = "Z"


def withdraw(tx: Connection, poll: int, now: datetime) -> None:
    """Leave its number, and nothing of its words."""
    gone = {"question": "", "purpose": "", "follow_up": "", "state": State.withdrawn, "changed_at": now}
    tx.execute(delete(poll_options).where(poll_options.c.poll_id == poll))
    tx.execute(update(polls).where(polls.c.id == poll).values(**gone))
    kept.changed(tx, poll)


# Others built on it when somebody else voted.
AUTHORED = (Authored(POLL, LETTER, polls, "member_id", withdraw),)
