"""Asks who keeps a case how it goes every three months, and after a year what was learnt; tells what waits."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, Words, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.upkeep import Check, Upkeep
from commands.cases.acts import close_case, learn_from, tell_moment, think_along
from storage import keepers
from storage.cases import cases
from storage.cases.case import CASE, Case
from storage.database.database import Tx
from storage.links import Thing

RHYTHM = timedelta(days=91)
YEAR = timedelta(days=365)
PATIENCE = 5
"""Working days after which somebody should have thought along."""
WAITS = 2


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    found = []
    for each in cases.quiet(tx, "moved_at", now - RHYTHM, "asked_at", MOST):
        number = each.number
        buttons = (
            Action(_("How it goes"), tell_moment.line(number)),
            Action(_("Finish"), close_case.line(number)),
            Action(_("View"), number),
        )
        found += _check(tx, each, each.moved_at, words(_("How does it go?")), buttons, "asked_at")
    for each in cases.quiet(tx, "made_at", now - YEAR, "learnt_asked_at", MOST):
        learnt = (Action(_("Tell"), learn_from.line(each.number)), Action(_("View"), each.number))
        found += _check(tx, each, each.made_at, words(_("What did we learn?")), learnt, "learnt_asked_at")
    return found


def _check(
    tx: Tx, case: Case, since: datetime, question: Words, buttons: tuple[Action, ...], column: str
) -> list[Check]:
    who = keepers.of(tx, Thing(CASE, case.id)) or case.maker_id
    if who is None:
        return []
    title = words(Code(case.number), " ", case.title)
    return [Check(who, since, title, question, buttons, partial(_asked, case.id, column))]


def _asked(case: int, column: str, tx: Tx, now: datetime) -> None:
    cases.asked(tx, case, column, now)


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """For coordinators: a question along with which nobody thought."""
    hours, zone = keeper.choices.of(OfficeHours), keeper.member.time_zone
    for each in cases.unanswered(tx, keeper.now - timedelta(days=PATIENCE), keeper.reach, MOST):
        late = working_days_later(each.made_at, PATIENCE, zone, hours) < keeper.now
        if late and keeper.coordinates(each.regions):
            buttons = (Action(_("Think along"), think_along.line(each.number)), Action(_("View"), each.number))
            title = words(Code(each.number), " ", shorten(each.title, 100))
            yield Chore(title, _("nobody thought along yet"), each.made_at, WAITS, buttons)


UPKEEP = Upkeep("cases", _due)
CHORES = Chores(_find, for_regions=True)
