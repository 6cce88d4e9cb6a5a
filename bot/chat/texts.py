"""Puts texts for people, written once in English, into the reader's language when they go out.

`_("Network {name} is listed.", name=Bold(network.name))` is a `Msg`: it knows no language yet. `Language.words` looks
it up in the catalogues (`bot/locales` for the engine, `nl.po` in each room of topics) and fills its gaps; what fills a
gap stays a span of its own, so that nobody's text ever becomes markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.chat.line import Line
from bot.chat.spans import Code, Span
from storage.database.pages import AtLeast
from storage.vocabulary import HOME_ZONE

LANGUAGES = {"nl": "Nederlands", "en": "English"}
"""By code, what each calls itself."""

_LOCALES = Path(__file__).parents[1] / "locales"
_GAP = re.compile(r"\{(\w+)\}")

Value: TypeAlias = "Span | Msg | int | float | date | datetime | time | Sequence[Value]"


@dataclass(frozen=True, slots=True)
class Msg:
    """A text in the catalogue and what fills its gaps."""

    one: str
    many: str | None = None
    count: int = 1
    values: Mapping[str, Value] = field(default_factory=dict)


def _(text: str, /, **values: Value) -> Msg:
    """Return a text that the catalogues hold. Gaps are `{named}`."""
    return Msg(text, values=values)


def _n(one: str, many: str, count: int, /, **values: Value) -> Msg:
    """Return a text whose form depends on a count, which fills the gap `{n}`."""
    return Msg(one, many, count, {"n": count, **values})


@dataclass(frozen=True, slots=True)
class Language:
    """One reader's language and time zone: texts, dates and numbers as they should read them."""

    code: str
    time_zone: str = HOME_ZONE

    def words(self, value: Value) -> tuple[Span, ...]:
        """Read `value` as spans. Lists read as "a, b en c"."""
        match value:
            case Msg():
                return tuple(self._fill(value))
            case datetime():
                return (format_datetime(value, "EEEE d MMMM HH:mm", ZoneInfo(self.time_zone), self._locale),)
            case date():
                return (format_date(value, "d MMMM yyyy", self._locale),)
            case time():
                return (format_time(value, "HH:mm", locale=self._locale),)
            case AtLeast():
                return (f"{format_decimal(int(value), locale=self._locale)}+",)
            case bool() | int() | float():
                return (format_decimal(value, locale=self._locale),)
            case list() | tuple():
                return tuple(self._join(value))
            case Line():
                return (value.said_in(self.code),)
            case Code(text=Line() as line):
                return (Code(line.said_in(self.code)),)
            case _:
                return (value,)  # type: ignore[return-value]  # a Span: all that is left of Value

    def text(self, value: Value) -> str:
        """`words` as plain text, for labels and logs."""
        return "".join(str(span) for span in self.words(value))

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)

    def _fill(self, msg: Msg) -> list[Span]:
        catalogue = _catalogue(self.code)
        template = catalogue.gettext(msg.one) if msg.many is None else catalogue.ngettext(msg.one, msg.many, msg.count)
        parts: list[Span] = []
        for index, part in enumerate(_GAP.split(template)):
            if index % 2:
                parts.extend(self.words(msg.values[part]))
            elif part:
                parts.append(part)
        return parts

    def _join(self, values: Sequence[Value]) -> list[Span]:
        parts: list[Span] = []
        for index, value in enumerate(values):
            if index:
                parts.extend([" ", *self.words(AND), " "] if index == len(values) - 1 else [", "])
            parts.extend(self.words(value))
        return parts


AND = _("and")


def typed(value: object) -> str:
    """Return what is typed for a value: a text of the catalogue in each language."""
    if isinstance(value, Msg):
        return Line.of({code: Language(code).text(value) for code in LANGUAGES})
    return value if isinstance(value, str) else str(value)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


@cache
def _catalogue(code: str) -> NullTranslations:
    """English is the language of the source; every other language has a catalogue."""
    files = _files(code)
    if not files:
        return NullTranslations()
    texts = Catalog(code)
    for path in files:
        with path.open("rb") as source:
            for message in read_po(source, locale=code):
                if message.id:
                    texts[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, texts)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _files(code: str) -> list[Path]:
    """Return the catalogues of a language: the engine's, and that of each room.
    Two that hold the same text agree on it.
    """
    engine = _LOCALES / code / "LC_MESSAGES" / "plek.po"
    return [
        *([engine] if engine.exists() else []),
        *(path for house in _houses for path in sorted((*house.glob(f"*/{code}.po"), *house.glob(f"*.{code}.po")))),
    ]


_houses: list[Path] = []


def read_catalogues(houses: Iterable[str]) -> None:
    """From now on the rooms in these folders are read too: a catalogue in each, or beside a room of one module."""
    new = [path for house in houses if (path := Path(house)) not in _houses]
    if new:
        _houses.extend(new)
        _catalogue.cache_clear()
