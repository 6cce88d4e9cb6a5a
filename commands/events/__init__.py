"""Meetings and series: announced, held, reported and told back, with a calendar file for who comes."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import ANY, Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.command.samples import samples_in
from bot.things.acts import Acts
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.events import (
    announce,
    browse,
    calendars,
    card,
    clock,
    coming,
    contributions,
    digest,
    held,
    keep,
    labels,
    lists,
    measures,
    moderation,
    prepare,
    publication,
    readers,
    report,
    search,
    todo,
)
from commands.events.life import Act
from storage.events.authorship import AUTHORED
from storage.events.meeting import MEETING, Meeting

TOPIC = Topic(
    "events",
    *samples_in(Path(__file__).parent),
    Kind(MEETING, "B", Meeting, readers.AMeeting, _("a meeting")),
    Reads(readers.When, readers.AWhen),
    Reads(readers.Shift, readers.AShift),
    Reads(readers.Whereabouts, readers.AWhereabouts),
    Reads(readers.Alteration, readers.AnAlteration),
    Reads(readers.Planned, readers.APlan),
    labels.STATES,
    labels.SERIES_STATES,
    labels.KINDS,
    Named(MEETING, card.names),
    held.KEPT,
    Acts(MEETING, frozenset({*Act, prepare.DONE, PUBLISH, UNPUBLISH})),
    Verb("move", "B", keep.move_meeting),
    Verb("put", "B", calendars.calendar_of),
    Verb("take_back", "B", keep.withdraw_meeting),
    Verb("reopen", "B", keep.reopen_meeting),
    Verb("schedule", ANY, prepare.schedule_thing),
    *keep.UNDO,
    coming.UNDO,
    *prepare.UNDO,
    report.UNDO,
    publication.CONSENT,
    publication.PUBLISHED,
    calendars.DOCUMENT,
    clock.WORK,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.ANNOUNCED,
    measures.REPORTED,
    lists.FORMAT,
    digest.COMING,
    digest.REPORTS,
    todo.UPKEEP,
    todo.CHORES,
    *AUTHORED,
    HelpHeading(
        _("Meetings"),
        (
            browse.list_meetings,
            announce.announce,
            coming.come,
            coming.stay_away,
            coming.bring_somebody,
            calendars.calendar_of,
            calendars.my_calendar,
            coming.who_is_missing,
            keep.move_meeting,
            keep.cancel_meeting,
            prepare.prepare,
            prepare.my_homework,
            report.report_meeting,
        ),
        rank=16,
    ),
    rank=16,
)
