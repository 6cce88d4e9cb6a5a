"""Makes events of what a sync brings: rooms that come and go, who moderates them, what is said in them."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

import structlog
from nio import MegolmEvent, SyncResponse

from adapters.matrix import parse, polls
from adapters.matrix.absence import missed
from adapters.matrix.client import Homeserver
from adapters.matrix.direct import DirectChats
from adapters.matrix.parse import Where
from adapters.matrix.patience import Patience
from adapters.matrix.plain import TokenRefused
from adapters.matrix.position import Position
from adapters.matrix.rooms import DIRECT, Raw, Room, content_of, conversation, identity, text_of
from adapters.matrix.settings import MatrixSettings
from adapters.matrix.written import Me
from bot.chat.adapter import Receiver, Undeliverable
from bot.chat.limits import NoId, bounded
from bot.chat.message import Conversation, Event, Installed, Kind, Message, Moved, Powers, Removed, Unreadable

log = structlog.get_logger()

_DESCRIBING = ("m.room.name", "m.room.join_rules", "m.room.encryption")
"""State events that say what a room is called, and for whom it is."""


class Inflow:
    """Reads syncs in order. Keeps what the rooms are like, and moves `position` along."""

    def __init__(
        self,
        server: Homeserver,
        settings: MatrixSettings,
        receiver: Receiver,
        patience: Patience,
        position: Position,
        direct: DirectChats,
        clock: Callable[[], datetime],
        name: str,
    ) -> None:
        self._server = server
        self._settings = settings
        self._receiver = receiver
        self._patience = patience
        self._position = position
        self._direct = direct
        self._clock = clock
        self._started = clock()
        self._catching_up = True
        self._rooms: dict[str, Room] = {}
        self._me = Me(server.user, settings.prefix, name)
        self.declined: list[str] = []
        """Rooms whose invitation is to be declined."""
        self.unverified: list[tuple[str, str]] = []
        """Rooms and the requests in them to compare keys, which are to be refused."""

    async def take(self, response: SyncResponse, *, catching_up: bool) -> list[Event]:
        """Return the events of a sync, oldest first in each room; `catching_up` after a start.
        Raises `TokenRefused`.
        """
        events: list[Event] = []
        self._catching_up = catching_up
        for room, left in response.rooms.leave.items():
            events += self._left(room, _raws(left.timeline.events))
        for room, invited in response.rooms.invite.items():
            # nio takes the content out of a stripped event's source.
            stripped = [{**event.source, "content": getattr(event, "content", {})} for event in invited.invite_state]
            self._invited(room, stripped)
        for room, joined in response.rooms.join.items():
            events += await self._joined(room, joined)
        events += await self._readable_by_now()
        self._position.token = response.next_batch
        return list(_within_limits(events))

    def next_deadline(self) -> timedelta | None:
        """Tell how long until a message that cannot be read is given up."""
        seen = [datetime.fromisoformat(held["seen"]) for held in self._position.unread.values()]
        return max(timedelta(), min(seen) + self._settings.key_wait - self._clock()) if seen else None

    # Rooms that come and go.

    def _left(self, room: str, timeline: Iterable[Raw]) -> list[Event]:
        """We left, or were put out."""
        self._rooms.pop(room, None)
        self._server.nio.rooms.pop(room, None)
        self._position.invites.pop(room, None)
        for raw in timeline:
            if raw.get("type") == "m.room.member" and raw.get("state_key") == self._me.user:
                log.info("left a room", room=room, by=raw.get("sender"))
                return [Removed(text_of(raw, "event_id"), self._conversation(room), parse.sent_at(raw))]
        return []

    def _invited(self, room: str, state: Iterable[Raw]) -> None:
        for raw in state:
            if raw.get("type") == "m.room.member" and raw.get("state_key") == self._me.user:
                inviter = text_of(raw, "sender")
                if self._may_invite(inviter, room):
                    self._position.invites[room] = {
                        "by": inviter,
                        "direct": content_of(raw).get("is_direct") is True,
                    }
                else:
                    log.warning("invitation declined", room=room, inviter=inviter)
                    self.declined.append(room)

    def _may_invite(self, inviter: str, room: str) -> bool:
        server = inviter.partition(":")[2]
        return any(
            fnmatchcase(name, pattern) for pattern in self._settings.inviters for name in (inviter, server, room)
        )

    async def _joined(self, room_id: str, info: Any) -> list[Event]:  # Any: nio's RoomInfo
        known = room_id in self._rooms
        room = self._rooms.setdefault(room_id, Room(room_id))
        invited = self._position.invites.pop(room_id, None)
        was = room.name, room.closed
        timeline = list(info.timeline.events)
        # What was decrypted only claims to be a state event.
        state = [
            event.source
            for event in (*info.state, *timeline)
            if "state_key" in event.source and not getattr(event, "decrypted", False)
        ]
        for raw in state:
            room.take(raw, self._me.user)
        self._renamed(room)
        events: list[Event] = []
        if not known:
            events += self._arrived(room, str(invited["by"]) if invited else "")
        elif (room.name, room.closed) != was and not room.is_space:
            changed = [text_of(raw, "event_id") for raw in state if raw.get("type") in _DESCRIBING]
            events.append(self._installed(room, f"{changed[-1]}/describes"))
        events += await self._powers(room, state)
        if room.replacement and room.replacement not in self._rooms:
            self._position.invites.setdefault(
                room.replacement,
                {"by": text_of(room.tombstone, "sender"), "direct": self._is_direct(room_id)},
            )
        if info.timeline.limited and self._position.token and (known or self._catching_up):
            before, until = info.timeline.prev_batch, self._position.token
            timeline = [*await missed(self._server, self._patience, room_id, before, until), *timeline]
        for event in self._meant(timeline, room_id):
            events += await self._said(event, room_id)
        return events

    def _renamed(self, room: Room) -> None:
        """Listen to the name by which people see us by now."""
        name = text_of(content_of(room.membership), "displayname")
        if name and name != self._me.name:
            self._me = replace(self._me, name=name)

    def _arrived(self, room: Room, inviter: str) -> list[Event]:
        """Return a room that is new to this process. To the core it may be known, and it greets only in new ones."""
        events: list[Event] = []
        before = self._rooms.get(room.predecessor or "")
        if before and before.replacement == room.id:
            self._direct.move(before.id, room.id)
            moved_at = parse.sent_at(room.create)
            events.append(
                Moved(f"{room.id}/moved", self._conversation(room.id), self._conversation(before.id), moved_at)
            )
        if room.is_space:
            return []  # joined in silence, and never a place
        if not self._opened_by_us(room.id):
            joined = text_of(room.membership, "event_id") or f"{room.id}/joined"
            # Told anew when it was opened or closed while we were away.
            events.append(self._installed(room, f"{joined}/closed" if room.closed else joined, inviter))
        return events

    def _installed(self, room: Room, event_id: str, inviter: str = "") -> Installed:
        # Our own membership is not among the members that a catching-up sync brings.
        joined_at = parse.sent_at(room.membership) if room.membership else self._clock()
        by = identity(inviter, self._name(room.id, inviter)) if inviter else None
        return Installed(event_id, self._conversation(room.id), by, joined_at, closed=room.closed)

    async def _powers(self, room: Room, causes: Iterable[Raw]) -> list[Event]:
        """Return who moderates a room now, when one of these events says so."""
        changes = [text_of(raw, "event_id") for raw in causes if self._concerns(raw, room)]
        if self._is_direct(room.id) or not changes:
            return []
        users = [user for user in room.moderators(self._settings.moderator_level) if user != self._me.user]
        if not self._catching_up:
            # The power levels go on naming who left. After a start it is what it was, or is told by a change.
            present = await self._present(room.id)
            users = [user for user in users if user in present]
        moderators = tuple(identity(user, self._name(room.id, user)) for user in users)
        return [Powers(f"{changes[-1]}/moderators", self._conversation(room.id), moderators, self._clock())]

    async def _present(self, room: str) -> set[str]:
        """Return who is in a room; nobody when we were put out of it meanwhile."""
        try:
            members = await self._patience.with_(partial(self._server.members, room))
        except Undeliverable:
            return set()
        return {user for user, membership in members.items() if membership == "join"}

    def _concerns(self, raw: Raw, room: Room) -> bool:
        """Tell whether an event can change who moderates: those of members only when they are among them."""
        if raw.get("type") in ("m.room.power_levels", "m.room.create"):
            return True
        listed = text_of(raw, "state_key") in room.moderators(self._settings.moderator_level)
        return raw.get("type") == "m.room.member" and listed and not self._catching_up

    # What is said.

    def _meant(self, timeline: list[Any], room: str) -> list[Any]:  # Any: nio's events
        """Return what was said since we are there; in a direct chat, since we were invited."""
        since = 0
        for place, event in enumerate(timeline):
            raw = event.source
            if raw.get("type") == "m.room.member" and raw.get("state_key") == self._me.user:
                arrives = content_of(raw).get("membership") in (("invite",) if self._is_direct(room) else ("join",))
                again = _mapping(_mapping(raw.get("unsigned")).get("prev_content")).get("membership") == "join"
                since = place + 1 if arrives and not again else since
        heard = timeline[since:]
        if self._position.token is None:
            # The first sync ever brings what was said before we were there to hear it.
            heard = [event for event in heard if parse.sent_at(event.source) >= self._started]
        return heard

    async def _said(self, event: Any, room: str) -> list[Event]:  # Any: one of nio's events
        raw = event.source
        if isinstance(event, MegolmEvent):
            if raw.get("sender") != self._me.user:
                held = {"room_id": room, "seen": self._clock().isoformat(), "raw": dict(raw)}
                self._position.unread.setdefault(text_of(raw, "event_id"), held)
            return []
        found = await self._read(raw, room)
        return [found] if found else []

    async def _read(self, raw: Raw, room: str) -> Event | None:
        try:
            return await self._understood(raw, room)
        except (TokenRefused, asyncio.CancelledError):
            raise
        except Exception:  # whatever somebody sent must not keep the others waiting
            log.exception("event not understood", event_id=raw.get("event_id"), room=room)
            return None

    async def _understood(self, raw: Raw, room: str) -> Event | None:
        where = Where(room, self._is_direct(room), self._room_name(room), self._name(room, text_of(raw, "sender")))
        if original := parse.corrects(raw):
            return await self._correction(raw, original, where)
        if parse.asks_to_verify(raw, self._me):
            event_id = text_of(raw, "event_id")
            self.unverified.append((room, event_id))
            return self._not_read(raw, room, f"verification/{event_id}", verifies=True)
        if said := parse.message(raw, where, self._me):
            return await self._meant_for_us(said, raw)
        pressed = parse.reacted(raw, where, self._me) or polls.answered(raw, where, self._me)
        if pressed and pressed.sign:
            below = pressed.message_id
            told = Message(pressed.id, pressed.conversation, pressed.sender, "", pressed.sent_at, reply_to=below)
            return pressed if await self._receiver.belongs(told) else None
        return pressed or parse.deleted(raw, where, self._me)

    async def _meant_for_us(self, said: Message, raw: Raw) -> Message | None:
        """With the thread that it answers in; None when it was said without naming us and is nothing to us."""
        if said.conversation.kind is not Kind.personal and said.reply_to is not None:
            thread = await self._receiver.thread_of(said.conversation, said.reply_to)
            if thread is not None:
                # Clients list whoever is replied to as mentioned, also where they reply to what we brought from others.
                place, called = replace(said.conversation, thread=thread), parse.names_us(raw, self._me)
                said = replace(said, conversation=place, addressed=called)
        if said.addressed:
            return await self._looked_up(said)
        if await self._receiver.belongs(said):
            return said
        return said if not parse.names_others(raw, self._me) and await self._receiver.awaits(said) else None

    async def _looked_up(self, said: Message) -> Message:
        """With what it replies to, when it says little else: that is what is asked about."""
        there = said.reply_to
        if there is None or said.attachments or len(said.text) > parse.LONGEST_ABOUT:
            return said
        if said.text and await self._receiver.said(said.conversation, there):
            return said
        try:
            raw = await self._patience.with_(partial(self._server.readable, said.conversation.id, there))
        except Undeliverable:
            return said
        sender = text_of(raw, "sender")
        own = sender in ("", self._me.user)
        return said if own else parse.quoting(said, raw, self._name(said.conversation.id, sender))

    async def _correction(self, raw: Raw, original: str, where: Where) -> Event | None:
        if text_of(raw, "sender") == self._me.user:
            return None
        try:
            first = await self._patience.with_(lambda: self._server.event(where.room, original))
        except Undeliverable:
            return None
        if first.get("type") == "m.room.encrypted":
            # Only what it says is encrypted; who sent it, when and in which thread is not.
            first = {**first, "type": "m.room.message"}
        found = parse.edited(raw, first, where, self._me)
        if found is None:
            return None
        content = content_of(raw).get("m.new_content")
        meant = await self._meant_for_us(found.message, {**first, "content": _mapping(content)})
        return replace(found, message=meant) if meant else None

    async def _readable_by_now(self) -> list[Event]:
        """Messages whose key came, and those we give up on."""
        events: list[Event] = []
        for event_id, held in list(self._position.unread.items()):
            room, raw = held["room_id"], held["raw"]
            event = MegolmEvent.from_dict(raw)
            plain = None
            if isinstance(event, MegolmEvent):
                event.room_id = room
                plain = self._server.decrypted(event)
            found: Event | None = None
            if plain:
                found = await self._read(plain, room)
            elif datetime.fromisoformat(held["seen"]) + self._settings.key_wait <= self._clock():
                found = await self._unreadable(raw, room)
            else:
                continue
            del self._position.unread[event_id]
            events += [found] if found else []
        return events

    async def _unreadable(self, raw: Raw, room: str) -> Unreadable | None:
        """Make one event for all messages under the same key; none for what was not for us.

        In a room only what it replies to tells for whom it was: all else of it is encrypted.
        """
        sender, session = text_of(raw, "sender"), text_of(content_of(raw), "session_id")
        found = self._not_read(raw, room, f"unreadable/{sender}/{session or text_of(raw, 'event_id')}")
        answers, place = parse.replied_to(raw), found.conversation
        if place.kind is Kind.personal or (answers and await self._receiver.thread_of(place, answers) is not None):
            return found
        return None

    def _not_read(self, raw: Raw, room: str, id: str, *, verifies: bool = False) -> Unreadable:
        sender, event_id, personal = text_of(raw, "sender"), text_of(raw, "event_id"), self._is_direct(room)
        thread = parse.thread_of(raw) or (None if personal else event_id)
        place = conversation(room, personal=personal, thread=thread, name=self._room_name(room))
        return Unreadable(
            id=id,
            conversation=replace(place, address={"reply_to": event_id}),
            sender=identity(sender, self._name(room, sender)),
            message_id=event_id,
            sent_at=parse.sent_at(raw),
            verifies=verifies,
        )

    # What a room is like.

    def _is_direct(self, room: str) -> bool:
        known = self._server.nio.rooms.get(room)
        between_two = known is None or known.member_count <= DIRECT
        return between_two and (room in self._direct or self._opened_by_us(room))

    def _opened_by_us(self, room: str) -> bool:
        """The bot makes no rooms but direct chats, to bring an answer: it does not greet there."""
        return room in self._rooms and text_of(self._rooms[room].create, "sender") == self._me.user

    def _conversation(self, room: str) -> Conversation:
        return conversation(room, personal=self._is_direct(room), name=self._room_name(room))

    def _room_name(self, room: str) -> str:
        return self._rooms[room].name if room in self._rooms else ""

    def _name(self, room: str, user: str) -> str | None:
        known = self._server.nio.rooms.get(room)
        member = known.users.get(user) if known else None
        return member.display_name if member else None


def _within_limits(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        try:
            yield bounded(event)
        except NoId as why:
            log.warning("event refused", why=str(why), kind=type(event).__name__, room=event.conversation.id[:80])


def _raws(events: Iterable[Any]) -> list[Raw]:  # Any: nio's events
    return [event.source for event in events]


def _mapping(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}
