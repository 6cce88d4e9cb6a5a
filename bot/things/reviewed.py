"""Tells what was seen in an area in a period, for who looks back on it: each topic adds its things.

Reviewed("lesson", lambda n: _n("{n} lesson", "{n} lessons", n), _seen)        in the declaration of lessons
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.chat.texts import Msg
from storage.database.database import Tx


class Seen(NamedTuple):
    """A thing that all members may see, and what it says."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Finds things of a kind that came up in a period about these regions, latest first, at most so many."""

    kind: str
    count: Callable[[int], Msg]
    find: Callable[[Tx, Collection[int], datetime, datetime, int], Sequence[Seen]]
