"""Keeps knowledge questions and their answers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, exists, func, insert, null, select, update

from storage import links, tables
from storage.database.id_sets import ids_of, linked, relink
from storage.links import Thing
from storage.messaging import cards, outbox
from storage.questions import carrying, evidence, knowledge
from storage.questions.carrying import Carries
from storage.questions.knowledge import Knowledge
from storage.questions.question import QUESTION, Answer, Attachments, Draft, Question, Told
from storage.tables import answers, questions
from storage.vocabulary import Knowing, KnowledgeType, Level, Outcome, QuestionKind, QuestionStatus

REMINDING = ("request/", "quiet/")
"""How the keys of letters begin that make no sense once a question is closed."""

_QUESTIONS = select(
    questions,
    linked(tables.question_regions).label("regions"),
    linked(tables.question_themes).label("themes"),
    knowledge.KNOWING.label("knowing"),
    knowledge.HOW.label("knowing_how"),
    knowledge.TOLD_BY.label("knowing_by"),
).where(questions.c.id.in_(bindparam("questions", expanding=True)))
_REACH = (
    carrying.CARRIES.label("carries"),
    carrying.SOURCE.label("source"),
    carrying.SOURCE_BY.label("source_by"),
    carrying.USED.label("used"),
)
_ANSWERS = (
    select(answers, *_REACH)
    .where(answers.c.question_id.in_(bindparam("questions", expanding=True)), ~answers.c.hidden)
    .order_by(answers.c.id)
)


def put(tx: Connection, asker: int, draft: Draft, now: datetime) -> Question:
    question = tx.execute(
        insert(questions)
        .values(
            asker_id=asker,
            text=draft.text,
            kind=draft.kind,
            knowledge_type=draft.knowledge_type,
            level=draft.level,
            status=QuestionStatus.open,
            conversation_id=draft.conversation_id,
            context=draft.told.context,
            goal=draft.told.goal,
            tried=draft.told.tried,
            wanted=draft.told.wanted,
            needed_by=draft.told.needed_by,
            anonymous=draft.anonymous,
            split_from=draft.split_from,
            attachments=list(draft.attachments) or null(),
            asked_at=now,
            changed_at=now,
        )
        .returning(questions.c.id)
    ).scalar_one()
    _link(tx, question, draft.regions, draft.themes)
    knowledge.keep(tx, question, draft.knowing, draft.knowing_how, by=asker)
    return reindexed(tx, question)


def get_one(tx: Connection, question: int) -> Question:
    found = get(tx, question)
    if found is None:
        raise LookupError(f"No question {question}")
    return found


def get(tx: Connection, question: int) -> Question | None:
    return next(iter(load(tx, [question])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Question]:
    """Return questions in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    these = {"questions": list(ids)}
    rows = tx.execute(_QUESTIONS, these).all()
    given: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in tx.execute(_ANSWERS, these).all():
        given[row.question_id].append(_in_full(row))
    found = {
        row.id: Question(
            id=row.id,
            asker_id=row.asker_id,
            text=row.text,
            kind=QuestionKind(row.kind) if row.kind else None,
            knowledge_type=KnowledgeType(row.knowledge_type) if row.knowledge_type else None,
            level=Level(row.level) if row.level else None,
            status=QuestionStatus(row.status),
            outcome=Outcome(row.outcome) if row.outcome and row.closed_at else None,
            outcome_text=row.outcome_text if row.closed_at else "",
            conversation_id=row.conversation_id,
            regions=ids_of(row.regions),
            themes=ids_of(row.themes),
            asked_at=row.asked_at,
            changed_at=row.changed_at,
            answered_at=row.answered_at,
            closed_at=row.closed_at,
            answers=tuple(given[row.id]),
            told=Told(row.context, row.goal, row.tried, row.wanted, row.needed_by),
            anonymous=row.anonymous,
            merged_into=row.merged_into,
            split_from=row.split_from,
            close_proposed_at=row.close_proposed_at,
            knowing=Knowing(row.knowing) if row.knowing else Knowing.unknown,
            knowing_how=row.knowing_how or "",
            knowing_by=row.knowing_by,
            attachments=row.attachments or (),
            published=row.published,
        )
        for row in rows
    }
    return [found[each] for each in ids if each in found]


def answer(
    tx: Connection,
    question: int,
    member: int,
    text: str,
    now: datetime,
    *,
    among: frozenset[QuestionStatus] = frozenset({QuestionStatus.open, QuestionStatus.answered}),
    attachments: Attachments = (),
    carries: Carries | None = None,
) -> Answer | None:
    """Add an answer; an open question is answered from now on. None when it is in none of those states."""
    if not _turn(tx, question, among, answered_at=func.coalesce(questions.c.answered_at, now), changed_at=now):
        return None
    row = tx.execute(
        insert(answers)
        .values(
            question_id=question, member_id=member, text=text, attachments=list(attachments) or null(), given_at=now
        )
        .returning(*answers.c)
    ).one()
    if carries:
        carrying.put(tx, row.id, carries, "", by=member)
    _rest(tx, question)
    reindexed(tx, question)
    return replace(_answer(row), carries=carries)


def one_answer(tx: Connection, answer_id: int, *, hidden: bool = False) -> Answer | None:
    """Return an answer that is not hidden; or one that is."""
    row = tx.execute(select(answers, *_REACH).where(answers.c.id == answer_id, answers.c.hidden == hidden)).first()
    return _in_full(row) if row else None


def answered(tx: Connection, ids: Sequence[int]) -> dict[int, int]:
    """Count how many answers each of these questions has that has any."""
    return dict(tx.execute(_ANSWERED, {"questions": ids}).tuples().all()) if ids else {}


_ANSWERED = (
    select(answers.c.question_id, func.count())
    .where(answers.c.question_id.in_(bindparam("questions", expanding=True)), ~answers.c.hidden)
    .group_by(answers.c.question_id)
)


def accept(tx: Connection, answer_id: int, now: datetime) -> bool:
    """Mark an answer as the one that helped: False when it was already."""
    hold(tx, tx.execute(select(answers.c.question_id).where(answers.c.id == answer_id)).scalar_one())
    question = tx.execute(
        update(answers)
        .where(answers.c.id == answer_id, answers.c.accepted_at.is_(None))
        .values(accepted_at=now)
        .returning(answers.c.question_id)
    ).scalar()
    if question is not None:
        reindexed(tx, question)
    return question is not None


def close(
    tx: Connection,
    question: int,
    outcome: Outcome,
    text: str,
    now: datetime,
    *,
    by: int | None = None,
    among: frozenset[QuestionStatus] = frozenset({QuestionStatus.open, QuestionStatus.answered}),
) -> bool:
    """Close with what came of it: False when it is in none of those states."""
    values = {"outcome": outcome, "outcome_text": text, "closed_by": by, "closed_at": now, "changed_at": now}
    outbox.drop_waiting(tx, QUESTION, question, REMINDING)
    return _turned(tx, question, among, **values)


def reopen(tx: Connection, question: int, now: datetime) -> bool:
    """Open it again, as answered when it has answers: False when it was not closed.

    What it was closed with stays in its row, unseen, for `close_again`.
    """
    values = {"closed_at": None, "close_proposed_at": None, "changed_at": now}
    return _turned(tx, question, frozenset({QuestionStatus.closed}), **values)


def close_again(tx: Connection, question: int, now: datetime, *, among: frozenset[QuestionStatus]) -> bool:
    """Close it with what it was closed with before it was reopened: False when it is in none of those states."""
    return _turned(tx, question, among, closed_at=now, changed_at=now)


def hide(tx: Connection, question: int, now: datetime, *, hidden: bool = True) -> bool:
    """Take a question out of sight, or show it again as it was: False when it was so already."""
    if not hidden:
        return _turned(tx, question, frozenset({QuestionStatus.hidden}), status=QuestionStatus.open, changed_at=now)
    among = frozenset(QuestionStatus) - {QuestionStatus.hidden}
    turned = _turn(tx, question, among, status=QuestionStatus.hidden, changed_at=now)
    reindexed(tx, question)
    return turned


def hide_answer(tx: Connection, answer_id: int, *, hidden: bool = True) -> None:
    """Take an answer out of sight, or show it again."""
    question = tx.execute(
        update(answers).where(answers.c.id == answer_id).values(hidden=hidden).returning(answers.c.question_id)
    ).scalar_one()
    evidence.answer_gone(tx, answer_id)
    _rest(tx, question)
    reindexed(tx, question)


def correct_answer(tx: Connection, answer_id: int, text: str) -> None:
    """Let an answer say what its author says now."""
    question = tx.execute(
        update(answers).where(answers.c.id == answer_id).values(text=text).returning(answers.c.question_id)
    ).scalar_one()
    reindexed(tx, question)


def retell(tx: Connection, question: int, text: str, now: datetime) -> None:
    """Let a question say what its asker says now."""
    tx.execute(update(questions).where(questions.c.id == question).values(text=text, changed_at=now))
    reindexed(tx, question)


def set_anonymous(tx: Connection, question: int, now: datetime, *, anonymous: bool) -> None:
    """Whether nobody is told who asked it."""
    tx.execute(update(questions).where(questions.c.id == question).values(anonymous=anonymous, changed_at=now))
    reindexed(tx, question)


def merge(tx: Connection, question: int, into: int, now: datetime, *, among: frozenset[QuestionStatus]) -> bool:
    """Let it go on in another question: False when it is in none of those states."""
    merged = _turned(tx, question, among, merged_into=into, changed_at=now)
    if merged:
        links.merge(tx, Thing("question", question), Thing("question", into), now)
    return merged


def unmerge(tx: Connection, question: int, now: datetime) -> bool:
    """Let it be a question of its own again, as it was: False when it was not merged."""
    return _turned(tx, question, frozenset({QuestionStatus.merged}), merged_into=None, changed_at=now)


def propose_close(
    tx: Connection, question: int, now: datetime, *, asked: datetime, among: frozenset[QuestionStatus]
) -> bool:
    """Mark that its asker is asked whether it can be closed: False when it is in none of those states.

    False too when they were asked since then: another process may do so at the same time.
    """
    hold(tx, question)
    if tx.execute(
        select(questions.c.id).where(questions.c.id == question, questions.c.close_proposed_at >= asked)
    ).first():
        return False
    return _turn(tx, question, among, close_proposed_at=now)


def quiet(
    tx: Connection, since: datetime, *, asked: datetime, among: frozenset[QuestionStatus], limit: int
) -> list[Question]:
    """Return questions in which nothing happened since then, and whose asker was not asked either.

    Of each asker the oldest, and none of who was asked about another question since `asked`.
    """
    other = questions.alias()
    just_asked = exists().where(other.c.asker_id == questions.c.asker_id, other.c.close_proposed_at >= asked)
    last_answer = select(func.max(answers.c.given_at)).where(answers.c.question_id == questions.c.id).scalar_subquery()
    ids = tx.execute(
        select(func.min(questions.c.id))
        .where(
            questions.c.status.in_(among),
            questions.c.asker_id.is_not(None),
            questions.c.changed_at < since,
            func.coalesce(last_answer, questions.c.asked_at) < since,
            func.coalesce(questions.c.close_proposed_at, questions.c.asked_at) < since,
            ~just_asked,
        )
        .group_by(questions.c.asker_id)
        .limit(limit)
    )
    return load(tx, ids.scalars().all())


def hold(tx: Connection, question: int) -> None:
    """Let nobody else change what belongs to it until this transaction ends."""
    tx.execute(select(questions.c.id).where(questions.c.id == question).with_for_update())


def _turn(tx: Connection, question: int, among: frozenset[QuestionStatus], **values: Any) -> bool:  # Any: columns
    """Change it if it is in one of those states. Who comes second sees what the first made of it."""
    changed = tx.execute(
        update(questions).where(questions.c.id == question, questions.c.status.in_(among)).values(**values)
    )
    return changed.rowcount == 1


def _turned(tx: Connection, question: int, among: frozenset[QuestionStatus], **values: Any) -> bool:  # Any: columns
    turned = _turn(tx, question, among, **values)
    if turned:
        _rest(tx, question)
        reindexed(tx, question)
    return turned


def _rest(tx: Connection, question: int) -> None:
    """The state that follows from what happened to a question that is in sight."""
    has_answers = select(answers.c.id).where(answers.c.question_id == question, ~answers.c.hidden).exists()
    tx.execute(
        update(questions)
        .where(questions.c.id == question, questions.c.status != QuestionStatus.hidden)
        .values(
            status=case(
                (questions.c.merged_into.is_not(None), QuestionStatus.merged),
                (questions.c.closed_at.is_not(None), QuestionStatus.closed),
                (has_answers, QuestionStatus.answered),
                else_=QuestionStatus.open,
            )
        )
    )


def rested(tx: Connection, question: int) -> None:
    """Bring it to the state that follows from what it holds now."""
    _rest(tx, question)
    reindexed(tx, question)


def describe(tx: Connection, question: int, *, regions: Iterable[int], themes: Iterable[int], now: datetime) -> None:
    """Move it to other regions and themes."""
    _link(tx, question, regions, themes)
    tx.execute(update(questions).where(questions.c.id == question).values(changed_at=now))
    reindexed(tx, question)


def know(tx: Connection, question: int, is_: Knowledge, now: datetime, *, by: int | None) -> Question:
    """Let it need that knowledge, which stands so by the words of that member."""
    knowledge.put(tx, question, is_, now, by=by)
    return reindexed(tx, question)


def reindexed(tx: Connection, question: int) -> Question:
    """Return the question, from now on found by what it says now, and shown so wherever its card stands."""
    found = get_one(tx, question)
    evidence.question(tx, found)
    cards.touch(tx, QUESTION, question)
    return found


def _link(tx: Connection, question: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    relink(tx, tables.question_regions, question, regions)
    relink(tx, tables.question_themes, question, themes)


def _answer(row: Any) -> Answer:  # Any: a Row of all columns
    return Answer(
        row.id,
        row.question_id,
        row.member_id,
        row.text,
        row.given_at,
        row.accepted_at,
        row.attachments or (),
        row.published,
    )


def _in_full(row: Any) -> Answer:  # Any: a Row of all columns
    """An answer with how far it carries and how often it was used."""
    carries = Carries(row.carries) if row.carries else None
    return replace(_answer(row), carries=carries, source=row.source or "", source_by=row.source_by, used=row.used)
