"""Reads the values of one row of a file: what it asks for and cannot give is rejected, with what would work."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.labels import label_of
from bot.command.similar import closest
from bot.exchange import dates
from bot.exchange.refused import Refused, none_of
from storage import atlas, exchange
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import organisations
from storage.networks import networks

E = TypeVar("E", bound=StrEnum)

SEPARATOR = ";"
"""Of several values in one cell. In a value that holds one itself, a backslash stands before it."""
_MEANS = frozenset(";\\")
_SPECIAL = re.compile(r"(;|\\(?=[;\\]|\Z))")
LONGEST_TEXT = 4000
"""Letters of a text that tells."""


def separate(value: str) -> list[str]:
    """Return the several values of one cell."""
    parts, kept = [""], False
    for letter in value:
        if kept:
            parts[-1] += letter if letter in _MEANS else f"\\{letter}"
            kept = False
        elif letter == "\\":
            kept = True
        elif letter == SEPARATOR:
            parts.append("")
        else:
            parts[-1] += letter
    parts[-1] += "\\" * kept
    return parts


def joined(parts: Iterable[str]) -> str:
    """Return several values as one cell, which `separate` takes apart again."""
    return SEPARATOR.join(_SPECIAL.sub(r"\\\1", each) for each in parts)


def unknown(name: str, near: Sequence[str]) -> Msg:
    """Say that nothing is called that, with what may have been meant."""
    if near:
        return _("there is no «{name}». Did you mean «{near}»?", name=name, near=near[0])
    return _("there is no «{name}».", name=name)


class Rejected(Refused):
    """This row cannot be used, and why: with the column, when it is one of its values."""

    def __init__(self, why: Msg, column: str = "") -> None:
        super().__init__(_("{column}: {why}", column=column, why=why) if column else why)


class Belongs(Rejected):
    """This row is of another kind of file: that one takes it with these values, when it can."""

    def __init__(self, why: Msg, column: str, name: str, values: Mapping[str, str]) -> None:
        super().__init__(why, column)
        self.name = name
        self.values = values


@dataclass
class World:
    """Holds what the rows of one import refer to. It is read once, and again when regions or themes came in."""

    now: datetime
    example: bool = False
    seen: Counter[int] = field(default_factory=Counter)
    """How often rows with the same key came so far, by a short of it: the next is told apart by that."""
    month_first: bool | None = None
    """Whether dates with slashes begin with the month in the file that is read now; None when it does not show."""
    adopting: Mapping[str, "Callable[[Row], exchange.Result]"] = field(default_factory=dict)
    """By kind of file, how it takes rows that turn up in one of another kind."""
    becomes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By kind of file, the kinds of thing that its rows become."""
    _atlas: Atlas | None = None

    def atlas(self, tx: Tx) -> Atlas:
        if self._atlas is None:
            self._atlas = atlas.atlas(tx)
        return self._atlas

    def changed(self) -> None:
        self._atlas = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column. What it asks for and cannot give raises `Rejected`, with the column and what would work."""

    values: Mapping[str, str]
    tx: Tx
    world: World

    @property
    def example(self) -> bool:
        """Whether it is an example and no fact: of an example set, or with a doubt told beside it."""
        return self.world.example or self.doubted

    @property
    def doubted(self) -> bool:
        """Whether its file says that not all of it stands in its source."""
        return bool(self.values.get("doubt", "").strip())

    def keep_doubt(self, file: str) -> None:
        """Keep, once it was taken as a row of that kind of file, whether a doubt stands beside it."""
        if self.has("doubt") and (kinds := self.world.becomes.get(file)):
            exchange.doubt(self.tx, kinds, self.values.get("key", ""), doubted=self.doubted)

    def has(self, column: str) -> bool:
        return column in self.values

    def text(self, column: str, most: int, *, needed: bool = False) -> str:
        value = self.values.get(column, "")
        if needed and not value:
            raise Rejected(_("this is needed."), column)
        if len(value) > most:
            raise Rejected(_("{n} characters, at most {most} fit.", n=len(value), most=most), column)
        return value

    def name(self, column: str, most: int) -> str:
        value = self.text(column, most, needed=True)
        if not fold(value):
            raise Rejected(_("«{said}» holds no letters or numbers.", said=value), column)
        return value

    def several(self, column: str, most: int = 160) -> tuple[str, ...]:
        parts = tuple(filter(None, (part.strip() for part in separate(self.values.get(column, "")))))
        for part in parts:
            if len(part) > most or not fold(part):
                raise Rejected(_("«{said}» is no name.", said=part[:40]), column)
        return parts

    def one_of(self, column: str, kind: type[E], *, needed: bool = False) -> E | None:
        value = self.text(column, 200, needed=needed)
        if not value:
            return None
        known = {
            fold(name): each
            for each in kind
            for name in (each.value, *(Language(code).text(label_of(each)) for code in LANGUAGES))
        }
        if fold(value) not in known:
            raise Rejected(none_of(value, kind), column)
        return known[fold(value)]

    def yes(self, column: str) -> bool:
        value = fold(self.text(column, 10))
        if value in ("yes", "ja", "y", "j", "true", "1"):
            return True
        if value in ("no", "nee", "n", "false", "0", ""):
            return False
        raise Rejected(_("«{said}» is neither yes nor no.", said=value), column)

    def day(self, column: str, *, needed: bool = False) -> date | None:
        value = self.text(column, 40, needed=needed)
        return date.fromisoformat(self.when(column, value)[:10]) if value else None

    def when(self, column: str, value: str) -> str:
        """Return a day, or a day and a time, of that column as ISO 8601 has it."""
        try:
            return dates.iso(value, month_first=self.world.month_first)
        except dates.NoDay as no_day:
            raise Rejected(no_day.why, column) from None

    def moment(self, column: str) -> datetime:
        """That day at noon UTC, which is the same day in every zone of Europe."""
        day = self.day(column)
        return datetime.combine(day, time(12), UTC) if day else self.world.now

    def regions(self, column: str) -> frozenset[int]:
        map_ = self.world.atlas(self.tx)
        return frozenset(self._known(column, name, map_.region_names, map_) for name in self.several(column))

    def themes(self, column: str) -> frozenset[int]:
        map_ = self.world.atlas(self.tx)
        return frozenset(self._known(column, name, map_.theme_names, map_) for name in self.several(column))

    def organisation(self, column: str) -> int | None:
        value = self.text(column, 160)
        if not value:
            return None
        found = organisations.named(self.tx, value)
        if found:
            return found.id
        if not fold(value):
            raise Rejected(_("«{said}» holds no letters or numbers.", said=value), column)
        return organisations.put(self.tx, value)[0]

    def network(self, column: str, name: str) -> int:
        found = networks.by_name(self.tx, name)
        if not found:
            raise Rejected(_("there is no network «{name}».", name=name), column)
        return found[0]

    def reference(self, column: str, kind: str, *, needed: bool = False) -> int | None:
        """Tell what the row with that key became, of this import or an earlier one."""
        key = self.text(column, 200, needed=needed)
        if not key:
            return None
        found = exchange.known(self.tx, kind, key)
        if found is None:
            raise Rejected(_("there is nothing with the key «{key}».", key=key), column)
        return found

    def _known(self, column: str, name: str, names: Mapping[str, int], map_: Atlas) -> int:
        found = names.get(fold(name))
        if found is None:
            near = [map_.spellings[each] for each in closest(name, names, limit=1)]
            raise Rejected(unknown(name, near), column)
        return found
