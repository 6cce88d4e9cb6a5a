"""Digests and following."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.kind import Reads
from bot.command.tile import Tile, TourStep, members
from bot.sentences.samples import samples_in
from bot.things.undoing import TakesBack
from bot.topic import Topic
from commands.digest import edit, explained, follow, sent, settings
from commands.digest.footer import FOOTER
from commands.digest.held import HELD
from commands.digest.which import SHAPE, Which, WhichQuestions

TOPIC = Topic(
    "digest",
    *samples_in(Path(__file__).parent),
    *HELD,
    explained.ASIDES,
    Reads(Which, WhichQuestions),
    SHAPE,
    sent.PAGE_OF_WORKBENCH,
    Tile(_("My digest"), settings.show_digest, rank=60, suits=members),
    TourStep(
        _("Stay up to date"),
        _("Once a week I tell you what is new on your themes and in your regions. Follow what you like."),
        _("See my digest"),
        settings.show_digest,
        rank=30,
    ),
    HelpHeading(
        _("News"),
        (
            follow.follow,
            follow.unfollow,
            follow.followed,
            settings.show_digest,
            settings.turn_on,
            settings.turn_off,
            settings.show_preview,
            sent.sent_digests,
        ),
        rank=30,
    ),
    TakesBack(follow.unfollow.name),
    *FOOTER,
    HelpHeading(_("This channel"), (edit.introduce, edit.pin, edit.drop), rank=61),
    rank=30,
)
