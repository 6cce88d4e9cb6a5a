"""Declares the file of lessons, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from commands.lessons.publication import PUBLISHED
from storage.database.text import fold
from storage.exchange import Result
from storage.lessons import lists
from storage.lessons.lesson import LESSON, Aspect, Basis, Draft, Side, State
from storage.lessons.tables import LONGEST, LONGEST_WHERE

E = TypeVar("E", bound=StrEnum)


def _put(row: Row) -> Result:
    side, aspect = _one_of(row, "side", Side), _one_of(row, "aspect", Aspect)
    if side is None or aspect is None:
        raise Rejected(_("this is needed."), "side" if side is None else "aspect")
    step = row.text("process_step", 2)
    if step and not step.isdecimal():
        raise Rejected(_("«{said}» is no number.", said=step), "process_step")
    draft = Draft(
        row.text("title", LONGEST, needed=True),
        side,
        aspect,
        failure=row.yes("useful_failure"),
        where=row.text("where", LONGEST_WHERE),
        step=int(step) if step else None,
        basis=_one_of(row, "basis", Basis),
        next_time=row.text("next_time", LONGEST),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    sheet = lists.Sheet(row.text("key", 120, needed=True), row.reference("member", "member"), draft, row.moment("date"))
    return lists.put(row.tx, sheet, row.world.now, example=row.example)


def _one_of(row: Row, column: str, kind: type[E]) -> E | None:
    told = fold(row.text(column, 40))
    if not told:
        return None
    if told not in set(kind):
        raise Rejected(none_of(told, kind), column)
    return kind(told)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_lessons(view.tx):
        # What is for one room, or out of sight, does not go out.
        if each.hidden or each.state is not State.shared or each.draft.room is not None:
            continue
        draft = each.draft
        yield {
            "key": view.key(LESSON, each.number.lower(), each.id),
            "title": draft.text,
            "side": draft.side,
            "aspect": draft.aspect,
            "useful_failure": "yes" if draft.failure else "no",
            "basis": draft.basis or "",
            "where": draft.where,
            "process_step": "" if draft.step is None else str(draft.step),
            "next_time": draft.next_time,
            "regions": view.regions(draft.regions),
            "themes": view.themes(draft.themes),
            "member": view.member(each.shown_maker),
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "lessons",
    ("key", "title", "side", "aspect"),
    (
        *("useful_failure", "basis", "where", "process_step", "next_time", "regions", "themes", "member", "date"),
        *(NUMBER, "doubt", "source"),
    ),
    _put,
    _rows,
    rank=76,
    becomes=(LESSON,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={
        "les": "title",
        "kant": "side",
        "nuttige mislukking": "useful_failure",
        "waarop gebaseerd": "basis",
        "waar": "where",
        "processtap": "process_step",
        "volgende keer": "next_time",
    },
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "text",
            "side": "side",
            "aspect": "aspect",
            "useful_failure": "failure",
            "basis": "basis",
            "where": "place",
            "next_time": "next",
            "date": "made",
            "regions": "regions",
            "themes": "themes",
        },
    ),
)
