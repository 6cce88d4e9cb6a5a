"""Gives the web the tasks that their maker put there, without anybody's line, and with whom to turn to.

Who has a side is named there if they let everyone on the website find them.
"""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.publication import CHANGED, NUMBER, REGIONS, THEMES, Consent, Field, Pages, Projection, Published, Shown
from commands.programmes.labels import STATES
from commands.programmes.life import Act
from commands.programmes.people import names_on_web
from commands.programmes.rights import around, require
from storage.database.database import Tx
from storage.programmes import publication, tasks
from storage.programmes.part import Part
from storage.programmes.publication import SHELF
from storage.programmes.task import SHOWN, TASK, Task
from storage.vocabulary import Role


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    found = [each for each in tasks.load(tx, ids) if _on_web(each)]
    names = names_on_web(tx, {id_ for each in found for id_ in each.duo})
    return {each.id: _shown(each, names) for each in found}


def _on_web(task: Task) -> bool:
    return task.published and task.maker_id is not None and task.state in SHOWN


def _shown(task: Task, names: Mapping[int, str]) -> Projection:
    def of(part: Part) -> list[str]:
        holder = task.holder(part)
        return [names[holder]] if holder is not None and holder in names else []

    return {
        "number": task.number,
        "title": task.title,
        "agenda": task.draft.list_name,
        "state": task.state.value,
        "rijk": of(Part.rijk),
        "regio": of(Part.regio),
        "regions": sorted(task.draft.regions),
        "themes": sorted(task.draft.themes),
        "made": task.made_at.isoformat(),
        "changed": task.changed_at.isoformat(),
    }


def _whom(name: str, api: str, label: Msg) -> Field:
    return Field(name, api, label, Shown.texts, schema="contributor", of_schema="Person")


_PAGES = Pages(
    {"nl": "taken", "en": "tasks"},
    _("Tasks"),
    _("Task"),
    _("What the national government and a region do together."),
    SHELF,
    "title",
    (
        NUMBER,
        Field("title", "titel", _("What is to be done"), schema="name"),
        Field("state", "status", _("Status"), Shown.label, STATES),
        Field("agenda", "agenda", _("Agenda of")),
        _whom("rijk", "aanspreekpuntRijk", _("Whom to turn to at the national government")),
        _whom("regio", "aanspreekpuntRegio", _("Whom to turn to in the region")),
        REGIONS,
        THEMES,
        Field("made", "gezetOp", _("Put there on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="state",
    made="made",
)
PUBLISHED = Published(TASK, Act.publish, _project, _PAGES)


async def _maker_only(ctx: Context, thing: Subject, on: bool) -> None:
    task = await ctx.read(tasks.get, thing.id)
    if task is None:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    if on:
        await require(ctx, task, Act.publish)
    elif task.maker_id != ctx.member.id and not ctx.may(Role.coordinator, regions=around(task)):
        raise Refused(_("Only who put {number} can do this.", number=Code(task.number)))


CONSENT = Consent(
    TASK,
    _maker_only,
    publication.publish,
    _("People are named there only if they let everyone on the website find them."),
    names=True,
)
