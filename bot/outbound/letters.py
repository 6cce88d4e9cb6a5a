"""Makes letters of what came of an event: the reply, and notices to others, each in its reader's language."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeAlias

from bot.chat.message import (
    Aside,
    Below,
    Conversation,
    Event,
    Identity,
    Installed,
    Kind,
    Message,
    Moved,
    Powers,
    Removed,
)
from bot.chat.reply import PAYLOAD_VERSION, Quote, Reply, codec
from bot.chat.texts import Language
from bot.command.command import Notice
from bot.outbound.living_cards import card_of
from storage import hearing
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.members.member import KnownIdentity, Member
from storage.messaging import conversations, sent
from storage.messaging.cards import Card
from storage.messaging.outbox import Letter, personal_key
from storage.vocabulary import Lane, Operation

LONGEST_ID = 120
"""Characters of a platform's event id; a longer one is known by its digest, so that keys made of it fit."""

WEEK = timedelta(days=7)
ENOUGH = 4
"""Messages that nobody asked for, in a week, of which one is left for what concerns its reader alone (`manners.md`)."""
MOST = 5
"""Messages that nobody asked for, in a week, of which none is passed: what is more waits for one with the rest."""
KEPT = "letter"
"""The kind of what waits for the rest as it was written; all else that waits is about a thing."""
REST = "hearing/"
"""Begins the keys of messages that tell the rest."""

Posted: TypeAlias = tuple[Letter, Card | None]
"""What goes out, and the living card that it is."""


@dataclass(slots=True)
class Outcome:
    """Holds what handling an event leads to."""

    reply: Reply | None = None
    notices: Sequence[Notice] = ()
    language: Language = field(default_factory=lambda: Language("nl"))
    member: Member | None = None
    replaces: str | None = None
    """The outbox key of our earlier answer that this one corrects."""
    failure: str | None = None
    letters: Sequence[Letter] = ()
    """Corrections of what was sent before."""
    place: Conversation | None = None
    """Where the reply goes, when not where the event came from: a press does not tell the thread of its button."""


def answers(
    event_id: str, event: Event, outcome: Outcome, reply: Reply | None, *, inline: bool, reacting: bool = False
) -> Iterator[Posted]:
    """The reply to whom it answers: here, or in a personal chat, about which they hear here (`private_hint`).

    In a room of a platform that is `reacting` a sign says it, where it has one.
    """
    if reply is not None and inline:
        # The platform shows the answer in its request, where no file can be: that follows in a letter.
        reply = replace(reply, blocks=reply.files, subject=None) if reply.files else None
    shared = event.conversation.kind is not Kind.personal
    if reply and reply.sign and isinstance(event, Message) and shared and reacting:
        to_message = replace(event.conversation, address={"reply_to": event.id})
        yield _letter(answer_key(event_id), to_message, reply, event_id, operation=Operation.react), None
        return
    if reply is None or not reply.blocks:
        return
    conversation = outcome.place or event.conversation
    to: Conversation | Aside | Identity = conversation
    if isinstance(event, Message) and conversation.platform != event.sender.platform:
        to = event.sender  # asked on a page: files come in their chat
    elif reply.private and conversation.kind is not Kind.personal and not isinstance(event, _PLACED):
        to = Aside(event.sender, conversation)
    letter = _letter(answer_key(event_id), to, reply, event_id, target=outcome.replaces)
    there = isinstance(to, Conversation) and to.kind is not Kind.personal
    yield letter, card_of(letter, reply, None if there or outcome.member is None else outcome.member.id)


def notices(
    tx: Tx, event_id: str, notice: Notice, number: int, default: str, now: datetime, told: Counter[int] | None = None
) -> Iterator[Posted]:
    """A notice in the language of whom it is for. Someone without any identity left gets none.

    `told` counts those that are to be posted with it by their member, and grows. Of what nobody asked for, who was told
    `ENOUGH` in the week before is not told what they find anyway; what would be more than `MOST` waits for the rest.
    """
    key = f"{event_id}/notice/{number}"
    if isinstance(notice.to, Conversation | Below):
        audience = conversations.by_key(tx, notice.to.place.key)
        language = audience.language if audience else default
        said = notice.reply.localised(Language(language))
        letter = _letter(key, notice.to, said, event_id, lane=notice.lane)
        _stored(tx, notice, letter)
        yield letter, card_of(letter, said, None)
        return
    member = notice.to
    told = Counter() if told is None else told
    heard = 0 if notice.reply.asked_for else heard_of_late(tx, member.id, now) + told[member.id]
    if heard >= ENOUGH and notice.reply.found_anyway:
        return
    reply = notice.reply.localised(Language(member.language, member.time_zone))
    reply = replace(reply, rings=not notice.quiet, reader=member.id)
    if heard >= ENOUGH and heard + _held_free(tx, member.id, now) >= MOST and not key.startswith(REST):
        _keep(tx, member.id, notice, reply, now)
        return
    for known in people.identities_of(tx, member.id)[:1]:
        told[member.id] += not reply.asked_for
        letter = _letter(key, _chat_of(known), reply, event_id, lane=notice.lane)
        _stored(tx, notice, letter)
        yield letter, card_of(letter, reply, member.id)


def heard_of_late(tx: Tx, member_id: int, now: datetime, *, of: str = "") -> int:
    """Count what somebody was told in the week before without having asked: all, or what has a key that begins so."""
    chats = [_chat_of(known) for known in people.identities_of(tx, member_id)[:1]]
    return sum(sent.notices_since(tx, _key_of(each), now - WEEK, of=of) for each in chats)


def full(tx: Tx, member_id: int, now: datetime) -> bool:
    """Tell whether what would be told somebody now, without their asking, would wait for one message with the rest."""
    heard = heard_of_late(tx, member_id, now)
    return heard >= ENOUGH and heard + _held_free(tx, member_id, now) >= MOST


def _held_free(tx: Tx, member_id: int, now: datetime) -> int:
    """Return 1 when something waits to be told with the rest, and that was not done this week: its room is kept."""
    return int(hearing.waits(tx, member_id) and not heard_of_late(tx, member_id, now, of=REST))


def _keep(tx: Tx, member: int, notice: Notice, reply: Reply, now: datetime) -> None:
    """Let it wait. What others may still change or take back is not kept: its button shows it as it is by then."""
    blocks = tuple(each for each in reply.blocks if not (notice.stored and isinstance(each, Quote)))
    kept = replace(reply, blocks=blocks, subject=None, about=reply.about or reply.subject)
    hearing.wait(tx, member, Thing(KEPT, 0), codec.dump(kept), now, entry=None)


def _chat_of(known: KnownIdentity) -> Conversation | Identity:
    return codec.load(known.direct) if known.direct else Identity(known.platform, known.native_id, known.name)


def _key_of(to: Conversation | Below | Identity) -> str:
    return to.key if isinstance(to, Conversation | Below) else personal_key(to.platform, to.id)


def _stored(tx: Tx, notice: Notice, letter: Letter) -> None:
    if notice.stored:
        notice.stored(tx, letter)


def event_key(event: Event) -> str:
    """Names an event among those of all platforms."""
    return key_of(event.conversation.platform, event.id)


def key_of(platform: str, native_id: str) -> str:
    """Return the `event_key` of the message that a platform knows by that id."""
    native = native_id if len(native_id) <= LONGEST_ID else sha256(native_id.encode()).hexdigest()
    return f"{platform}:{native}"


def answer_key(event_id: str) -> str:
    """Return the outbox key of the reply to an event."""
    return f"{event_id}/answer"


def _letter(
    key: str,
    to: Conversation | Aside | Below | Identity,
    reply: Reply,
    trace: str,
    *,
    lane: Lane = Lane.answer,
    target: str | None = None,
    operation: Operation | None = None,
) -> Letter:
    person = to.person if isinstance(to, Aside) else to
    return Letter(
        key=key,
        platform=to.platform,
        conversation_key=_key_of(person),
        conversation=codec.dump(to),
        lane=lane,
        operation=operation or (Operation.update if target else Operation.send),
        payload=codec.dump(reply),
        payload_version=PAYLOAD_VERSION,
        trace=trace,
        target=target,
    )


_PLACED = Installed | Removed | Moved | Powers
