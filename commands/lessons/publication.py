"""Gives the web the lessons that who shared them put there, without anybody's name."""

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
from commands.lessons.labels import ASPECTS, BASES, SIDES
from commands.lessons.permissions import sees
from storage.database.database import Tx
from storage.lessons import lessons, publication
from storage.lessons.lesson import LESSON, Lesson, State
from storage.lessons.publication import SHELF


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in lessons.load(tx, ids) if _on_web(each)}


def _on_web(lesson: Lesson) -> bool:
    return lesson.published and lesson.member_id is not None and _in_sight(lesson)


def _in_sight(lesson: Lesson) -> bool:
    return lesson.state is State.shared and not lesson.hidden and lesson.draft.room is None


def _shown(lesson: Lesson) -> Projection:
    # What others say of it, and of using it, is theirs: only how many regions say so is here.
    draft = lesson.draft
    return {
        "number": lesson.number,
        "text": draft.text,
        "side": draft.side.value,
        "aspect": draft.aspect.value,
        "failure": draft.failure,
        "place": draft.where,
        "basis": draft.basis.value if draft.basis else "",
        "next": draft.next_time,
        "regions": sorted(draft.regions),
        "themes": sorted(draft.themes),
        "same": lesson.same or None,
        "made": lesson.made_at.isoformat(),
        "changed": lesson.changed_at.isoformat(),
    }


_PAGES = Pages(
    {"nl": "lessen", "en": "lessons"},
    _("Lessons"),
    _("Lesson"),
    _("What went well and what can be better, told by who was there."),
    SHELF,
    "text",
    (
        NUMBER,
        Field("text", "tekst", _("Lesson"), schema="text"),
        Field("side", "kant", _("Side"), Shown.label, SIDES),
        Field("aspect", "aspect", _("It is about"), Shown.label, ASPECTS),
        Field("failure", "stralendGefaald", _("A useful failure"), Shown.flag),
        Field("basis", "basis", _("Known from"), Shown.label, BASES),
        Field("place", "plaats", _("Where")),
        Field("next", "volgendeKeer", _("Next time")),
        REGIONS,
        THEMES,
        Field("same", "ookElders", _("Regions that see the same"), Shown.amount),
        Field("made", "gedeeldOp", _("Shared on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="side",
    made="made",
)
PUBLISHED = Published(LESSON, PUBLISH, _project, _PAGES)


_may = by_maker(
    lessons.get,
    sees=sees,
    in_sight=_in_sight,
    others=lambda number: _("Only who shared {number} can do this.", number=number),
)
CONSENT = Consent(LESSON, _may, publication.publish)
