"""Helps coordinators: what waits, moderation, and their weekly word."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.help_heading import HelpHeading
from bot.command.tile import Tile, members
from bot.members.mandate import decides, drives, mandate_of
from bot.members.workbench import WorkbenchPage
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.coordination import moderation, weekly
from commands.coordination.held import HELD
from commands.coordination.reported import CHORES
from commands.coordination.todo import something_waits, to_do
from storage.vocabulary import Role


def _looks_after(ctx: Context) -> bool:
    """Tell whether somebody answers for others, and does not just decide."""
    return not decides(ctx) and (mandate_of(ctx) is not None or ctx.may(Role.coordinator))


def _answers_for_nobody(ctx: Context) -> bool:
    """Tell whether this is a member without a role: what they keep or were asked may wait for them too."""
    return members(ctx) and not (_looks_after(ctx) or drives(ctx) or decides(ctx))


TOPIC = Topic(
    "coordination",
    *samples_in(Path(__file__).parent),
    weekly.WORK,
    HELD,
    CHORES,
    Tile(_("What waits for me"), to_do, rank=5, suits=_looks_after),
    Tile(_("What waits for me"), to_do, rank=11, suits=drives),
    Tile(_("What I decide on"), to_do, rank=5, suits=decides),
    Tile(_("What waits for me"), to_do, rank=11, suits=_answers_for_nobody, when=something_waits),
    WorkbenchPage("te-doen", _("To do"), to_do, rank=10),
    WorkbenchPage("meldingen", _("Reports"), moderation.list_reports, rank=30),
    HelpHeading(_("Care and roles"), (to_do,), rank=70),
    HelpHeading(
        _("Care and roles"), (moderation.report, moderation.hide, moderation.block, moderation.list_reports), rank=72
    ),
    rank=70,
)
