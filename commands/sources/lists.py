"""Declares the file of shared sources, as `plek export` writes it and `plek import` reads it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from commands.sources.written import months_in
from storage.database.text import fold
from storage.exchange import Result
from storage.sources import lists
from storage.sources.source import SOURCE, Draft, Openness, State
from storage.sources.tables import LONGEST, LONGEST_LINK, LONGEST_OWNER, LONGEST_RHYTHM, LONGEST_TITLE


def _put(row: Row) -> Result:
    openness, link = fold(row.text("open", 40)) or Openness.unknown, row.text("link", LONGEST_LINK)
    if openness not in list(Openness):
        raise Rejected(none_of(openness, Openness), "open")
    if link and urlsplit(link).scheme not in ("http", "https"):
        raise Rejected(_("an address begins with https://."), "link")
    rhythm = row.text("rhythm", LONGEST_RHYTHM)
    draft = Draft(
        row.text("title", LONGEST_TITLE, needed=True),
        row.text("owner", LONGEST_OWNER, needed=True),
        row.text("text", LONGEST),
        rhythm,
        months_in(rhythm),
        link,
        Openness(openness),
        row.text("for", LONGEST_OWNER),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key, member, at = row.text("key", 120, needed=True), row.reference("member", "member"), row.moment("date")
    return lists.put(row.tx, key, member, draft, at, row.world.now, example=row.example)


def _rows(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_sources(view.tx):
        # What is for one room, or out of sight, does not go out; nor what members told of it.
        if each.hidden or each.state is not State.there or each.draft.room is not None:
            continue
        draft = each.draft
        yield {
            "key": view.key(SOURCE, each.number.lower(), each.id),
            "title": each.title,
            "text": draft.text,
            "owner": draft.owner,
            "rhythm": draft.rhythm,
            "regions": view.regions(draft.regions),
            "open": draft.openness,
            "for": draft.used_for,
            "link": draft.link,
            "themes": view.themes(draft.themes),
            "member": view.member(each.shown_maker),
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


FORMAT = Format(
    "data_sources",
    ("key", "title", "owner"),
    ("text", "rhythm", "regions", "open", "for", "link", "themes", "member", "date", NUMBER, "doubt", "source"),
    _put,
    _rows,
    rank=87,
    becomes=(SOURCE,),
    ignored=frozenset({"doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={"bron": "title", "eigenaar": "owner", "ritme": "rhythm", "openbaar": "open", "voor": "for"},
)
