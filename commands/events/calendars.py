"""Hands over meetings as a calendar file: one of them, or all that a member comes to."""

import re
from datetime import datetime, timedelta

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Fact, Facts, File, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Language, _
from bot.command.command import Context, command
from bot.inbound.documents import Asking, Document
from bot.members.own_calendar import OwnCalendar
from commands.events.calendar_file import calendar
from commands.events.card import look, place_told
from commands.events.labels import when
from commands.events.life import GUEST, Act
from commands.events.own_address import follow_button
from commands.events.rights import can, held, require_seen
from storage.database.database import Tx
from storage.events import all_series, attendance, meetings
from storage.events.meeting import Meeting, State
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import Role

ICS = "text/calendar"
BACK = timedelta(days=90)
"""How long what has been stays in the file of all: calendars that were away catch up."""
MOST = 200
FOLLOWED = timedelta(days=2 * 366)
MOST_FOLLOWED = 1_000
"""A service that reads a calendar takes a megabyte."""
AS_TEXT = Line("als tekst", en="as text")
_NUMBER = re.compile(r"\bB-(\d{1,9})\b", re.IGNORECASE)
_AS_TEXT = re.compile(r"\b(?:als tekst|as text)\b", re.IGNORECASE)


@command(
    nl=("kalender", "kalender van", "in mijn kalender", "zet in mijn kalender"),
    en=("calendar", "calendar of", "add to my calendar"),
    summary=_("Take a meeting over in your calendar"),
    allow=Role.member,
    private=True,
    shows=True,
)
async def calendar_of(ctx: Context, meeting: Meeting, form: str = "") -> Reply:
    await require_seen(ctx, meeting)
    if meeting.draft.told_when:
        return Reply(
            (Text(words(_("Of {number} no time is known.", number=Code(meeting.number)))), Actions((look(meeting),)))
        )
    told = Text(words(Bold(meeting.title), ", ", when(meeting.draft)))
    if _AS_TEXT.search(form):
        return Reply((told, *await _where(ctx, meeting), Actions((look(meeting),))))
    line = calendar_of.line(meeting.number, AS_TEXT)
    file = File(f"{meeting.number}.ics", ICS, line, ctx.message.sender)
    offer = Text(words(_("Open the file to put it in your calendar. Moved? Then open the new one: it replaces this.")))
    return Reply((told, file, offer))


async def _where(ctx: Context, meeting: Meeting) -> list[Block]:
    mine = await held(ctx, meeting)
    told = place_told(meeting)
    if not told or (GUEST not in mine and Act.change not in await can(ctx, meeting)):
        return []
    return [Facts((Fact(_("Where"), words(*told)),))]


@command(
    nl=("mijn kalender", "mijn bijeenkomsten"),
    en=("my calendar", "my meetings"),
    summary=_("See the meetings that you come to, and take them over in your calendar"),
    allow=Role.member,
    private=True,
    shows=True,
)
async def my_calendar(ctx: Context, form: str = "") -> Reply:
    mine = await ctx.read(meetings.load, await ctx.read(attendance.meetings_of, ctx.member.id, ctx.now, MOST))
    if not mine:
        see = Action(_("See all meetings"), ctx.line("list_meetings"))
        return Reply((Text(words(_("You are on the list of no meeting yet."))), Actions((see,))))
    items = tuple(
        Item(words(Code(each.number), " ", Bold(each.title)), (words(when(each.draft)),), (look(each),))
        for each in mine[:6]
    )
    blocks: list[Block] = [Heading(words(_("You come to these:"))), Items(items)]
    if not _AS_TEXT.search(form):
        name = ctx.language.text(_("my-calendar"))
        blocks.append(File(f"{name}.ics", ICS, my_calendar.line(AS_TEXT), ctx.message.sender))
    if follow := follow_button(ctx):
        blocks.append(Actions(follow))
    return Reply(tuple(blocks))


def _contents(tx: Tx, file: File, asking: Asking) -> bytes | None:
    """The file of one meeting, or of all that its owner comes to, as these are at this moment."""
    member = people.by_identity(tx, file.owner.platform, file.owner.id)
    if member is None or member.signed_up_at is None or member.blocked_at:
        return None
    language = Language(member.language, member.time_zone)
    numbered = _NUMBER.search(file.line)
    ids = [int(numbered[1])] if numbered else attendance.meetings_of(tx, member.id, _since(asking.now), MOST)
    found = [
        (each, _knows_where(tx, each, member.id)) for each in meetings.load(tx, ids) if _shown(tx, each, member.id)
    ]
    if not found and numbered:
        return None
    name = found[0][0].title if numbered else language.text(_("My meetings of PLeK"))
    return calendar([each for each in found if each[0].exact], name, language)


def _followed(tx: Tx, member: Member, now: datetime) -> bytes:
    """Write what a calendar follows at an address: two years of the past, and nothing of a closed group."""
    language = Language(member.language, member.time_zone)
    ids = attendance.meetings_of(tx, member.id, now - FOLLOWED, MOST_FOLLOWED)
    found = [
        (each, True)
        for each in meetings.load(tx, ids)
        if each.exact and not each.draft.closed and _shown(tx, each, member.id)
    ]
    return calendar(found, language.text(_("My meetings of PLeK")), language)


def _since(now: datetime) -> datetime:
    return now - BACK


def _shown(tx: Tx, meeting: Meeting, member: int) -> bool:
    """Whether they may have it as a file: not what is out of sight, nor of a group or room that is not theirs."""
    draft = meeting.draft
    if draft.closed:
        series = all_series.get(tx, draft.series_id) if draft.series_id is not None else None
        return series is not None and member in series.members
    if meeting.hidden or meeting.state is State.withdrawn:
        return False
    return draft.room_id is None or meeting.member_id == member or _comes(tx, meeting, member)


def _knows_where(tx: Tx, meeting: Meeting, member: int) -> bool:
    return meeting.member_id == member or _comes(tx, meeting, member)


def _comes(tx: Tx, meeting: Meeting, member: int) -> bool:
    said = attendance.of_member(tx, meeting.id, member)
    return said is not None and said.coming


DOCUMENT = Document(ICS, _contents)
FOLLOWABLE_CALENDAR = OwnCalendar(_followed)
