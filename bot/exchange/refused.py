"""Says why something of a list cannot be used: to an operator in English, in a chat in the reader's own language."""

from collections.abc import Iterable
from typing import Final

from bot.chat.texts import Language, Msg, _

ENGLISH: Final = Language("en")


class Refused(ValueError):
    """This cannot be used, and why, with what would work."""

    def __init__(self, why: Msg) -> None:
        super().__init__(ENGLISH.text(why))
        self.why = why


def none_of(said: str, known: Iterable[str]) -> Msg:
    """Say that a value is none of those that can be."""
    return _("«{said}» is none of: {known}.", said=said[:40], known=", ".join(known))
