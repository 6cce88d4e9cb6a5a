"""What comes in stays within its limits, on either database: the longest ids work, longer ones are refused."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.limits import LONGEST_ID, LONGEST_NAME, LONGEST_TEXT, LONGEST_URL, MOST_FIELDS, MOST_FILES, NoId, bounded
from bot.chat.message import Attachment, Conversation, Deleted, Event, Identity, Kind, Message, Moved, Powers
from bot.chat.reply import codec
from tests.cafe import PLATFORM, Door

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LONG = "x" * LONGEST_ID


def said(text: str = "hulp", **changes: Any) -> Message:
    place = Conversation(PLATFORM, LONG, Kind.channel, LONG, "n" * 500)
    return replace(Message(LONG, place, Identity(PLATFORM, LONG, "n" * 500), text, NOW, reply_to=LONG), **changes)


async def test_the_longest_ids_are_stored_and_answered(door: Door) -> None:
    await door.cafe.dispatcher.store([said()])
    await door.cafe.dispatcher.settled()
    assert door.far.sent


@pytest.mark.parametrize("wrong", ["x" * (LONGEST_ID + 1), "x" * 5_000, "half \ud83d", "nul \0"])
def test_what_is_no_id_is_refused_wherever_it_stands(wrong: str) -> None:
    good, bad = Conversation(PLATFORM, "a", Kind.channel), Conversation(PLATFORM, wrong, Kind.channel)
    one, somebody = Identity(PLATFORM, "a", "A"), Identity(PLATFORM, wrong, "A")
    events: list[Event] = [
        said(conversation=bad),
        said(conversation=replace(good, thread=wrong)),
        said(sender=somebody),
        said(reply_to=wrong),
        Deleted("1", good, one, wrong),
        Moved("1", good, bad, NOW),
        Powers("1", good, (one, somebody), NOW),
    ]
    for event in events:
        with pytest.raises(NoId):
            bounded(event)


def test_what_is_too_long_is_cut_and_says_so() -> None:
    files = (Attachment("n" * 900 + ".pdf", "https://x.nl/" + "u" * LONGEST_URL),) * 60
    values = {f"{number}": "v" * 20_000 for number in range(100)}
    kept = bounded(said("t" * 900_000, values=values, attachments=files))
    assert isinstance(kept, Message)
    assert kept.cut
    assert (len(kept.text), len(kept.values or ()), len(kept.attachments)) == (LONGEST_TEXT, MOST_FIELDS, MOST_FILES)
    assert (len(kept.sender.name), len(kept.conversation.name)) == (LONGEST_NAME, LONGEST_NAME)
    assert kept.attachments[0].name.endswith(".pdf")
    assert kept.attachments[0].url == ""
    assert len(str(codec.dump(kept))) < 600_000
    assert bounded(kept) == kept
    assert not bounded(said("kort")).cut  # type: ignore[union-attr]  # it is a message
