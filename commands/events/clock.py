"""Does what is due with meetings by the clock: held, reminded, asked, told; each once, claimed by its row.

Any number of processes may do this at the same time: what another took is left alone.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Inline, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Notice
from bot.members.visibility import name_in
from bot.process.office_hours import OfficeHours, office_moment, working_day
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.events.calendars import calendar_of
from commands.events.card import place_told
from commands.events.coming import stay_away, who_comes
from commands.events.labels import starts, weekday, when
from commands.events.prepare import homework_done
from commands.events.rate import marks
from commands.events.seats import leave_series, stay_in_series
from storage import keepers
from storage.database.database import Tx
from storage.events import all_series, attendance, homework, meetings, passing
from storage.events.attendance import Attendance
from storage.events.meeting import MEETING, Meeting, State
from storage.events.series import SERIES
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Lane, Place

T = TypeVar("T")

EVERY = timedelta(minutes=1)
BATCH = 200
A_DAY = timedelta(days=1)
AHEAD = timedelta(days=8)
"""So far ahead begins what may have to be told: a working day before it, over the longest row of free days."""
ASK_WITHIN = timedelta(days=4)
"""What ended longer ago is not asked about any more."""
HOMEWORK_DAYS = 3
MOST_NAMED = 12


class Clockwork:
    """Does what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices

    async def work(self) -> int:
        """Do all that is due: how much."""
        now = self._clock()
        done = await self._database.write(passing.hold, now, BATCH)
        done += await self._each(lambda tx: attendance.untold(tx, now, BATCH), self._tell_change, now)
        done += await self._each(lambda tx: attendance.to_remind(tx, now, now + AHEAD, BATCH), self._remind, now)
        done += await self._each(lambda tx: attendance.to_ask(tx, now - ASK_WITHIN, BATCH), self._ask, now)
        done += await self._each(lambda tx: self._prepared(tx, now), self._remind_homework, now)
        done += await self._each(lambda tx: attendance.to_tell_hosts(tx, now - A_DAY, BATCH), self._tell_host, now)
        done += await self._each(lambda tx: passing.missed(tx, now), self._ask_to_stay, now)
        return done

    def _ask_to_stay(self, tx: Tx, missed: tuple[int, int], now: datetime) -> int:
        """Ask a fixed member who missed it twice whether they stay."""
        number, who = missed
        series, member = all_series.get(tx, number), people.get(tx, who)
        if series is None or member is None or not self._may_hear(member, now):
            return 0
        if not all_series.asked_to_stay(tx, number, who, now):
            return 0
        told = _(
            "You missed {number} {name} twice. Do you stay a member?",
            number=Code(series.number),
            name=Bold(series.name),
        )
        buttons = (
            Action(_("Yes, I stay"), stay_in_series.line(series.number)),
            Action(_("No, I stop"), leave_series.line(series.number)),
        )
        reply = Reply((Text(words(told)), Actions(buttons)))
        return self._send(tx, f"series/{number}/stay/{who}/{now:%Y%m%d}", member, reply, now, quiet=True)

    async def _each(
        self, find: Callable[[Tx], Sequence[T]], act: Callable[[Tx, T, datetime], int], now: datetime
    ) -> int:
        """Do that for all that is found, each in a transaction of its own."""
        return sum([await self._database.write(act, each, now) for each in await self._database.read(find)])

    def _remind(self, tx: Tx, said: Attendance, now: datetime) -> int:
        """Tell where it is, a working day before it."""
        meeting, member = meetings.get(tx, said.meeting_id), people.get(tx, said.member_id)
        if meeting is None or member is None or now < self._days_before(meeting, 1):
            return 0
        if not self._may_hear(member, now) or not attendance.claim(tx, said.id, "reminded_at", now):
            return 0
        where: list[Inline] = [", ", *place_told(meeting)] if place_told(meeting) else []
        told = _(
            "{number} is {day}, {time}", number=Code(meeting.number), day=_day(meeting, now), time=starts(meeting.draft)
        )
        buttons = (
            Action(_("I do not come"), stay_away.line(meeting.number)),
            Action(_("Add to my calendar"), calendar_of.line(meeting.number)),
            Action(_("View"), meeting.number),
        )
        blocks = (
            Text(words(Bold(meeting.title))),
            Text(words(told, *where, ".")),
            Text(words(_("You hear this because you come."))),
            Actions(buttons),
        )
        return self._send(tx, f"meeting/{meeting.id}/remind/{said.id}/{meeting.sequence}", member, Reply(blocks), now)

    def _ask(self, tx: Tx, said: Attendance, now: datetime) -> int:
        """Ask who was there whether it was worth their time."""
        meeting, member = meetings.get(tx, said.meeting_id), people.get(tx, said.member_id)
        if meeting is None or member is None or not self._may_hear(member, now):
            return 0
        if not attendance.claim(tx, said.id, "asked_at", now):
            return 0
        asked = _("Was {number} worth your time? 1 is no, 5 is very much.", number=Code(meeting.number))
        blocks = (Text(words(Bold(meeting.title))), Text(words(asked)), Actions(marks(meeting)))
        return self._send(tx, f"meeting/{meeting.id}/worth/{said.id}", member, Reply(blocks), now, quiet=True)

    def _tell_change(self, tx: Tx, untold: tuple[Attendance, int], now: datetime) -> int:
        """Tell who said that they come while it changed how it is now."""
        said, sequence = untold
        meeting, member = meetings.get(tx, said.meeting_id), people.get(tx, said.member_id)
        if meeting is None or member is None or not attendance.claim_sequence(tx, said, sequence):
            return 0
        news: Msg = _("it is now {when}", when=when(meeting.draft))
        if meeting.state is State.cancelled:
            news = _("cancelled, because: {why}", why=meeting.reason or "-")
        told = words(Code(meeting.number), " ", Bold(meeting.title), ": ", news)
        buttons = (Action(_("Add to my calendar"), calendar_of.line(meeting.number)), Action(_("View"), meeting.number))
        blocks = (Text(told), Text(words(_("You hear this because you come."))), Actions(buttons))
        return self._send(tx, f"meeting/{meeting.id}/changed/{said.id}/{sequence}", member, Reply(blocks), now)

    def _prepared(self, tx: Tx, now: datetime) -> list[list[homework.Homework]]:
        """What is to be done, together for each member and meeting."""
        found: dict[tuple[int, int], list[homework.Homework]] = {}
        for each in homework.to_remind(tx, now, now + AHEAD, BATCH):
            found.setdefault((each.member_id, each.meeting_id), []).append(each)
        return list(found.values())

    def _remind_homework(self, tx: Tx, mine: list[homework.Homework], now: datetime) -> int:
        meeting, member = meetings.get(tx, mine[0].meeting_id), people.get(tx, mine[0].member_id)
        if meeting is None or member is None or not self._may_hear(member, now):
            return 0
        next_ = meeting
        if meeting.draft.starts_at < now and meeting.draft.series_id is not None:
            following = all_series.next_of(tx, meeting.draft.series_id, now)
            next_ = (meetings.get(tx, following) if following else None) or meeting
        if now < self._days_before(next_, HOMEWORK_DAYS) or not homework.claim(tx, [each.id for each in mine], now):
            return 0
        told = _("Your homework for {number}, {day}:", number=Code(next_.number), day=_day(next_, now))
        items = tuple(
            Item(words(each.text), (), (Action(_("Done"), homework_done.line(str(each.id))),)) for each in mine[:3]
        )
        blocks = (Text(words(told)), Items(items), Text(words(_("You hear this because you said that you do it."))))
        return self._send(tx, f"meeting/{meeting.id}/homework/{mine[0].id}", member, Reply(blocks), now, quiet=True)

    def _tell_host(self, tx: Tx, number: int, now: datetime) -> int:
        """Tell who keeps it who comes, in one list a day."""
        meeting = meetings.get(tx, number)
        keeper = keeper_of(tx, meeting) if meeting else None
        member = people.get(tx, keeper) if keeper is not None else None
        told_at = attendance.host_told(tx, number)
        if meeting is None or (member is not None and not self._may_hear(member, now)):
            return 0
        if not attendance.claim_host(tx, number, told_at, now) or member is None:
            return 0
        new = [each for each in attendance.new_since(tx, number, told_at) if each.member_id != member.id]
        if not new:
            return 0
        known = {each.id: each for each in people.load(tx, [each.member_id for each in new])}
        come = [name_in(known.get(each.member_id), Place.members) for each in new if each.coming]
        away = [name_in(known.get(each.member_id), Place.members) for each in new if not each.coming]
        lines: list[Text] = []
        if come:
            lines.append(Text(words(_("They come: {names}.", names=_named(come)))))
        if away:
            lines.append(Text(words(_("They do not come: {names}.", names=_named(away)))))
        total = _n("{n} person comes in all.", "{n} people come in all.", meeting.people)
        about = Text(words(Code(meeting.number), " ", Bold(meeting.title)))
        buttons = Actions((Action(_("Who comes"), who_comes.line(meeting.number)), Action(_("View"), meeting.number)))
        key = f"meeting/{number}/host/{now:%Y%m%d%H%M}"
        return self._send(
            tx, key, member, Reply((about, *lines, Text(words(total)), buttons), found_anyway=True), now, quiet=True
        )

    def _days_before(self, meeting: Meeting, days: int) -> datetime:
        """The beginning of the office hours, so many working days before it, where it is."""
        hours, zone = self._choices.of(OfficeHours), ZoneInfo(meeting.draft.zone)
        day: date = meeting.draft.starts_at.astimezone(zone).date()
        for _each in range(days):
            day -= A_DAY
            while not working_day(day, hours):
                day -= A_DAY
        return datetime.combine(day, hours.office_from, zone)

    def _may_hear(self, member: Member, now: datetime) -> bool:
        """Whether they may hear it now: in office hours, not away, not shut out."""
        if member.blocked_at or member.signed_up_at is None or member.away(now.date()):
            return False
        return office_moment(now, member.time_zone, self._choices.of(OfficeHours)) <= now

    def _send(self, tx: Tx, key: str, member: Member, reply: Reply, now: datetime, *, quiet: bool = False) -> int:
        send(tx, key, [Notice(member, reply, Lane.notice, quiet=quiet)], now, self._language)
        return 1


def keeper_of(tx: Tx, meeting: Meeting) -> int | None:
    """Who keeps it: who said yes to that, its maker, else who keeps its series."""
    own = keepers.of(tx, Thing(MEETING, meeting.id)) or meeting.member_id
    if own is not None or meeting.draft.series_id is None:
        return own
    series = all_series.get(tx, meeting.draft.series_id)
    return keepers.of(tx, Thing(SERIES, series.id)) or series.member_id if series else None


def _day(meeting: Meeting, now: datetime) -> Msg:
    """On which day it is, from today."""
    zone = ZoneInfo(meeting.draft.zone)
    day, today = meeting.draft.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return _("today")
    return _("tomorrow") if day == today + A_DAY else _("{weekday} {day}", weekday=weekday(day), day=day)


def _named(names: Iterable[Inline]) -> list[Inline]:
    every = list(names)
    shown = every[:MOST_NAMED]
    return [*shown, _n("{n} more", "{n} more", len(every) - MOST_NAMED)] if len(every) > MOST_NAMED else shown


WORK = Work("meetings", EVERY, lambda services: Clockwork(services).work)
