"""Tells who does what: programmes with their people, hubs with their functions, tasks with their duos."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.card import CardButtons, CardFacts
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.programmes import (
    around,
    asking,
    card,
    contributions,
    digest,
    doing,
    duo,
    explained,
    functions,
    held,
    hubs,
    labels,
    lists,
    measures,
    moderation,
    programmes,
    publication,
    put,
    search,
    tasks,
    telling,
    todo,
    undo,
    web_places,
    who,
    work,
)
from commands.programmes.life import Act
from commands.programmes.readers import (
    AHub,
    APlace,
    AProgramme,
    ASide,
    ATask,
    ReadsHub,
    ReadsPart,
    ReadsPlace,
    ReadsProgramme,
    Side,
)
from storage.programmes.authorship import AUTHORED
from storage.programmes.part import Part
from storage.programmes.task import TASK, Task
from storage.vocabulary import Subject

TOPIC = Topic(
    "programmes",
    *samples_in(Path(__file__).parent),
    Kind(
        TASK,
        "T",
        Task,
        ATask,
        _("a task"),
        spoken=("opgave",),
        lists="list_tasks",
        own=own_of(TASK, contributions.CONTRIBUTIONS),
    ),
    Reads(AProgramme, ReadsProgramme),
    Reads(AHub, ReadsHub),
    Reads(APlace, ReadsPlace),
    Reads(Part, ReadsPart),
    Reads(Side, ASide),
    Reads(doing.Doing, doing.ADoing),
    labels.STATES,
    labels.SCALES,
    labels.COURSES,
    labels.PHASES,
    labels.COVERED,
    put.SHAPE,
    duo.TAKES,
    asking.KNOWN,
    Named(TASK, card.names),
    Kept(TASK, card.held_of),
    *AUTHORED,
    Acts(TASK, frozenset(Act)),
    Acts(Subject.network, frozenset({PUBLISH, UNPUBLISH})),
    Verb("finish", "T", work.finish_task),
    Verb("close", "T", work.finish_task),
    Verb("reopen", "T", work.reopen_task),
    Verb("take_back", "T", work.withdraw_task),
    Verb("work_on", "T", duo.take_side),
    Verb("leave_network", "T", duo.stop_task),
    Verb("stop_task", "N", doing.stop_part),
    *undo.UNDO,
    telling.UNDO,
    CardFacts(Subject.network, around.facts),
    CardButtons(Subject.network, around.buttons),
    search.FOLLOWABLE,
    search.FINDABLE,
    *search.SOURCES,
    search.FOUND_BY,
    moderation.MODERATED,
    web_places.PROGRAMMES,
    web_places.HUBS,
    web_places.CONSENT,
    publication.PUBLISHED,
    publication.CONSENT,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    *measures.MEASURES,
    *lists.FORMATS,
    digest.SECTION,
    todo.CHORES,
    todo.UPKEEP,
    explained.ASIDES,
    HelpHeading(
        _("Programmes, hubs and tasks"),
        (
            programmes.list_programmes,
            programmes.show_programme,
            who.who_does,
            who.first_contact,
            doing.do_part,
            hubs.list_hubs,
            hubs.show_hub,
            hubs.what_misses,
            functions.fill_function,
            tasks.list_tasks,
            tasks.show_task,
            put.put_task,
            duo.take_side,
            work.runs_already,
            work.comes_with,
            work.finish_task,
            duo.stop_task,
        ),
        rank=22,
    ),
    rank=22,
)
