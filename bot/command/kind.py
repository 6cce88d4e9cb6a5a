"""Lets a topic declare its kinds of thing with a number, and what else a command's parameter may be."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot.chat.reply import Choice
from bot.chat.texts import LANGUAGES, Language, Msg, _
from bot.command.command import Context
from bot.command.reader import Reader
from bot.command.shapes import HYPHENS as HYPHENS  # noqa: PLC0414  # many read it from here
from storage.database.text import fold

T = TypeVar("T")

_THING = _("something else")


@dataclass(frozen=True, slots=True)
class Reads(Generic[T]):
    """A parameter of this type is read by a reader that `reader` makes."""

    type: Any  # Any: an annotation
    reader: Callable[[], Reader[T]]


async def _none(_ctx: Context) -> Sequence[Choice]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of thing. People call one of them by its letter and number: K-12; rows of ours by `name` and id."""

    name: str
    letter: str
    type: type[T]
    reader: Callable[[], Reader[T]]
    called: Msg = _THING
    """What one is, in a sentence: "K-12 is a question"."""
    also: tuple[str, ...] = ()
    """What else people write before its number instead of the letter, in any language."""
    own: Callable[[Context], Awaitable[Sequence[Choice]]] = _none
    """Finds those of the member's own that they may mean by "my question": still open, latest first."""
    lists: str = ""
    """The command that lists them: "en in Twente?" below one of them asks for that."""
    spoken: tuple[str, ...] = ()
    """What else people call one whose number they do not know, in any language: "dat voorstel over ..."."""
    unsearched: Callable[[Context], Awaitable[Sequence[Choice]]] = _none
    """Finds those that the member may mean, each with its text, where search holds none of the kind: few."""

    @property
    def words(self) -> tuple[str, ...]:
        """What people write before its number instead of the letter: vraag 12."""
        return _words_for(None if self.called is _THING else self.called.one, self.also)

    def number(self, id: int) -> str:
        """Tell what people type to refer to one, and what shows it when that is all they type."""
        return f"{self.letter}-{id}"


@lru_cache(256)
def _words_for(called: str | None, also: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last words of what a kind is called in each language, and the others: asked for with every line."""
    said = () if called is None else (Language(code).text(Msg(called)) for code in LANGUAGES)
    return tuple(dict.fromkeys((*(fold(each).split()[-1] for each in said), *also)))
