"""Says what rows of an export may show, and to whose eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.exchange.row import joined
from storage import exchange
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE, Field, Place

_HOME = ZoneInfo(HOME_ZONE)


@dataclass(frozen=True, slots=True)
class View:
    """Says what is read for an export, and for whose eyes; `place` is None for everything."""

    tx: Tx
    atlas: Atlas
    place: Place | None

    def shows(self, member: Member, field: Field) -> bool:
        return self.place is None or (
            member.agreed(Field.found, self.place) and (field is Field.found or member.agreed(field, self.place))
        )

    def regions(self, ids: Iterable[int]) -> str:
        return joined(sorted(self.atlas.regions[each].name for each in ids))

    def themes(self, ids: Iterable[int]) -> str:
        return joined(sorted(self.atlas.themes[each].name for each in ids))

    def key(self, kind: str, made: str, id_: int) -> str:
        """Return the key that files know it by.
        One without gets one, so that importing the file here changes nothing.
        """
        held = exchange.key_of(self.tx, kind, id_)
        if held is None:
            exchange.remember(self.tx, kind, made, id_)
        return held or made

    def member(self, id_: int | None) -> str:
        """Return the key of a member who may be named."""
        who = people.get(self.tx, id_) if id_ is not None else None
        return self.key("member", f"m-{who.id}", who.id) if who and self.shows(who, Field.found) else ""


def also(names: dict[int, list[str]], id_: int, name: str) -> str:
    """Return the names that it goes by besides."""
    return joined(other for other in names.get(id_, ()) if other != name)


def day(at: datetime) -> str:
    """Return the day that it was in the Netherlands, as the chat tells it."""
    return at.astimezone(_HOME).date().isoformat()
