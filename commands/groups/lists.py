"""Declares the file of groups, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator

from bot.exchange.format import Format
from bot.exchange.row import Row
from bot.exchange.view import View
from storage import exchange
from storage.exchange import Result
from storage.groups import groups
from storage.groups.group import GROUP
from storage.groups.tables import LONGEST_FOR, LONGEST_TITLE


def _put(row: Row) -> Result:
    key, title = row.text("key", 120, needed=True), row.name("title", LONGEST_TITLE)
    known = exchange.known(row.tx, GROUP, key) is not None
    found, changed = groups.put(
        row.tx,
        title,
        row.text("group", LONGEST_TITLE),
        row.text("for", LONGEST_FOR),
        closed=row.yes("closed"),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    exchange.remember(row.tx, GROUP, key, found.id)
    if not changed:
        return Result.same
    return Result.changed if known else Result.new


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in groups.every(view.tx):
        yield {
            "key": view.key(GROUP, f"group-{each.id}", each.id),
            "title": each.title,
            "group": each.part_of,
            "closed": "yes" if each.closed else "no",
            "for": each.for_whom,
            "themes": view.themes(each.themes),
            "regions": view.regions(each.regions),
        }


FORMAT = Format(
    "groups",
    ("key", "title", "group", "closed", "for"),
    ("themes", "regions", "digest", "doubt", "source"),
    _put,
    _rows,
    rank=88,
    becomes=(GROUP,),
    ignored=frozenset({"digest", "doubt", "source"}),
)
