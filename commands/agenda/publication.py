"""Gives the web the agenda items that their maker put there, without anybody's name."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.labels import KNOWING
from bot.command.refusal import Refused
from bot.things.publication import CHANGED, NUMBER, REGIONS, THEMES, Consent, Field, Pages, Projection, Published, Shown
from commands.agenda.labels import HALVES, STATES
from commands.agenda.life import Act
from commands.agenda.rights import around, require
from storage.agenda import items, publication
from storage.agenda.item import ITEM, Item
from storage.agenda.publication import IN_SIGHT, SHELF
from storage.database.database import Tx
from storage.vocabulary import Role

FEWEST = 3
"""Supporters are counted from so many on, as on the card."""


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in items.load(tx, ids) if _on_web(each)}


def _on_web(item: Item) -> bool:
    return item.published and item.maker_id is not None and item.room_id is None and item.state in IN_SIGHT


def _shown(item: Item) -> Projection:
    supporters = len(item.supporters)
    return {
        "number": item.number,
        "text": item.text,
        "agenda": item.list_name,
        "half": item.half.value,
        "state": item.state.value,
        "knowing": item.knowing.value,
        "regions": sorted(item.regions),
        "themes": sorted(item.themes),
        "supporters": supporters if supporters >= FEWEST else None,
        "made": item.made_at.isoformat(),
        "changed": item.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "agendapunten", "en": "agenda-items"},
    _("Agenda"),
    _("Agenda item"),
    _("What regions, networks and the whole country want to find out."),
    SHELF,
    "text",
    (
        NUMBER,
        Field("text", "tekst", _("What we want to know"), schema="text"),
        Field("state", "status", _("Status"), Shown.label, STATES),
        Field("agenda", "agenda", _("Agenda of")),
        Field("half", "onderdeel", _("About"), Shown.label, HALVES),
        Field("knowing", "kennis", _("The knowledge"), Shown.label, KNOWING),
        REGIONS,
        THEMES,
        Field("supporters", "steunen", _("Supported by"), Shown.amount),
        Field("made", "gezetOp", _("Put there on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="state",
    sorts=IN_SIGHT,
    made="made",
)
PUBLISHED = Published(ITEM, Act.publish, _project, _PAGES)


async def _maker_only(ctx: Context, thing: Subject, on: bool) -> None:
    item = await ctx.read(items.get, thing.id)
    if item is None:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    if on:
        await require(ctx, item, Act.publish)
    elif item.maker_id != ctx.member.id and not ctx.may(Role.coordinator, regions=around(item)):
        raise Refused(_("Only who put {number} can do this.", number=Code(item.number)))


CONSENT = Consent(ITEM, _maker_only, publication.publish)
