"""Gives the web the sources that were put there by who put them here, without anybody's name."""

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
from commands.sources.labels import OPENNESS
from commands.sources.rights import sees
from storage.database.database import Tx
from storage.sources import publication, sources
from storage.sources.publication import SHELF
from storage.sources.source import SOURCE, Source, State


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in sources.load(tx, ids) if _on_web(each)}


def _on_web(source: Source) -> bool:
    return source.published and source.member_id is not None and _in_sight(source)


def _in_sight(source: Source) -> bool:
    return source.state is State.there and not source.hidden and source.draft.room is None


def _shown(source: Source) -> Projection:
    # What others say that contradicts it is theirs.
    draft = source.draft
    return {
        "number": source.number,
        "title": source.title,
        "owner": draft.owner,
        "text": draft.text,
        "rhythm": draft.rhythm,
        "openness": draft.openness.value,
        "link": draft.link,
        "regions": sorted(draft.regions),
        "themes": sorted(draft.themes),
        "made": source.made_at.isoformat(),
        "changed": source.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "bronnen", "en": "sources"},
    _("Shared sources"),
    _("Source"),
    _("Maps, monitors and figures that members of the Café use, with whose they are."),
    SHELF,
    "title",
    (
        NUMBER,
        Field("title", "naam", _("Name"), schema="name"),
        Field("owner", "van", _("From"), schema="creditText"),
        Field("text", "tekst", _("What is in it"), schema="description"),
        Field("rhythm", "ritme", _("How often")),
        Field("openness", "open", _("Open"), Shown.label, OPENNESS),
        Field("link", "link", _("Link"), Shown.link, schema="url"),
        REGIONS,
        THEMES,
        Field("made", "gedeeldOp", _("Shared on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="openness",
    made="made",
)
PUBLISHED = Published(SOURCE, PUBLISH, _project, _PAGES)


_may = by_maker(
    sources.get,
    sees=sees,
    in_sight=_in_sight,
    others=lambda number: _("Only who put {number} can do this.", number=number),
)
CONSENT = Consent(SOURCE, _may, publication.publish)
