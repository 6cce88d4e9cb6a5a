"""Digests and following."""

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.topic import Topic
from commands.digest import edit, follow, settings

TOPIC = Topic(
    "digest",
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
    HelpHeading(_("This channel"), (edit.introduce, edit.pin, edit.drop), rank=61),
    rank=30,
)
