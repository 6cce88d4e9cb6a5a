"""Tells in a digest which cases were put in, and which are finished."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import INITIATIVES, Section, Story
from commands.cases.acts import think_along
from commands.cases.browse import list_cases
from storage.cases import cases
from storage.cases.case import Case, State
from storage.database.database import Tx

MOST_READ = 5_000


def _story(case: Case, kind: str, at: datetime) -> Story:
    return Story(
        key=f"{kind}/{case.id}",
        thing=f"case/{case.id}",
        at=at,
        draw=partial(_drawn, case),
        regions=case.draft.regions,
        themes=case.draft.themes,
        by=frozenset({case.maker_id} if case.maker_id is not None else ()),
    )


def _drawn(case: Case) -> Item:
    told = case.result if case.state is State.closed else case.draft.question
    look = Action(_("View"), case.number)
    think = () if case.state is State.closed else (Action(_("Think along"), think_along.line(case.number)),)
    notes = (words(shorten(told, 140)),) if told else ()
    return Item(words(Bold(case.number), " ", shorten(case.title, 100)), notes, (*think, look))


def _new(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = cases.between(tx, "made_at", since, until, MOST_READ)
    return [_story(each, "case", each.made_at) for each in found if each.state is not State.closed]


def _finished(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = cases.between(tx, "closed_at", since, until, MOST_READ)
    return [_story(each, "finished case", each.changed_at) for each in found if each.state is State.closed]


NEW = Section("cases", _("Cases to think along with"), 52, _new, more=list_cases.line())
FINISHED = Section(
    "finished cases",
    _("What came of cases"),
    53,
    _finished,
    more=list_cases.line(),
    first_for=INITIATIVES,
)
