"""Keeps shared sources: puts, finds and changes them, with what was told of them since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, or_, select, update

from storage import search
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, holds, narrowed
from storage.messaging import cards
from storage.sources import evidence
from storage.sources.source import SOURCE, Draft, Filter, Note, Openness, Sort, Source, State
from storage.sources.tables import source_notes, source_regions, source_themes, sources

MONTH = timedelta(days=30)
LATER = timedelta(days=30)
"""How long nobody is asked again after "not yet"."""

_SOURCES = select(sources, linked(source_regions).label("regions"), linked(source_themes).label("themes"))


def put(tx: Connection, member: int | None, draft: Draft, now: datetime) -> Source:
    number: int = tx.execute(
        insert(sources)
        .values(
            **values_of(draft),
            member_id=member,
            state=State.there,
            unnamed=draft.unnamed,
            conversation_id=draft.room,
            made_at=now,
            changed_at=now,
            issued_at=now,
            due_at=_due(now, draft.months),
        )
        .returning(sources.c.id)
    ).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    return changed(tx, number)


def values_of(draft: Draft) -> dict[str, str | int | None]:
    """Return what is told of it, by column."""
    return {
        "title": draft.title,
        "owner": draft.owner,
        "text": draft.text,
        "rhythm": draft.rhythm,
        "months": draft.months,
        "link": draft.link,
        "openness": draft.openness,
        "used_for": draft.used_for,
    }


def _due(issued: datetime, months: int | None) -> datetime | None:
    return issued + months * MONTH if months is not None else None


def describe(tx: Connection, number: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, source_regions, number, regions)
    relink(tx, source_themes, number, themes)


def get(tx: Connection, number: int) -> Source | None:
    return next(iter(load(tx, [number])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Source]:
    """Read those of these that there are, in this order."""
    if not ids:
        return []
    told: defaultdict[int, list[Note]] = defaultdict(list)
    for row in tx.execute(select(source_notes).where(source_notes.c.source_id.in_(ids)).order_by(source_notes.c.id)):
        told[row.source_id].append(Note(row.id, row.member_id, Sort(row.sort), row.text, row.at))
    found = {row.id: _source(row, told[row.id]) for row in tx.execute(_SOURCES.where(sources.c.id.in_(ids)))}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that all members may see, for who gave a number that does not exist."""
    shown = select(sources.c.id).where(*_shown(tx, Filter())).order_by(sources.c.id.desc()).limit(most)
    return list(tx.execute(shown).scalars())


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> list[Source]:
    """One page, what changed last first."""
    page = select(sources.c.id).where(*_shown(tx, which)).order_by(sources.c.changed_at.desc(), sources.c.id.desc())
    return load(tx, tx.execute(page.limit(limit).offset(offset)).scalars().all())


def note(tx: Connection, number: int, member: int, sort: Sort, text: str, now: datetime) -> int:
    """Somebody tells something of it: the number of that. A new issue sets when the next is due."""
    values = {"source_id": number, "member_id": member, "sort": sort, "text": text, "at": now}
    made: int = tx.execute(insert(source_notes).values(values).returning(source_notes.c.id)).scalar_one()
    _settle(tx, number, now)
    return made


def unnote(tx: Connection, told: int, now: datetime) -> bool:
    """It was not told: False when that was taken back before."""
    number = tx.execute(
        delete(source_notes).where(source_notes.c.id == told).returning(source_notes.c.source_id)
    ).scalar()
    if number is not None:
        _settle(tx, number, now)
    return number is not None


def _settle(tx: Connection, number: int, now: datetime) -> None:
    """Let its next issue be due by the last that was told of."""
    source = load(tx, [number])[0]
    issued = max((each.at for each in source.issues), default=source.made_at)
    due = _due(issued, source.draft.months)
    asked = {"asked_at": None} if issued != source.issued_at else {}
    values = {"issued_at": issued, "due_at": due, "changed_at": now, **asked}
    tx.execute(update(sources).where(sources.c.id == number).values(values))
    changed(tx, number)


def put_off(tx: Connection, number: int, now: datetime) -> None:
    """Its issue is not there yet: nobody is asked for a month."""
    values = {"due_at": now + LATER, "asked_at": None, "changed_at": now}
    tx.execute(update(sources).where(sources.c.id == number).values(values))
    changed(tx, number)


def move(
    tx: Connection,
    /,
    number: int,
    to: State,
    now: datetime,
    *,
    among: Collection[State],
) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those."""
    held = update(sources).where(sources.c.id == number, sources.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, changed_at=now)).rowcount != 1:
        return False
    changed(tx, number)
    return True


def hide(tx: Connection, number: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = sources.c.hidden_at.is_(None) if hidden else sources.c.hidden_at.is_not(None)
    held = update(sources).where(sources.c.id == number, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    changed(tx, number)
    return True


def changed(tx: Connection, number: int) -> Source:
    """Return it, from now on found by what it says now, and shown so wherever its card stands."""
    (found,) = load(tx, [number])
    evidence.source(tx, found)
    cards.touch(tx, SOURCE, number)
    return found


def overdue(tx: Connection, before: datetime, most: int) -> list[Source]:
    """Find those whose issue was due before then, and whose keeper was not asked yet, longest first."""
    late = select(sources.c.id).where(
        *_shown(tx, Filter()), sources.c.due_at < before, sources.c.asked_at.is_(None), ~sources.c.example
    )
    return load(tx, tx.execute(late.order_by(sources.c.due_at).limit(most)).scalars().all())


def waiting_for(tx: Connection, member: int, most: int) -> list[Source]:
    """Find those that a member put, and was asked about without an answer, longest first."""
    return load(tx, tx.execute(*_waiting_for(member, most)).scalars().all())


@once
def _waiting_for(member: int, most: int) -> Select[int]:
    c = sources.c
    which = [c.state == State.there, c.hidden_at.is_(None), c.conversation_id.is_(None), c.asked_at.is_not(None)]
    return select(c.id).where(*which, c.member_id == member).order_by(c.due_at).limit(most)


def asked(tx: Connection, number: int, now: datetime) -> None:
    """Note that its keeper was asked for a new issue."""
    tx.execute(update(sources).where(sources.c.id == number).values(asked_at=now))


def given_by(tx: Connection, member: int, most: int) -> list[Source]:
    """Find those that a member put or told something of, latest first."""
    return load(tx, tx.execute(*_given_by(member, most)).scalars().all())


@once
def _given_by(member: int, most: int) -> Select[int]:
    mine = (
        select(sources.c.id)
        .where(sources.c.member_id == member)
        .union(select(source_notes.c.source_id).where(source_notes.c.member_id == member))
        .subquery()
    )
    return select(mine.c.id).order_by(mine.c.id.desc()).limit(most)


def put_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[Source]:
    """Read those put in a period that all members may see, latest first."""
    which = select(sources.c.id).where(*_shown(tx, Filter()), sources.c.made_at >= since, sources.c.made_at < until)
    return load(tx, tx.execute(which.order_by(sources.c.made_at.desc()).limit(most)).scalars().all())


def issued_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[tuple[Source, Note]]:
    """Read of which a new issue was told in a period, with that, latest first."""
    n = source_notes.c
    which = select(n.id, n.source_id).where(n.sort == Sort.issue, n.at >= since, n.at < until)
    rows = tx.execute(which.order_by(n.at.desc()).limit(most)).all()
    shown = set(
        tx.execute(select(sources.c.id).where(*_shown(tx, Filter()), sources.c.id.in_([r[1] for r in rows]))).scalars()
    )
    held = {each.id: each for each in load(tx, sorted(shown))}
    found = []
    for row in rows:
        if row.source_id in held:
            source = held[row.source_id]
            found.append((source, next(each for each in source.notes if each.id == row.id)))
    return found


def count_put(tx: Connection, since: datetime, until: datetime) -> int:
    """Count those put in a period."""
    return tx.execute(select(func.count()).where(sources.c.made_at >= since, sources.c.made_at < until)).scalar_one()


def count_told(tx: Connection, sort: Sort, since: datetime, until: datetime) -> int:
    """Count how often that was told of one in a period."""
    n = source_notes.c
    return tx.execute(select(func.count()).where(n.sort == sort, n.at >= since, n.at < until)).scalar_one()


def _shown(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    c = sources.c
    here: ColumnElement[bool] = c.conversation_id.is_(None)
    if which.room is not None:
        here = or_(here, c.conversation_id == which.room)
    state = filtered(tx, c.state, which.narrow, which.regions, which.themes, *([()] if which.words else []))
    where = [state == State.there, c.hidden_at.is_(None), here]
    where += about_all(tx, (source_regions, which.regions), (source_themes, which.themes))
    where += narrowed(tx, which.narrow, sources.c.id, sources.c.made_at)
    if which.disputed:
        where.append(exists().where(source_notes.c.source_id == c.id, source_notes.c.sort == Sort.claim))
    if which.openness:
        where.append(c.openness.in_(sorted(which.openness)))

    def letters(word: str) -> ColumnElement[bool]:
        return or_(*(holds(tx, each, word) for each in (c.title, c.text, c.owner, c.used_for)))

    for word in which.words:
        # What is for a room only is in no index.
        by_index = which.room is None
        where.append(search.saying(tx, SOURCE, c.id, word, letters) if by_index else letters(word))
    return where


def _source(row: Any, told: list[Note]) -> Source:  # Any: a Row
    draft = Draft(
        row.title,
        row.owner,
        row.text,
        row.rhythm,
        row.months,
        row.link,
        Openness(row.openness),
        row.used_for,
        row.unnamed,
        ids_of(row.regions),
        ids_of(row.themes),
        row.conversation_id,
    )
    return Source(
        row.id,
        row.member_id,
        State(row.state),
        row.hidden_at is not None,
        draft,
        row.made_at,
        row.changed_at,
        row.issued_at,
        row.due_at,
        tuple(told),
        row.published,
    )
