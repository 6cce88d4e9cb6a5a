"""Tells in a digest what is new on agendas, what somebody began on, and what was finished."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import Msg, _
from bot.digest.selection import POLICY_MAKERS, Section, Story, look
from commands.agenda.browse import agenda
from commands.agenda.labels import list_of
from storage.agenda import items
from storage.agenda.item import Item as AgendaItem
from storage.database.database import Tx

MOST_READ = 5_000
_EVENTS = ("done_at", "taken_up_at", "listed_at")


def _gather(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    """Each item once, for the last thing that happened to it."""
    told: dict[int, Story] = {}
    for column in _EVENTS:
        for item, at in items.happened(tx, column, since, until, MOST_READ):
            if item.id not in told:
                told[item.id] = Story(
                    key=f"agenda/{item.id}/{column}",
                    at=at,
                    draw=partial(_drawn, item, column),
                    regions=item.regions,
                    themes=item.themes,
                    by=_by(item),
                )
    return sorted(told.values(), key=lambda each: each.at, reverse=True)


def _by(item: AgendaItem) -> frozenset[int]:
    workers = [each.member_id for each in item.work if each.member_id is not None]
    return frozenset(workers if item.maker_id is None else [*workers, item.maker_id])


def _drawn(item: AgendaItem, column: str) -> Item:
    told = shorten(item.result if column == "done_at" else item.work[-1].text if item.work else "", 110)
    news: Msg = {
        "done_at": _("finished: {text}", text=told) if told else _("finished"),
        "taken_up_at": _("taken up: {text}", text=told) if told else _("taken up"),
        "listed_at": _("on the agenda of {list}", list=list_of(item)),
    }[column]
    return Item(words(Bold(item.number), " ", shorten(item.text, 140)), (words(news),), look(item.number, _("View")))


SECTION = Section("agenda", _("On the agenda"), 25, _gather, more=agenda.line(), first_for=POLICY_MAKERS)
