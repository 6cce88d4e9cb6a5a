"""Finds everyone with a part in a question: who asked, answered, was asked, or follows."""

from sqlalchemy import Connection

from storage.members import follows, people
from storage.members.member import Member
from storage.networks import networks
from storage.questions import requests
from storage.questions.question import QUESTION, Question
from storage.vocabulary import RequestState


def in_question(
    tx: Connection, question: Question, *, but: int | None = None, also_declined: bool = False
) -> list[Member]:
    """Return each once, without those who are blocked and without `but`, who is acting now.

    Who declined hears no more of it, but for what came of it in the end (`also_declined`).
    """
    ids: dict[int, None] = {}
    if question.asker_id is not None:
        ids[question.asker_id] = None
    ids |= dict.fromkeys(answer.member_id for answer in question.answers if answer.member_id is not None)
    for request in requests.of_question(tx, question.id):
        if request.brought_at is None or (request.state in _OUT and not also_declined):
            continue
        if request.member_id is not None:
            ids[request.member_id] = None
        elif request.network_id is not None:
            found = networks.get(tx, request.network_id)
            ids |= dict.fromkeys(found.convenors if found else ())
    ids |= dict.fromkeys(member.id for member in follows.followers(tx, QUESTION, [question.id]))
    if but is not None:
        ids.pop(but, None)
    return [member for member in people.load(tx, ids) if not member.blocked_at]


_OUT = frozenset({RequestState.declined, RequestState.passed_on, RequestState.withdrawn})
