"""Keeps ways of working: puts, finds and changes them, with who used them where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, or_, select, update

from storage import search
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, filtered, holds, narrowed
from storage.messaging import cards
from storage.methods import evidence
from storage.methods.method import METHOD, THERE, Draft, Filter, Method, State, Use
from storage.methods.tables import method_regions, method_themes, method_uses, methods

_METHODS = select(methods, linked(method_regions).label("regions"), linked(method_themes).label("themes"))


def put(tx: Connection, member: int | None, draft: Draft, now: datetime) -> Method:
    number: int = tx.execute(
        insert(methods)
        .values(
            member_id=member,
            title=draft.title,
            purpose=draft.purpose,
            how=draft.how,
            state=State.idea,
            unnamed=draft.unnamed,
            conversation_id=draft.room,
            made_at=now,
            changed_at=now,
            used_at=now,
        )
        .returning(methods.c.id)
    ).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    return changed(tx, number)


def describe(tx: Connection, number: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, method_regions, number, regions)
    relink(tx, method_themes, number, themes)


def get(tx: Connection, number: int) -> Method | None:
    return next(iter(load(tx, [number])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Method]:
    """Read those of these that there are, in this order."""
    if not ids:
        return []
    used: defaultdict[int, list[Use]] = defaultdict(list)
    for row in tx.execute(select(method_uses).where(method_uses.c.method_id.in_(ids)).order_by(method_uses.c.id)):
        used[row.method_id].append(Use(row.id, row.member_id, row.region_id, row.text, row.at))
    found = {row.id: _method(row, used[row.id]) for row in tx.execute(_METHODS.where(methods.c.id.in_(ids)))}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that all members may see, for who gave a number that does not exist."""
    return list(
        tx.execute(
            select(methods.c.id).where(*_shown(tx, Filter())).order_by(methods.c.id.desc()).limit(most)
        ).scalars()
    )


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> list[Method]:
    """One page, what was used last first."""
    page = select(methods.c.id).where(*_shown(tx, which)).order_by(methods.c.used_at.desc(), methods.c.id.desc())
    return load(tx, tx.execute(page.limit(limit).offset(offset)).scalars().all())


def called(tx: Connection, name: str) -> list[Method]:
    """Find those with that name, or whose name stands in a text; the longest name first."""
    if not any(map(str.isalpha, name)):
        return []  # it is a number
    said, title = f" {name.casefold().strip()} ", func.lower(methods.c.title)
    # In SQL, so that not every name is read.
    place = func.instr if tx.dialect.name == "sqlite" else func.strpos
    within = select(methods.c.id).where(*_shown(tx, Filter()), func.length(methods.c.title) > 3, place(said, title) > 0)
    return load(tx, tx.execute(within.order_by(func.length(methods.c.title).desc()).limit(2)).scalars().all())


def for_themes(tx: Connection, themes: Collection[int]) -> Method | None:
    """Find the one that is used most for any of these themes; None when none is for them."""
    its = exists().where(method_themes.c.method_id == methods.c.id, method_themes.c.theme_id.in_(sorted(themes)))
    times = select(func.count()).where(method_uses.c.method_id == methods.c.id).scalar_subquery()
    best = select(methods.c.id).where(*_shown(tx, Filter()), its).order_by(times.desc(), methods.c.id).limit(1)
    number = tx.execute(best).scalar()
    return get(tx, number) if number is not None else None


def use(tx: Connection, number: int, member: int | None, region: int | None, text: str, now: datetime) -> int:
    """Somebody used it, there, and tells what changed: the number of the use."""
    values = {"method_id": number, "member_id": member, "region_id": region, "text": text, "at": now}
    made: int = tx.execute(insert(method_uses).values(values).returning(method_uses.c.id)).scalar_one()
    tx.execute(update(methods).where(methods.c.id == number).values(used_at=now, asked_at=None))
    _settle(tx, number, now)
    return made


def unuse(tx: Connection, used: int, now: datetime) -> bool:
    """It was not used: False when that was taken back before."""
    number = tx.execute(delete(method_uses).where(method_uses.c.id == used).returning(method_uses.c.method_id)).scalar()
    if number is not None:
        _settle(tx, number, now)
    return number is not None


def say_how(tx: Connection, number: int, how: str, now: datetime) -> None:
    """Tell how it goes."""
    tx.execute(update(methods).where(methods.c.id == number).values(how=how, changed_at=now))
    changed(tx, number)


def move(
    tx: Connection,
    /,
    number: int,
    to: State,
    now: datetime,
    *,
    among: Collection[State],
    **values: Any,  # Any: columns
) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those."""
    held = update(methods).where(methods.c.id == number, methods.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, changed_at=now, **values)).rowcount != 1:
        return False
    _settle(tx, number, now)
    return True


def hold(tx: Connection, number: int, now: datetime) -> None:
    """It is of use still."""
    tx.execute(update(methods).where(methods.c.id == number).values(used_at=now, asked_at=None, changed_at=now))
    changed(tx, number)


def hide(tx: Connection, number: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = methods.c.hidden_at.is_(None) if hidden else methods.c.hidden_at.is_not(None)
    held = update(methods).where(methods.c.id == number, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    changed(tx, number)
    return True


def _settle(tx: Connection, number: int, now: datetime) -> None:
    """Let its state follow from who used it: an idea is tried once somebody else than its maker did."""
    another = exists().where(
        method_uses.c.method_id == methods.c.id,
        or_(
            method_uses.c.member_id.is_(None),
            methods.c.member_id.is_(None),
            method_uses.c.member_id != methods.c.member_id,
        ),
    )
    its = methods.c.id == number
    tx.execute(update(methods).where(its, methods.c.state == State.idea, another).values(state=State.tried))
    tx.execute(update(methods).where(its, methods.c.state == State.tried, ~another).values(state=State.idea))
    tx.execute(update(methods).where(its).values(changed_at=now))
    changed(tx, number)


def changed(tx: Connection, number: int) -> Method:
    """Return it, from now on found by what it says now, and shown so wherever its card stands."""
    (found,) = load(tx, [number])
    evidence.method(tx, found)
    cards.touch(tx, METHOD, number)
    return found


def unused(tx: Connection, before: datetime, most: int) -> list[Method]:
    """Find those that nobody used since then, and whose keeper was not asked yet, longest first."""
    quiet = select(methods.c.id).where(
        *_shown(tx, Filter()), methods.c.used_at < before, methods.c.asked_at.is_(None), ~methods.c.example
    )
    return load(tx, tx.execute(quiet.order_by(methods.c.used_at).limit(most)).scalars().all())


def waiting_for(tx: Connection, member: int, most: int) -> list[Method]:
    """Find those that a member made, and was asked about without an answer, longest first."""
    return load(tx, tx.execute(*_waiting_for(member, most)).scalars().all())


@once
def _waiting_for(member: int, most: int) -> Select[int]:
    c = methods.c
    which = [c.state.in_(sorted(THERE)), c.hidden_at.is_(None), c.conversation_id.is_(None), c.asked_at.is_not(None)]
    return select(c.id).where(*which, c.member_id == member).order_by(c.used_at).limit(most)


def asked(tx: Connection, number: int, now: datetime) -> None:
    """Note that its keeper was asked whether it is of use still."""
    tx.execute(update(methods).where(methods.c.id == number).values(asked_at=now))


def given_by(tx: Connection, member: int, most: int) -> list[Method]:
    """Find those that a member made or used, latest first."""
    return load(tx, tx.execute(*_given_by(member, most)).scalars().all())


@once
def _given_by(member: int, most: int) -> Select[int]:
    mine = (
        select(methods.c.id)
        .where(methods.c.member_id == member)
        .union(select(method_uses.c.method_id).where(method_uses.c.member_id == member))
        .subquery()
    )
    return select(mine.c.id).order_by(mine.c.id.desc()).limit(most)


def between(tx: Connection, column: str, since: datetime, until: datetime, most: int) -> list[Method]:
    """Read those to which that happened in a period and that all members may see, latest first."""
    at = methods.c[column]
    which = select(methods.c.id).where(*_shown(tx, Filter()), at >= since, at < until)
    return load(tx, tx.execute(which.order_by(at.desc()).limit(most)).scalars().all())


def count_put(tx: Connection, since: datetime, until: datetime) -> int:
    """Count those put in a period."""
    return tx.execute(select(func.count()).where(methods.c.made_at >= since, methods.c.made_at < until)).scalar_one()


def count_used(tx: Connection, since: datetime, until: datetime) -> int:
    """Count how many times people told of using one in a period."""
    return tx.execute(select(func.count()).where(method_uses.c.at >= since, method_uses.c.at < until)).scalar_one()


def _shown(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    c = methods.c
    here: ColumnElement[bool] = c.conversation_id.is_(None)
    if which.room is not None:
        here = or_(here, c.conversation_id == which.room)
    state = filtered(tx, c.state, which.narrow, which.regions, which.themes, *([()] if which.words else []))
    where = [state.in_(sorted(which.states & THERE)), c.hidden_at.is_(None), here]
    where += about_all(tx, (method_regions, which.regions), (method_themes, which.themes))
    where += narrowed(tx, which.narrow, methods.c.id, methods.c.made_at)

    def letters(word: str) -> ColumnElement[bool]:
        return or_(*(holds(tx, each, word) for each in (c.title, c.purpose, c.how)))

    for word in which.words:
        # What is for a room only is in no index.
        by_index = which.room is None
        where.append(search.saying(tx, METHOD, c.id, word, letters) if by_index else letters(word))
    return where


def _method(row: Any, used: list[Use]) -> Method:  # Any: a Row
    regions, themes = ids_of(row.regions), ids_of(row.themes)
    return Method(
        row.id,
        row.member_id,
        State(row.state),
        row.hidden_at is not None,
        Draft(row.title, row.purpose, row.how, row.unnamed, regions, themes, row.conversation_id),
        row.made_at,
        row.changed_at,
        row.used_at,
        row.standard_at,
        tuple(used),
        row.published,
    )
