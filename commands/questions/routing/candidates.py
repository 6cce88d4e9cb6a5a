"""Finds who may help with a question, with what the rules of routing need to know of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.language.sentence import Vocabulary
from bot.language.vectors import Encoder
from bot.outbound.letters import full
from bot.search import search
from bot.search.load import LATELY
from bot.search.query import Query
from bot.search.search import Hit
from bot.search.working import working
from commands.questions.routing.routing import Candidate, Person, unfit
from commands.questions.routing.rules import Rules
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.questions import requests, sparing
from storage.questions.question import Draft, Question
from storage.vocabulary import NetworkKind, OrganisationKind

MONTH = timedelta(days=30)
"""In which it counts how often somebody was asked."""

SOUGHT = 12
"""Candidates looked at: more than are ever asked, since some cannot be."""

BEFORE, AT_WORK = 3, 2
"""After so many by their words come so many of those who work there, on that: all of these are seen in one message."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate and why search found it."""

    candidate: Candidate
    hit: Hit


def find(
    tx: Tx,
    question: Question,
    vocabulary: Vocabulary,
    audiences: frozenset[str],
    now: datetime,
    encoder: Encoder | None = None,
) -> list[Found]:
    """People and networks for a question, best first, whether or not they can be asked now.

    Not who asked it or answered it already, nor by what was answered to it.
    """
    members = (question.asker_id, *(each.member_id for each in question.answers))
    involved = {("question", question.id), *(("answer", each.id) for each in question.answers)}
    involved.update(("member", each) for each in members if each is not None)
    return _find(tx, question, question.id, frozenset(involved), vocabulary, audiences, now, encoder)


def foreseen(
    tx: Tx,
    draft: Draft,
    asker: int,
    vocabulary: Vocabulary,
    audiences: frozenset[str],
    now: datetime,
    encoder: Encoder | None = None,
) -> list[Found]:
    """Return the same for a question before it is put: nobody else can write while one ranks after a write."""
    return _find(tx, draft, _NONE_YET, frozenset({("member", asker)}), vocabulary, audiences, now, encoder)


_NONE_YET = 0
"""The number of a question that has none: nobody was asked it."""


def _find(
    tx: Tx,
    question: Question | Draft,
    number: int,
    involved: frozenset[tuple[str, int]],
    vocabulary: Vocabulary,
    audiences: frozenset[str],
    now: datetime,
    encoder: Encoder | None,
) -> list[Found]:
    query = Query(
        question.text,
        kinds=search.PEOPLE_AND_NETWORKS,
        audiences=audiences,
        regions=question.regions,
        themes=question.themes,
        exclude=involved,
        limit=SOUGHT,
        asked=requests.busy_since(tx, now - LATELY),
        now=now,
    )
    by_words = search.find(tx, query, vocabulary, encoder).hits
    hits = _with_who_works_there(by_words, working(tx, query, vocabulary, most=SOUGHT))
    return [Found(candidate, hit) for hit in hits if (candidate := of(tx, number, hit.kind, hit.id, now)) is not None]


def _with_who_works_there(hits: Sequence[Hit], at_work: Sequence[Hit]) -> list[Hit]:
    """Put the first of those who work there among what was found by its words, and the others behind it."""
    by_words = {(hit.kind, hit.id): hit for hit in hits}
    first = {(hit.kind, hit.id) for hit in hits[:BEFORE]}
    others = [key for hit in at_work if (key := (hit.kind, hit.id)) not in first]
    of = {(hit.kind, hit.id): hit for hit in at_work} | by_words
    ordered = dict.fromkeys((*list(by_words)[:BEFORE], *others[:AT_WORK], *by_words, *others))
    return [of[key] for key in ordered]


def of(tx: Tx, question: int, kind: str, id_: int, now: datetime) -> Candidate | None:
    """Return a member or network as a candidate for a question; None when there is no such."""
    asked = {(each.member_id, each.network_id) for each in requests.of_question(tx, question)}
    work = requests.open_by_member(tx)
    if kind == "network":
        network = networks.get(tx, id_)
        return _network(tx, network, asked, work, now) if network else None
    member = people.get(tx, id_)
    if member is None:
        return None
    person = _person(member, work, people.lost(tx, [id_]), full=full(tx, id_, now))
    of_one = member.organisation
    load = sparing.load(tx, now - MONTH, member=member.id, organisation=of_one.id if of_one else None)
    small = of_one is not None and of_one.kind is OrganisationKind.maatschappelijk_initiatief
    return Candidate("member", member.id, (person,), (member.id, None) in asked, load, small)


def for_subject(tx: Tx, question: Question, subject: Member | Network, now: datetime) -> Candidate:
    """Return someone chosen by name as a candidate. Raises `LookupError` when they went away meanwhile."""
    found = of(tx, question.id, "network" if isinstance(subject, Network) else "member", subject.id, now)
    if found is None:
        raise LookupError(subject.id)
    return found


def fit(found: Iterable[Candidate], asker: int | None, now: datetime, rules: Rules) -> list[Candidate]:
    """Return those who can be asked now."""
    return [each for each in found if unfit(each, asker, now, rules) is None]


def _network(
    tx: Tx, network: Network, asked: set[tuple[int | None, int | None]], work: dict[int, int], now: datetime
) -> Candidate:
    lost = people.lost(tx, network.convenors)
    drivers = tuple(
        _person(member, work, lost, full=full(tx, member.id, now)) for member in people.load(tx, network.convenors)
    )
    load = sparing.load(tx, now - MONTH, network=network.id, organisation=network.organisation_id)
    small = network.kind is NetworkKind.maatschappelijk_initiatief
    return Candidate("network", network.id, drivers, (None, network.id) in asked, load, small)


def _person(member: Member, work: dict[int, int], lost: frozenset[int], *, full: bool) -> Person:
    reachable = member.signed_up_at is not None and member.blocked_at is None and member.id not in lost
    until, seen = member.paused_until, member.seen_at
    return Person(member.id, work.get(member.id, 0), member.time_zone, until, reachable, seen, full)
