"""Reads that networks are asked for which end, and when: "lopen dit jaar af", "stoppen binnenkort"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.language import periods

SOON: Final = timedelta(days=92)
LONG: Final = timedelta(days=3653)
_ENDS: Final = re.compile(
    r"\b(?:(?:loopt|lopen)\b(?P<between>.*?)\baf"
    r"|(?:houdt|houden)\b(?P<within>.*?)\bop"
    r"|aflo(?:opt|pen(?:de)?)|stopt|stoppen|eindigt|eindigen(?:de)?|end|ends|ending|stop|stops|stopping)\b",
    re.IGNORECASE,
)
_SOON: Final = re.compile(r"\b(?:binnenkort|spoedig|soon|shortly)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ends:
    """When a network has to end, from one day until before another, how that is told, and the line without it."""

    first: date
    until: date
    told: Msg
    rest: str


def ends(ctx: Context, text: str) -> Ends | None:
    """Read when they end; None where a line asks for no such thing."""
    found = _ENDS.search(text)
    if found is None:
        return None
    between = " ".join(filter(None, found.groups()))
    rest = f"{text[: found.start()]} {between} {text[found.end() :]}"
    today = ctx.local_now.date()
    if period := periods.within(rest, today):
        said = rest[period.start : period.end].strip()
        return Ends(period.first, period.until, _("ends {when}", when=said), period.without(rest))
    if soon := _SOON.search(rest):
        rest = f"{rest[: soon.start()]} {rest[soon.end() :]}"
        return Ends(today, today + SOON, _("ends within three months"), rest)
    return Ends(today, today + LONG, _("of which is told until when it runs"), rest)
