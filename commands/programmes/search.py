"""Lets tasks be followed and found, and people and networks by what they do in programmes, hubs and tasks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.found_by import FoundBy
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.programmes.labels import PARTS, STATES, side
from commands.programmes.readers import ATask
from storage.database.database import Tx
from storage.networks import networks
from storage.programmes import hubs, parts, tasks
from storage.programmes.evidence import FUNCTION, PART
from storage.programmes.part import SIDES, Part
from storage.programmes.task import TASK, Task
from storage.search import Row


async def _read(ctx: Context, text: str) -> Followed:
    return _followed(await ATask().read(ctx, text, None))


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(tasks.get, id)
    return _followed(found) if found else None


def _followed(task: Task) -> Followed:
    return Followed(TASK, task.id, f"{task.number} {task.title}", task.number)


def _tasks(tx: Tx, ids: Collection[int]) -> Mapping[int, Task]:
    return {each.id: each for each in tasks.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, task: Task | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if task is None:
        return None
    told = (words(STATES[task.state]), *reasons)
    return Item(words(Code(task.number), " ", hit.name), told, (Action(_("View"), task.number),))


def _of_task(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    if why.row is None:
        return None
    text = said(why)
    return text if "".join(map(str, text)) != hit.name else None


@dataclass(frozen=True, slots=True)
class _Doing:
    """What somebody does, and where: the number of that, and what it is called."""

    part: Part
    number: str
    name: str


def _doing(tx: Tx, ids: Collection[int]) -> Mapping[int, _Doing]:
    held = parts.load(tx, ids)
    names = networks.named(tx, {each.network_id for each in held if each.network_id is not None})
    titles = {each.id: each.title for each in tasks.load(tx, [each.task_id for each in held if each.task_id])}
    found = {}
    for each in held:
        if each.task_id is not None:
            found[each.id] = _Doing(each.part, f"T-{each.task_id}", titles.get(each.task_id, ""))
        elif each.network_id is not None:
            found[each.id] = _Doing(each.part, f"N-{each.network_id}", names.get(each.network_id, ""))
    return found


def _told(what: _Doing) -> Words:
    if what.part in SIDES:
        return words(
            _("stands {side} at {number} {name}", side=side(what.part), number=Code(what.number), name=what.name)
        )
    if what.part is Part.contact:
        return words(_("first contact of {name} ({number})", number=Code(what.number), name=Bold(what.name)))
    return words(
        _("does {part} at {name} ({number})", part=PARTS[what.part], number=Code(what.number), name=Bold(what.name))
    )


def _of_part(_ctx: Context, _hit: Hit, why: Reason, what: _Doing | None) -> Words | None:
    return _told(what) if why.row is not None and what is not None else None


def _functions(tx: Tx, ids: Collection[int]) -> Mapping[int, _Doing]:
    found = [each for each in (hubs.function(tx, id) for id in ids) if each is not None]
    names = networks.named(tx, {each.network_id for each in found})
    return {each.id: _Doing(each.part, f"N-{each.network_id}", names.get(each.network_id, "")) for each in found}


async def _by_part(ctx: Context, row: Row, _role: str) -> Item | None:
    """For the member itself: a part that they are found by, and how to stop."""
    what = (await ctx.read(_doing, [row.source_id])).get(row.source_id)
    if what is None:
        return None
    line = ctx.line("stop_task", what.number) if what.number.startswith("T") else ctx.line("stop_part", what.number)
    return Item(_told(what), (), (Action(_("View"), what.number), Action(_("I stop"), line)))


FOLLOWABLE = Followable(TASK, "T", _read, _named)
FINDABLE = Findable(TASK, _("Tasks"), _draw, _tasks, words=("taken", "tasks"), rank=42)
SOURCES = (Source(TASK, _of_task), Source(PART, _of_part, _doing), Source(FUNCTION, _of_part, _functions))
FOUND_BY = FoundBy(PART, _by_part, once=True)
