"""Counts questions and first answers, and tells which organisations answered each other."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.things.measures import Counts, Tie, Ties
from storage.database.database import Tx
from storage.links import Thing
from storage.questions import carrying, measures


def _answering(tx: Tx, least: int) -> Sequence[Tie]:
    return [
        Tie(Thing("organisation", one), Thing("organisation", other), times)
        for one, other, times in measures.between_organisations(tx, least)
    ]


ASKED = Counts("questions asked", _("questions that were put"), measures.asked)
ANSWERED = Counts("questions answered", _("questions that got a first answer"), measures.first_answered)
USED = Counts("answers used", _("times that answers were used"), carrying.used_between)
ANSWERS = Ties("answers", _("answers to each other"), 3, _answering)
