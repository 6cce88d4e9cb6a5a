"""Resolves each button that a test's Café shows to a command that its reader may begin."""

from bot.chat.message import Identity
from bot.chat.reply import Action, Actions, Items, Reply, label
from bot.chat.texts import Language, Msg
from bot.command.command import Commands
from bot.sentences.memory import is_number
from storage.database.database import Database
from storage.members import people
from storage.vocabulary import Role

DUTCH = Language("nl")


class Buttons:
    """Looks at replies as they are sent, and keeps what is wrong with their buttons."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self._database = database
        self._commands = commands
        self.wrong: list[str] = []

    async def look_at(self, reply: Reply, reader: Identity | None) -> None:
        """`reader` is who reads it in a personal chat, or who asked for it elsewhere; None when that is nobody."""
        for block in reply.blocks:
            match block:
                case Actions(choices=True):
                    continue  # They answer a question of ours.
                case Actions() | Items():
                    pass
                case _:
                    continue
            for action in Reply((block,)).actions():
                if label(action.label) == action.line:
                    continue  # It repeats what its reader typed, who may have said anything.
                said = f"{label(action.label)!r} types {action.line!r}"
                call = self._commands.match(action.line, reply.language)
                if call is None:
                    self.wrong.append(f"{said}, which calls no command")
                elif call.language != reply.language and not (is_number(action.line) or _preview(action)):
                    self.wrong.append(f"{said}, which a reader of {reply.language!r} did not learn")
                elif reader and not await self._may_begin(reader, call.command.begun_by):
                    self.wrong.append(f"{said}, which {reader.id} may not begin")

    async def _may_begin(self, reader: Identity, least: Role) -> bool:
        """What members may do is offered to visitors too: they are told how to become one."""
        if least <= Role.member:
            return True
        member = await self._database.read(people.by_identity, reader.platform, reader.id)
        return member is not None and member.role >= least


def _preview(action: Action) -> bool:
    """Tell whether it is shown as others get it: a digest of a channel in Dutch, that its coordinator looks at."""
    named = label(action.label)
    return DUTCH.text(Msg(named)) == named
