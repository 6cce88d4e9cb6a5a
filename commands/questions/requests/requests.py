"""Brings a question to a member or network: the request, and the notices to who is asked, in office hours."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Fact, Facts, Reply, Style, words
from bot.chat.texts import Language, Msg, _
from bot.command.command import Notice
from bot.members.visibility import bold, name_in
from bot.process.office_hours import office_moment, working_days_later
from bot.reading.record_readers import network_title
from commands.questions.card.card import about, asker_told, files_of
from commands.questions.conversation.answer import answer_question
from commands.questions.requests.pairs import beside, pair_of
from commands.questions.routing.routing import Candidate, askable
from commands.questions.routing.rules import Rules
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.messaging.outbox import Letter
from storage.networks import networks
from storage.questions import conversation, requests
from storage.questions.question import Question
from storage.questions.requests import Request
from storage.vocabulary import Place

TAKE_UP = Line("ik pak het op", en="i will look at it")
DECLINE, PASS_ON = Line("niet voor mij", en="not for me"), Line("geef door", en="pass on")
"""What those who are asked can say. Their commands pass questions on in turn, and take their phrases from here."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A request that was made; `at` is when those asked hear of it."""

    request: Request
    at: datetime
    notices: tuple[Notice, ...]


def bring(
    tx: Tx,
    question: Question,
    candidate: Candidate,
    now: datetime,
    rules: Rules,
    *,
    by: int | None,
    via: int | None = None,
) -> Brought | None:
    """Ask a candidate who fits; None when they were asked already. Outside office hours it waits."""
    zone = _zone(candidate, question, now, rules)
    at = office_moment(now, zone, rules)
    due = working_days_later(now, rules.remind_after, zone, rules) if at <= now else at
    request = requests.ask(
        tx,
        question.id,
        now,
        by=by,
        via=via,
        member=candidate.id if candidate.kind == "member" else None,
        network=candidate.id if candidate.kind == "network" else None,
        brought_at=now if at <= now else None,
        due_at=due,
    )
    if request is None:
        return None
    told = tuple(put_to(tx, question, candidate, request, now, rules)) if at <= now else ()
    return Brought(request, at, told)


def put_to(
    tx: Tx, question: Question, candidate: Candidate, request: Request, now: datetime, rules: Rules
) -> Iterator[Notice]:
    """The notices to those who are asked."""
    asker = people.get(tx, question.asker_id) if question.asker_id is not None else None
    network = networks.get(tx, candidate.id) if candidate.kind == "network" else None
    helper = people.get(tx, request.asked_by) if request.asked_by not in (None, question.asker_id) else None
    pair = pair_of(tx, question)
    for member in people.load(tx, [each.id for each in askable(candidate, question.asker_id, now, rules)]):
        language = Language(member.language)
        who = bold(language, asker_told(question, asker))
        name = network_title(network) if network else None
        if helper:
            by = bold(language, name_in(helper, Place.members))
            if name:
                news = _("{by} thinks that {network} can help with a question of {who}:", by=by, network=name, who=who)
            else:
                news = _("{by} thinks that you can help with a question of {who}:", by=by, who=who)
        elif name:
            news = _("{who} has a question for {network}:", who=who, network=name)
        else:
            news = _("{who} has a question for you:", who=who)
        yield Notice(member, _request(news, question, member, pair), stored=partial(copies_question, question.id))


def copies_question(question: int, tx: Tx, letter: Letter) -> None:
    """A letter repeats the question: it is corrected with the message that asked it."""
    asked_in = conversation.asked_in(tx, question)
    if asked_in:
        conversation.copied(tx, asked_in.id, letter)


def remind(tx: Tx, question: Question, candidate: Candidate, now: datetime, rules: Rules) -> Iterator[Notice]:
    """The one reminder."""
    for member in people.load(tx, [each.id for each in askable(candidate, question.asker_id, now, _patient(rules))]):
        news = _("This question still waits for you. If it is not for you, say so: then I ask someone else.")
        yield Notice(member, _request(news, question, member))


def asked(question: Question) -> Actions:
    """Tell what someone can say who is asked."""
    number = question.number
    return Actions(
        (
            Action(_("I know something"), answer_question.line(number), style=Style.primary),
            Action(_("I will look at it"), TAKE_UP.about(number)),
            Action(_("Not for me"), DECLINE.about(number)),
            Action(_("Pass it on"), PASS_ON.about(number)),
        )
    )


def _request(news: Msg, question: Question, reader: Member, pair: Question | None = None) -> Reply:
    told = question.told
    rows = [Fact(_("What kind of answer helps"), words(told.wanted))] if told.wanted else []
    if told.needed_by:
        rows.append(Fact(_("Needed by"), Language(reader.language).words(told.needed_by)))
    more = (Facts(tuple(rows)),) if rows else ()
    goes_with = beside(pair) if pair else ()
    return about(news, question, *files_of(question), *more, *goes_with, asked(question))


def _zone(candidate: Candidate, question: Question, now: datetime, rules: Rules) -> str:
    people_ = askable(candidate, question.asker_id, now, rules) or candidate.people
    return people_[0].time_zone


def _patient(rules: Rules) -> Rules:
    """Who is reminded carries this request already: it does not count against them."""
    return replace(rules, most_open=10**6)
