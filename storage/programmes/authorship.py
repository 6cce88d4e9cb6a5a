"""Says what becomes of tasks, and of what was written on them, when who gave that is forgotten."""

from datetime import datetime

from sqlalchemy import Connection, true, update

from storage import search
from storage.accounts.authored import Authored
from storage.messaging import cards
from storage.programmes import tasks as kept
from storage.programmes.evidence import FUNCTION
from storage.programmes.tables import functions, task_lines, tasks
from storage.programmes.task import TASK, State
from storage.vocabulary import Subject

LETTER = "T"


def withdraw(tx: Connection, task: int, now: datetime) -> None:
    """Leave its number, and what others do about it."""
    gone = dict.fromkeys(("title", "rijk_role", "regio_role", "third_role", "learnt", "result"), "")
    tx.execute(update(tasks).where(tasks.c.id == task).values(**gone, state=State.withdrawn, changed_at=now))
    kept.reindexed(tx, task)


def _drop_line(tx: Connection, line: int) -> None:
    kept.take_away(tx, line)


def _drop_words(tx: Connection, function: int) -> None:
    """Who takes care of it stays unsaid; that somebody does stays."""
    nothing = {"by_whom": "", "by_network_id": None, "missing": "", "next_step": ""}
    its = update(functions).where(functions.c.id == function).values(**nothing).returning(functions.c.network_id)
    for network in tx.execute(its).scalars().all():
        cards.touch(tx, Subject.network, network)
    search.remove(tx, FUNCTION, function)


AUTHORED = (
    # Who drives a hub speaks for it: what they said of its functions stays, unless all of theirs is to go.
    Authored(
        FUNCTION,
        "N",
        functions,
        "said_by",
        lambda tx, function, _now: _drop_words(tx, function),
        drop=_drop_words,
        built_on=lambda _member: true(),
        numbered="network_id",
    ),
    Authored(
        "task line",
        LETTER,
        task_lines,
        "member_id",
        lambda tx, line, _now: _drop_line(tx, line),
        drop=_drop_line,
        numbered="task_id",
    ),
    Authored(TASK, LETTER, tasks, "maker_id", withdraw),
)
