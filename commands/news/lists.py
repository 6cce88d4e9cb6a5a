"""Declares the file of news, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from storage.database.text import fold
from storage.exchange import Result
from storage.news import lists
from storage.news.item import NEWS, Draft, Sort, State
from storage.news.tables import LONGEST, LONGEST_LINK


def _put(row: Row) -> Result:
    sort, link = fold(row.text("kind", 40)) or Sort.news, row.text("link", LONGEST_LINK)
    if sort not in list(Sort):
        raise Rejected(none_of(sort, Sort), "kind")
    if link and urlsplit(link).scheme not in ("http", "https"):
        raise Rejected(_("an address begins with https://."), "link")
    draft = Draft(
        row.text("title", LONGEST, needed=True),
        link,
        Sort(sort),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key, member = row.text("key", 120, needed=True), row.reference("member", "member")
    return lists.put(row.tx, key, member, draft, row.moment("date"), example=row.example)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_news(view.tx):
        # What is for one room, waits for its writer or is out of sight does not go out.
        if each.hidden or each.state is not State.shared or each.draft.room is not None:
            continue
        yield {
            "key": view.key(NEWS, each.number.lower(), each.id),
            "title": each.text,
            "link": each.draft.link,
            "kind": each.draft.sort,
            "regions": view.regions(each.draft.regions),
            "themes": view.themes(each.draft.themes),
            "member": view.member(each.shown_maker),
            "date": day(each.shared_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "news",
    ("key", "title"),
    ("link", "kind", "regions", "themes", "member", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=85,
    becomes=(NEWS,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"nieuws": "title"},
)
