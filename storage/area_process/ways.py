"""Keeps the ways of working, with their steps, and the questions to talk over."""

from sqlalchemy import Connection, insert, select, update

from storage.area_process.area_process import Principle, Step
from storage.area_process.tables import principles, process_steps
from storage.exchange import Result


def put_step(tx: Connection, step: Step) -> Result:
    """Keep a step of a way of working, by its number."""
    its = (process_steps.c.way == step.way) & (process_steps.c.number == step.number)
    values = {"title": step.title, "done_when": step.done_when, "lesson": step.lesson}
    held = tx.execute(select(process_steps).where(its)).first()
    if held is None:
        tx.execute(insert(process_steps).values(way=step.way, number=step.number, **values))
        return Result.new
    if (held.title, held.done_when, held.lesson) == (step.title, step.done_when, step.lesson):
        return Result.same
    tx.execute(update(process_steps).where(its).values(**values))
    return Result.changed


def steps(tx: Connection, way: str | None = None) -> list[Step]:
    """Read the steps of one way of working, or of all, in order."""
    rows = select(process_steps).order_by(process_steps.c.way, process_steps.c.number)
    found = tx.execute(rows.where(process_steps.c.way == way) if way is not None else rows)
    return [Step(row.way, row.number, row.title, row.done_when, row.lesson) for row in found]


def put_principle(tx: Connection, principle: Principle) -> Result:
    """Keep a question to talk over, by its title."""
    its = principles.c.title == principle.title
    values = {"part": principle.part, "question": principle.question}
    held = tx.execute(select(principles).where(its)).first()
    if held is None:
        tx.execute(insert(principles).values(title=principle.title, **values))
        return Result.new
    if (held.part, held.question) == (principle.part, principle.question):
        return Result.same
    tx.execute(update(principles).where(its).values(**values))
    return Result.changed


def all_principles(tx: Connection) -> list[Principle]:
    rows = tx.execute(select(principles).order_by(principles.c.id))
    return [Principle(row.title, row.part, row.question) for row in rows]
