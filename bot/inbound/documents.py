"""Finds what is in a document at the moment it is handed over, by the topic that makes documents of its type.

    Document("text/calendar", _contents)        in the declaration of events

It is made for its owner and stored nowhere: whatever a platform sends back of it, nobody gets what is another's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat.line import NOTHING, Line
from bot.chat.reply import File
from bot.process.choices import Choices
from bot.topic import Topics
from storage.database.database import Tx


@dataclass(frozen=True, slots=True)
class Asking:
    """What a document is made with."""

    topics: Topics
    now: datetime
    choices: Choices = field(default_factory=Choices)
    """What the operator chose."""


@dataclass(frozen=True, slots=True)
class Document:
    """Documents of that media type; their contents are None when there is nothing (any more) for their owner."""

    media_type: str
    contents: Callable[[Tx, File, Asking], bytes | None]
    begins: Line = NOTHING
    """How the line begins that gives the same as text, where several topics make documents of that type."""


def contents(tx: Tx, file: File, asking: Asking) -> bytes | None:
    """Tell what is in a document now; None when nobody makes such documents, or there is nothing in it."""
    made = [each for each in asking.topics.all(Document) if each.media_type == file.media_type]
    fitting = [each for each in made if file.line.startswith(each.begins.forms)]
    found = max(fitting, key=lambda each: len(each.begins), default=None)
    return found.contents(tx, file, asking) if found else None
