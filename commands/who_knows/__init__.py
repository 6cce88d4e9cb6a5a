"""Tells who knows what, what nobody knows, and why somebody is not found."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.first_step import FirstStep
from bot.command.help_heading import HelpHeading
from bot.command.tile import Tile, TourStep
from bot.members.mandate import coordinates, own_region
from bot.members.personal_data import OwnData
from bot.members.todo import Remark
from bot.sentences.memory import GoesOn
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.who_knows import by_role, figures, heard, why_shown
from commands.who_knows.follow_up import asked_before, correct, leave_out, narrow, put_it, widen
from commands.who_knows.unmet_needs import gaps, told, unmet_needs
from commands.who_knows.who_knows import who_knows
from commands.who_knows.why_not import why_nobody

TOPIC = Topic(
    "who knows",
    Remark(gaps),
    *samples_in(Path(__file__).parent),
    by_role.ASKED,
    why_shown.SHAPE,
    figures.UNMET,
    figures.SHOWN,
    *(GoesOn(each.name) for each in (widen, leave_out, put_it, asked_before)),
    GoesOn(narrow.name, hears=heard.of_those),
    GoesOn(correct.name, also_alone=True, hears=heard.of_another),
    FirstStep(_("Who knows what"), who_knows, rank=20),
    OwnData("needs", _("What you looked for and nobody knew"), told, rank=98),
    Tile(_("What nobody knows"), unmet_needs, rank=8, suits=coordinates, rest=own_region),
    Tile(_("Who knows what"), who_knows, rank=20),
    TourStep(
        _("Find"),
        _("Say what you want to know about. I look for people, networks and earlier questions."),
        _("Find somebody"),
        who_knows,
        rank=10,
    ),
    HelpHeading(_("Questions"), (who_knows,), rank=10),
    HelpHeading(_("Care and roles"), (unmet_needs, why_nobody), rank=71),
    rank=5,
)
