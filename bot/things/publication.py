"""Says what of a topic may be read on the web, by whose act, and how its pages show that.

PUBLISHED = Published("lesson", "publish", _project, PAGES)      in the declaration of lessons
CONSENT = Consent("lesson", _may, lessons.publish)               `zet op de website L-3`, `haal van de website L-3`
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import Language, Msg, _
from bot.command.command import Context
from bot.command.labels import Labels
from bot.command.refusal import Refused
from storage.database.database import Tx
from storage.publications import Shelf
from storage.vocabulary import Role

Projection = Mapping[str, Any]  # Any: what JSON holds
"""A thing as the web may show it: names of fields to plain values."""

PUBLISH, UNPUBLISH = "publish", "take off the web"
"""What the acts of `Consent` are called."""


class Shown(StrEnum):
    """Says what a field holds, and so how it is drawn and what the API calls its type."""

    text = "text"
    texts = "texts"
    label = "label"
    """A value of a closed set, which has a name in both languages."""
    amount = "amount"
    flag = "flag"
    day = "day"
    moment = "moment"
    """Of which the day is shown."""
    instant = "instant"
    """Of which the day and the time are shown: when something begins."""
    regions = "regions"
    themes = "themes"
    link = "link"
    parts = "parts"
    """Things below it, each with fields of its own: the answers of a question."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a projection on pages, in feeds and in the API."""

    name: str
    api: str
    """What the API calls it, in Dutch; never changed within a version of the API."""
    label: Msg
    shown: Shown = Shown.text
    labels: Labels[Any] | None = None  # Any: whatever set
    parts: tuple["Field", ...] = ()
    schema: str = ""
    """The property of schema.org that it is."""
    of_schema: str = ""
    """The type of schema.org that its parts are."""


NUMBER = Field("number", "nummer", _("Number"), schema="identifier")
CHANGED = Field("changed", "gewijzigdOp", _("Changed on"), Shown.moment, schema="dateModified")
"""What every projection with pages has: its number, and when it last changed, in ISO 8601."""
REGIONS = Field("regions", "regios", _("Regions"), Shown.regions, schema="spatialCoverage")
THEMES = Field("themes", "themas", _("Themes"), Shown.themes, schema="about")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a kind: a list with filters, and a page each. They show `fields`, in this order, where filled."""

    path: Mapping[str, str]
    """By language the last part of the address of its list. The Dutch one is also that of the API."""
    title: Msg
    one: Msg
    intro: Msg
    shelf: Shelf
    heading: str
    """The field that a thing is called by."""
    fields: tuple[Field, ...]
    sorted_by: str = ""
    """The field of closed values that lists are filtered by."""
    sorts: tuple[StrEnum, ...] = ()
    """Which of those values are on the web; all of them when none is named."""
    schema: str = "CreativeWork"
    """The type of schema.org that it is."""
    made: str = ""
    """The field that holds when it was first there."""
    calendar: Callable[[Tx, Sequence[int], datetime, str, Language], bytes] | None = None
    """Writes these that end after that moment as iCalendar, under a name: for what happens at a time."""


@dataclass(frozen=True, slots=True)
class Published:
    """Things of a kind that may be on the web.

    `project` gives those of the ids that may be there, each by its id. It leaves out every other thing, and of each
    thing everything that nobody consented to show on the web: what it does not give, the web cannot leak.
    """

    kind: str
    act: str
    """What puts one there, as `bot.things.acts` names it: "approve" of a network."""
    project: Callable[[Tx, Sequence[int]], Mapping[int, Projection]]
    pages: Pages | None = None
    """Without pages it is only exported."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Lets members put things of that kind on the website, and take them off.

    `may` raises `Refused` for who may not put it there, or take it off. `turn` writes it, and says whether that was
    new. `told` is what is said of it: what the web shows of it now.
    """

    kind: str
    may: Callable[[Context, Subject, bool], Awaitable[None]]
    turn: Callable[[Tx, int, datetime, bool], bool]
    told: Msg | None = None
    names: bool = False
    """Whether the web names people with it: those who agreed to that themselves."""


class Drafted(Protocol):
    """Is of regions."""

    @property
    def regions(self) -> Collection[int]: ...


class Made(Protocol):
    """Was made by a member, who may be gone."""

    @property
    def member_id(self) -> int | None: ...
    @property
    def draft(self) -> Drafted: ...


M = TypeVar("M", bound=Made)


def by_maker(
    get: Callable[[Tx, int], M | None],
    *,
    sees: Callable[[Context, M], Awaitable[bool]],
    in_sight: Callable[[M], bool],
    others: Callable[[Code], Msg],
    unseen: Callable[[str, M | None], Msg] = lambda line, _thing: _("{number} is out of sight.", number=Code(line)),
) -> Callable[[Context, Subject, bool], Awaitable[None]]:
    """Make the `may` of what only its maker puts on the web; a coordinator of its regions may take it off.

    `others` says so to everybody else, and `unseen` answers who does not see the thing.
    """

    async def may(ctx: Context, thing: Subject, on: bool) -> None:
        found = await ctx.read(get, thing.id)
        if found is None or not await sees(ctx, found):
            raise Refused(unseen(thing.line, found))
        number = Code(thing.line)
        if found.member_id == ctx.member.id:
            if on and not in_sight(found):
                raise Refused(_("{number} is not in sight now, so it cannot be on the website.", number=number))
            return
        if on or not ctx.may(Role.coordinator, regions=found.draft.regions):
            raise Refused(others(number))

    return may
