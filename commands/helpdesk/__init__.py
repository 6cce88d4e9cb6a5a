"""Keeps desks for initiatives of citizens, and for the Café itself; one owner by name until who asked is helped."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import Acts, Hook
from bot.things.card import CardFacts
from bot.things.contributions import own_of
from bot.things.names import Named
from bot.topic import Topic
from commands.helpdesk import (
    acts,
    around,
    browse,
    card,
    contributions,
    desks,
    explained,
    fixed,
    held,
    labels,
    lists,
    measures,
    put,
    shapes,
    silence,
    todo,
    undo,
)
from commands.helpdesk.life import Act
from commands.helpdesk.readers import ARequest
from storage.helpdesk.authorship import AUTHORED
from storage.helpdesk.request import REQUEST, Answer, Request

TOPIC = Topic(
    "helpdesk",
    *samples_in(Path(__file__).parent),
    Kind(
        REQUEST,
        "H",
        Request,
        ARequest,
        _("a request at the desk"),
        ("loketvraag",),
        spoken=(
            "vraag",
            "verzoek",
            "hulpvraag",
            "question",
            "request",
        ),
        lists="list_requests",
        own=own_of(REQUEST, contributions.CONTRIBUTIONS),
        unsearched=browse.known,
    ),
    Reads(desks.Place, desks.APlace),
    Reads(Answer, fixed.AnAnswer),
    labels.DESKS,
    labels.STATES,
    labels.HELPS,
    Named(REQUEST, card.names),
    Acts(REQUEST, frozenset(Act)),
    *(Hook(each, "put", around.evidence, back=around.offer_again) for each in ("signal", "agenda item")),
    *(Hook(each, "withdraw", around.offer_again, back=around.evidence) for each in ("signal", "agenda item")),
    CardFacts("signal", around.facts),
    CardFacts("agenda item", around.facts),
    Verb("answer_question", "H", acts.answer_request),
    Verb("take_back", "H", acts.withdraw_request),
    Verb("close", "H", acts.solve_request),
    Verb("finish", "H", acts.solve_request),
    Verb("reopen", "H", acts.not_yet_solved),
    *shapes.SHAPES,
    *undo.UNDO,
    *AUTHORED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.PUT,
    measures.SOLVED,
    lists.FORMAT,
    todo.CHORES,
    silence.WORK,
    Welcomes(
        put.put_request,
        _("Help from the desk"),
        _("Only you and the desk see it. It stands in no list or digest, and goes after a year."),
        rank=45,
    ),
    Welcomes(
        put.put_cafe_request,
        _("A request to the helpdesk"),
        _("Only you and the desk see it. It stands in no list or digest, and goes after a year."),
        rank=60,
    ),
    explained.ASIDES,
    HelpHeading(
        _("The desk"),
        (put.put_request, put.put_cafe_request, browse.list_requests, desks.list_desks, desks.leave_desk),
        rank=12,
    ),
    HelpHeading(_("The desk"), (desks.ask_for_desk,), rank=12),
    rank=12,
)
