"""Reads values from what people type: a reader for each type that a command's signature may name."""

import re
from collections.abc import AsyncIterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NewType, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.chat.reply import Choice, Input
from bot.chat.spans import Bold
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context
from bot.command.labels import Labels
from bot.command.reader import Reader, Unclear, longest_head, quoted
from bot.command.similar import closest
from bot.reading import agreement
from storage.database.text import fold

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

Url = NewType("Url", str)
"""An http or https address."""

LONGEST_ADDRESS = 400
LONGEST_LINE = 200
LONGEST_TEXT = 4000
"""Characters. Beyond this a chat message is an attachment."""


MOST_ITEMS = 100
"""Of one list. No question or profile has more, and each is looked up."""

MOST_JOINED = 8
"""Pieces between commas or "en" that one name may have: "lucht, geluid en licht" has three."""


class Words(Reader[str]):
    """Free text, within its length."""

    anything = True

    def __init__(self, *, long: bool = False) -> None:
        self.input = Input.text if long else Input.line  # type: ignore[misc]  # a reader of its own kind
        self.grows = long  # type: ignore[misc]  # likewise

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> str:
        limit = (ask and ask.max_length) or (LONGEST_TEXT if ask and ask.long else LONGEST_LINE)
        kept = text.strip() if ask and ask.long else " ".join(text.split())
        # A name without letters or digits would be the same as any other such name.
        if not kept or (ask and not ask.long and not fold(kept)):
            raise Unclear(_("I see no text. Type it in one message."))
        # "mag weg" is an order about a name or a role, and none itself.
        order = ask is not None and not ask.long and not ask.question and agreement.takes_away(kept)
        if ask and (order or (ask.name and fold(kept) in agreement.YES | agreement.NO)):
            raise Unclear(_("That is no name yet."))
        length = len(kept) if ask is None or ask.long else max(len(kept), len(fold(kept)))
        if length > limit:
            raise Unclear(
                _n(
                    "That is {over} character too long: at most {limit} fit here.",
                    "That is {over} characters too long: at most {limit} fit here.",
                    length - limit,
                    over=length - limit,
                    limit=limit,
                )
            )
        return kept


SLIP = 3
"""Letters that a choice may be longer than its longest name."""


class YesNo(Reader[bool]):
    input = Input.yesno
    agrees = True
    _YES = frozenset({"true", "1"})
    _NO = frozenset({"false", "0", "2"})

    @classmethod
    def hears(cls, text: str) -> bool:
        """Tell whether that is a yes or a no."""
        return fold(text) in cls._YES | cls._NO | agreement.YES | agreement.NO

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> bool:
        folded = fold(text)
        if folded in self._YES:
            return True
        if folded in self._NO or folded.split()[:1] in (["nee"], ["neen"], ["no"]):
            return False
        said = agreement.says_plainly(ctx, text)
        if said is None:
            yes, no = (Bold(ctx.language.text(each)) for each in (YES, NO))
            raise Unclear(_("Answer with {yes} or {no}.", yes=yes, no=no))
        return said

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return (Choice(ctx.language.text(YES), YES), Choice(ctx.language.text(NO), NO))


YES, NO = _("yes"), _("no")


class OneOf(Reader[E]):
    """One of a closed set, by its Dutch or English label, its own word, or a near miss."""

    input = Input.choice

    def __init__(self, labels: Labels[E]) -> None:
        self._kind = labels.kind
        self._labels = labels
        self._names = {fold(name): value for value in labels.kind for name in labels.names(value)}

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> E:
        folded = fold(text)
        if folded in self._names:
            return self._names[folded]
        if folded.isdecimal() and len(folded) < 4 and 1 <= int(folded) <= len(self._kind):
            return list(self._kind)[int(folded) - 1]
        begun = {value for name, value in self._names.items() if folded and name.startswith(folded)}
        # A sentence that holds a like word is no choice.
        longest = max(map(len, self._names)) + SLIP
        near = (
            {self._names[fold(name)] for name in closest(text, self._names, limit=1, least=85)}
            if len(folded) <= longest and len(folded.split()) <= max(len(name.split()) for name in self._names)
            else set[E]()
        )
        for found in (begun, near):
            if len(found) == 1:
                return found.pop()
        raise Unclear(_("I do not understand that. It can be one of these:"), await self.choices(ctx))

    async def exactly(self, ctx: Context, text: str) -> E | None:
        return self._names.get(fold(text))

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return tuple(Choice(value.value, self._labels[value], typed=self._labels[value]) for value in self._kind)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        head, rest = longest_head(line, lambda head: fold(head) in self._names and bool(fold(head)))
        kept = head.rstrip(" :;,")
        return kept, head[len(kept) :] + rest


class Zone(Reader[ZoneInfo]):
    """A time zone by its name in the database of IANA: Europe/Amsterdam."""

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> ZoneInfo:
        known = _zones()
        found = known.get(text.strip().replace(" ", "_").casefold())
        if found is None:
            near = tuple(Choice(name, name) for name in closest(text, known.values()))
            raise Unclear(_("I do not know {zone} as a time zone.", zone=Bold(quoted(text))), near)
        return ZoneInfo(found)


@cache
def _zones() -> Mapping[str, str]:
    """Return each zone by its name without capitals. Reading them takes a look at each of 600 files."""
    return {name.casefold(): name for name in sorted(available_timezones())}


class WebAddress(Reader[Url]):
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Url:
        given = text.strip()[: LONGEST_ADDRESS + 1]
        address = given if "://" in given else f"https://{given}"
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:  # an unclosed bracket, which stands for an address of numbers
            host = ""
        sound = "." in host and parts.scheme in ("http", "https") and not re.search(r"\s", address)
        if not sound or len(address) > LONGEST_ADDRESS:
            raise Unclear(
                _("That is not a web address. Write it like {example}.", example=Bold("https://voorbeeld.nl"))
            )
        return Url(address)


class Several(Reader[list[T]]):
    """A list. A name may hold a comma or "en" of its own: the longest stretch that is a name is one item."""

    input = Input.choices
    _BREAK = re.compile(r"[;\n]")
    _JOINT = re.compile(
        r"( ?, ?(?:(?:en|and) )?| (?:en|and)/(?:of|or) | (?:en ook|and also|en|and|of|or|plus|[&+]) | ?/ ?)",
        re.IGNORECASE,
    )

    def __init__(self, one: Reader[T]) -> None:
        self._one = one

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> list[T]:
        stretches = [self._JOINT.split(line) for each in self._BREAK.split(text) if (line := " ".join(each.split()))]
        items = sum(len(parts) // 2 + 1 for parts in stretches)
        if not items:
            raise Unclear(_("I see nothing there. Separate several with a comma."))
        if items > MOST_ITEMS:
            raise Unclear(
                _("At most {most} fit in one list, and these are {n}. Leave some out.", most=MOST_ITEMS, n=items)
            )
        found: list[T] = []
        kept: list[str] = []
        unclear: list[Unclear] = []
        for parts in stretches:
            async for typed, value in self._stretch(ctx, parts, ask):
                if isinstance(value, Unclear):
                    unclear.append(value)
                elif value not in found:
                    found.append(value)
                    kept.append(typed)
        if unclear:
            raise _half(unclear[0], kept)
        return found

    async def choices(self, ctx: Context) -> tuple[Choice, ...]:
        return await self._one.choices(ctx)

    async def _stretch(self, ctx: Context, parts: list[str], ask: Ask | None) -> AsyncIterator[tuple[str, T | Unclear]]:
        """What each is, as it was typed and read. `parts` are items with what joins them in between."""
        at = 0
        while at < len(parts):
            value, taken = await self._named(ctx, parts[at : at + 2 * MOST_JOINED - 1])
            typed = "".join(parts[at : at + taken])
            if value is not None:
                yield typed, value
            else:
                try:
                    yield typed, await self._one.read(ctx, parts[at], ask)
                except Unclear as unclear:
                    yield typed, unclear
            at += taken + 1

    async def _named(self, ctx: Context, parts: list[str]) -> tuple[T | None, int]:
        """Return what the most of these parts together are the name of, and how many that are."""
        for count in range(len(parts), 1, -2):
            value = await self._one.exactly(ctx, "".join(parts[:count]))
            if value is not None:
                return value, count
        return None, 1


def _half(unclear: Unclear, kept: list[str]) -> Unclear:
    """What is unclear of a list, with what was clear."""
    if not kept:
        return unclear
    told = _("I have {kept}. {problem}", kept=Bold(", ".join(kept)), problem=unclear.words)
    return Unclear(told, unclear.choices, ", ".join(kept))
