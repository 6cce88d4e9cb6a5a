"""Keeps news: puts, finds, takes along and withdraws it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, update

from storage import things
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, narrowed, of_few
from storage.links import Thing
from storage.messaging import cards
from storage.news import evidence
from storage.news.item import NEWS, Draft, Filter, Item, Sort, State, address_of
from storage.news.tables import LONGEST_LINK, LONGEST_MESSAGE, news, news_regions, news_themes

LISTED = timedelta(days=60)
"""How long it is news."""

_NEWS = select(news, linked(news_regions).label("regions"), linked(news_themes).label("themes"))


def put(
    tx: Connection,
    member: int | None,
    draft: Draft,
    now: datetime,
    *,
    state: State = State.shared,
    asked_by: int | None = None,
    message: str = "",
) -> Item:
    """Keep what a member shares, or what somebody asks its writer for, who said it in that message."""
    number: int = tx.execute(
        insert(news)
        .values(
            member_id=member,
            asked_by=asked_by,
            text=draft.text,
            link=draft.link,
            address=_address(draft) if state is State.shared else None,
            message=message[:LONGEST_MESSAGE],
            sort=draft.sort,
            state=state,
            unnamed=draft.unnamed,
            conversation_id=draft.room,
            made_at=now,
            shared_at=now,
        )
        .returning(news.c.id)
    ).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    return changed(tx, number)


def describe(tx: Connection, number: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, news_regions, number, regions)
    relink(tx, news_themes, number, themes)


def get(tx: Connection, number: int) -> Item | None:
    return next(iter(load(tx, [number])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Item]:
    """Read items in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    found = {row.id: _item(row) for row in tx.execute(_NEWS.where(news.c.id.in_(ids)))}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that all members may see, for who gave a number that does not exist."""
    shown = select(news.c.id).where(*_shown(None)).order_by(news.c.id.desc()).limit(most)
    return list(tx.execute(shown).scalars())


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> list[Item]:
    """One page, latest first."""
    where = [*_shown(which.room), news.c.shared_at >= which.since]
    if which.until is not None:
        where.append(news.c.shared_at < which.until)
    where += about_all(tx, (news_regions, which.regions), (news_themes, which.themes))
    where += narrowed(tx, which.narrow, news.c.id, news.c.shared_at, by_moment=True)
    if which.sorts:
        where.append(news.c.sort.in_(sorted(which.sorts)))
    page = select(news.c.id).where(*where).order_by(news.c.shared_at.desc(), news.c.id.desc())
    return load(tx, tx.execute(page.limit(limit).offset(offset)).scalars().all())


def at_address(tx: Connection, link: str, room: int | None) -> Item | None:
    """Find what leads to the same page, for all members or those of that room."""
    address = address_of(link, room, LONGEST_LINK)
    first = tx.execute(select(news.c.id).where(news.c.address == address)).scalar()
    return get(tx, first) if first is not None else None


def _address(draft: Draft) -> str | None:
    return address_of(draft.link, draft.room, LONGEST_LINK)


def move(
    tx: Connection,
    /,
    number: int,
    to: State,
    *,
    among: Collection[State],
    **values: Any,  # Any: columns
) -> bool:
    """Bring it to another state, from one of `among`: False when it was in none of those.

    What is shared holds its address; another that holds it raises `IntegrityError`.
    """
    found = get(tx, number)
    address = _address(found.draft) if found and to is State.shared else None
    held = update(news).where(news.c.id == number, news.c.state.in_(sorted(among)))
    if tx.execute(held.values(state=to, address=address, **values)).rowcount != 1:
        return False
    changed(tx, number)
    return True


def drop(tx: Connection, number: int, *, among: Collection[State] = tuple(State)) -> bool:
    """Keep nothing of it, if it is in one of those states: False when it was in none."""
    gone = tx.execute(delete(news).where(news.c.id == number, news.c.state.in_(sorted(among)))).rowcount == 1
    if gone:
        things.forget(tx, [Thing(NEWS, number)])
    return gone


def hide(tx: Connection, number: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = news.c.hidden_at.is_(None) if hidden else news.c.hidden_at.is_not(None)
    held = update(news).where(news.c.id == number, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    changed(tx, number)
    return True


def changed(tx: Connection, number: int) -> Item:
    """Return the item, from now on found by what it says now, and shown so wherever its card stands."""
    (found,) = load(tx, [number])
    evidence.item(tx, found)
    cards.touch(tx, NEWS, number)
    return found


def given_by(tx: Connection, member: int, most: int) -> list[Item]:
    """Find what a member shared or was asked for, latest first."""
    return load(tx, tx.execute(*_given_by(member, most)).scalars().all())


@once
def _given_by(member: int, most: int) -> Select[int]:
    return select(news.c.id).where(news.c.member_id == member).order_by(of_few(news.c.id).desc()).limit(most)


def waiting_for(tx: Connection, member: int, most: int) -> list[Item]:
    """Find what a member wrote and was asked for without an answer, oldest first."""
    return load(tx, tx.execute(*_waiting_for(member, most)).scalars().all())


@once
def _waiting_for(member: int, most: int) -> Select[int]:
    asked = select(news.c.id).where(news.c.member_id == member, news.c.state == State.asked)
    return asked.order_by(news.c.id).limit(most)


def said_in(tx: Connection, message: str) -> Item | None:
    """Find what was taken along from that message, or what its writer was asked."""
    same = select(news.c.id).where(news.c.message == message[:LONGEST_MESSAGE]).order_by(news.c.id).limit(1)
    first = tx.execute(same).scalar()
    return get(tx, first) if first is not None else None


def refuse(tx: Connection, number: int) -> bool:
    """Its writer says no: keep nothing of it but that they were asked. False when they said so before."""
    return move(tx, number, State.withdrawn, among={State.asked}, text="", link="", asked_by=None)


def shared_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[Item]:
    """Read what was shared in a period and all members may see, latest first."""
    newly = select(news.c.id).where(*_shown(None), news.c.shared_at >= since, news.c.shared_at < until)
    return load(tx, tx.execute(newly.order_by(news.c.shared_at.desc()).limit(most)).scalars().all())


def count_shared(tx: Connection, since: datetime, until: datetime) -> int:
    """Count what was shared in a period."""
    within = and_(news.c.state != State.asked, news.c.shared_at >= since, news.c.shared_at < until)
    return tx.execute(select(func.count()).select_from(news).where(within)).scalar_one()


def _shown(room: int | None) -> list[ColumnElement[bool]]:
    here: ColumnElement[bool] = news.c.conversation_id.is_(None)
    if room is not None:
        here = or_(here, news.c.conversation_id == room)
    return [news.c.state == State.shared, news.c.hidden_at.is_(None), here]


def _item(row: Any) -> Item:  # Any: a Row
    draft = Draft(row.text, row.link, Sort(row.sort), row.unnamed, ids_of(row.regions), ids_of(row.themes))
    return Item(
        row.id,
        row.member_id,
        row.asked_by,
        State(row.state),
        row.hidden_at is not None,
        replace(draft, room=row.conversation_id),
        row.made_at,
        row.shared_at,
        row.published,
    )
