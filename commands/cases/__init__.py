"""Cases: put in, thought along with by others, followed, compared side by side, and learnt from."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import Acts, Hook
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.topic import Topic
from commands.cases import (
    acts,
    bring,
    browse,
    card,
    contributions,
    digest,
    explained,
    held,
    hooks,
    labels,
    lists,
    measures,
    moderation,
    review,
    search,
    shapes,
    undo,
    upkeep,
)
from commands.cases.life import Act
from commands.cases.readers import ACase
from storage.cases.authorship import AUTHORED
from storage.cases.case import CASE, Case

TOPIC = Topic(
    "cases",
    *samples_in(Path(__file__).parent),
    Kind(
        CASE,
        "C",
        Case,
        ACase,
        _("a case"),
        ("case",),
        spoken=(
            "praktijkcasus",
            "gebiedscasus",
        ),
        lists="list_cases",
        own=own_of(CASE, contributions.CONTRIBUTIONS),
    ),
    labels.STATES,
    labels.SIZES,
    labels.ASPECTS,
    Named(CASE, card.names),
    Kept(CASE, card.held_of),
    Acts(CASE, frozenset(Act)),
    Hook("meeting", "report", hooks.talked_over),
    Verb("close", "C", acts.close_case),
    Verb("finish", "C", acts.close_case),
    Verb("reopen", "C", acts.reopen_case),
    Verb("answer_question", "C", acts.think_along),
    Verb("take_back", "C", acts.withdraw_case),
    shapes.MOMENT,
    *undo.UNDO,
    *AUTHORED,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.BROUGHT,
    measures.THOUGHT,
    measures.FINISHED,
    lists.FORMAT,
    review.REVIEWED,
    digest.NEW,
    digest.FINISHED,
    upkeep.UPKEEP,
    upkeep.CHORES,
    Welcomes(
        bring.bring_case,
        _("A case"),
        _("All members see it, and may think along. It can be put without your name."),
        rank=50,
    ),
    explained.ASIDES,
    HelpHeading(
        _("Cases"),
        (
            bring.bring_case,
            browse.list_cases,
            acts.think_along,
            acts.tell_moment,
            browse.compare_cases,
            acts.close_case,
        ),
        rank=36,
    ),
    rank=36,
)
