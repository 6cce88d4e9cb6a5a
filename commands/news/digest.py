"""Tells in a digest of news, once."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item as Line
from bot.chat.reply import words
from bot.chat.spans import Bold, Link, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story, look
from commands.news.browse import list_news
from storage.database.database import Tx
from storage.news import news
from storage.news.item import Item, site_of

MOST_READ = 5_000


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return [
        Story(
            key=f"news/{each.id}",
            at=each.shared_at,
            draw=partial(_drawn, each),
            regions=each.draft.regions,
            themes=each.draft.themes,
            by=frozenset({each.member_id} if each.member_id is not None else ()),
        )
        for each in news.shared_between(tx, since, until, MOST_READ)
    ]


def _drawn(item: Item) -> Line:
    # Nobody is named here: whose name may be seen where, the card says.
    notes = (words(Link(site_of(item.draft.link), item.draft.link)),) if item.draft.link else ()
    return Line(words(Bold(item.number), " ", shorten(item.text, 140)), notes, look(item.number, _("View")))


SHARED = Section("news", _("News"), 48, _gather, more=list_news.line())
