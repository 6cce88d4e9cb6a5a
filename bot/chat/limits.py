"""Limits how much of what comes in is looked at and kept: alike on every platform and both databases.

All that reads text works in time linear in these, which is why they are enforced at the doors, before anything reads
or stores. What is longer than a text may be is cut and marked as cut, so that its writer hears so; an id that is longer
than any platform's is nobody's id, and refused.
"""

import re
from dataclasses import replace

from bot.chat.message import (
    Attachment,
    Conversation,
    Edited,
    Event,
    Identity,
    Installed,
    Message,
    Moved,
    Powers,
    Removed,
)
from bot.chat.spans import straight

LONGEST_TEXT = 10_000
"""Characters of a message, and of each value of a form; the longest answer to a question of ours is less than half."""

LONGEST_MARKUP = 20_000
"""Characters of a message with its markup. How a longer one is formatted is not looked at; its plain words are."""

LONGEST_ID = 255
"""Characters of what a platform calls a person, a place, a thread or a message. Matrix has 255 bytes, Teams less."""

LONGEST_EVENT_ID = 3 * LONGEST_ID
"""Characters of what names an event: of some it is made of the ids of a message and a person."""

LONGEST_NAME = 120
"""Characters of the name of a person, a place or a field of a form."""

LONGEST_FILE_NAME, LONGEST_URL = 255, 2_000
"""Characters. Browsers take little more of an address, and a card has to stay within a message."""

MOST_FILES = 50
"""Files of one message. Teams has ten."""

MOST_FIELDS = 50
"""Fields of one form. Ours have ten."""

MOST_MENTIONS = 50
"""People named in one message whose names are read; who calls us is looked for among all."""

MOST_BLANKS = 80
"""White space on end that is kept: patterns that begin with any of it would look at each stretch again and again."""

_BLANKS = re.compile(rf"\s{{{MOST_BLANKS + 1},}}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""No key of PostgreSQL takes these."""


class NoId(ValueError):
    """No platform calls anything that: it is too long, or has half a character in it."""


def shortened(text: str, most: int = LONGEST_TEXT) -> str:
    """As much of a text as is read."""
    return _BLANKS.sub(lambda blanks: blanks[0][:MOST_BLANKS], straight(text[:most]))


def bounded(event: Event) -> Event:
    """Return the event within these limits. Raises `NoId`."""
    match event:
        case Message():
            return bounded_message(event)
        case Edited(message=message):
            return replace(event, id=_named(event.id, LONGEST_EVENT_ID), message=bounded_message(message))
    event = replace(event, id=_named(event.id, LONGEST_EVENT_ID), conversation=_place(event.conversation))
    match event:
        case Installed(by=by):
            return replace(event, by=_person(by) if by else None)
        case Moved(was=was):
            return replace(event, was=_place(was))
        case Powers(moderators=moderators):
            return replace(event, moderators=tuple(map(_person, moderators)))
        case Removed():
            return event
        case _:
            return replace(event, sender=_person(event.sender), message_id=_named(event.message_id))


def bounded_message(message: Message) -> Message:
    """Raises `NoId`."""
    text = shortened(message.text)
    given = dict(list((message.values or {}).items())[:MOST_FIELDS])
    cut = message.cut or any(len(each) > LONGEST_TEXT for each in (message.text, *given.values()))
    return replace(
        message,
        id=_named(message.id, LONGEST_EVENT_ID),
        conversation=_place(message.conversation),
        sender=_person(message.sender),
        text=text,
        formatted=message.formatted if text == message.text else (),
        quoted=shortened(message.quoted),
        quoted_from=message.quoted_from and _person(message.quoted_from),
        reply_to=message.reply_to and _named(message.reply_to),
        values=None
        if message.values is None
        else {name[:LONGEST_NAME]: shortened(value) for name, value in given.items()},
        attachments=tuple(map(_file, message.attachments[:MOST_FILES])),
        locale=message.locale and message.locale[:LONGEST_NAME],
        asking=message.asking[:LONGEST_NAME],
        cut=cut,
    )


def _place(place: Conversation) -> Conversation:
    return replace(
        place,
        id=_named(place.id),
        thread=place.thread and _named(place.thread),
        name=straight(place.name)[:LONGEST_NAME],
        address={name: _named(value, LONGEST_URL) for name, value in place.address.items()},
    )


def _person(person: Identity) -> Identity:
    return replace(person, id=_named(person.id), name=straight(person.name)[:LONGEST_NAME])


def _file(file: Attachment) -> Attachment:
    """A name is cut before its end, which tells what kind of file it is; of half an address nothing comes."""
    name = file.name
    if len(name) > LONGEST_FILE_NAME:
        name = f"{name[: LONGEST_FILE_NAME - 21]}…{name[-20:]}"
    return Attachment(name, file.url if len(file.url) <= LONGEST_URL else "")


def _named(native: str, most: int = LONGEST_ID) -> str:
    if len(native) > most or _UNSTORABLE.search(native):
        raise NoId(NoId.__doc__)
    return native
