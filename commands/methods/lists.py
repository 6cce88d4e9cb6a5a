"""Declares the file of ways of working, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from storage.database.text import fold
from storage.exchange import Result
from storage.methods import lists
from storage.methods.method import METHOD, THERE, Draft, State
from storage.methods.tables import LONGEST, LONGEST_HOW, LONGEST_TITLE

_STATES = {"voorstel": State.idea, **{each.value: each for each in THERE}}


def _put(row: Row) -> Result:
    status = fold(row.text("status", 40)) or State.idea
    if status not in _STATES:
        raise Rejected(none_of(status, sorted(_STATES)), "status")
    state, where = _STATES[status], row.text("used_where", LONGEST)
    draft = Draft(
        row.text("title", LONGEST_TITLE, needed=True),
        row.text("text", LONGEST, needed=True),
        row.text("how", LONGEST_HOW),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    sheet = lists.Sheet(
        row.text("key", 120, needed=True),
        row.reference("member", "member"),
        draft,
        # Of an idea it says where it might be of use.
        where if state is not State.idea else "",
        state is State.standard,
        row.moment("date"),
    )
    return lists.put(row.tx, sheet, row.world.now, example=row.example)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_methods(view.tx):
        # What is for one room, or out of sight, does not go out; nor who used it.
        if each.hidden or each.state not in THERE or each.draft.room is not None:
            continue
        yield {
            "key": view.key(METHOD, each.number.lower(), each.id),
            "title": each.title,
            "text": each.draft.purpose,
            "how": each.draft.how,
            "status": each.state,
            "used_where": each.uses[-1].text if each.uses else "",
            "regions": view.regions(each.draft.regions),
            "themes": view.themes(each.draft.themes),
            "member": view.member(each.shown_maker),
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "methods",
    ("key", "title", "text"),
    ("how", "status", "used_where", "regions", "themes", "member", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=86,
    becomes=(METHOD,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"werkvorm": "title", "hoe": "how", "gebruikt in": "used_where"},
)
