"""Gives the web the news that its writers put there, without anybody's name."""

from collections.abc import Mapping, Sequence

from bot.chat.texts import _
from bot.things.publication import (
    CHANGED,
    NUMBER,
    PUBLISH,
    REGIONS,
    THEMES,
    Consent,
    Field,
    Pages,
    Projection,
    Published,
    Shown,
    by_maker,
)
from commands.news.labels import SORTS
from commands.news.rights import sees
from storage.database.database import Tx
from storage.news import news, publication
from storage.news.item import NEWS, Item, State
from storage.news.publication import SHELF


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in news.load(tx, ids) if _on_web(each)}


def _on_web(item: Item) -> bool:
    return item.published and item.member_id is not None and _in_sight(item)


def _in_sight(item: Item) -> bool:
    return item.state is State.shared and not item.hidden and item.draft.room is None


def _shown(item: Item) -> Projection:
    return {
        "number": item.number,
        "text": item.text,
        "sort": item.draft.sort.value,
        "link": item.draft.link,
        "regions": sorted(item.draft.regions),
        "themes": sorted(item.draft.themes),
        "made": item.shared_at.isoformat(),
        "changed": item.shared_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "nieuws", "en": "news"},
    _("News"),
    _("News item"),
    _("What members of the Café want others to read, with why."),
    SHELF,
    "text",
    (
        NUMBER,
        Field("text", "tekst", _("Why you should read this"), schema="text"),
        Field("sort", "soort", _("Kind"), Shown.label, SORTS),
        Field("link", "link", _("Link"), Shown.link, schema="url"),
        REGIONS,
        THEMES,
        Field("made", "gedeeldOp", _("Shared on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="sort",
    made="made",
)
PUBLISHED = Published(NEWS, PUBLISH, _project, _PAGES)


_may = by_maker(
    news.get,
    sees=sees,
    in_sight=_in_sight,
    others=lambda number: _("Only who shared {number} can do this.", number=number),
)
CONSENT = Consent(NEWS, _may, publication.publish)
