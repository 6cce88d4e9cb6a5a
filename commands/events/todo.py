"""Finds what of meetings waits for who keeps them, and asks for a programme and a report, as upkeep."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, Inline, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.process.office_hours import OfficeHours, working_days_later
from bot.things.upkeep import Check, Upkeep
from commands.events.clock import keeper_of
from commands.events.labels import moment_in_full, when
from commands.events.report import report_meeting
from commands.events.series import moment_after, plan_next
from storage import keepers
from storage.database.database import Tx
from storage.events import all_series, meetings, passing
from storage.events.meeting import Meeting, State
from storage.events.series import SERIES
from storage.links import Thing
from storage.vocabulary import HOME_ZONE

PROGRAMME_DAYS = 5
REPORT_DAYS, REPORT_CHORE_DAYS = 2, 10
"""Working days after which a report is asked for, and after which it stands in what there is to do."""
FORGOTTEN = timedelta(days=120)
"""Of what was longer ago no report is asked."""
WEIGHT = 0.5


def _title(meeting: Meeting) -> tuple[Code, str, str]:
    return Code(meeting.number), " ", meeting.title


def _due(tx: Tx, now: datetime, choices: Choices) -> Sequence[Check]:
    hours = choices.of(OfficeHours)
    soon = working_days_later(now, PROGRAMME_DAYS, HOME_ZONE, hours)
    found = []
    for each in passing.without_programme(tx, now, soon, MOST):
        who = keeper_of(tx, each)
        if who is not None:
            asked = words(_("It is {when}, and has no programme yet. What will it be about?", when=when(each.draft)))
            buttons: tuple[Action, ...] = (Action(_("View"), each.number),)
            note = partial(_note, each.id, "programme_asked_at")
            found.append(Check(who, each.draft.starts_at, words(*_title(each)), asked, buttons, note))
    for each in passing.without_report(tx, now - FORGOTTEN, _ago(now, REPORT_DAYS, hours), MOST):
        who = keeper_of(tx, each)
        if who is not None:
            asked = words(_("It was held. Shall I place a report, so that everyone reads what came of it?"))
            buttons = (Action(_("Write the report"), report_meeting.line(each.number)), Action(_("View"), each.number))
            note = partial(_note, each.id, "report_asked_at")
            found.append(Check(who, each.draft.ends_at, words(*_title(each)), asked, buttons, note))
    return found + _series_due(tx, now, choices)


AHEAD = timedelta(days=42)
"""So long before its day by the rhythm a next meeting is proposed."""
ASK_AGAIN = timedelta(days=42)


def _series_due(tx: Tx, now: datetime, _choices: Choices) -> list[Check]:
    """Series of which the next meeting is to be planned: its day by the rhythm, and what became of the last one."""
    found = []
    for each in all_series.without_next(tx, now, now - ASK_AGAIN, MOST):
        held = all_series.last_of(tx, each.id, now)
        last = meetings.get(tx, held[0]) if held else None
        moment = moment_after(each, last, now)
        who = keepers.of(tx, Thing(SERIES, each.id)) or each.member_id
        if who is None or (moment is not None and moment.starts_at > now + AHEAD):
            continue
        asked: list[Inline] = [_("The next one is not planned yet.")]
        buttons = [Action(_("Plan the next"), plan_next.line(each.number))]
        if moment is not None:
            asked = [_("By its rhythm the next is {when}.", when=moment_in_full(moment))]
            buttons.insert(0, Action(_("Plan that day"), plan_next.line(each.number, moment.typed)))
        if last is not None and last.state is State.held:
            asked += [" ", _("What became of {number}?", number=Code(last.number))]
            buttons.append(Action(_("Write the report"), report_meeting.line(last.number)))
        title = words(Code(each.number), " ", each.name)
        note = partial(_note_series, each.id)
        found.append(
            Check(who, last.draft.ends_at if last else each.made_at, title, words(*asked), tuple(buttons), note)
        )
    return found


def _note_series(series: int, tx: Tx, now: datetime) -> None:
    all_series.note(tx, series, asked_at=now)


def _ago(now: datetime, days: int, hours: OfficeHours) -> datetime:
    """The moment that so many working days ago was: at least those days, and the free ones between them."""
    at = now - timedelta(days=days - 1)  # of what is later fewer days have passed
    while working_days_later(at, days, HOME_ZONE, hours) > now:
        at -= timedelta(hours=12)
    return at


def _note(meeting: int, column: str, tx: Tx, now: datetime) -> None:
    meetings.note(tx, meeting, **{column: now})


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Meetings without a report ten working days on, for who keeps them, and else for who coordinates the region."""
    before = _ago(keeper.now, REPORT_CHORE_DAYS, keeper.choices.of(OfficeHours))
    for each, mine in passing.unreported(tx, keeper.now - FORGOTTEN, before, keeper.member.id, keeper.reach, MOST):
        if mine or keeper.coordinates(each.draft.regions):
            buttons = (Action(_("Write the report"), report_meeting.line(each.number)), Action(_("View"), each.number))
            yield Chore(words(*_title(each)), _("has no report"), each.draft.ends_at, WEIGHT, buttons)


UPKEEP = Upkeep("events", _due)
CHORES = Chores(_find)
