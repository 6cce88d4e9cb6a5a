"""Parses what the homeserver gave into an event. Pure, and never raises: anybody can send anything."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import quote, unquote

from adapters.matrix.buttons import number_of
from adapters.matrix.rooms import Raw, content_of, conversation, identity, text_of
from bot.chat.limits import LONGEST_MARKUP, LONGEST_NAME, MOST_MENTIONS
from bot.chat.markup import End, Start, pieces
from bot.chat.message import Attachment, Deleted, Edited, Message, Reacted
from bot.chat.rich_text import cut, formatted, plain
from bot.chat.spans import Span

SPOKEN = ("m.text", "m.emote")
"""What people say. `m.notice` is what bots say, and is never answered."""
HTML = "org.matrix.custom.html"
FILES = ("m.file", "m.image", "m.video", "m.audio")

_REPLY_FALLBACK = re.compile(r"\A(?:> ?.*\n)+\n?")
_HTML_REPLY = re.compile(r"\s*<mx-reply>.*?</mx-reply>", re.DOTALL)
_PERMALINK = re.compile(r"https://matrix\.to/#/(@[^?/]+)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Me:
    """Says who the bot is in rooms."""

    user: str
    prefix: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The room of an event, and what its sender goes by there."""

    room: str
    personal: bool
    name: str = ""
    sender_name: str | None = None


def message(raw: Raw, where: Where, me: Me) -> Message | None:
    """Return something said. `addressed` is false only for what was said in a thread without naming us:
    the thread decides.

    None for what is not meant for us: our own, other bots', edits, or said in no thread and to others.
    """
    content, sender = content_of(raw), text_of(raw, "sender")
    kind, relation = text_of(content, "msgtype"), _relation(content)
    if raw.get("type") != "m.room.message" or sender in ("", me.user) or kind not in (*SPOKEN, *FILES):
        return None
    if relation.get("rel_type") == "m.replace" or not text_of(raw, "event_id"):
        return None
    thread = thread_of(raw)
    written = _Written(content)
    if not where.personal and thread is None and not written.could_call(me):
        return None  # most of what is said in a room: it is not read
    said, called, spans = written.said(me)
    named = called or written.names(me)
    if not (where.personal or named) and thread is None:
        return None
    if thread is None and not where.personal:
        # The answer starts a thread below the question, and what is said there is meant for us too.
        thread = text_of(raw, "event_id")
    return Message(
        id=text_of(raw, "event_id"),
        conversation=conversation(where.room, personal=where.personal, thread=thread, name=where.name),
        sender=identity(sender, where.sender_name),
        text=said,
        formatted=spans,
        sent_at=sent_at(raw),
        addressed=where.personal or named,
        reply_to=text_of(_mapping(relation.get("m.in_reply_to")), "event_id") or None,
        attachments=_attachments(content, where.room, text_of(raw, "event_id")),
        cut=written.cut,
    )


def names_others(raw: Raw, me: Me) -> bool:
    """Tell whether it is said to somebody else."""
    return bool(_Written(content_of(raw)).called - {me.user})


def corrects(raw: Raw) -> str | None:
    """Return the message that an edit is about."""
    relation = _relation(content_of(raw))
    is_edit = raw.get("type") == "m.room.message" and relation.get("rel_type") == "m.replace"
    return (text_of(relation, "event_id") or None) if is_edit else None


def edited(raw: Raw, original: Raw, where: Where, me: Me) -> Edited | None:
    """Return a correction of `original`, in its thread. None when somebody else wrote it, or it says nothing to us."""
    if text_of(raw, "sender") != text_of(original, "sender") or corrects(original):
        return None
    content = dict(_mapping(content_of(raw).get("m.new_content")))
    content["m.relates_to"] = _relation(content_of(original))
    corrected = message({**original, "content": content, "type": "m.room.message"}, where, me)
    if corrected is None or not text_of(raw, "event_id"):
        return None
    return Edited(text_of(raw, "event_id"), corrected)


def reacted(raw: Raw, where: Where, me: Me) -> Reacted | None:
    """Return a press on a button, when the reaction is one of ours to press."""
    relation, sender = _relation(content_of(raw)), text_of(raw, "sender")
    number = number_of(text_of(relation, "key"))
    target = text_of(relation, "event_id")
    if raw.get("type") != "m.reaction" or relation.get("rel_type") != "m.annotation":
        return None
    if number is None or not target or sender in ("", me.user) or not text_of(raw, "event_id"):
        return None
    return Reacted(
        # Not the reaction's own id: taken away and put back, it is the same press, and acts once.
        id=f"{target}/{number}/{sender}",
        conversation=conversation(where.room, personal=where.personal, name=where.name),
        sender=identity(sender, where.sender_name),
        message_id=target,
        number=number,
        sent_at=sent_at(raw),
    )


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
    """Return the event that the thread of this one hangs from. Readable in encrypted rooms too."""
    relation = _relation(content_of(raw))
    return (text_of(relation, "event_id") or None) if relation.get("rel_type") == "m.thread" else None


def sent_at(raw: Raw) -> datetime:
    """Tell when the sender's homeserver says it was sent; the epoch when it says nonsense."""
    stamp = raw.get("origin_server_ts")
    milliseconds = stamp if isinstance(stamp, int) and 0 <= stamp < 32_503_680_000_000 else 0  # up to the year 3000
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


class _Written:
    """What somebody wrote, read once, and only as far as it is asked for."""

    def __init__(self, content: Raw) -> None:
        body, marked = text_of(content, "body"), text_of(content, "formatted_body")
        self._content = {**content, "body": body[:LONGEST_MARKUP]}
        self.cut = len(body) > LONGEST_MARKUP
        self._marked = marked if len(marked) <= LONGEST_MARKUP else ""

    def could_call(self, me: Me) -> bool:
        """Tell whether it may be addressed to the bot, by a look that costs next to nothing."""
        if self._listed is None or me.user in self._listed:
            return True
        prefix = me.prefix.casefold()
        return bool(prefix) and (prefix in text_of(self._content, "body").casefold() or prefix in self._html.casefold())

    def said(self, me: Me) -> tuple[str, bool, tuple[Span, ...]]:
        """The words without whom they were said to, whether they began with our prefix, and how they are formatted.

        Formatted they are what people see: the plain body has the signs that their client made it of.
        """
        formats = text_of(self._content, "format") == HTML
        spans = formatted(self._html, names=_is_user) if formats else ()
        whole = plain(spans) if spans else _body(self._content)
        said, called = self._addressing(whole, me)
        start = len(whole) - len(said) if whole.endswith(said) else whole.find(said)
        return said, called, cut(spans, start, start + len(said))

    def names(self, me: Me) -> bool:
        """Tell whether the bot is mentioned."""
        return me.user in self.called

    @cached_property
    def called(self) -> frozenset[str]:
        """Who is mentioned: by the list that clients send, or by a pill where they send none."""
        listed = self._listed
        return frozenset(user for user, _ in self._pills) if listed is None else listed

    @cached_property
    def _listed(self) -> frozenset[str] | None:
        mentions = self._content.get("m.mentions")
        if not isinstance(mentions, Mapping):
            return None
        users = mentions.get("user_ids")
        return frozenset(user for user in users if isinstance(user, str)) if isinstance(users, list) else frozenset()

    @cached_property
    def _html(self) -> str:
        """Without the quote of what is replied to: who is mentioned in it is not addressed."""
        quoted = _HTML_REPLY.match(self._marked)
        return self._marked[quoted.end() :] if quoted else self._marked

    @cached_property
    def _pills(self) -> list[tuple[str, str]]:
        return _pills(self._html)

    def _addressing(self, body: str, me: Me) -> tuple[str, bool]:
        """Without what addresses the bot, and whether it began with our prefix."""
        start, rest = body[: len(me.prefix)], body[len(me.prefix) :]
        called = bool(me.prefix) and start.casefold() == me.prefix.casefold() and not re.match(r"[\w-]", rest)
        if called:
            body = rest.lstrip(" :,")
        return self._without_us(body, me), called

    def _without_us(self, body: str, me: Me) -> str:
        """Leave out what addresses the bot, where clients put it: its name, as the mention shows it, at either end."""
        pilled = (shown for user, shown in self._pills if user == me.user)
        shown = [me.user, *pilled, *([me.name] if me.name else [])]
        for name in sorted({f"{at}{name}" for name in shown if name for at in ("", "@")}, key=len, reverse=True):
            if body[: len(name)].casefold() == name.casefold() and not body[len(name) : len(name) + 1].isalnum():
                return body[len(name) :].lstrip(" :,")
            if body[-len(name) :].casefold() == name.casefold() and body[: -len(name)][-1:].isspace():
                return body[: -len(name)].rstrip(" ,")
        return body


def _is_user(url: str) -> bool:
    return _PERMALINK.match(unquote(url)) is not None


def _body(content: Raw) -> str:
    body = text_of(content, "body")
    if text_of(content, "msgtype") in FILES:
        # Without a caption the body is only the file's name.
        body = body if text_of(content, "filename") not in ("", body) else ""
    if "m.in_reply_to" in _relation(content):
        body = _REPLY_FALLBACK.sub("", body)
    return body.strip()


def _pills(html: str) -> list[tuple[str, str]]:
    """Return the mentions in a formatted message: links to a user, and the names they show."""
    found: list[tuple[str, list[str]]] = []
    within = False
    if "matrix.to" not in html:
        return []
    for piece in pieces(html):
        match piece:
            case Start(tag="a", told=told):
                link = _PERMALINK.match(unquote(told.get("href", "")))
                if link and len(found) < MOST_MENTIONS:
                    found.append((link[1], []))
                    within = True
            case End(tag="a"):
                within = False
            case str() if within:
                found[-1][1].append(piece)
            case _:
                pass
    return [(user, _SPACES.sub(" ", "".join(names)).strip()[:LONGEST_NAME]) for user, names in found]


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


def own_seeds(annotations: Iterable[Raw], me: str) -> list[str]:
    """Return the reactions among these that the bot planted."""
    return [
        text_of(raw, "event_id")
        for raw in annotations
        if text_of(raw, "sender") == me and number_of(text_of(_relation(content_of(raw)), "key"))
    ]
