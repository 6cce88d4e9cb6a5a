"""Gives the web the ways of working that their makers put there, without anybody's name."""

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
from commands.methods.labels import STATES
from commands.methods.rights import sees
from storage.database.database import Tx
from storage.methods import methods, publication
from storage.methods.method import METHOD, THERE, Method
from storage.methods.publication import SHELF


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in methods.load(tx, ids) if _on_web(each)}


def _on_web(method: Method) -> bool:
    return method.published and method.member_id is not None and _in_sight(method)


def _in_sight(method: Method) -> bool:
    return method.state in THERE and not method.hidden and method.draft.room is None


def _shown(method: Method) -> Projection:
    # What others tell of using it is theirs: only how often is here.
    draft = method.draft
    return {
        "number": method.number,
        "title": method.title,
        "purpose": draft.purpose,
        "how": draft.how,
        "state": method.state.value,
        "used": len(method.uses) or None,
        "regions": sorted(draft.regions),
        "themes": sorted(draft.themes),
        "made": method.made_at.isoformat(),
        "changed": method.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "werkvormen", "en": "ways-of-working"},
    _("Ways of working"),
    _("Way of working"),
    _("Ways to work and learn together: ideas, what was tried, and what is a standard."),
    SHELF,
    "title",
    (
        NUMBER,
        Field("title", "naam", _("Name"), schema="name"),
        Field("purpose", "waarvoor", _("What it is for"), schema="description"),
        Field("how", "hoe", _("How it goes"), schema="text"),
        Field("state", "status", _("Status"), Shown.label, STATES),
        Field("used", "gebruikt", _("Times used"), Shown.amount),
        REGIONS,
        THEMES,
        Field("made", "gedeeldOp", _("Shared on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="state",
    sorts=tuple(sorted(THERE)),
    made="made",
)
PUBLISHED = Published(METHOD, PUBLISH, _project, _PAGES)


_may = by_maker(
    methods.get,
    sees=sees,
    in_sight=_in_sight,
    others=lambda number: _("Only who made {number} can do this.", number=number),
)
CONSENT = Consent(METHOD, _may, publication.publish)
