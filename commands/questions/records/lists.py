"""Declares the files of questions and of answers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import LONGEST_TEXT, Rejected, Row
from bot.exchange.view import View, day
from commands.questions.carrying.labels import understood
from commands.questions.records.publication import PUBLISHED
from storage import exchange
from storage.exchange import Result
from storage.questions import lists
from storage.questions.carrying import LONGEST as LONGEST_SOURCE
from storage.questions.carrying import Carries
from storage.questions.knowledge import LONGEST
from storage.questions.lists import AnswerSheet, QuestionSheet
from storage.questions.question import ANSWER, Draft
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind, QuestionStatus

_UNSEEN = frozenset({QuestionStatus.hidden, QuestionStatus.merged})


_STATES = (QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed)


def _question(row: Row) -> Result:
    status = row.text("status", 20) or QuestionStatus.open
    if status not in _STATES:
        raise Rejected(none_of(status, _STATES), "status")
    sheet = QuestionSheet(
        key=row.text("key", 120, needed=True),
        draft=Draft(
            row.text("title", LONGEST_TEXT, needed=True),
            kind=row.one_of("kind", QuestionKind),
            knowledge_type=row.one_of("knowledge_type", KnowledgeType),
            level=row.one_of("level", Level),
            knowing=row.one_of("knowing", Knowing) or Knowing.unknown,
            knowing_how=row.text("knowing_how", LONGEST),
            regions=row.regions("region"),
            themes=row.themes("themes"),
        ),
        asker_id=row.reference("asker", "member"),
        status=QuestionStatus(status),
        outcome=row.text("outcome", LONGEST_TEXT),
        asked_at=row.moment("date"),
    )
    return lists.put_question(row.tx, sheet, row.world.now, example=row.example)[1]


def _answer(row: Row) -> Result:
    question = row.reference("question", "question", needed=True)
    member = row.reference("member", "member")
    text = row.text("text", LONGEST_TEXT, needed=True)
    given_at = row.moment("date")
    if question is None:
        raise Rejected(_("this is needed."), "question")
    key = _answer_key(row.values["question"], row.values.get("member", ""), day(given_at), row.world.seen)
    sheet = AnswerSheet(
        key, question, member, text, row.yes("accepted"), given_at, _carries(row), row.text("source", LONGEST_SOURCE)
    )
    return lists.put_answer(row.tx, sheet, row.world.now)[1]


def _carries(row: Row) -> Carries | None:
    """Return how far an answer carries. Raises `Rejected`."""
    said = row.text("carries", 40)
    found = understood(said) if said else None
    if said and found is None:
        raise Rejected(none_of(said, Carries), "carries")
    return found.carries if found else None


def _answer_key(question: str, member: str, day_given: str, seen: Counter[int]) -> str:
    """Return what tells an answer from others: question, member and day, and its number when that is not enough."""
    key = f"{question}/{member}/{day_given}"
    short = hash(key)
    seen[short] += 1
    return key if seen[short] == 1 else f"{key}#{seen[short]}"


def _questions(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_questions(view.tx):
        if each.status in _UNSEEN or not each.text:
            continue
        yield {
            "key": view.key("question", each.number.lower(), each.id),
            "title": each.text,
            "kind": each.kind or "",
            "knowledge_type": each.knowledge_type or "",
            "level": each.level or "",
            "knowing": "" if each.knowing is Knowing.unknown else each.knowing,
            "knowing_how": each.knowing_how,
            "region": view.regions(each.regions),
            "themes": view.themes(each.themes),
            "asker": view.member(each.asker_shown),
            "status": each.status,
            "outcome": each.outcome_text,
            "date": day(each.asked_at),
            NUMBER: str(each.id),
        }


def _answers(view: View) -> Iterator[dict[str, str]]:
    seen: Counter[int] = Counter()
    for question in lists.all_questions(view.tx):
        if question.status in _UNSEEN:
            continue
        for each in question.answers:
            if not (each.text and question.text):
                continue
            about = view.key("question", question.number.lower(), question.id)
            unnamed = question.anonymous and each.member_id == question.asker_id
            by = "" if unnamed else view.member(each.member_id)
            exchange.remember(view.tx, "answer", _answer_key(about, by, day(each.given_at), seen), each.id)
            yield {
                "question": about,
                "member": by,
                "text": each.text,
                "accepted": "yes" if each.accepted_at else "no",
                "carries": each.carries or "",
                "source": each.source,
                "date": day(each.given_at),
                NUMBER: str(each.id),
            }


def _known_on_web(view: View, row: Mapping[str, str], number: str, seen: Counter[int]) -> None:
    key = _answer_key(row["question"], "", row["date"], seen)
    exchange.remember(view.tx, ANSWER, key, int(number.rpartition("-")[2]))


QUESTIONS = Format(
    "questions",
    ("key", "title"),
    (
        "kind",
        "knowledge_type",
        "level",
        "knowing",
        "knowing_how",
        "region",
        "themes",
        "asker",
        "from",
        "status",
        "outcome",
        "date",
        NUMBER,
    ),
    _question,
    _questions,
    rank=60,
    ignored=frozenset({"from"}),
    private=frozenset({NUMBER}),
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "text",
            "status": "status",
            "outcome": "came",
            "date": "asked",
            "knowledge_type": "knowledge",
            "region": "regions",
            "themes": "themes",
        },
    ),
    headings={"vraag": "title", "question": "title", "kennisvraag": "title"},
)
ANSWERS = Format(
    "answers",
    ("question", "text"),
    ("member", "accepted", "carries", "source", "date", NUMBER),
    _answer,
    _answers,
    rank=70,
    private=frozenset({NUMBER}),
    web=Web(
        PUBLISHED,
        {"text": "text", "accepted": "helped", "date": "given"},
        parts="answers",
        above={"question": "number"},
        known=_known_on_web,
    ),
)
