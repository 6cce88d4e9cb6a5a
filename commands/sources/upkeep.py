"""Asks who keeps a source for its next issue, twenty working days after that was due."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.upkeep import Check, Upkeep
from commands.sources.acts import issue_source, put_off_source
from storage import keepers
from storage.database.database import Tx
from storage.links import Thing
from storage.sources import sources
from storage.sources.source import SOURCE, Source
from storage.vocabulary import HOME_ZONE

PATIENCE = 20
"""Working days that an issue may be late."""
KEEP = 0.05
"""A page that may be out of date weighs less than a person who waits."""


def _buttons(source: Source) -> tuple[Action, ...]:
    number = source.number
    return (
        Action(_("It is there"), issue_source.line(number)),
        Action(_("Not yet"), put_off_source.line(number)),
        Action(_("View"), number),
    )


def _due(tx: Tx, now: datetime, choices: Choices) -> Sequence[Check]:
    found, hours = [], choices.of(OfficeHours)
    for each in sources.overdue(tx, now - timedelta(days=PATIENCE), MOST):
        who = keepers.of(tx, Thing(SOURCE, each.id)) or each.member_id
        if who is None or each.due_at is None or working_days_later(each.due_at, PATIENCE, HOME_ZONE, hours) > now:
            continue
        title = words(Code(each.number), " ", each.title)
        question = words(_("Is there a new issue?"))
        found.append(Check(who, each.due_at, title, question, _buttons(each), partial(_asked, each.id)))
    return found


def _asked(source: int, tx: Tx, now: datetime) -> None:
    sources.asked(tx, source, now)


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """What was asked and not answered stays with who put it."""
    for each in sources.waiting_for(tx, keeper.member.id, MOST):
        title = words(Code(each.number), " ", each.title)
        yield Chore(title, _("is there a new issue?"), each.due_at or each.changed_at, KEEP, _buttons(each))


UPKEEP = Upkeep("sources", _due)
CHORES = Chores(_find)
