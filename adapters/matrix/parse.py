"""What the homeserver gave, as an event of the core. Pure, and never raises: anybody can send anything."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import quote, unquote

from adapters.matrix.buttons import number_of
from adapters.matrix.rooms import Raw, content_of, conversation, identity, text_of
from bot.chat.message import Attachment, Deleted, Edited, Message, Reacted
from bot.chat.rich_text import cut, formatted, plain
from bot.chat.spans import Span

SPOKEN = ("m.text", "m.emote")
"""What people say. `m.notice` is what bots say, and is never answered."""
HTML = "org.matrix.custom.html"
FILES = ("m.file", "m.image", "m.video", "m.audio")

_REPLY_FALLBACK = re.compile(r"\A(?:> ?.*\n)+\n?")
_HTML_REPLY = re.compile(r"\A\s*<mx-reply>.*?</mx-reply>", re.DOTALL)
_PERMALINK = re.compile(r"https://matrix\.to/#/(@[^?/]+)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is in rooms."""

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
    """Something said. `addressed` is false only for what was said in a thread without naming us: the thread decides.

    None for what is not meant for us: our own, other bots', edits, or said in no thread and to others.
    """
    content, sender = content_of(raw), text_of(raw, "sender")
    kind, relation = text_of(content, "msgtype"), _relation(content)
    if raw.get("type") != "m.room.message" or sender in ("", me.user) or kind not in (*SPOKEN, *FILES):
        return None
    if relation.get("rel_type") == "m.replace" or not text_of(raw, "event_id"):
        return None
    thread = thread_of(raw)
    said, called, spans = _said(content, me)
    named = called or _names(content, me)
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
    )


def names_others(raw: Raw, me: Me) -> bool:
    """Whether it is said to somebody else."""
    content = content_of(raw)
    listed = _mentioned(content)
    return bool((set(listed) if listed is not None else set(_Pills(_html(content)).users())) - {me.user})


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
    corrected = message({**original, "content": content, "type": "m.room.message"}, where, me)
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
    """The event that the thread of this one hangs from. Readable in encrypted rooms too."""
    relation = _relation(content_of(raw))
    return (text_of(relation, "event_id") or None) if relation.get("rel_type") == "m.thread" else None


def sent_at(raw: Raw) -> datetime:
    """When the sender's homeserver says it was sent; the epoch when it says nonsense."""
    stamp = raw.get("origin_server_ts")
    milliseconds = stamp if isinstance(stamp, int) and 0 <= stamp < 32_503_680_000_000 else 0  # up to the year 3000
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _said(content: Raw, me: Me) -> tuple[str, bool, tuple[Span, ...]]:
    """The words without whom they were said to, whether they began with our prefix, and how they are formatted.

    Formatted they are what people see: the plain body has the signs that their client made it of.
    """
    spans = formatted(_html(content), names=_is_user) if text_of(content, "format") == HTML else ()
    whole = plain(spans) if spans else _body(content)
    said, called = _addressing(whole, _html(content), me)
    start = len(whole) - len(said) if whole.endswith(said) else whole.find(said)
    return said, called, cut(spans, start, start + len(said))


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


def _addressing(body: str, html: str, me: Me) -> tuple[str, bool]:
    """Without what addresses the bot, and whether it began with our prefix."""
    start, rest = body[: len(me.prefix)], body[len(me.prefix) :]
    called = bool(me.prefix) and start.casefold() == me.prefix.casefold() and not re.match(r"[\w-]", rest)
    if called:
        body = rest.lstrip(" :,")
    return _without_us(body, html, me), called


def _without_us(body: str, html: str, me: Me) -> str:
    """Leave out what addresses the bot, where clients put it: its name, as the mention shows it, at either end."""
    shown = [me.user, *_Pills(html).names_of(me.user), *([me.name] if me.name else [])]
    for name in sorted({f"{at}{name}" for name in shown if name for at in ("", "@")}, key=len, reverse=True):
        if body[: len(name)].casefold() == name.casefold() and not body[len(name) : len(name) + 1].isalnum():
            return body[len(name) :].lstrip(" :,")
        if body[-len(name) :].casefold() == name.casefold() and body[: -len(name)][-1:].isspace():
            return body[: -len(name)].rstrip(" ,")
    return body


def _names(content: Raw, me: Me) -> bool:
    """Whether the bot is mentioned: by the list that clients send, or by a pill where they send none."""
    listed = _mentioned(content)
    return me.user in (listed if listed is not None else _Pills(_html(content)).users())


def _mentioned(content: Raw) -> list[str] | None:
    mentions = content.get("m.mentions")
    if not isinstance(mentions, Mapping):
        return None
    users = mentions.get("user_ids")
    return [user for user in users if isinstance(user, str)] if isinstance(users, list) else []


def _html(content: Raw) -> str:
    """Without the quote of what is replied to: who is mentioned in it is not addressed."""
    return _HTML_REPLY.sub("", text_of(content, "formatted_body"))


class _Pills(HTMLParser):
    """The mentions in a formatted message: links to a user, and the names they show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._found: list[tuple[str, list[str]]] = []
        self._open = False
        # The parser gives up on some broken declarations; what came before them counts.
        with suppress(AssertionError):
            self.feed(html)
            self.close()

    def users(self) -> list[str]:
        return [user for user, _ in self._found]

    def names_of(self, wanted: str) -> list[str]:
        return [_SPACES.sub(" ", "".join(names)).strip() for user, names in self._found if user == wanted]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = _PERMALINK.match(unquote(dict(attrs).get("href") or "")) if tag == "a" else None
        if link:
            self._found.append((link[1], []))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self._found[-1][1].append(data)


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
    """The reactions among these that the bot planted."""
    return [
        text_of(raw, "event_id")
        for raw in annotations
        if text_of(raw, "sender") == me and number_of(text_of(_relation(content_of(raw)), "key"))
    ]
