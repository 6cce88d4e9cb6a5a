"""Gives the web the news that its writers put there, without anybody's name."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
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
)
from commands.news.labels import SORTS
from commands.news.rights import sees
from storage.database.database import Tx
from storage.news import news, publication
from storage.news.item import NEWS, Item, State
from storage.news.publication import SHELF
from storage.vocabulary import Role


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


async def _writer_only(ctx: Context, thing: Subject, on: bool) -> None:
    item = await ctx.read(news.get, thing.id)
    if item is None or not await sees(ctx, item):
        raise Refused(_("{number} is out of sight.", number=Code(thing.line)))
    if item.member_id == ctx.member.id:
        if on and not _in_sight(item):
            raise Refused(_("{number} is not in sight now, so it cannot be on the website.", number=Code(thing.line)))
        return
    if on or not ctx.may(Role.coordinator, regions=item.draft.regions):
        raise Refused(_("Only who shared {number} can do this.", number=Code(thing.line)))


CONSENT = Consent(NEWS, _writer_only, publication.publish)
