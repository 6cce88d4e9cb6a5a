"""Lets topics declare what the workbench on the web shows to who coordinates.

WorkbenchPage("meldingen", _("Reports"), list_reports)      in the declaration of coordination
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.chat.texts import Msg
from bot.command.command import Command
from storage.members.member import Member
from storage.vocabulary import Role

LEAST: Final = Role.coordinator
"""The least role that has a workbench."""
ADDRESS: Final = "/werkblad"
ENTRY: Final = {"nl": "/werkblad/open", "en": "/en/werkblad/open"}
"""By language where a one-time link leads, with its key behind it."""


@dataclass(frozen=True, slots=True)
class WorkbenchPage:
    """A page that shows what a command shows in a chat, with the same buttons. The command only reads."""

    path: str
    """The last part of its address."""
    title: Msg
    command: Command[Any]  # Any: whatever it takes
    rank: int = 50
    said: Mapping[str, str] = field(default_factory=dict)
    """By language what the command is told, where it is not called without."""

    def line(self, language: str) -> str:
        """Return what a reader of that language would type for it."""
        return self.command.line(self.said[language]) if self.said else self.command.line()

    def suits(self, member: Member) -> bool:
        """Tell whether it is in the menu of a member. Whether they may see it, the command says."""
        return member.role >= max(self.command.allow, LEAST)


@dataclass(frozen=True, slots=True)
class WorkbenchEnd:
    """What closes the workbench, there as in a chat."""

    command: Command[Any]  # Any: as above
