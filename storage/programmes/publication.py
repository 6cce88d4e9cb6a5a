"""Finds the tasks that are on the web, and takes them off."""

from datetime import datetime

from sqlalchemy import Connection

from storage.programmes import tasks as kept
from storage.programmes.tables import task_regions, task_themes, tasks
from storage.programmes.task import SHOWN
from storage.publications import Shelf, turn

SHELF = Shelf(
    tasks.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    tasks.c.published & tasks.c.maker_id.is_not(None) & tasks.c.state.in_(SHOWN),
    (),
    (tasks.c.title, tasks.c.list_name),
    tasks.c.state,
    task_regions,
    task_themes,
)


def publish(tx: Connection, task: int, now: datetime, on: bool) -> bool:
    """Put a task on the web, or take it off: False when it was so already."""
    if turned := turn(tx, tasks, task, now, on):
        kept.reindexed(tx, task)
    return turned
