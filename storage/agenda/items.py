"""Keeps agenda items with their support and work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, func, insert, or_, select, update

from storage import links, search
from storage.agenda.item import ITEM, OPEN, Draft, Filter, Half, Item, State, Work
from storage.agenda.tables import CROWD, item_regions, item_themes, items, supports, works
from storage.atlas import theme_names
from storage.database import distinct
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import add, met, named_alone, narrowed, narrowed_about_all, page
from storage.links import Thing
from storage.messaging import cards
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

_ITEMS = select(
    items,
    linked(item_regions).label("regions"),
    linked(item_themes).label("themes"),
).where(items.c.id.in_(bindparam("items", expanding=True)))
_SUPPORTS = (
    select(supports.c.item_id, supports.c.member_id, supports.c.region_id)
    .where(supports.c.item_id.in_(bindparam("items", expanding=True)))
    .order_by(supports.c.at)
)
_WORKS = select(works).where(works.c.item_id.in_(bindparam("items", expanding=True))).order_by(works.c.id)


def put(tx: Connection, maker: int | None, draft: Draft, now: datetime) -> Item:
    item = tx.execute(
        insert(items)
        .values(
            text=draft.text,
            list_name=draft.list_name,
            region_id=draft.region_id,
            network_id=draft.network_id,
            half=draft.half,
            kind=draft.kind,
            knowledge_type=draft.knowledge_type,
            level=draft.level,
            parent_id=draft.parent_id,
            knowing=Knowing.unknown,
            state=draft.state,
            maker_id=maker,
            unnamed=draft.unnamed,
            room_id=draft.room_id,
            made_at=now,
            listed_at=now if draft.state is not State.proposed else None,
            taken_up_at=now if draft.state is State.taken_up else None,
            changed_at=now,
        )
        .returning(items.c.id)
    ).scalar_one()
    describe(tx, item, draft.regions, draft.themes)
    return reindexed(tx, item)


def describe(tx: Connection, item: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    """Let it be about these regions and themes, and no others."""
    relink(tx, item_regions, item, regions)
    relink(tx, item_themes, item, themes)


def get(tx: Connection, item: int) -> Item | None:
    return next(iter(load(tx, [item])), None)


def get_one(tx: Connection, item: int) -> Item:
    found = get(tx, item)
    if found is None:
        raise LookupError(f"No agenda item {item}")
    return found


def load(tx: Connection, ids: Sequence[int]) -> list[Item]:
    """Read items in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    these = {"items": list(ids)}
    supported: defaultdict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for row in tx.execute(_SUPPORTS, these):
        supported[row.item_id].append((row.member_id, row.region_id))
    done: defaultdict[int, list[Work]] = defaultdict(list)
    for row in tx.execute(_WORKS, these):
        done[row.item_id].append(Work(row.id, row.member_id, row.network_id, row.text, row.at))
    found = {row.id: _item(row, done[row.id], supported[row.id]) for row in tx.execute(_ITEMS, these)}
    return [found[each] for each in ids if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """Find the numbers of the newest items that all may see."""
    seen = select(items.c.id).where(items.c.state != State.hidden, items.c.room_id.is_(None))
    return list(tx.execute(seen.order_by(items.c.id.desc()).limit(most)).scalars())


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Item], int]:
    """One page of items, those wanted in most regions first, and how many there are in all.

    Both halves of an agenda have their share of a page, until one of them is told in full.
    """
    which = replace(which, narrow=named_alone(tx, which.narrow, items.c.id, items.c.made_at))
    narrow, linked = narrowed_about_all(tx, which.narrow, (item_regions, which.regions), (item_themes, which.themes))
    which = replace(which, narrow=narrow)
    conditions = [*_conditions(tx, which), *linked]
    in_half = met(tx, items.c.half) if which.narrow.few else items.c.half
    totals, first = {}, {}
    for half in Half:
        these = select(items.c.id).where(*conditions, in_half == half)
        first[half], totals[half] = page(
            tx, these.order_by(items.c.wanted.desc(), items.c.id.desc()), limit=offset + limit
        )
    ids = [
        each for half, place in _shares(totals, offset, limit).items() for each in first[half][place.start : place.stop]
    ]
    return load(tx, ids), add(*totals.values())


def _shares(totals: Mapping[Half, int], offset: int, limit: int) -> dict[Half, range]:
    """Tell which of each half stand on a page: they take turns, and what is left of one half follows."""
    first, second = (totals.get(half, 0) for half in (Half.opgave, Half.kennisinfrastructuur))

    def taken(n: int) -> int:
        """Of the first so many, those of the first half."""
        return min(first, max((n + 1) // 2, n - second))

    begin, end = (min(each, first + second) for each in (offset, offset + limit))
    shares = {
        Half.opgave: range(taken(begin), taken(end)),
        Half.kennisinfrastructuur: range(begin - taken(begin), end - taken(end)),
    }
    return {half: place for half, place in shares.items() if place}


def list_names(tx: Connection) -> list[str]:
    """Read whose agendas there are."""
    return distinct.values(tx, items.c.list_name)


def turn(
    tx: Connection,
    /,
    item: int,
    among: frozenset[State],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those states. Who comes second sees what the first made of it."""
    where = and_(items.c.id == item, items.c.state.in_(among))
    changed = tx.execute(update(items).where(where).values(**values, changed_at=now, asked_at=None)).rowcount == 1
    if changed:
        reindexed(tx, item)
    return changed


def change(tx: Connection, /, item: int, now: datetime, **values: Any) -> Item:  # Any: columns
    """Let it say something else, in whatever state it is."""
    tx.execute(update(items).where(items.c.id == item).values(**values, changed_at=now, asked_at=None))
    return reindexed(tx, item)


def support(tx: Connection, item: int, member: int, region: int | None, now: datetime) -> bool:
    """From now on a member supports it: False when they did already."""
    mine = and_(supports.c.item_id == item, supports.c.member_id == member)
    if tx.execute(select(supports.c.at).where(mine)).first():
        return False
    tx.execute(insert(supports).values(item_id=item, member_id=member, region_id=region, at=now))
    _weigh(tx, item)
    return True


def no_support(tx: Connection, item: int, member: int) -> bool:
    mine = and_(supports.c.item_id == item, supports.c.member_id == member)
    gone = tx.execute(delete(supports).where(mine)).rowcount == 1
    _weigh(tx, item)
    return gone


def move_support(tx: Connection, item: int, into: int) -> list[int]:
    """Let who supports one item support the other too: those who did not yet."""
    there = set(tx.execute(select(supports.c.member_id).where(supports.c.item_id == into)).scalars())
    moved = []
    for row in tx.execute(select(supports).where(supports.c.item_id == item)).all():
        if row.member_id not in there:
            values = {"item_id": into, "member_id": row.member_id, "region_id": row.region_id, "at": row.at}
            tx.execute(insert(supports).values(**values))
            moved.append(row.member_id)
    _weigh(tx, into)
    return moved


def _weigh(tx: Connection, item: int) -> None:
    """Let it stand where its support brings it. Who is forgotten counts until the next word of support."""
    theirs = select(func.count(supports.c.region_id.distinct()), func.count()).where(supports.c.item_id == item)
    regions, members = tx.execute(theirs).one()
    wanted = regions * CROWD + min(members, CROWD - 1)
    tx.execute(update(items).where(items.c.id == item).values(wanted=wanted))
    cards.touch(tx, ITEM, item)


def work(tx: Connection, item: int, member: int, network: int | None, text: str, now: datetime) -> int:
    """A member, or their network, works on it."""
    made = insert(works).values(item_id=item, member_id=member, network_id=network, text=text, at=now)
    number: int = tx.execute(made.returning(works.c.id)).scalar_one()
    reindexed(tx, item)
    return number


def no_work(tx: Connection, item: int, number: int) -> bool:
    gone = tx.execute(delete(works).where(works.c.id == number, works.c.item_id == item)).rowcount == 1
    reindexed(tx, item)
    return gone


def merge(tx: Connection, item: int, into: int, among: frozenset[State], now: datetime) -> list[int] | None:
    """Let it go on in another: who supports that too from now on; None when it cannot."""
    state = tx.execute(select(items.c.state).where(items.c.id == item)).scalar()
    if not turn(tx, item, among, now, state=State.merged, was=state, merged_into=into):
        return None
    links.merge(tx, Thing(ITEM, item), Thing(ITEM, into), now)
    return move_support(tx, item, into)


def asked(tx: Connection, item: int, now: datetime) -> None:
    """Note that its keeper was asked whether it is still needed."""
    tx.execute(update(items).where(items.c.id == item).values(asked_at=now))


def untouched(tx: Connection, since: datetime, limit: int) -> list[Item]:
    """Find what is on an agenda and was not touched since then, nor asked about, oldest first."""
    quiet = (items.c.state.in_([State.listed, State.taken_up])) & (items.c.changed_at < since) & ~items.c.example
    ids = tx.execute(
        select(items.c.id).where(quiet, items.c.asked_at.is_(None)).order_by(items.c.changed_at).limit(limit)
    ).scalars()
    return load(tx, ids.all())


def given(tx: Connection, member: int, limit: int) -> list[Item]:
    """Find what a member put, supports or works on, latest first."""
    return load(tx, tx.execute(*_given(member, limit)).scalars().all())


@once
def _given(member: int, limit: int) -> Select[int]:
    ids = (
        (select(items.c.id, items.c.made_at.label("at")).where(items.c.maker_id == member))
        .union(
            select(supports.c.item_id, supports.c.at).where(supports.c.member_id == member),
            select(works.c.item_id, works.c.at).where(works.c.member_id == member),
        )
        .subquery()
    )
    return select(ids.c.id).group_by(ids.c.id).order_by(func.max(ids.c.at).desc(), ids.c.id.desc()).limit(limit)


def since_when(tx: Connection, those: Sequence[int], member: int) -> dict[int, datetime]:
    """Tell when a member began to support these, where they do."""
    mine = and_(supports.c.item_id.in_(those), supports.c.member_id == member)
    return dict(tx.execute(select(supports.c.item_id, supports.c.at).where(mine)).tuples().all())


def count_between(tx: Connection, column: str, start: datetime, end: datetime) -> int:
    """Count the items to which that happened in a period."""
    at = items.c[column]
    return tx.execute(select(func.count()).where(at >= start, at < end)).scalar_one()


def happened(tx: Connection, column: str, start: datetime, end: datetime, limit: int) -> list[tuple[Item, datetime]]:
    """Read the items to which that happened in a period and that all members may see, latest first."""
    at = items.c[column]
    rows = tx.execute(
        select(items.c.id, at.label("at"))
        .where(at >= start, at < end, items.c.room_id.is_(None), items.c.state.in_([*OPEN, State.done]))
        .order_by(at.desc(), items.c.id.desc())
        .limit(limit)
    ).all()
    when = {row.id: row.at for row in rows}
    return [(each, when[each.id]) for each in load(tx, [row.id for row in rows])]


def reindexed(tx: Connection, item: int) -> Item:
    """Return the item, from now on found by what it says now, and shown so wherever its card stands."""
    found = get_one(tx, item)
    _evidence(tx, found)
    cards.touch(tx, ITEM, item)
    return found


def _evidence(tx: Connection, item: Item) -> None:
    """Work and result are answers; support is interest, and tells of nobody."""
    if item.room_id is not None or item.state in (State.hidden, State.withdrawn, State.merged):
        search.withdraw(tx, ITEM, item.id)
        search.remove(tx, ITEM, item.id)
        return
    regions, themes = tuple(sorted(item.regions)), tuple(sorted(item.themes))
    search.admit(
        tx,
        search.Subject(
            ITEM,
            item.id,
            item.text,
            audience=MEMBERS,
            regions=regions,
            themes=themes,
            level=item.level,
            sort=item.state,
            knowledge=(item.knowledge_type,) if item.knowledge_type else (),
            confirmed=item.changed_at,
        ),
    )
    itself = Owner(ITEM, item.id, "self")
    rows = [
        Evidence("agenda", item.text, owners=(itself,), audience=MEMBERS, at=item.made_at),
        Evidence(
            "themes", ", ".join(theme_names(tx, item.themes)), owners=(itself,), audience=MEMBERS, at=item.made_at
        ),
    ]
    if item.result:
        rows.append(Evidence("outcome", item.text, item.result, (itself,), audience=MEMBERS, at=item.changed_at))
    for each in item.work:
        who = (Owner("member", each.member_id, "works on"),) if each.member_id is not None else ()
        network = (Owner("network", each.network_id, "works on"),) if each.network_id is not None else ()
        owners = (itself, *network, *(who if not (item.unnamed and each.member_id == item.maker_id) else ()))
        rows.append(Evidence("answer", item.text, each.text, owners, audience=MEMBERS, at=each.at))
    search.put(tx, ITEM, item.id, rows)


def _conditions(tx: Connection, which: Filter) -> list[ColumnElement[bool]]:
    seen: ColumnElement[bool] = items.c.room_id.is_(None)
    if which.rooms:
        seen = or_(seen, items.c.room_id.in_(which.rooms))
    in_state = met(tx, items.c.state) if which.narrow.few else items.c.state
    conditions: list[ColumnElement[bool]] = [in_state.in_(list(which.states)), seen]
    conditions += narrowed(tx, which.narrow, items.c.id, items.c.made_at)
    if which.levels:
        conditions.append(items.c.level.in_(list(which.levels)))
    if which.half is not None:
        conditions.append(items.c.half == which.half)
    if which.kinds:
        conditions.append(items.c.kind.in_(list(which.kinds)))
    if which.list_name:
        conditions.append(items.c.list_name == which.list_name)
    if which.maker is not None:
        conditions.append(items.c.maker_id == which.maker)
    return conditions


def _item(row: Any, done: list[Work], supported: list[tuple[int, int | None]]) -> Item:  # Any: a Row
    return Item(
        id=row.id,
        text=row.text,
        list_name=row.list_name,
        region_id=row.region_id,
        network_id=row.network_id,
        half=Half(row.half),
        kind=QuestionKind(row.kind) if row.kind else None,
        knowledge_type=KnowledgeType(row.knowledge_type) if row.knowledge_type else None,
        level=Level(row.level) if row.level else None,
        parent_id=row.parent_id,
        knowing=Knowing(row.knowing),
        known_how=row.known_how,
        state=State(row.state),
        was=State(row.was) if row.was else None,
        reason=row.reason,
        result=row.result,
        merged_into=row.merged_into,
        maker_id=row.maker_id,
        unnamed=row.unnamed,
        room_id=row.room_id,
        published=row.published,
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
        made_at=row.made_at,
        changed_at=row.changed_at,
        work=tuple(done),
        supporters=tuple(supported),
    )
