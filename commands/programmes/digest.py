"""Tells in a digest of duos that are complete, and functions that somebody took care of."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _
from bot.digest.selection import CONVENORS, Section, Story, look
from commands.programmes.labels import PARTS
from commands.programmes.tasks import list_tasks
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import hubs, tasks
from storage.programmes.hub import Function
from storage.programmes.task import Task

MOST_READ = 5_000


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    """Each once, latest first."""
    stories = [*_tasks(tx, since, until), *_functions(tx, since, until)]
    return sorted(stories, key=lambda each: each.at, reverse=True)


def _tasks(tx: Tx, since: datetime, until: datetime) -> list[Story]:
    told: dict[int, Story] = {}
    for column in ("done_at", "complete_at"):
        for task, at in tasks.happened(tx, column, since, until, MOST_READ):
            told.setdefault(
                task.id,
                Story(
                    key=f"task/{task.id}/{column}",
                    at=at,
                    draw=partial(_task, task, column),
                    regions=task.draft.regions,
                    themes=task.draft.themes,
                    by=frozenset(task.duo),
                ),
            )
    return list(told.values())


def _task(task: Task, column: str) -> Item:
    news = _("done: {text}", text=shorten(task.result, 110)) if column == "done_at" else _("its duo is complete")
    return Item(words(Bold(task.number), " ", shorten(task.title, 140)), (words(news),), look(task.number, _("View")))


def _functions(tx: Tx, since: datetime, until: datetime) -> list[Story]:
    found = hubs.covered_between(tx, since, until, MOST_READ)
    known = {each.id: each for each in networks.load(tx, sorted({each.network_id for each, _at in found}))}
    return [
        Story(
            key=f"function/{each.id}",
            at=at,
            draw=partial(_function, each, known[each.network_id]),
            regions=known[each.network_id].regions,
            themes=known[each.network_id].themes,
            by=frozenset(known[each.network_id].convenors),
        )
        for each, at in found
        if each.network_id in known
    ]


def _function(function: Function, network: Network) -> Item:
    told = _("somebody takes care of {part} now", part=PARTS[function.part])
    number = f"N-{network.id}"
    return Item(words(Code(number), " ", Bold(network.name)), (words(told),), look(number, _("View")))


SECTION = Section(
    "programmes",
    _("Programmes, hubs and tasks"),
    32,
    _gather,
    more=list_tasks.line(),
    first_for=CONVENORS,
)
