"""Lets networks of an area process work in steps, with agreements that their partners alone see."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.card import CardButtons, CardFacts
from bot.topic import Topic
from commands.area_process import agree, card, clock, digest, explained, held, lists, measures, steps, talk, todo
from storage.vocabulary import Subject

TOPIC = Topic(
    "area_process",
    *samples_in(Path(__file__).parent),
    agree.TOPICS,
    Acts(Subject.network, frozenset({steps.START, steps.STEP, agree.AGREE})),
    *steps.UNDO,
    agree.UNDO,
    CardFacts(Subject.network, card.facts),
    CardButtons(Subject.network, card.buttons),
    *held.HELD,
    *lists.FORMATS,
    digest.SECTION,
    todo.CHORES,
    todo.UPKEEP,
    clock.WORK,
    measures.BEGUN,
    explained.ASIDES,
    HelpHeading(
        _("Area processes"),
        (
            steps.show_process,
            steps.start_process,
            steps.step_done,
            agree.show_agreements,
            talk.catch_up,
            talk.we_are_stuck,
            talk.show_principles,
        ),
        rank=24,
    ),
    rank=24,
)
