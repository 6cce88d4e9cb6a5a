"""Declares the file of cases, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator

from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from storage.cases import lists
from storage.cases.case import CASE, OPEN, Draft, Size, State
from storage.cases.tables import LONGEST, LONGEST_LINE, LONGEST_TITLE
from storage.database.text import fold
from storage.exchange import Result

_STATES = {
    "ingebracht": State.brought,
    "aangeboden": State.brought,
    "verkenning": State.brought,
    "verteld": State.brought,
    "besproken": State.discussed,
    "gevolgd": State.followed,
    "in onderzoek": State.followed,
    "pilot": State.followed,
    "lopend": State.followed,
    "afgesloten": State.closed,
    "afgerond": State.closed,
}
_SAID = {
    State.brought: "ingebracht",
    State.discussed: "besproken",
    State.followed: "gevolgd",
    State.closed: "afgesloten",
}


def _put(row: Row) -> Result:
    status, size = fold(row.text("status", 40)), fold(row.text("size", 40))
    if status and status not in _STATES:
        raise Rejected(none_of(status, _STATES), "status")
    if size and size not in list(Size):
        raise Rejected(none_of(size, Size), "size")
    title = row.text("title", LONGEST_TITLE, needed=True)
    draft = Draft(
        title,
        row.text("text", LONGEST) or title,
        row.text("asks_for", LONGEST_LINE),
        Size(size) if size else None,
        _STATES.get(status, State.brought),
        row.text("brought_in_by", 160),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key = row.text("key", 120, needed=True)
    return lists.put(row.tx, key, draft, row.moment("date"), example=row.example)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_cases(view.tx):
        # What is for one room or circle, or out of sight, does not go out.
        if each.closed_in or each.state not in {*OPEN, State.closed}:
            continue
        yield {
            "key": view.key(CASE, each.number.lower(), each.id),
            "title": each.title,
            "text": each.draft.text,
            "regions": view.regions(each.draft.regions),
            "themes": view.themes(each.draft.themes),
            "brought_in_by": each.draft.brought_by,
            "status": _SAID[each.state],
            "asks_for": each.draft.question,
            "size": each.draft.size or "",
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "cases",
    ("key", "title", "asks_for"),
    ("text", "regions", "themes", "brought_in_by", "status", "size", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=84,
    becomes=(CASE,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"casus": "title", "vraagt om": "asks_for", "ingebracht door": "brought_in_by", "omvang": "size"},
)
