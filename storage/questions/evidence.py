"""Writes what a question and its answers say as evidence for search, with the change itself."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.questions.question import Answer, Question
from storage.search import Evidence, Owner
from storage.vocabulary import QuestionStatus


def question(tx: Connection, what: Question) -> None:
    """Let a question and its answers be found, and those who answered by them."""
    unseen = what.status in (QuestionStatus.hidden, QuestionStatus.merged)
    if unseen or not what.text:
        search.withdraw(tx, "question", what.id)
        search.remove(tx, "question", what.id)
    else:
        _itself(tx, what)
    for each in what.answers:
        # A question without a text was withdrawn; what others answered is theirs, and they are found by it.
        if unseen or not each.text:
            search.remove(tx, "answer", each.id)
        else:
            _answer(tx, what, each)


def _itself(tx: Connection, what: Question) -> None:
    search.admit(
        tx,
        search.Subject(
            "question",
            what.id,
            what.text,
            regions=tuple(sorted(what.regions)),
            themes=tuple(sorted(what.themes)),
            level=what.level,
            sort=what.status,
            knowledge=(what.knowledge_type,) if what.knowledge_type else (),
            confirmed=what.changed_at,
        ),
    )
    itself = Owner("question", what.id, "self")
    asked = (Owner("member", what.asker_shown, "asked"),) if what.asker_shown is not None else ()
    search.put(
        tx,
        "question",
        what.id,
        [
            Evidence("question", what.text, owners=(itself, *asked), at=what.asked_at),
            Evidence("themes", ", ".join(theme_names(tx, what.themes)), owners=(itself,), at=what.asked_at),
            Evidence("outcome", "", what.outcome_text, (itself,), at=what.closed_at),
        ],
    )


def _answer(tx: Connection, what: Question, answer: Answer) -> None:
    itself = (Owner("question", what.id, "self"),) if what.text else ()
    role = "accepted" if answer.accepted_at else "answered"
    # Who answered their own unnamed question is not found by it: that would tell who asked.
    unnamed = what.anonymous and answer.member_id == what.asker_id
    gave = (Owner("member", answer.member_id, role),) if answer.member_id is not None and not unnamed else ()
    row = Evidence("answer", what.text, answer.text, (*itself, *gave), at=answer.given_at)
    search.put(tx, "answer", answer.id, [row])


def answer_gone(tx: Connection, answer: int) -> None:
    search.remove(tx, "answer", answer)
