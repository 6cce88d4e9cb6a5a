"""Keeps lessons: makes, finds and changes them, and what others saw and did with them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, update

from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, holds, narrowed, of_few, page
from storage.lessons import evidence
from storage.lessons.lesson import LESSON, Aspect, Basis, Draft, Filter, Lesson, Side, State
from storage.lessons.tables import lesson_regions, lesson_themes, lesson_uses, lesson_views, lessons
from storage.messaging import cards

TOLD = 3
"""Reasons why not, and stories of use, that are read with a lesson."""

_LESSONS = select(lessons, linked(lesson_regions).label("regions"), linked(lesson_themes).label("themes"))


def get(tx: Connection, lesson: int) -> Lesson | None:
    return next(iter(load(tx, [lesson])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Lesson]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    seen: defaultdict[tuple[int, bool], set[int | None]] = defaultdict(set)
    why: defaultdict[int, list[str]] = defaultdict(list)
    for row in tx.execute(select(lesson_views).where(lesson_views.c.lesson_id.in_(ids)).order_by(lesson_views.c.id)):
        seen[row.lesson_id, row.same].add(row.region_id)
        if row.why and not row.same:
            why[row.lesson_id].append(row.why)
    told: defaultdict[int, list[str]] = defaultdict(list)
    for row in tx.execute(
        select(lesson_uses).where(lesson_uses.c.lesson_id.in_(ids)).order_by(lesson_uses.c.id.desc())
    ):
        told[row.lesson_id].append(row.text)
    found = {
        row.id: Lesson(
            row.id,
            row.member_id,
            State(row.state),
            row.hidden_at is not None,
            row.celebrated,
            Draft(
                row.text,
                Side(row.side),
                Aspect(row.aspect),
                row.failure,
                row.unnamed,
                row.place,
                row.step,
                Basis(row.basis) if row.basis else None,
                row.next_time,
                ids_of(row.regions),
                ids_of(row.themes),
                row.conversation_id,
            ),
            row.made_at,
            row.changed_at,
            row.used_at,
            len(seen[row.id, True]),
            len(seen[row.id, False]),
            len(told[row.id]),
            tuple(why[row.id][-TOLD:]),
            tuple(told[row.id][:TOLD]),
            row.published,
        )
        for row in tx.execute(_LESSONS.where(lessons.c.id.in_(ids)))
    }
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def put(tx: Connection, member: int | None, draft: Draft, now: datetime) -> int:
    """Share a lesson: its number."""
    lesson: int = tx.execute(
        insert(lessons)
        .values(
            member_id=member,
            text=draft.text,
            side=draft.side,
            aspect=draft.aspect,
            basis=draft.basis,
            state=State.shared,
            failure=draft.failure,
            unnamed=draft.unnamed,
            place=draft.where,
            step=draft.step,
            next_time=draft.next_time,
            conversation_id=draft.room,
            made_at=now,
            changed_at=now,
            used_at=now,
        )
        .returning(lessons.c.id)
    ).scalar_one()
    describe(tx, lesson, draft.regions, draft.themes)
    changed(tx, lesson)
    return lesson


def describe(tx: Connection, lesson: int, regions: Collection[int], themes: Collection[int]) -> None:
    """Say what it is about, and nothing else."""
    relink(tx, lesson_regions, lesson, regions)
    relink(tx, lesson_themes, lesson, themes)


def find(tx: Connection, what: Filter, *, limit: int, offset: int = 0) -> tuple[list[Lesson], int]:
    """A page of the lessons, latest first, and how many there are."""
    ids, total = page(tx, _latest(_shown(tx, what)), limit=limit, offset=offset)
    return load(tx, ids), total


def in_boxes(
    tx: Connection, what: Filter, boxes: Sequence[tuple[Side, Aspect]], *, limit: int
) -> list[tuple[list[Lesson], int]]:
    """Return of each side and aspect the latest lessons, whatever sides were asked for, and how many there are.

    What they are about is looked up once for all, and all are read at once.
    """
    shown = _shown(tx, replace(what, sides=frozenset(), aspects=frozenset()))
    pages = [
        page(tx, _latest([*shown, lessons.c.side == side, lessons.c.aspect == aspect]), limit=limit)
        for side, aspect in boxes
    ]
    held = {each.id: each for each in load(tx, [id for ids, _total in pages for id in ids])}
    return [([held[id] for id in ids], total) for ids, total in pages]


def _latest(which: Sequence[ColumnElement[bool]]) -> Select[int]:
    return select(lessons.c.id).where(*which).order_by(lessons.c.made_at.desc(), lessons.c.id.desc())


def _shown(tx: Connection, what: Filter) -> list[ColumnElement[bool]]:
    here: ColumnElement[bool] = lessons.c.conversation_id.is_(None)
    if what.room is not None:
        here = or_(here, lessons.c.conversation_id == what.room)
    which = [lessons.c.state == State.shared, lessons.c.hidden_at.is_(None), here]
    which += about_all(tx, (lesson_regions, what.regions), (lesson_themes, what.themes))
    which += narrowed(tx, what.narrow, lessons.c.id, lessons.c.made_at, by_moment=True)
    if what.sides:
        which.append(lessons.c.side.in_(sorted(what.sides)))
    if what.aspects:
        which.append(lessons.c.aspect.in_(sorted(what.aspects)))
    if what.failures:
        which.append(lessons.c.failure)
    for word in what.words:
        held = (holds(tx, lessons.c.text, word), holds(tx, lessons.c.place, word))
        which.append(or_(*held))
    return which


def at_step(tx: Connection, step: int, most: int, *, but: int) -> list[Lesson]:
    """Read what others than this member learnt at a step of an area process and everybody may read, latest first."""
    others = or_(lessons.c.member_id.is_(None), lessons.c.member_id != but)
    which = select(lessons.c.id).where(lessons.c.step == step, others, *_shown(tx, Filter()))
    return load(
        tx, list(tx.execute(which.order_by(lessons.c.made_at.desc(), lessons.c.id.desc()).limit(most)).scalars())
    )


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that can be looked at, for who gave a number that does not exist."""
    shown = select(lessons.c.id).where(*_shown(tx, Filter())).order_by(lessons.c.id.desc()).limit(most)
    return list(tx.execute(shown).scalars())


def see(tx: Connection, lesson: int, member: int, region: int | None, now: datetime, *, same: bool) -> bool | None:
    """Somebody saw the same, or did not: what they said before, None when nothing. Once each; the last counts."""
    held = and_(lesson_views.c.lesson_id == lesson, lesson_views.c.member_id == member)
    before: bool | None = tx.execute(select(lesson_views.c.same).where(held)).scalar()
    if before is None:
        values = {"lesson_id": lesson, "member_id": member, "region_id": region, "same": same, "said_at": now}
        tx.execute(insert(lesson_views).values(**values, why=""))
    elif before is not same:
        tx.execute(update(lesson_views).where(held).values(same=same, region_id=region, said_at=now, why=""))
    _touch(tx, lesson, now)
    return before


def say_why(tx: Connection, lesson: int, member: int, why: str, now: datetime) -> None:
    """Why it is not so with them."""
    held = and_(lesson_views.c.lesson_id == lesson, lesson_views.c.member_id == member)
    tx.execute(update(lesson_views).where(held).values(why=why))
    _touch(tx, lesson, now)


def unsee(tx: Connection, lesson: int, member: int, now: datetime) -> bool:
    """They say nothing of it any more: False when they said nothing."""
    held = and_(lesson_views.c.lesson_id == lesson, lesson_views.c.member_id == member)
    gone = tx.execute(delete(lesson_views).where(held)).rowcount > 0
    _touch(tx, lesson, now)
    return gone


def use(tx: Connection, lesson: int, member: int, text: str, now: datetime) -> int:
    """Somebody used it, and tells what came of that: the number of the use."""
    values = {"lesson_id": lesson, "member_id": member, "text": text, "said_at": now}
    used: int = tx.execute(insert(lesson_uses).values(values).returning(lesson_uses.c.id)).scalar_one()
    tx.execute(update(lessons).where(lessons.c.id == lesson).values(used_at=now, asked_at=None))
    _touch(tx, lesson, now)
    return used


def unuse(tx: Connection, use_: int, now: datetime) -> bool:
    """It was not used: False when that was taken back before."""
    lesson = tx.execute(delete(lesson_uses).where(lesson_uses.c.id == use_).returning(lesson_uses.c.lesson_id)).scalar()
    if lesson is not None:
        _touch(tx, lesson, now)
    return lesson is not None


def move(tx: Connection, lesson: int, to: State, now: datetime, *, among: Collection[State]) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those."""
    held = update(lessons).where(lessons.c.id == lesson, lessons.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, used_at=now, asked_at=None)).rowcount != 1:
        return False
    _touch(tx, lesson, now)
    return True


def celebrate(tx: Connection, lesson: int, now: datetime, *, celebrated: bool) -> bool:
    """The digest may tell of it as a useful failure, or no longer: False when that was so already."""
    held = update(lessons).where(lessons.c.id == lesson, lessons.c.celebrated != celebrated)
    if tx.execute(held.values(celebrated=celebrated)).rowcount != 1:
        return False
    _touch(tx, lesson, now)
    return True


def hide(tx: Connection, lesson: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = lessons.c.hidden_at.is_(None) if hidden else lessons.c.hidden_at.is_not(None)
    held = update(lessons).where(lessons.c.id == lesson, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    _touch(tx, lesson, now)
    return True


def changed(tx: Connection, lesson: int) -> None:
    """Something about it changed: search and its cards say how it is now."""
    held = get(tx, lesson)
    if held is not None:
        evidence.lesson(tx, held)
    cards.touch(tx, LESSON, lesson)


def unused(tx: Connection, before: datetime, most: int) -> list[Lesson]:
    """Those that nobody used since then, and whose keeper was not asked yet, longest first."""
    quiet = select(lessons.c.id).where(
        *_shown(tx, Filter()),
        lessons.c.used_at < before,
        lessons.c.asked_at.is_(None),
        lessons.c.member_id.is_not(None),
    )
    return load(tx, list(tx.execute(quiet.order_by(lessons.c.used_at).limit(most)).scalars()))


def waiting_for(tx: Connection, member: int, most: int) -> list[Lesson]:
    """Those that a member shared, and was asked about without an answer, longest first."""
    return load(tx, list(tx.execute(*_waiting_for(member, most)).scalars()))


@once
def _waiting_for(member: int, most: int) -> Select[int]:
    c = lessons.c
    which = [c.state == State.shared, c.hidden_at.is_(None), c.conversation_id.is_(None), c.asked_at.is_not(None)]
    return select(c.id).where(*which, c.member_id == member).order_by(c.used_at).limit(most)


def asked(tx: Connection, lesson: int, now: datetime) -> None:
    """Its keeper was asked whether it still holds."""
    tx.execute(update(lessons).where(lessons.c.id == lesson).values(asked_at=now))


def given_by(tx: Connection, member: int, most: int) -> list[int]:
    """The lessons that a member shared or used, latest first."""
    return list(tx.execute(*_given_by(member, most)).scalars())


@once
def _given_by(member: int, most: int) -> Select[int]:
    own = select(lessons.c.id, lessons.c.made_at.label("at")).where(lessons.c.member_id == member)
    used = select(lesson_uses.c.lesson_id, lesson_uses.c.said_at).where(lesson_uses.c.member_id == member)
    given = own.union_all(used).subquery()
    last = func.max(given.c.at)
    return select(given.c.id).group_by(given.c.id).order_by(last.desc(), given.c.id.desc()).limit(most)


def uses_by(tx: Connection, member: int, most: int) -> list[tuple[int, str, datetime]]:
    """What a member told of using lessons, latest first: of which, what and when."""
    mine = (
        select(lesson_uses)
        .where(lesson_uses.c.member_id == member)
        .order_by(of_few(lesson_uses.c.id).desc())
        .limit(most)
    )
    return [(row.lesson_id, row.text, row.said_at) for row in tx.execute(mine)]


def shared_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[Lesson]:
    """Those newly shared in a period, latest first."""
    newly = select(lessons.c.id).where(*_shown(tx, Filter()), lessons.c.made_at >= since, lessons.c.made_at < until)
    return load(tx, list(tx.execute(newly.order_by(lessons.c.made_at.desc()).limit(most)).scalars()))


def shared_about(tx: Connection, regions: Collection[int], since: datetime, until: datetime, most: int) -> list[Lesson]:
    """Read those about these regions that were shared in a period, latest first; of the example set none."""
    within = (lessons.c.made_at >= since, lessons.c.made_at < until, ~lessons.c.example)
    newly = select(lessons.c.id).where(*_shown(tx, Filter(regions=frozenset(regions))), *within)
    return load(tx, list(tx.execute(newly.order_by(lessons.c.made_at.desc()).limit(most)).scalars()))


def count_shared(tx: Connection, since: datetime, until: datetime) -> int:
    """How many were shared in a period."""
    made = select(func.count()).select_from(lessons).where(lessons.c.made_at >= since, lessons.c.made_at < until)
    return tx.execute(made).scalar_one()


def count_used(tx: Connection, since: datetime, until: datetime) -> int:
    """How many times lessons were used in a period."""
    used = select(func.count()).where(lesson_uses.c.said_at >= since, lesson_uses.c.said_at < until)
    return tx.execute(used).scalar_one()


def _touch(tx: Connection, lesson: int, now: datetime) -> None:
    tx.execute(update(lessons).where(lessons.c.id == lesson).values(changed_at=now))
    changed(tx, lesson)
