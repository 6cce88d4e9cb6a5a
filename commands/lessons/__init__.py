"""Lessons: what went well or can be better, who saw the same, and what came of using them."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import ANY, Acts, Chance, Offer
from bot.things.card import CardButtons
from bot.things.contributions import own_of
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.lessons import (
    around,
    browse,
    card,
    contributions,
    digest,
    evaluation,
    explained,
    figures,
    held,
    keep,
    labels,
    lists,
    measures,
    moderation,
    publication,
    react,
    review,
    search,
    share,
    upkeep,
)
from commands.lessons.life import Act
from commands.lessons.reader import ALesson
from storage.lessons.authorship import AUTHORED
from storage.lessons.lesson import LESSON, Lesson

TOPIC = Topic(
    "lessons",
    *samples_in(Path(__file__).parent),
    Kind(
        LESSON,
        "L",
        Lesson,
        ALesson,
        _("a lesson"),
        spoken=(
            "tip",
            "lesje",
            "leerpunt",
            "inzicht",
            "insight",
        ),
        lists="list_lessons",
        own=own_of(LESSON, contributions.CONTRIBUTIONS),
    ),
    labels.SIDES,
    labels.ASPECTS,
    labels.BASES,
    labels.STATES,
    labels.QUADRANTS,
    Named(LESSON, card.names),
    Acts(LESSON, frozenset({*Act, PUBLISH, UNPUBLISH})),
    Verb("same_here", "L", react.same_lesson),
    Verb("not_here", "L", react.other_lesson),
    Verb("used", "L", react.use_lesson),
    Verb("take_back", "L", keep.withdraw_lesson),
    Verb("reopen", "L", keep.reopen_lesson),
    *react.UNDO,
    *keep.UNDO,
    CardButtons("question", around.button),
    Offer("question", "close", around.offer),
    Offer(ANY, Chance.learnt, around.offer_any),
    around.LEARNT,
    around.FROM_LINE,
    Welcomes(
        share.add_lesson,
        _("A lesson"),
        _("All members see it. What failed is welcome, and it can be put without your name."),
        rank=20,
    ),
    explained.ASIDES,
    HelpHeading(
        _("Lessons"),
        (share.add_lesson, browse.list_lessons, browse.list_failures, browse.quadrant, *evaluation.HELP),
        rank=35,
    ),
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    publication.PUBLISHED,
    publication.CONSENT,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    held.KEPT,
    *AUTHORED,
    measures.SHARED,
    measures.USED,
    figures.USED,
    lists.FORMAT,
    upkeep.UPKEEP,
    upkeep.CHORES,
    review.REVIEWED,
    digest.NEW,
    digest.CELEBRATED,
    digest.ELSEWHERE,
    *evaluation.PARTS,
    rank=35,
)
