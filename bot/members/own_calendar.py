"""Lets a topic write the calendar of a member, which calendars follow at a secret address on the web."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.database.database import Tx
from storage.members.member import Member

ADDRESS: Final = "/kalender"
"""Where it is on the website, with its key and `.ics` behind it."""


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """Writes as iCalendar what a member has before them at that moment, and had of late."""

    write: Callable[[Tx, Member, datetime], bytes]
