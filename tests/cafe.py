"""The Café of the tests: on a real database, with people who speak to it in chats and rooms, through a `Door`.

    async with Door(database) as door:
        anna = door.person("Aanjager Bodem")
        assert "Onder Twente" in await anna.says("wie weet iets over bodem in Twente")

Only the far end is ours: `Doorway` is an adapter that keeps what it is sent. Nothing sleeps: `says` returns when all
that came of a message has arrived, `hears` when the notice has.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select

import commands
from adapters.terminal.render import render
from bot.app import Cafe
from bot.chat.adapter import Receiver, RetryLater, Undeliverable, Unfetched, Unopened
from bot.chat.message import (
    Attachment,
    Conversation,
    Edited,
    Event,
    Identity,
    Installed,
    Kind,
    Message,
    Powers,
    Reacted,
)
from bot.chat.reply import Action, Form, Reply, label
from bot.chat.texts import Language, Value, _
from bot.command.command import Commands
from bot.inbound.dispatcher import TIME_LIMIT
from bot.language.learning import Learning
from bot.language.vectors import Encoder
from bot.process.choices import Choices
from storage import atlas, tables
from storage.database.database import Database
from storage.members import people, roles
from storage.members.member import Member
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.buttons import Buttons

PLATFORM = "door"
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""A Monday morning."""

BEGIN_CHAT = "https://chat.example.org/begin"
"""Where people begin a personal chat that the bot may not open."""

AWAY = timedelta(minutes=2)
"""After how long to try a server again that is out of reach."""
PATIENCE = 20
"""Seconds after which a test no longer waits for what it expects."""

ALL = Commands.within(commands)


class Clock:
    """A clock that moves when told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def ahead(self, by: timedelta) -> None:
        self.now += by


class Said(str):
    """What the bot said, as a terminal shows it, with the reply itself."""

    reply: Reply
    key: str
    native_id: str
    conversation: Conversation
    replaces: str | None
    handed: dict[str, bytes]
    """What is in the files that came with it, by name."""

    @classmethod
    def of(cls, reply: Reply, key: str, native_id: str, conversation: Conversation, replaces: str | None) -> Self:
        said = cls(render(reply).plain)
        said.reply, said.key, said.native_id = reply, key, native_id
        said.conversation, said.replaces = conversation, replaces
        said.handed = {}
        return said

    def tells(self, *texts: Value) -> bool:
        """Whether it says these texts of the catalogue, in the language that it was put in."""
        return bool(self) and all(Language(self.reply.language).text(text) in self for text in texts)

    @property
    def form(self) -> Form:
        """The form in it."""
        return next(block for block in self.reply.blocks if isinstance(block, Form))

    @property
    def buttons(self) -> list[str]:
        return [label(action.label) for action in self.reply.actions()]

    def button(self, named: Value) -> tuple[int, Action]:
        """The first button of that label, and its number from 1."""
        wanted = Language(self.reply.language).text(named)
        for number, action in enumerate(self.reply.actions(), 1):
            if label(action.label) == wanted:
                return number, action
        raise AssertionError(f"No button {wanted!r} among {self.buttons}")


NOTHING = Said("")
"""The bot kept silent."""


class Doorway:
    """Implements `bot.chat.adapter.Adapter`: keeps what it is sent, for whoever waits for it."""

    def __init__(self, *, forms: bool = False, platform: str = PLATFORM) -> None:
        self.platform = platform
        self.forms = forms
        self.hears_threads = True
        self.sent: list[Said] = []
        self.seen: set[str] = set()
        """Keys of all that it was asked to do."""
        self.taken_back: list[str] = []
        self.closed: set[str] = set()
        """Ids of people with whom no personal chat can be opened."""
        self.refuses: set[str] = set()
        """Ids of places that take nothing."""
        self.away = False
        """Whether its server is out of reach."""
        self.files: dict[str, bytes] = {}
        """What is in files that people sent, by the id of their message."""
        self.buttons: Buttons | None = None
        self._numbers = count(1)
        self._changed = asyncio.Condition()

    async def run(self, receiver: Receiver) -> None:
        self._receiver = receiver
        await asyncio.Event().wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        if self.away or conversation.id in self.refuses:
            await self._note(key)
            raise RetryLater("It is out of reach", AWAY) if self.away else Undeliverable("This place takes nothing")
        if self.buttons:
            await self.buttons.look_at(reply, reader_of(conversation, reply))
        handed = {file.name: await self._receiver.contents(file) for file in reply.files}
        native_id = replaces or f"native-{next(self._numbers)}"
        async with self._changed:
            said = Said.of(reply, key, native_id, conversation, replaces)
            said.handed = {name: held for name, held in handed.items() if held is not None}
            self.sent.append(said)
            self.seen.add(key)
            self._changed.notify_all()
        return native_id

    async def open_direct(self, identity: Identity) -> Conversation:
        if self.away:
            raise RetryLater("It is out of reach", AWAY)
        if identity.id in self.closed:
            raise Unopened("Only they can begin a personal chat", BEGIN_CHAT)
        return chat(identity)

    def person_link(self, identity: Identity) -> str:
        return f"{BEGIN_CHAT}?with={identity.id}"

    def thread_link(self, conversation: Conversation) -> str:
        return f"https://chat.example.org/{conversation.thread}"

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        if self.away:
            await self._note(key)
            raise RetryLater("It is out of reach", AWAY)
        self.taken_back.append(native_id)
        await self._note(key)

    async def _note(self, key: str) -> None:
        async with self._changed:
            self.seen.add(key)
            self._changed.notify_all()

    async def fetch(self, message: Message, number: int, *, most: int) -> bytes:
        held = self.files.get(message.id)
        if held is None or len(held) > most:
            raise Unfetched("gone or too large", large=held is not None)
        return held

    async def busy(self, conversation: Conversation) -> None:
        """Nothing to show."""

    async def until(self, holds: Callable[[], bool], what: object = "", within: float = PATIENCE) -> None:
        """Wait until that is so; looked at whenever something arrives."""
        try:
            async with asyncio.timeout(within), self._changed:
                await self._changed.wait_for(holds)
        except TimeoutError:
            heard = "\n---\n".join(self.sent[-5:])
            raise AssertionError(f"{what} never came. Last heard:\n{heard}") from None


def chat(identity: Identity) -> Conversation:
    """The personal chat with someone."""
    return Conversation(identity.platform, f"chat with {identity.id}", Kind.personal)


def reader_of(conversation: Conversation, reply: Reply) -> Identity | None:
    """Who reads it: in a room, who asked for it."""
    id = conversation.id.removeprefix("chat with ") if conversation.kind is Kind.personal else reply.asker
    return Identity(conversation.platform, id, id) if id else None


def room(name: str, kind: Kind = Kind.channel, platform: str = PLATFORM) -> Conversation:
    return Conversation(platform, name, kind, name=name)


class Door:
    """A Café with people in it."""

    def __init__(
        self,
        database: Database,
        *,
        known: Commands = ALL,
        forms: bool = False,
        clock: Clock | None = None,
        time_limit: timedelta = TIME_LIMIT,
        choices: Choices | None = None,
        encoder: Encoder | None = None,
        learning: Learning | None = None,
        far: Doorway | None = None,
        beside: Sequence[Doorway] = (),
        leads: bool = False,
    ) -> None:
        # A process that stands by: what the clock wakes is done when a test says so, and not at an unlucky moment.
        self.clock = clock or Clock()
        self.far = far or Doorway(forms=forms)
        self.fars = (self.far, *beside)
        """The far ends of all platforms; `far` is that of whoever is of no other."""
        self.cafe = Cafe(
            database,
            known,
            self.fars,
            clock=self.clock,
            time_limit=time_limit,
            choices=choices,
            encoder=encoder,
            learning=learning,
            leads=leads,
        )
        self.database = database
        self._buttons = Buttons(database, known)
        for each in self.fars:
            each.buttons = self._buttons
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self.cafe.run())
        opened = asyncio.create_task(self.cafe.opened.wait())
        await asyncio.wait([self._running, opened], return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            opened.cancel()
            await self._running  # it could not begin, and says why
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._running
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running
        if error is None:
            assert not self._buttons.wrong, "\n".join(self._buttons.wrong)

    def person(self, name: str, language: str = "nl") -> "Person":
        """Someone who was never here before, unless someone of that name was."""
        return Person(self, name, language)

    async def member(self, name: str, language: str = "nl", **profile: str) -> "Person":
        """Someone who signed up, who may be found."""
        someone = self.person(name, language)
        await someone.signs_up(**profile)
        return someone

    async def coordinator(self, name: str, language: str = "nl", role: Role = Role.coordinator) -> "Person":
        """A member who holds that role everywhere."""
        someone = await self.member(name, language)
        await self.grant(someone, Grant(role))
        return someone

    async def grant(self, who: "Person", given: Grant) -> None:
        member = await who.member()
        await self.database.write(roles.grant, member.id, given, None, self.clock())

    async def region(self, name: str) -> int:
        """The id of a region on the map."""
        found = (await self.database.read(atlas.atlas)).region(name)
        assert found
        return found.id

    async def room(self, name: str, *, moderators: Sequence["Person"] = (), locale: str = "nl") -> Conversation:
        """A room that the bot was added to."""
        place = room(name)
        await self.happens(Installed(f"installed in {name}", place, None, self.clock(), locale))
        if moderators:
            who = tuple(each.identity for each in moderators)
            await self.happens(Powers(f"powers in {name}", place, who, self.clock()))
        return place

    async def happens(self, event: Event) -> list[Said]:
        """Let the platform tell of an event: all that came of it, answer first."""
        return (await self.at_once(event))[0]

    async def at_once(self, *events: Event) -> list[list[Said]]:
        """Let the platform tell of several events in one go: what came of each."""
        await self.cafe.dispatcher.store(events)
        return [await self.outcome(event) for event in events]

    async def outcome(self, event: Event) -> list[Said]:
        """All that came of an event, once it arrived."""
        trace = f"{event.conversation.platform}:{event.id}"
        await self.cafe.dispatcher.settled()
        letters = await self.database.read(_letters_of, trace)
        for far in self.fars:
            if not far.away:  # there it comes once its server is back
                await far.until(partial(_came, letters, far), letters)
        await self.cafe.delivery.settled()
        # Of what is fleeting nothing is kept once it was sent.
        keys = {key for _platform, key in letters} | {f"{trace}/answer"}
        came = [said for far in self.fars for said in far.sent if said.key in keys]
        return sorted(came, key=lambda said: not said.key.endswith("/answer"))

    def heard_in(self, place: Conversation) -> list[Said]:
        return [said for far in self.fars for said in far.sent if said.conversation.key == place.key]


class Person:
    """Someone at the door. What they say in a room is addressed to the bot unless told otherwise."""

    _numbers = count(1)

    def __init__(self, door: Door, name: str, language: str, platform: str = PLATFORM) -> None:
        self.door = door
        self.language = language
        self.identity = Identity(platform, name.lower().replace(" ", "-"), name)
        self.chat = chat(self.identity)
        self._heard: set[str] = set()

    async def says(
        self,
        text: str,
        *,
        where: Conversation | None = None,
        addressed: bool = True,
        reply_to: str | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> Said:
        """Type a line: the answer to it, wherever that was given. `NOTHING` when the bot kept silent."""
        said = self.message(text, where=where, addressed=addressed, reply_to=reply_to)
        return await self.meets(replace(said, attachments=files))

    async def meets(self, event: Event) -> Said:
        """The answer to an event of this person's making."""
        came = await self.door.happens(event)
        answers = [said for said in came if said.key.endswith("/answer")]
        self._heard.update(said.key for said in answers)
        return answers[0] if answers else NOTHING

    async def in_turn(self, *lines: str) -> Said:
        """Type lines, each after the answer to the one before: the last answer."""
        said = NOTHING
        for line in lines:
            said = await self.says(line)
        return said

    async def does(self, text: str, *, where: Conversation | None = None) -> Said:
        """Type an act on somebody else's thing, and the yes that it asks for."""
        asked = await self.says(text, where=where)
        assert asked.tells(_("Shall I do this?")), asked
        return await self.says(self.yes, where=where)

    async def surely(self, *lines: str) -> Said:
        """Type lines, and the yes to each that asks for one to an act on somebody else's thing: the last answer."""
        said = NOTHING
        for line in lines:
            said = await self.says(line)
            said = await self.says(self.yes) if said.tells(_("Shall I do this?")) else said
        return said

    @property
    def yes(self) -> str:
        return "ja" if self.language == "nl" else "yes"

    async def presses(self, button: Value, of: Said) -> Said:
        """Press a button of something the bot said."""
        number, _action = of.button(button)
        return await self.meets(self.press(number, of))

    async def fills_in(self, form: Said, **values: str) -> Said:
        """Send a form with what it holds already, and these values."""
        held = {each.name: each.value for each in form.form.fields}
        message = self.message(form.form.line, where=form.conversation, values={**held, **values})
        return await self.meets(replace(message, asking=form.form.asking))

    async def hears(self, *parts: Value) -> Said:
        """Wait for a notice that holds all of these; each notice is heard once."""

        def fitting() -> list[Said]:
            return [
                said
                for said in self.door.heard_in(self.chat)
                if said.key not in self._heard and "/notice/" in said.key and said.tells(*parts)
            ]

        await self.door.far.until(lambda: bool(fitting()), (self.identity.name, parts))
        await self.door.cafe.delivery.settled()
        said = fitting()[0]
        self._heard.add(said.key)
        return said

    @property
    def notices(self) -> list[Said]:
        """Notices that arrived and were not waited for."""
        heard = self.door.heard_in(self.chat)
        return [said for said in heard if said.key not in self._heard and "/notice/" in said.key]

    async def signs_up(self, **profile: str) -> Said:
        """Sign up with one form, as someone who knows about soil and may be found, but for what `profile` says."""
        told = {
            "name": self.identity.name,
            "organisation": "Gemeente Voorbeeld",
            "organisation_kind": "gemeente",
            "position": "adviseur",
            "regions": "",
            "themes": "",
            "knows": "Ik weet hoe je een bodemkaart leest.",
            "found": "ja",
        }
        line = "aanmelden" if self.language == "nl" else "sign up"
        return await self.meets(self.message(line, values=told | profile))

    async def member(self) -> Member:
        """What the Café knows of them."""
        found = await self.door.database.read(people.by_identity, self.identity.platform, self.identity.id)
        assert found, f"{self.identity.name} never spoke"
        return found

    def message(
        self,
        text: str,
        *,
        where: Conversation | None = None,
        addressed: bool = True,
        reply_to: str | None = None,
        values: dict[str, str] | None = None,
        answer_inline: bool = False,
        id: str | None = None,  # as the field is called
    ) -> Message:
        """A message of theirs, for tests that send it themselves."""
        return Message(
            id=id or f"message-{next(self._numbers)}",
            conversation=where or self.chat,
            sender=self.identity,
            text=text,
            sent_at=self.door.clock(),
            addressed=addressed,
            reply_to=reply_to,
            values=values,
            locale=self.language,
            answer_inline=answer_inline,
        )

    def press(self, number: int, of: Said) -> Reacted:
        return Reacted(
            f"press-{next(self._numbers)}", of.conversation, self.identity, of.native_id, number, self.door.clock()
        )

    def corrects(self, first: Message, text: str) -> Edited:
        """Their message, edited to say `text`."""
        corrected = self.message(text, where=first.conversation, id=first.id)
        return Edited(f"edit-{next(self._numbers)}", corrected)


def _letters_of(tx: Connection, trace: str) -> set[tuple[str, str]]:
    rows = tx.execute(select(tables.outbox.c.platform, tables.outbox.c.key).where(tables.outbox.c.trace == trace))
    return {(row.platform, row.key) for row in rows}


def _came(letters: set[tuple[str, str]], far: Doorway) -> bool:
    return {key for platform, key in letters if platform == far.platform} <= far.seen


async def together(*said: Awaitable[Said]) -> list[Said]:
    """Several people speak at once."""
    return list(await asyncio.gather(*said))
