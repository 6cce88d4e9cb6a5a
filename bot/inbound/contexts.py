"""Reads who speaks and where, and makes what a command works with of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.adapter import Adapter, Fetching, Linking, Polling
from bot.chat.message import Conversation, Identity, Message
from bot.chat.texts import Language
from bot.command.command import Commands, Context
from bot.dialogue import interpreter
from bot.language.vocabulary import vocabulary
from bot.process.work import Services
from storage import atlas
from storage.atlas import Atlas
from storage.database.database import Transaction, Tx
from storage.members import people
from storage.members.member import Member
from storage.messaging import dialogues, sent
from storage.messaging.dialogues import Dialogue
from storage.messaging.sent import Sent


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is read before an event is understood."""

    member: Member | None
    dialogue: Dialogue | None
    atlas: Atlas
    direct: Mapping[str, Any] | None
    answered: Sent | None
    """What we answered them there last."""

    @property
    def language(self) -> Language | None:
        return Language(self.member.language, self.member.time_zone) if self.member else None


class Contexts:
    """One process's: the map is read once for all of them, until it changes."""

    def __init__(self, services: Services, commands: Commands, adapters: Mapping[str, Adapter]) -> None:
        self._services = services
        self._commands = commands
        self._adapters = adapters
        self._hears = frozenset(name for name, adapter in adapters.items() if adapter.hears_threads)
        self._polls = frozenset(
            name for name, adapter in adapters.items() if isinstance(adapter, Polling) and adapter.polls
        )
        self._links = {name: adapter for name, adapter in adapters.items() if isinstance(adapter, Linking)}
        self._fetching = {name: adapter for name, adapter in adapters.items() if isinstance(adapter, Fetching)}
        self._atlas = atlas.Cache()

    def scene(self, tx: Tx, conversation: Conversation, sender: Identity) -> Scene:
        known = people.identity(tx, sender.platform, sender.id)
        member = people.get(tx, known.member_id) if known else None
        where = interpreter.dialogue_key(conversation)
        dialogue = dialogues.active(tx, member.id, where, self._services.clock()) if member else None
        answered = sent.latest_to(tx, conversation.key, sender.id)
        return Scene(member, dialogue, self.atlas(tx), known.direct if known else None, answered)

    def atlas(self, tx: Tx) -> Atlas:
        return self._atlas.read(tx)

    def context(self, member: Member, message: Message, known: Atlas, tx: Transaction) -> Context:
        """Tell what a command sees when that member says that."""
        return Context(
            member=member,
            message=message,
            now=self._services.clock(),
            language=Language(member.language, member.time_zone),
            atlas=known,
            vocabulary=vocabulary(known),
            commands=self._commands,
            tx=tx,
            forms=adapter.forms if (adapter := self._adapters.get(message.conversation.platform)) else True,  # pages
            choices=self._services.choices,
            hears=self._hears,
            polls=self._polls,
            links=self._links,
            fetching=self._fetching,
            encoder=self._services.encoder,
            intents=self._services.learning.known if self._services.learning else None,
        )

    def unasked(
        self, member: Member, where: Conversation, known: Atlas, tx: Transaction, line: str = "", name: str = ""
    ) -> Context:
        """Tell what a command sees when nobody said anything."""
        return self.context(member, Message(name, where, _NOBODY, line, self._services.clock()), known, tx)


_NOBODY = Identity("", "", "")
