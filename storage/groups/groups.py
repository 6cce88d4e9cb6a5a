"""Keeps the groups of the Café."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from storage import search
from storage.atlas import theme_names
from storage.database.id_sets import ids_of, linked, relink
from storage.groups.group import GROUP, Group
from storage.groups.tables import group_regions, group_themes, groups
from storage.messaging import conversations
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS
from storage.tables import conversations as places

_GROUPS = select(
    groups,
    linked(group_regions).label("regions"),
    linked(group_themes).label("themes"),
)
MOST = 500
"""Groups that are read at once: more places than the Café has."""


def put(
    tx: Connection,
    title: str,
    part_of: str,
    for_whom: str,
    *,
    closed: bool,
    regions: Iterable[int] = (),
    themes: Iterable[int] = (),
) -> tuple[Group, bool]:
    """Keep what a group is for, by its name: the group, and whether that changed anything."""
    held = called_exactly(tx, title, part_of)
    values = {"for_whom": for_whom, "closed": closed}
    if held is None:
        values |= {"conversation_id": _place(tx, title)}
        made = insert(groups).values(title=title, part_of=part_of, **values).returning(groups.c.id)
        number: int = tx.execute(made).scalar_one()
    else:
        number = held.id
        tx.execute(update(groups).where(groups.c.id == number).values(**values))
    relink(tx, group_regions, number, regions)
    relink(tx, group_themes, number, themes)
    found = get_one(tx, number)
    _evidence(tx, found)
    _read_there(tx, found)
    return found, found != held


def _evidence(tx: Connection, group: Group) -> None:
    """Let it be found by what it is called and for whom it is. Of a closed one nothing more is known than that."""
    regions, themes = tuple(sorted(group.regions)), tuple(sorted(group.themes))
    search.admit(tx, search.Subject(GROUP, group.id, group.name, audience=MEMBERS, regions=regions, themes=themes))
    itself = (Owner(GROUP, group.id, "self"),)
    told = ". ".join(filter(None, (group.for_whom, group.part_of)))
    rows = [Evidence("group", group.name, told, itself, audience=MEMBERS)]
    if group.themes:
        rows.append(Evidence("themes", ", ".join(theme_names(tx, group.themes)), "", itself, audience=MEMBERS))
    search.put(tx, GROUP, group.id, rows)


def _read_there(tx: Connection, group: Group) -> None:
    """Let the digest of its channel be about what it is about, where nobody said otherwise for that channel."""
    place = conversations.get(tx, group.conversation_id) if group.conversation_id is not None else None
    if place is not None and not place.regions and not place.themes:
        conversations.describe(tx, place.id, regions=group.regions, themes=group.themes)


def _place(tx: Connection, title: str) -> int | None:
    """Find the channel or room of that name that the bot is in."""
    here = (places.c.name == title) & places.c.left_at.is_(None) & (places.c.kind != "personal")
    return tx.execute(select(places.c.id).where(here).order_by(places.c.id)).scalar()


def called_exactly(tx: Connection, title: str, part_of: str) -> Group | None:
    return next(iter(_read(tx, groups.c.title == title, groups.c.part_of == part_of)), None)


def get(tx: Connection, number: int) -> Group | None:
    return next(iter(_read(tx, groups.c.id == number)), None)


def get_one(tx: Connection, number: int) -> Group:
    found = get(tx, number)
    if found is None:
        raise LookupError(f"No group {number}")
    return found


def every(tx: Connection) -> list[Group]:
    """Read them all, in the order in which they came: they are few."""
    return _read(tx)


def keep(tx: Connection, number: int, member: int | None) -> None:
    """Let a member look after a group, or nobody."""
    tx.execute(update(groups).where(groups.c.id == number).values(keeper_id=member))


def _read(tx: Connection, *which: ColumnElement[bool]) -> list[Group]:
    return [_group(row) for row in tx.execute(_GROUPS.where(*which).order_by(groups.c.id).limit(MOST))]


def _group(row: Any) -> Group:  # Any: a Row of _GROUPS
    return Group(
        row.id,
        row.title,
        row.part_of,
        row.for_whom,
        row.closed,
        row.keeper_id,
        row.conversation_id,
        ids_of(row.regions),
        ids_of(row.themes),
    )
