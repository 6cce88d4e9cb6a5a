"""Rows that come from files: what each became, so that the same file again changes only what differs.

An import never gives back what a member took away: it does not widen a consent, sign anyone up again, or reopen a
question. What a file leaves empty stays as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from storage import tables
from storage.accounts import erasure
from storage.members import people
from storage.members.organisations import Organisation
from storage.members.people import Member, Profile
from storage.messaging import conversations
from storage.networks import networks
from storage.networks.networks import Network, Sheet
from storage.questions import questions
from storage.questions.questions import Draft, Question
from storage.search import audiences
from storage.tables import exchange_keys
from storage.vocabulary import (
    Field,
    NetworkRole,
    NetworkStatus,
    OrganisationKind,
    Outcome,
    Place,
    QuestionStatus,
)


class Result(StrEnum):
    new = "new"
    changed = "changed"
    same = "same"


class Gone(ValueError):
    """The member that this row became has signed off or was erased. Only they can sign up again."""


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """What a file tells of a member; None for what it leaves out."""

    key: str
    name: str
    organisation_id: int | None
    position: str
    knows: str
    regions: frozenset[int]
    themes: frozenset[int]
    consents: frozenset[tuple[Field, Place]] | None
    convenor_of: frozenset[int]
    language: str | None
    identities: tuple[tuple[str, str], ...]
    """(platform, native id): how the bot recognises them there."""


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


_KNOWN = select(exchange_keys.c.id).where(
    exchange_keys.c.kind == bindparam("kind"), exchange_keys.c.key == bindparam("key")
)


def known(tx: Connection, kind: str, key: str) -> int | None:
    """What the row with that key became."""
    return tx.execute(_KNOWN, {"kind": kind, "key": key}).scalar()


def key_of(tx: Connection, kind: str, id: int) -> str | None:
    """The key by which files know it."""
    return tx.execute(
        select(exchange_keys.c.key).where(exchange_keys.c.kind == kind, exchange_keys.c.id == id).limit(1)
    ).scalar()


def remember(tx: Connection, kind: str, key: str, id: int) -> None:
    if known(tx, kind, key) is None:
        tx.execute(insert(exchange_keys), {"kind": kind, "key": key, "id": id})


def put_network(
    tx: Connection, sheet: Sheet, now: datetime, *, confirmed_on: date | None, example: bool = False
) -> tuple[int, Result]:
    """The network of that name, listed from the start, or brought up to date."""
    held = next(iter(networks.load(tx, networks.by_name(tx, sheet.name)[:1])), None)
    if held is None:
        made = networks.create(tx, sheet, NetworkStatus.listed, now, by=None, confirmed_on=confirmed_on)
        _mark(tx, tables.networks, made.id, example=example)
        return made.id, Result.new
    before = _sheet_of(tx, held)
    after = replace(
        before,
        name=sheet.name,
        kind=sheet.kind,
        level=sheet.level,
        aim=sheet.aim or before.aim,
        organisation_id=sheet.organisation_id or before.organisation_id,
        website=sheet.website or before.website,
        how_to_join=sheet.how_to_join or before.how_to_join,
        regions=sheet.regions or before.regions,
        themes=sheet.themes or before.themes,
        also=tuple(sorted({*before.also, *sheet.also})),
    )
    changed = after != before
    if changed:
        networks.change(tx, held.id, after, now)
    if confirmed_on and (held.confirmed_on is None or held.confirmed_on < confirmed_on):
        networks.confirm(tx, held.id, confirmed_on)
        changed = True
    return held.id, Result.changed if changed else Result.same


def put_member(tx: Connection, sheet: MemberSheet, now: datetime, *, example: bool = False) -> tuple[int, Result]:
    """The member with that key. Raises `Gone`."""
    held = _held(tx, sheet, now)
    if held is None:
        member = tx.execute(
            insert(tables.members)
            .values(name=sheet.name, language=sheet.language or "nl", created_at=now, seen_at=now, example=example)
            .returning(tables.members.c.id)
        ).scalar_one()
        remember(tx, "member", sheet.key, member)
        people.sign_up(tx, member, _profile(sheet, None), sheet.consents or (), now)
        _introduce(tx, member, sheet, now)
        _let_drive(tx, member, sheet, now)
        return member, Result.new
    changed = _introduce(tx, held.id, sheet, now)
    remember(tx, "member", sheet.key, held.id)
    profile = _profile(sheet, held)
    if profile != people.profile_of(held):
        people.change(tx, held.id, profile)
        changed = True
    narrowed = held.consents & (held.consents if sheet.consents is None else sheet.consents)
    if narrowed != held.consents:
        people.set_consents(tx, held.id, narrowed, now)
        changed = True
    if sheet.language and sheet.language != held.language:
        people.set_language(tx, held.id, sheet.language)
        changed = True
    changed |= _let_drive(tx, held.id, sheet, now)
    return held.id, Result.changed if changed else Result.same


def put_question(tx: Connection, sheet: QuestionSheet, now: datetime, *, example: bool = False) -> tuple[int, Result]:
    """The question with that key."""
    id_ = known(tx, "question", sheet.key)
    held = questions.get(tx, id_) if id_ is not None else None
    if held is None:
        held = questions.get_one(tx, _new_question(tx, sheet, example=example))
        if _advance(tx, held, sheet, sheet.asked_at):
            held = questions.get_one(tx, held.id)
        audiences.question(tx, held)
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
    regions, themes = sheet.draft.regions or held.regions, sheet.draft.themes or held.themes
    if (regions, themes) != (held.regions, held.themes):
        questions.describe(tx, held.id, regions=regions, themes=themes, now=now)
        changed = True
    changed |= _advance(tx, held, sheet, now)
    if changed:
        audiences.question(tx, questions.get_one(tx, held.id))
    return held.id, Result.changed if changed else Result.same


def put_answer(tx: Connection, sheet: AnswerSheet, now: datetime) -> tuple[int, Result]:
    """The answer with that key."""
    table = tables.answers
    id_ = known(tx, "answer", sheet.key)
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
        remember(tx, "answer", sheet.key, id_)
    else:
        values = {
            "text": sheet.text,
            "member_id": sheet.member_id if held.member_id is None else held.member_id,
            "accepted_at": held.accepted_at or accepted_at,
        }
        if all(getattr(held, name) == value for name, value in values.items()):
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
    audiences.question(tx, question)
    return id_, Result.new if held is None else Result.changed


def put_place(
    tx: Connection, audience: conversations.Audience, language: str, regions: frozenset[int], themes: frozenset[int]
) -> Result:
    """Say what a place that the bot is in reads and is about."""
    after = (language, regions or audience.regions, themes or audience.themes)
    if after == (audience.language, audience.regions, audience.themes):
        return Result.same
    conversations.describe(tx, audience.id, language=after[0], regions=after[1], themes=after[2])
    return Result.changed


def _held(tx: Connection, sheet: MemberSheet, now: datetime) -> Member | None:
    id_ = known(tx, "member", sheet.key)
    if id_ is not None:
        held = people.get(tx, id_)
        if held is None or held.signed_up_at is None:
            raise Gone(Gone.__doc__)
        return held
    for platform, native_id in sheet.identities:
        if erasure.is_erased(tx, platform, native_id):
            raise Gone(Gone.__doc__)
        met = people.by_identity(tx, platform, native_id)
        if met:
            if met.signed_up_at is None:
                people.sign_up(tx, met.id, _profile(sheet, met), sheet.consents or (), now)
                return people.get_one(tx, met.id)
            return met
    return None


def _profile(sheet: MemberSheet, held: Member | None) -> Profile:
    before = people.profile_of(held) if held else None
    return Profile(
        sheet.name,
        sheet.organisation_id or (before.organisation_id if before else None),
        sheet.position or (before.position if before else ""),
        sheet.knows or (before.knows if before else ""),
        sheet.regions or (before.regions if before else frozenset()),
        sheet.themes or (before.themes if before else frozenset()),
    )


def _introduce(tx: Connection, member: int, sheet: MemberSheet, now: datetime) -> bool:
    """Let the bot recognise them; an identity that is someone else's stays theirs."""
    table, new = tables.identities, False
    for platform, native_id in sheet.identities:
        if people.identity(tx, platform, native_id) is None:
            tx.execute(
                insert(table).values(
                    member_id=member, platform=platform, native_id=native_id, name=sheet.name, created_at=now
                )
            )
            new = True
    return new


def _let_drive(tx: Connection, member: int, sheet: MemberSheet, now: datetime) -> bool:
    joined = [networks.join(tx, each, member, NetworkRole.convenor, now) for each in sorted(sheet.convenor_of)]
    return any(joined)


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
    for region in sorted(sheet.draft.regions):
        tx.execute(insert(tables.question_regions).values(question_id=question, region_id=region))
    for theme in sorted(sheet.draft.themes):
        tx.execute(insert(tables.question_themes).values(question_id=question, theme_id=theme))
    remember(tx, "question", sheet.key, question)
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


def _sheet_of(tx: Connection, network: Network) -> Sheet:
    names = tables.network_names
    also = tx.execute(select(names.c.name).where(names.c.network_id == network.id)).scalars()
    others = tuple(sorted(name for name in also if name != network.name))
    return replace(networks.sheet_of(network), also=others)


def _mark(tx: Connection, table: Table, id: int, *, example: bool) -> None:
    if example:
        tx.execute(update(table).where(table.c.id == id).values(example=True))


def pages(tx: Connection, table: Table, size: int = 500) -> Iterator[list[int]]:
    """The ids in a table, page by page."""
    last = 0
    while ids := list(
        tx.execute(select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(size)).scalars()
    ):
        yield ids
        last = ids[-1]


def other_names(tx: Connection, table: Table, column: str) -> dict[int, list[str]]:
    """Every name that things go by, from one of the tables of names."""
    found: dict[int, list[str]] = {}
    for row in tx.execute(select(table.c[column], table.c.name).order_by(table.c.name)):
        found.setdefault(row[0], []).append(row.name)
    return found


def organisation_names(tx: Connection) -> dict[int, list[str]]:
    return other_names(tx, tables.organisation_names, "organisation_id")


def network_names(tx: Connection) -> dict[int, list[str]]:
    return other_names(tx, tables.network_names, "network_id")


def region_names(tx: Connection) -> dict[int, list[str]]:
    return other_names(tx, tables.region_names, "region_id")


def theme_names(tx: Connection) -> dict[int, list[str]]:
    return other_names(tx, tables.theme_names, "theme_id")


def organisations(tx: Connection) -> list[Organisation]:
    rows = tx.execute(select(tables.organisations).order_by(tables.organisations.c.name))
    return [Organisation(row.id, row.name, OrganisationKind(row.kind) if row.kind else None) for row in rows]


def all_networks(tx: Connection) -> Iterator[Network]:
    for ids in pages(tx, tables.networks):
        yield from networks.load(tx, ids)


def all_members(tx: Connection) -> Iterator[Member]:
    """Those who signed up."""
    for ids in pages(tx, tables.members):
        yield from (member for member in people.load(tx, ids) if member.signed_up_at)


def all_questions(tx: Connection) -> Iterator[Question]:
    for ids in pages(tx, tables.questions):
        yield from questions.load(tx, ids)


def all_places(tx: Connection) -> Iterator[conversations.Audience]:
    """Channels and groups that the bot is in."""
    for ids in pages(tx, tables.conversations):
        for id_ in ids:
            found = conversations.get(tx, id_)
            if found and found.left_at is None and found.kind != "personal":
                yield found
