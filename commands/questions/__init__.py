"""Lets members ask questions, and brings, answers and closes them."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.asides import Aside, Asides
from bot.command.command import Verb
from bot.command.first_step import FirstStep
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.command.tile import Tile, TourStep, members
from bot.command.welcomes import Welcomes
from bot.members.workbench import WorkbenchPage
from bot.sentences.samples import samples_in
from bot.things.acts import ANY, Acts, Chance, Offer
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.questions.asking import to_whom
from commands.questions.asking.ask import ask_question, join_question
from commands.questions.asking.proposal import AProposal, Wish
from commands.questions.asking.publish import ASK, FROM_LINE
from commands.questions.browsing import around, browse, digest, hits, search
from commands.questions.browsing.of_organisation import OF_ORGANISATION, QUESTIONS_OF
from commands.questions.browsing.offering import OFFER
from commands.questions.card import card
from commands.questions.carrying import tell as reach
from commands.questions.carrying.labels import CARRYING, AReach, Reach
from commands.questions.carrying.labels import SHAPE as REACH_SHAPE
from commands.questions.conversation import taking_back
from commands.questions.conversation.answer import answer_question
from commands.questions.conversation.close import close_question, reopen_question
from commands.questions.conversation.threads import QuestionThreads
from commands.questions.curating import moderation, todo
from commands.questions.curating.curate import undo
from commands.questions.knowledge import tell
from commands.questions.knowledge.reader import SHAPE, AStand, Told
from commands.questions.life.labels import OUTCOMES, STATUSES
from commands.questions.life.lifecycle import Act
from commands.questions.life.readers import AnAnswer, AQuestion
from commands.questions.places import following, places
from commands.questions.places.destinations import APlace
from commands.questions.records import figures, measures
from commands.questions.records.contributions import CONTRIBUTIONS, own_open
from commands.questions.records.held import HELD
from commands.questions.records.lists import ANSWERS, QUESTIONS
from commands.questions.records.publication import CONSENTS, PUBLISHED
from commands.questions.requests import first_words as telling
from commands.questions.requests import reminders
from commands.questions.requests.bring import bring_question
from commands.questions.requests.undelivered import UNDELIVERED
from commands.questions.requests.weighing import UPKEEP
from commands.questions.routing.checkup import CHECKUP
from commands.questions.routing.rules import SETTINGS
from commands.questions.sharpening import propose, revise, reword
from commands.questions.uses import asking
from commands.questions.uses import tell as uses
from storage.messaging.conversations import Audience
from storage.questions.authorship import AUTHORED
from storage.questions.question import Answer, Question

TOPIC = Topic(
    "questions",
    *samples_in(Path(__file__).parent),
    Kind(
        "question",
        "K",
        Question,
        AQuestion,
        _("a question"),
        ("kennisvraag",),
        own_open,
        "list_questions",
        spoken=("vraagje",),
    ),
    Kind("answer", "A", Answer, AnAnswer, _("an answer")),
    Verb("close", "K", close_question, bare=True),
    Verb("reopen", "K", reopen_question, bare=True),
    Verb("undo_last", "K", undo, bare=True),
    Verb("support", "K", join_question, _("{number} is a question. Do you want to know it too?")),
    Verb("same_here", "K", join_question, _("{number} is a question. Do you want to know it too?")),
    Reads(Wish, AProposal),
    Reads(Told, AStand),
    SHAPE,
    tell.UNDO,
    Reads(Reach, AReach),
    CARRYING,
    REACH_SHAPE,
    reach.UNDO,
    Verb("used", "A", uses.use_answer),
    uses.UNDO,
    asking.WORK,
    UPKEEP,
    measures.USED,
    Reads(Audience, APlace),
    PUBLISHED,
    *CONSENTS,
    measures.ASKED,
    measures.ANSWERED,
    measures.ANSWERS,
    *figures.FIGURES,
    CONTRIBUTIONS,
    WorkbenchPage("vragen", _("Questions"), browse.list_questions, rank=15),
    FROM_LINE,
    *HELD,
    *AUTHORED,
    Acts(
        "question",
        frozenset(
            {
                *(ASK, revise.WITHDRAW, reword.CHANGE, propose.PROPOSE, PUBLISH, UNPUBLISH),
                *(Act.answer, Act.accept, Act.close, Act.reopen, Act.merge, Act.unmerge, Act.know),
            }
        ),
    ),
    Acts("answer", frozenset({PUBLISH, UNPUBLISH, reach.CARRY, uses.USE, taking_back.TAKE_BACK})),
    Offer(ANY, Chance.wondered, around.offer_any),
    Named("question", card.names),
    OF_ORGANISATION,
    QUESTIONS_OF,
    STATUSES,
    OUTCOMES,
    QUESTIONS,
    ANSWERS,
    digest.NEW,
    digest.ANSWERED,
    digest.NEEDY_ONE,
    OFFER,
    SETTINGS,
    CHECKUP,
    reminders.WORK,
    todo.CHORES,
    telling.CHORES,
    telling.WORK,
    search.NEEDS,
    search.LOAD,
    search.UNANSWERED,
    *search.FOUND_BY,
    QuestionThreads(),
    revise.UNDO,
    taking_back.UNDO,
    reword.UNDO,
    propose.UNDO,
    *propose.SHAPES,
    to_whom.SHAPE,
    revise.AROUND,
    Verb("take_back", "K", revise.withdraw_question),
    UNDELIVERED,
    FirstStep(_("Ask a question"), ask_question, rank=30),
    Tile(_("Ask a question"), ask_question, rank=30),
    Tile(_("My questions"), browse.my_questions, rank=50, suits=members),
    TourStep(
        _("Ask"),
        _("Found nothing? Put a question. I show first who will see it, and I ask who can help."),
        _("Ask a question"),
        ask_question,
        rank=20,
    ),
    following.FOLLOWABLE,
    moderation.QUESTIONS,
    moderation.ANSWERS,
    hits.FINDABLE,
    hits.QUESTIONS,
    hits.ANSWERS,
    Welcomes(
        ask_question,
        _("A question"),
        _("All members can see it. I show you first who sees it and who I ask. It can be put without your name."),
        rank=30,
    ),
    Asides(
        (ask_question,),
        {
            Aside.decides: _("You do. It is put when you say yes, and who knows something answers."),
            Aside.hears: _("Yes. You hear of every answer."),
            Aside.lasts: _("Often a few days. When nobody answers, I ask others, and at last a coordinator."),
            Aside.stays: _("The question and its answers stay. You can withdraw it."),
        },
    ),
    HelpHeading(
        _("Questions"),
        (
            ask_question,
            browse.show_question,
            browse.list_questions,
            browse.my_questions,
            answer_question,
            bring_question,
            close_question,
            revise.change_question,
            revise.withdraw_question,
            places.where_it_stands,
            places.place_question,
            places.take_away,
            places.read_along,
        ),
        rank=11,
    ),
    rank=10,
)
