"""Reads and extends the map of the Café: regions with several parents, themes in a tree, and their other names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from storage import exchange, tables, terms
from storage.database import cursors
from storage.database.text import fold
from storage.tables.base import metadata
from storage.terms import VERSION, Term
from storage.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Region:
    id: int
    name: str
    level: Level
    parents: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Theme:
    id: int
    name: str
    parent: int | None = None


class NameTaken(ValueError):
    """That name already means something else."""


@dataclass(frozen=True)
class Atlas:
    """All regions and themes with their names: small, read whole, kept until they change."""

    regions: Mapping[int, Region]
    themes: Mapping[int, Theme]
    region_names: Mapping[str, int] = field(repr=False)
    """Folded name, own or other, to region id."""
    theme_names: Mapping[str, int] = field(repr=False)
    spellings: Mapping[str, str] = field(repr=False)
    """Folded name to the name as it was given."""
    terms: tuple[Term, ...] = field(default=(), repr=False)
    """What else has a name: things of topics, such as the words of a glossary. First who comes first."""

    def region(self, name: str) -> Region | None:
        found = self.region_names.get(fold(name))
        return self.regions[found] if found is not None else None

    def theme(self, name: str) -> Theme | None:
        found = self.theme_names.get(fold(name))
        return self.themes[found] if found is not None else None

    def meaning(self, name: str) -> Term | None:
        """What a word means: a thing that topics named, a theme, or what the field says everywhere."""
        folded = fold(name)
        return self._meanings.get(folded) or self._everywhere.get(folded)

    @cached_property
    def _meanings(self) -> Mapping[str, Term]:
        named: defaultdict[int, list[str]] = defaultdict(list)
        for folded, theme in self.theme_names.items():
            named[theme].append(self.spellings[folded])
        of_themes = (
            Term(theme.name, tuple(sorted({*named[theme.id]} - {theme.name})), theme.id)
            for theme in self.themes.values()
        )
        return _by_name((*self.terms, *of_themes))

    @cached_property
    def _everywhere(self) -> Mapping[str, Term]:
        return _by_name(terms.of_the_field())

    def within(self, regions: Iterable[int]) -> frozenset[int]:
        """Return the regions themselves and everything below them."""
        return _reach(regions, self._children)

    def around(self, regions: Iterable[int]) -> frozenset[int]:
        """Return the regions themselves and everything they lie in."""
        return _reach(regions, {region.id: region.parents for region in self.regions.values()})

    def beneath(self, themes: Iterable[int]) -> frozenset[int]:
        """Return the themes themselves and everything below them."""
        return _reach(themes, self._subthemes)

    @cached_property
    def _children(self) -> Mapping[int, set[int]]:
        children: defaultdict[int, set[int]] = defaultdict(set)
        for region in self.regions.values():
            for parent in region.parents:
                children[parent].add(region.id)
        return children

    @cached_property
    def _subthemes(self) -> Mapping[int, set[int]]:
        children: defaultdict[int, set[int]] = defaultdict(set)
        for theme in self.themes.values():
            if theme.parent is not None:
                children[theme.parent].add(theme.id)
        return children


def _by_name(named: Iterable[Term]) -> Mapping[str, Term]:
    """Of two with the same name the first."""
    found: dict[str, Term] = {}
    for term in named:
        for name in (term.name, *term.also):
            found.setdefault(fold(name), term)
    return found


def atlas(tx: Connection) -> Atlas:
    parents: defaultdict[int, set[int]] = defaultdict(set)
    for row in tx.execute(select(tables.region_parents)):
        parents[row.region_id].add(row.parent_id)
    region_names = tx.execute(select(tables.region_names)).all()
    theme_names = tx.execute(select(tables.theme_names)).all()
    return Atlas(
        regions={
            row.id: Region(row.id, row.name, Level(row.level), frozenset(parents[row.id]))
            for row in tx.execute(select(tables.regions))
        },
        themes={row.id: Theme(row.id, row.name, row.parent_id) for row in tx.execute(select(tables.themes))},
        region_names={row.folded: row.region_id for row in region_names},
        theme_names={row.folded: row.theme_id for row in theme_names},
        spellings={row.folded: row.name for row in [*region_names, *theme_names]},
        terms=terms.load(tx),
    )


class Cache:
    """The atlas as last read, read again when it changed: one small look a message."""

    def __init__(self) -> None:
        self._version: str | None = None
        self._atlas: Atlas | None = None

    def read(self, tx: Connection) -> Atlas:
        version = cursors.get(tx, VERSION)
        if self._atlas is None or version != self._version:
            self._atlas, self._version = atlas(tx), version
        return self._atlas


def put_region(
    tx: Connection, name: str, level: Level, *, parents: Iterable[int] = (), also: Iterable[str] = ()
) -> tuple[int, bool]:
    """Add a region, or bring the one of that name up to date: its id, and whether anything changed.

    Raises `NameTaken` when another region goes by one of the names.
    """
    known = tx.execute(
        select(tables.regions.c.id, tables.regions.c.level)
        .join(tables.region_names)
        .where(tables.region_names.c.folded == fold(name))
    ).first()
    if known is None:
        region = tx.execute(
            insert(tables.regions).values(name=name, level=level).returning(tables.regions.c.id)
        ).scalar_one()
    else:
        region = known.id
        if known.level != level:
            tx.execute(update(tables.regions).where(tables.regions.c.id == region).values(level=level))
    changed = known is None or known.level != level
    for other in (name, *also):
        changed |= name_region(tx, region, other)
    held = set(
        tx.execute(
            select(tables.region_parents.c.parent_id).where(tables.region_parents.c.region_id == region)
        ).scalars()
    )
    for parent in set(parents) - held:
        tx.execute(insert(tables.region_parents).values(region_id=region, parent_id=parent))
        changed = True
    _touch(tx, changed)
    return region, changed


def name_region(tx: Connection, region: int, name: str) -> bool:
    """Let a region go by one more name: whether that is new. Raises `NameTaken`."""
    known = tx.execute(
        select(tables.region_names.c.region_id).where(tables.region_names.c.folded == fold(name))
    ).scalar()
    if known is None:
        tx.execute(insert(tables.region_names).values(folded=fold(name), name=name, region_id=region))
        _touch(tx, True)
    elif known != region:
        raise NameTaken(name)
    return known is None


def put_theme(tx: Connection, name: str, *, parent: int | None = None, also: Iterable[str] = ()) -> tuple[int, bool]:
    """Add a theme, or bring the one of that name up to date: its id, and whether anything changed.

    Raises `NameTaken` when another theme goes by one of the names.
    """
    known = tx.execute(
        select(tables.themes.c.id, tables.themes.c.parent_id)
        .join(tables.theme_names)
        .where(tables.theme_names.c.folded == fold(name))
    ).first()
    if known is None:
        theme = tx.execute(
            insert(tables.themes).values(name=name, parent_id=parent).returning(tables.themes.c.id)
        ).scalar_one()
    else:
        theme = known.id
    changed = known is None
    if known is not None and parent is not None and known.parent_id != parent:
        tx.execute(update(tables.themes).where(tables.themes.c.id == theme).values(parent_id=parent))
        changed = True
    for other in (name, *also):
        changed |= name_theme(tx, theme, other)
    _touch(tx, changed)
    return theme, changed


def name_theme(tx: Connection, theme: int, name: str) -> bool:
    """Let a theme go by one more name or abbreviation: whether that is new. Raises `NameTaken`."""
    known = tx.execute(select(tables.theme_names.c.theme_id).where(tables.theme_names.c.folded == fold(name))).scalar()
    if known is None:
        tx.execute(insert(tables.theme_names).values(folded=fold(name), name=name, theme_id=theme))
        _touch(tx, True)
    elif known != theme:
        raise NameTaken(name)
    return known is None


def unname(tx: Connection, kind: str, id: int, name: str) -> bool:
    """Let a region or theme go by that name no more: whether it did."""
    names, column = _NAMES[kind]
    gone = delete(names).where(names.c.folded == fold(name), names.c[column] == id)
    held = tx.execute(gone).rowcount > 0
    _touch(tx, held)
    return held


class InUse(ValueError):
    """Others refer to it already."""


def remove(tx: Connection, kind: str, id: int) -> bool:
    """Take a region or theme off the map: whether it was there. Raises `InUse`."""
    table, (names, _column) = _THINGS[kind], _NAMES[kind]
    own = {names.name, tables.region_parents.name}
    for other in metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column is not table.c.id:
                continue
            if other.name in own and key.parent.name != "parent_id":
                continue
            if tx.execute(select(key.parent).where(key.parent == id).limit(1)).first():
                raise InUse(other.name)
    held = tx.execute(delete(table).where(table.c.id == id)).rowcount > 0
    _touch(tx, held)
    return held


_THINGS = {"region": tables.regions, "theme": tables.themes}
_NAMES = {"region": (tables.region_names, "region_id"), "theme": (tables.theme_names, "theme_id")}


def _touch(tx: Connection, changed: bool) -> None:
    if changed:
        terms.touch(tx)


def _reach(start: Iterable[int], onward: Mapping[int, Iterable[int]]) -> frozenset[int]:
    reached: set[int] = set()
    waiting = list(start)
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(onward.get(here, ()))
    return frozenset(reached)


def names_of_regions(tx: Connection) -> dict[int, list[str]]:
    """Return every name that each region goes by."""
    return exchange.other_names(tx, tables.region_names, "region_id")


def names_of_themes(tx: Connection) -> dict[int, list[str]]:
    """Return every name that each theme goes by."""
    return exchange.other_names(tx, tables.theme_names, "theme_id")


def theme_names(tx: Connection, themes: Iterable[int]) -> list[str]:
    """Return the names of themes with their synonyms, so that any of them finds it."""
    return list(tx.execute(_THEME_NAMES, {"themes": list(themes)}).scalars())


_THEME_NAMES = (
    select(tables.themes.c.name)
    .where(tables.themes.c.id.in_(bindparam("themes", expanding=True)))
    .order_by(tables.themes.c.name)
)
