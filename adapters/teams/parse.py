"""Parses an activity into an `Event`. Reads the JSON itself: the SDK drops what it does not know."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from adapters.teams import words
from adapters.teams.words import Json
from bot.chat.limits import LONGEST_MARKUP, LONGEST_NAME, MOST_FIELDS, MOST_FILES, bounded
from bot.chat.message import (
    Attachment,
    Conversation,
    Deleted,
    Edited,
    Event,
    Identity,
    Installed,
    Kind,
    Message,
    Removed,
)
from bot.chat.rich_text import formatted, plain, reads

PLATFORM = "teams"

_KINDS = {"personal": Kind.personal, "groupChat": Kind.group, "channel": Kind.channel}
_THREAD = ";messageid="


class Malformed(ValueError):
    """The activity misses something that every activity has."""


def parse(activity: Json, *, now: datetime) -> Event | None:
    """The event that an activity tells of; None for what is not for us. Raises `Malformed`."""
    try:
        event = _parse(activity, now)
        return bounded(event) if event else None
    except (AttributeError, KeyError, TypeError, ValueError) as failure:
        raise Malformed(f"{activity.get('type')!r} of another shape: {type(failure).__name__}") from failure


def _parse(activity: Json, now: datetime) -> Event | None:
    match activity.get("type"):
        case "message":
            return _message(activity, now)
        case "messageUpdate":
            message = _message(activity, now)
            stamp = (activity.get("channelData") or {}).get("eventType", "")
            told = f"{stamp}{activity.get('timestamp', '')}{activity.get('text', '')}"
            restored = stamp == "undeleteMessage"
            return Edited(f"{message.id}/edit/{digest(told)}", message, restored) if message else None
        case "messageDelete":
            return Deleted(f"{event_id(activity)}/delete", conversation(activity), sender(activity), event_id(activity))
        case "installationUpdate":
            return _installation(activity, now)
        case "conversationUpdate":
            return _membership(activity, now)
        case _:
            return None


def event_id(activity: Json) -> str:
    """Names an activity among all. Teams numbers messages within a conversation only."""
    native = str(activity.get("id") or "")
    if not native:
        # Some updates come without an id; what they say names them.
        native = digest(repr(sorted((key, str(value)) for key, value in activity.items())))
    place = str(_part(activity, "conversation").get("id", ""))
    return f"{native[:64]}@{digest(place + native)}"


def tenant_of(activity: Json) -> str:
    """The tenant whose Teams it is; the SDK's `conversation.tenant_id` is always empty."""
    told = _part(_part(activity, "channelData"), "tenant").get("id")
    return str(told or _part(activity, "conversation").get("tenantId") or "")


def conversation(activity: Json) -> Conversation:
    place = _part(activity, "conversation")
    native = str(place.get("id") or "")
    if not native:
        raise Malformed("The activity has no conversation.")
    channel, _, thread = native.partition(_THREAD)
    data = activity.get("channelData") or {}
    kind = _KINDS.get(str(place.get("conversationType")), Kind.group if place.get("isGroup") else Kind.personal)
    team = data.get("team") or {}
    address = {
        "service": str(activity.get("serviceUrl", "")),
        "tenant": tenant_of(activity),
        "bot": str(_part(activity, "recipient").get("id", "")),
    }
    if kind is Kind.channel and team.get("id"):
        address["team"] = str(team["id"])
    name = (data.get("channel") or {}).get("name") or team.get("name") or place.get("name") or ""
    return Conversation(PLATFORM, channel, kind, thread or None, str(name), address)


def sender(activity: Json) -> Identity:
    """A person is a tenant and an object id there: a `29:` id is another one for every bot."""
    person = _part(activity, "from")
    number = person.get("aadObjectId") or person.get("id")
    if not number:
        raise Malformed("The activity has no sender.")
    return Identity(PLATFORM, f"{tenant_of(activity)}/{number}", str(person.get("name") or ""))


def _quoted_from(activity: Json) -> Identity | None:
    """Who wrote what is quoted: Teams tells it beside the words of a person."""
    person = words.writer(activity)
    number, name = person.get("id"), person.get("displayName")
    return Identity(PLATFORM, f"{tenant_of(activity)}/{number}", str(name or "")) if number else None


def sent_at(activity: Json, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(str(activity["timestamp"]))
    except (KeyError, ValueError):
        return now
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def locale(activity: Json) -> str | None:
    for entity in activity.get("entities") or ():
        if entity.get("type") == "clientInfo" and entity.get("locale"):
            return str(entity["locale"])
    return str(activity["locale"]) if activity.get("locale") else None


def _message(activity: Json, now: datetime) -> Message | None:
    person = _part(activity, "from")
    if person.get("role") == "bot" or str(person.get("id", "")).startswith("28:"):
        return None  # Never talk to another bot.
    where = conversation(activity)
    who = sender(activity)
    pressed = pressed_in(activity.get("value")) if isinstance(activity.get("value"), Mapping) else None
    if pressed and pressed.only not in (None, who.id):
        return None  # It is for the person who was asked; a client that knows `Action.Execute` says so.
    written = _text(activity.get("text")) or ""
    text, mentioned = words.said(activity, written[:LONGEST_MARKUP])
    quoted = words.quoted(activity)
    if not pressed and not text and words.forwards(activity):
        text = words.preview(activity)
    addressed = where.kind is Kind.personal or mentioned or pressed is not None
    if not pressed and not text and not mentioned and words.holds_card(written):
        return None  # A card of ours, inserted from the message extension for others to see.
    if not addressed and where.thread is None and quoted is None:
        return None  # With the RSC permission everything said in the channel arrives: it is not ours to keep.
    spans = () if pressed else reads(formatted(words.html_of(activity)), text)
    return Message(
        id=event_id(activity),
        conversation=where,
        sender=who,
        text=pressed.line if pressed else plain(spans) or text,
        formatted=spans,
        sent_at=sent_at(activity, now),
        addressed=addressed,
        reply_to=quoted or _replied_to(activity, where),
        quoted="" if pressed else words.preview(activity),
        quoted_from=None if pressed else _quoted_from(activity),
        values=pressed.values if pressed else None,
        attachments=tuple(_attachments(activity)),
        locale=locale(activity),
        pressed=pressed is not None,
        asking=(pressed.asking or "") if pressed else "",
        cut=len(written) > LONGEST_MARKUP,
    )


def _replied_to(activity: Json, where: Conversation) -> str | None:
    """The message that it answers. In a thread Teams names the first message of it there, whatever is answered."""
    told = _text(activity.get("replyToId"))
    return told if told != where.thread or isinstance(activity.get("value"), Mapping) else None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of ours: the line behind it, what was filled in, and what the card told about itself."""

    line: str
    values: Mapping[str, str] | None
    only: str | None
    """Identity id of the one person whose click counts."""
    back: str | None
    """The line that draws the card it stands on."""
    subject: str | None
    """The line that draws the living card it stands on."""
    asking: str | None
    """The question that it answers."""


def pressed_in(data: Any) -> Pressed | None:  # Any: JSON that came from outside
    """Tell what a button's data says; None when it is no button of ours."""
    if not isinstance(data, Mapping) or not isinstance(data.get("line"), str):
        return None
    values = None
    if isinstance(data.get("fields"), str):
        values = {
            name: _filled(data, name) for name in data["fields"][: MOST_FIELDS * LONGEST_NAME].split()[:MOST_FIELDS]
        }
        if isinstance(meant := data.get("meant"), Mapping):
            values |= {name: str(meant[name]) for name in values if isinstance(meant.get(name), str)}
    told = (_text(data.get(name)) for name in ("only", "back", "subject", "asking"))
    return Pressed(data["line"], values, *told)


def _filled(data: Json, name: str) -> str:
    """A field's value: the choices, and what was typed beside them."""
    parts = [data.get(f"in.{name}"), data.get(f"in.{name}.more")]
    if any(isinstance(part, list | Mapping) for part in parts):
        raise Malformed("a field of the form holds more than a text")
    return "; ".join(str(part).strip() for part in parts if part is not None and str(part).strip())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _installation(activity: Json, now: datetime) -> Event | None:
    if activity.get("action") in ("add", "add-upgrade"):
        return _installed(activity, now)
    if activity.get("action") in ("remove", "remove-upgrade"):
        return Removed(event_id(activity), conversation(activity).place, sent_at(activity, now))
    return None


def _membership(activity: Json, now: datetime) -> Event | None:
    """Only whether we came or went: who else did is not asked for, one roster call each."""
    us = _part(activity, "recipient").get("id")
    if changed := _channel(activity, now):
        return changed
    if any(account.get("id") == us for account in activity.get("membersAdded") or ()):
        return _installed(activity, now)
    if any(account.get("id") == us for account in activity.get("membersRemoved") or ()):
        return Removed(event_id(activity), conversation(activity).place, sent_at(activity, now))
    return None


_OVER = ("teamArchived", "teamDeleted", "teamHardDeleted")
_AGAIN = ("teamUnarchived", "teamRestored")


def _channel(activity: Json, now: datetime) -> Event | None:
    """Return what became of one channel of a team that we are in, or of all of them; it is told in the team."""
    data = _part(activity, "channelData")
    told, change = _part(data, "channel"), data.get("eventType")
    if (team := str(_part(data, "team").get("id") or "")) and change in (*_OVER, *_AGAIN):
        place, moment = conversation(activity).place, sent_at(activity, now)
        if change in _OVER:
            return Removed(event_id(activity), place, moment, team)
        return Installed(event_id(activity), place, None, moment, locale(activity), None, silent=True, team=team)
    if not told.get("id"):
        return None
    place = conversation(activity).place
    place = replace(place, id=str(told["id"]), kind=Kind.channel, name=str(told.get("name") or ""))
    if change == "channelDeleted":
        return Removed(event_id(activity), place, sent_at(activity, now))
    if change not in ("channelRenamed", "channelRestored"):
        return None
    moment, described = sent_at(activity, now), change == "channelRenamed"
    return Installed(event_id(activity), place, None, moment, locale(activity), _closed(told), described)


def _closed(channel: Mapping[str, Any]) -> bool | None:
    """Tell whether a channel is private or shared with another team; None when Teams does not say."""
    kind = channel.get("type")
    return None if kind is None else kind in ("private", "shared")


def _installed(activity: Json, now: datetime) -> Installed:
    person = _part(activity, "from")
    by = sender(activity) if person.get("aadObjectId") else None
    place = conversation(activity).place
    channel = _part(_part(activity, "channelData"), "channel")
    closed = place.kind is Kind.group or _closed(channel)
    return Installed(event_id(activity), place, by, sent_at(activity, now), locale(activity), closed=closed)


def files_of(activity: Json) -> list[Json]:
    """Return what came with it that is a file, in order."""
    every = (activity.get("attachments") or ())[:MOST_FILES]
    return [each for each in every if urlsplit(str(each.get("contentUrl") or "")).scheme == "https"]


def _attachments(activity: Json) -> Iterator[Attachment]:
    """Files by where they are. A pasted picture is with the service itself, which opens it for nobody but the bot."""
    service = urlsplit(str(activity.get("serviceUrl") or "")).netloc
    for each in files_of(activity):
        url, name = str(each.get("contentUrl") or ""), str(each.get("name") or "")
        if urlsplit(url).netloc == service:
            yield Attachment(name, "")
        else:
            yield Attachment(name or urlsplit(url).path.rpartition("/")[2], url)


def _part(activity: Json, name: str) -> Json:
    part = activity.get(name)
    return part if isinstance(part, Mapping) else {}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]
