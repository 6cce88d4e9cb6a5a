"""Tells the asker at once that a request did not arrive, and has the next candidate asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.chat.reply import Action, Actions, Subject
from bot.chat.spans import Bold
from bot.chat.texts import Language, _
from bot.command.command import Notice
from bot.members.visibility import bold, name_in
from bot.outbound.undelivered import Undelivered
from commands.questions.card.card import about, look
from commands.questions.life.permissions import driven_by
from commands.questions.requests.bring import bring_question
from storage.database.database import Tx
from storage.members import people
from storage.networks import networks
from storage.questions import questions, requests
from storage.questions.question import QUESTION
from storage.vocabulary import Place


def _returned(tx: Tx, thing: Subject, member: int, now: datetime) -> Iterator[Notice]:
    """A network still hears of it when another of its convenors can be reached."""
    question, who = questions.get(tx, thing.id), people.get(tx, member)
    if question is None or who is None or question.asker_id in (None, member):
        return
    driven = networks.load(tx, driven_by(who))
    alone = [each.id for each in driven if set(each.convenors) <= people.lost(tx, each.convenors)]
    missed = requests.undelivered(tx, question.id, member, alone, now)
    asker = people.get(tx, question.asker_id) if missed and question.asker_id is not None else None
    if asker is None:
        return
    for request in missed:
        network = next((each for each in driven if each.id == request.network_id), None)
        name = Bold(network.name) if network else bold(Language(asker.language), name_in(who, Place.members))
        news = _("I cannot reach {who} now. I ask somebody else, if I know anybody.", who=name)
        others = Action(_("Who can help"), bring_question.line(question.number))
        # It tells what came of an act of their own.
        yield Notice(asker, replace(about(news, question, Actions((others, look(question)))), asked_for=True))


UNDELIVERED = Undelivered(QUESTION, _returned)
