"""Digests and following."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.samples import samples_in
from bot.topic import Topic
from commands.digest import edit, follow, settings
from commands.digest.footer import FOOTER
from commands.digest.held import HELD

TOPIC = Topic(
    "digest",
    *samples_in(Path(__file__).parent),
    *HELD,
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
        ),
        rank=30,
        first={"follow": 100},
    ),
    *FOOTER,
    HelpHeading(_("This channel"), (edit.introduce, edit.pin, edit.drop), rank=61),
    rank=30,
)
