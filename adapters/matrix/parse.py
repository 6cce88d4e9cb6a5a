"""Parses what the homeserver gave into an event. Pure, and never raises: anybody can send anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote

from adapters.matrix.buttons import number_of
from adapters.matrix.rooms import Raw, content_of, conversation, identity, text_of
from adapters.matrix.written import FILES, Me, Written, plain_body
from bot.chat.message import Attachment, Deleted, Edited, Message, Reacted

LONGEST_ABOUT = 40
"""Characters of a reply that may be about what it replies to: "take this along"."""
SPOKEN = ("m.text", "m.emote")
"""What people say. `m.notice` is what bots say, and is never answered."""


@dataclass(frozen=True, slots=True)
class Where:
    """The room of an event, and what its sender goes by there."""

    room: str
    personal: bool
    name: str = ""
    sender_name: str | None = None


def message(raw: Raw, where: Where, me: Me, *, corrects: bool = False) -> Message | None:
    """Something said. `addressed` is false for what was said in a thread or in reply, without naming us.

    None for what is not meant for us: our own, other bots', edits, or said in no thread and to others. What `corrects`
    an earlier message may have been meant for us by that one.
    """
    content, sender = content_of(raw), text_of(raw, "sender")
    kind, relation = text_of(content, "msgtype"), _relation(content)
    if raw.get("type") != "m.room.message" or sender in ("", me.user) or kind not in (*SPOKEN, *FILES):
        return None
    if relation.get("rel_type") == "m.replace" or not text_of(raw, "event_id"):
        return None
    thread, answers = thread_of(raw), replied_to(raw)
    written = Written(content)
    overheard = thread is not None or answers is not None or corrects
    if not where.personal and not overheard and not written.could_call(me):
        return None  # most of what is said in a room: it is not read
    said, called, spans = written.said(me)
    named = called or written.names(me)
    if not (where.personal or named or overheard):
        return None
    if thread is None and not where.personal:
        # The answer starts a thread below the question.
        thread = text_of(raw, "event_id")
    return Message(
        id=text_of(raw, "event_id"),
        conversation=conversation(where.room, personal=where.personal, thread=thread, name=where.name),
        sender=identity(sender, where.sender_name),
        text=said,
        formatted=spans,
        sent_at=sent_at(raw),
        addressed=where.personal or named,
        reply_to=answers,
        attachments=_attachments(content, where.room, text_of(raw, "event_id")),
        emote=kind == "m.emote",
        cut=written.cut,
    )


def asks_to_verify(raw: Raw, me: Me) -> bool:
    """Tell whether somebody wants to compare keys with us, in a room."""
    content = content_of(raw)
    asked = text_of(content, "msgtype") == "m.key.verification.request" and text_of(content, "to") == me.user
    return asked and raw.get("type") == "m.room.message" and text_of(raw, "sender") != me.user


def names_others(raw: Raw, me: Me) -> bool:
    """Tell whether it is said to somebody else."""
    return bool(Written(content_of(raw)).called - {me.user})


def names_us(raw: Raw, me: Me) -> bool:
    """Tell whether the words themselves name us: clients list whoever is replied to as mentioned."""
    return Written(content_of(raw)).said(me)[1]


def replied_to(raw: Raw) -> str | None:
    """The event that it is a reply to; not the one that clients without threads are shown in its place."""
    relation = _relation(content_of(raw))
    if relation.get("rel_type") == "m.thread" and relation.get("is_falling_back") is not False:
        return None
    return text_of(_mapping(relation.get("m.in_reply_to")), "event_id") or None


def quoting(said: Message, raw: Raw, name: str | None) -> Message:
    """Return the message with what it answers, and who wrote that."""
    return replace(said, quoted=plain_body(content_of(raw)), quoted_from=identity(text_of(raw, "sender"), name))


def corrects(raw: Raw) -> str | None:
    """The message that an edit is about."""
    relation = _relation(content_of(raw))
    is_edit = raw.get("type") == "m.room.message" and relation.get("rel_type") == "m.replace"
    return (text_of(relation, "event_id") or None) if is_edit else None


def edited(raw: Raw, original: Raw, where: Where, me: Me) -> Edited | None:
    """A correction of `original`, in its thread. None when somebody else wrote it, or it says nothing to us."""
    if text_of(raw, "sender") != text_of(original, "sender") or corrects(original):
        return None
    content = dict(_mapping(content_of(raw).get("m.new_content")))
    content["m.relates_to"] = _relation(content_of(original))
    corrected = message({**original, "content": content, "type": "m.room.message"}, where, me, corrects=True)
    if corrected is None or not text_of(raw, "event_id"):
        return None
    return Edited(text_of(raw, "event_id"), corrected)


def reacted(raw: Raw, where: Where, me: Me) -> Reacted | None:
    """A press on a button, when the reaction is one of ours to press."""
    relation, sender = _relation(content_of(raw)), text_of(raw, "sender")
    number = number_of(text_of(relation, "key"))
    target = text_of(relation, "event_id")
    if raw.get("type") != "m.reaction" or relation.get("rel_type") != "m.annotation":
        return None
    sign = key if (key := text_of(relation, "key").replace("\N{VARIATION SELECTOR-16}", "")) in SIGNS else ""
    if not (number or sign) or not target or sender in ("", me.user) or not text_of(raw, "event_id"):
        return None
    return Reacted(
        # Not the reaction's own id: taken away and put back, it is the same press, and acts once.
        id=f"{target}/{number or sign}/{sender}",
        conversation=conversation(where.room, personal=where.personal, name=where.name),
        sender=identity(sender, where.sender_name),
        message_id=target,
        number=number or 0,
        sent_at=sent_at(raw),
        sign=sign,
        shown=bool(sign),
    )


SIGNS = frozenset({"\u2705", "\u2714"})
"""Reactions that may say something of what somebody else said; of all others nothing is heard."""


def deleted(raw: Raw, where: Where, me: Me) -> Deleted | None:
    """Somebody took a message back. Newer rooms say which one inside the content."""
    sender = text_of(raw, "sender")
    target = text_of(raw, "redacts") or text_of(content_of(raw), "redacts")
    if raw.get("type") != "m.room.redaction" or sender in ("", me.user) or not target or not text_of(raw, "event_id"):
        return None
    return Deleted(
        id=text_of(raw, "event_id"),
        conversation=conversation(where.room, personal=where.personal, name=where.name),
        sender=identity(sender, where.sender_name),
        message_id=target,
    )


def thread_of(raw: Raw) -> str | None:
    """The event that the thread of this one hangs from. Readable in encrypted rooms too."""
    relation = _relation(content_of(raw))
    return (text_of(relation, "event_id") or None) if relation.get("rel_type") == "m.thread" else None


def sent_at(raw: Raw) -> datetime:
    """Tell when the sender's homeserver says it was sent; the epoch when it says nonsense."""
    stamp = raw.get("origin_server_ts")
    milliseconds = stamp if isinstance(stamp, int) and 0 <= stamp < 32_503_680_000_000 else 0  # up to the year 3000
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _attachments(content: Raw, room: str, event: str) -> tuple[Attachment, ...]:
    """A file by the message that it stands in: its own address opens for nobody, and holds no key."""
    if text_of(content, "msgtype") not in FILES:
        return ()
    name = text_of(content, "filename") or text_of(content, "body")
    return (Attachment(name, f"https://matrix.to/#/{quote(room)}/{quote(event)}"),)


def _relation(content: Raw) -> Raw:
    return _mapping(content.get("m.relates_to"))


def _mapping(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def own_seeds(annotations: Iterable[Raw], me: str) -> dict[int, str]:
    """The reactions among these that the bot planted, by the number of their button."""
    keys = ((raw, number_of(text_of(_relation(content_of(raw)), "key"))) for raw in annotations)
    return {number: text_of(raw, "event_id") for raw, number in keys if number and text_of(raw, "sender") == me}
