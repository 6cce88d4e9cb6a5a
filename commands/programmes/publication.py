"""Gives the web the tasks that their maker put there, without anybody's name or line."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.publication import CHANGED, NUMBER, REGIONS, THEMES, Consent, Field, Pages, Projection, Published, Shown
from commands.programmes.labels import STATES
from commands.programmes.life import Act
from commands.programmes.rights import around, require
from storage.database.database import Tx
from storage.programmes import publication, tasks
from storage.programmes.publication import SHELF
from storage.programmes.task import SHOWN, TASK, Task
from storage.vocabulary import Role


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in tasks.load(tx, ids) if _on_web(each)}


def _on_web(task: Task) -> bool:
    return task.published and task.maker_id is not None and task.state in SHOWN


def _shown(task: Task) -> Projection:
    return {
        "number": task.number,
        "title": task.title,
        "agenda": task.draft.list_name,
        "state": task.state.value,
        "regions": sorted(task.draft.regions),
        "themes": sorted(task.draft.themes),
        "made": task.made_at.isoformat(),
        "changed": task.changed_at.isoformat(),
    }


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


CONSENT = Consent(TASK, _maker_only, publication.publish)
