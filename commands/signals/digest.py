"""Tells in a digest what was decided on signals. A raw signal is no news."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import POLICY_MAKERS, Section, Story, look
from commands.signals.browse import list_decisions
from commands.signals.labels import stands
from storage.database.database import Tx
from storage.signals import signals
from storage.signals.signal import Signal

MOST_READ = 5_000


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return [
        Story(
            key=f"signal/{each.id}",
            at=each.decided_at or each.changed_at,
            draw=partial(_drawn, each),
            regions=each.regions,
            themes=each.themes,
        )
        for each in signals.decided_between(tx, since, until, MOST_READ)
        if each.decision
    ]


def _drawn(signal: Signal) -> Item:
    notes = (words(stands(signal)), words(_("Because: {text}", text=shorten(signal.reason, 110) or _("withdrawn"))))
    return Item(words(Bold(signal.number), " ", shorten(signal.text, 140)), notes, look(signal.number, _("View")))


SECTION = Section(
    "decisions",
    _("Decided on signals"),
    22,
    _gather,
    more=list_decisions.line(),
    first_for=POLICY_MAKERS,
)
