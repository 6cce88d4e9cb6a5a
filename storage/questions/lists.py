"""Takes questions and answers from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from storage import exchange, tables
from storage.database.id_sets import relink
from storage.exchange import Result
from storage.questions import carrying, evidence, knowledge, questions
from storage.questions.carrying import Carries
from storage.questions.question import Draft, Question
from storage.vocabulary import Knowing, Outcome, QuestionStatus


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    key: str
    draft: Draft
    asker_id: int | None
    status: QuestionStatus
    outcome: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    key: str
    question_id: int
    member_id: int | None
    text: str
    accepted: bool
    given_at: datetime
    carries: Carries | None = None
    source: str = ""


def put_question(tx: Connection, sheet: QuestionSheet, now: datetime, *, example: bool = False) -> tuple[int, Result]:
    """Return the question with that key."""
    id_ = exchange.known(tx, "question", sheet.key)
    held = questions.get(tx, id_) if id_ is not None else None
    if held is None:
        held = questions.get_one(tx, _new_question(tx, sheet, example=example))
        if _advance(tx, held, sheet, sheet.asked_at):
            held = questions.get_one(tx, held.id)
        evidence.question(tx, held)
        return held.id, Result.new
    values = {
        "text": sheet.draft.text,
        "asker_id": sheet.asker_id if held.asker_id is None else held.asker_id,
        "kind": sheet.draft.kind or held.kind,
        "knowledge_type": sheet.draft.knowledge_type or held.knowledge_type,
        "level": sheet.draft.level or held.level,
    }
    changed = any(getattr(held, name) != value for name, value in values.items())
    if changed:
        tx.execute(update(tables.questions).where(tables.questions.c.id == held.id).values(**values, changed_at=now))
    if sheet.draft.knowing is not Knowing.unknown and (sheet.draft.knowing, sheet.draft.knowing_how) != (
        held.knowing,
        held.knowing_how,
    ):
        knowledge.keep(tx, held.id, sheet.draft.knowing, sheet.draft.knowing_how, by=held.knowing_by)
        changed = True
    regions, themes = sheet.draft.regions or held.regions, sheet.draft.themes or held.themes
    if (regions, themes) != (held.regions, held.themes):
        questions.describe(tx, held.id, regions=regions, themes=themes, now=now)
        changed = True
    changed |= _advance(tx, held, sheet, now)
    if changed:
        evidence.question(tx, questions.get_one(tx, held.id))
    return held.id, Result.changed if changed else Result.same


def put_answer(tx: Connection, sheet: AnswerSheet, now: datetime) -> tuple[int, Result]:
    """Return the answer with that key."""
    table = tables.answers
    id_ = exchange.known(tx, "answer", sheet.key)
    held = tx.execute(select(table).where(table.c.id == id_)).first() if id_ is not None else None
    accepted_at = sheet.given_at if sheet.accepted else None
    if held is None:
        id_ = tx.execute(
            insert(table)
            .values(
                question_id=sheet.question_id,
                member_id=sheet.member_id,
                text=sheet.text,
                given_at=sheet.given_at,
                accepted_at=accepted_at,
            )
            .returning(table.c.id)
        ).scalar_one()
        exchange.remember(tx, "answer", sheet.key, id_)
        _reach(tx, id_, sheet)
    else:
        values = {
            "text": sheet.text,
            "member_id": sheet.member_id if held.member_id is None else held.member_id,
            "accepted_at": held.accepted_at or accepted_at,
        }
        if all(getattr(held, name) == value for name, value in values.items()) and not _reach(tx, held.id, sheet):
            return held.id, Result.same
        tx.execute(update(table).where(table.c.id == held.id).values(**values))
        id_ = held.id
    question = questions.get_one(tx, sheet.question_id)
    if question.status is QuestionStatus.open:
        tx.execute(
            update(tables.questions)
            .where(tables.questions.c.id == question.id)
            .values(status=QuestionStatus.answered, answered_at=sheet.given_at)
        )
        question = replace(question, status=QuestionStatus.answered, answered_at=sheet.given_at)
    elif question.answered_at is None or question.answered_at > sheet.given_at:
        tx.execute(
            update(tables.questions).where(tables.questions.c.id == question.id).values(answered_at=sheet.given_at)
        )
    evidence.question(tx, question)
    return id_, Result.new if held is None else Result.changed


def _reach(tx: Connection, answer: int, sheet: AnswerSheet) -> bool:
    """Let an answer carry as far as the file says: whether that is new. An empty field says nothing."""
    held = carrying.sources(tx, [answer]).get(answer)
    if sheet.carries is None or held == (sheet.carries, sheet.source):
        return False
    carrying.put(tx, answer, sheet.carries, sheet.source, by=None)
    return True


def all_questions(tx: Connection) -> Iterator[Question]:
    for ids in exchange.pages(tx, tables.questions):
        yield from questions.load(tx, ids)


def _new_question(tx: Connection, sheet: QuestionSheet, *, example: bool) -> int:
    question: int = tx.execute(
        insert(tables.questions)
        .values(
            asker_id=sheet.asker_id,
            text=sheet.draft.text,
            kind=sheet.draft.kind,
            knowledge_type=sheet.draft.knowledge_type,
            level=sheet.draft.level,
            status=QuestionStatus.open,
            asked_at=sheet.asked_at,
            changed_at=sheet.asked_at,
            example=example,
        )
        .returning(tables.questions.c.id)
    ).scalar_one()
    relink(tx, tables.question_regions, question, sheet.draft.regions)
    relink(tx, tables.question_themes, question, sheet.draft.themes)
    knowledge.keep(tx, question, sheet.draft.knowing, sheet.draft.knowing_how, by=None)
    exchange.remember(tx, "question", sheet.key, question)
    return question


_FORWARD = (QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed)


def _advance(tx: Connection, held: Question, sheet: QuestionSheet, at: datetime) -> bool:
    """Bring a question on to the status of the file; never back."""
    if held.status not in _FORWARD or _FORWARD.index(sheet.status) <= _FORWARD.index(held.status):
        return False
    table = tables.questions
    values: dict[str, object] = {"status": sheet.status, "changed_at": at}
    if sheet.status is QuestionStatus.closed:
        values |= {"outcome": Outcome.answered, "outcome_text": sheet.outcome, "closed_at": at}
    tx.execute(update(table).where(table.c.id == held.id).values(**values))
    return True
