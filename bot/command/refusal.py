"""Says that something cannot be done, and why."""

from collections.abc import Mapping
from typing import Any

from bot.chat.reply import Actions, Reply, Text, say, words
from bot.chat.texts import Msg, _
from bot.command.first_step import signing_up
from bot.topic import Topics
from storage.vocabulary import Role


class Refused(Exception):
    """It cannot be done, and why, in words for the member. What was written so far is undone."""

    def __init__(self, *why: Msg, reply: Reply | None = None) -> None:
        super().__init__(*(each.one for each in why))
        self.words = why
        self.reply = reply
        self.draft: tuple[str, Mapping[str, Any]] | None = None
        """The command and what was answered to its questions, to be kept for its maker."""


def not_allowed(allow: Role, topics: Topics) -> Reply:
    if allow is Role.member:
        return Reply(
            (
                Text(words(_("For this I need to know who you are. Signing up takes two minutes."))),
                Actions(signing_up(topics)),
            )
        )
    wording: dict[Role, Msg] = {
        Role.convenor: _("Only convenors of a network can do this."),
        Role.coordinator: _("Only coordinators can do this."),
        Role.steward: _("Only stewards can do this."),
        Role.admin: _("Only administrators can do this."),
    }
    return say(wording[allow])
