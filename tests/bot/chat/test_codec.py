"""What inbox and outbox hold is read as it was written, and holds nothing that a database refuses."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.codec import Codec, UnknownPayload
from bot.chat.message import Conversation, Edited, Event, Identity, Kind, Message, Reacted
from bot.chat.reply import Block, Reply, Text, codec, words
from bot.chat.spans import Link, Span
from tests import FUZZ

PATHS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1)
WEB = PATHS.map("https://example.org/{}".format)
TEXTS = st.text()

for _kind, _strategy in {
    datetime: st.datetimes(timezones=st.just(UTC)),
    Link: st.builds(Link, TEXTS, WEB),
}.items():
    st.register_type_strategy(_kind, _strategy)

EVENTS: st.SearchStrategy[Event] = st.from_type(Event)  # type: ignore[arg-type]  # a union is a type to hypothesis


def storable(value: object) -> bool:
    """Whether PostgreSQL takes it: no NUL, no halves of characters."""
    match value:
        case str():
            return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)
        case Mapping():
            return all(storable(part) for part in (*value.keys(), *value.values()))
        case list() | tuple():
            return all(map(storable, value))
        case _ if is_dataclass(value):
            return all(storable(getattr(value, each.name)) for each in fields(value))
        case _:
            return True


@settings(max_examples=300 * FUZZ)
@given(EVENTS)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    stored = json.loads(json.dumps(codec.dump(event)))
    assert storable(stored)
    if storable(event):
        assert codec.load(stored) == event


@given(st.lists(st.from_type(Span), max_size=4))  # type: ignore[arg-type]  # likewise
def test_every_span_comes_back_as_it_was(parts: list[Span]) -> None:
    reply = Reply((Text(words(*parts)),))
    if storable(reply):
        assert codec.load(json.loads(json.dumps(codec.dump(reply)))) == reply


@given(st.dictionaries(st.text() | st.just("$"), st.text() | st.just("datetime"), max_size=4))
def test_the_fields_of_a_form_may_have_any_name(values: dict[str, str]) -> None:
    who = Identity("door", "a", "A")
    place = Conversation("door", "c", Kind.personal)
    message = Message("1", place, who, "x", datetime(2026, 1, 1, tzinfo=UTC), values=values)
    if storable(values):
        assert codec.load(codec.dump(message)) == message


def test_what_is_not_known_is_refused() -> None:
    class Stranger:
        pass

    with pytest.raises(UnknownPayload):
        codec.dump(Stranger())
    with pytest.raises(UnknownPayload):
        codec.load({"$": "Stranger"})
    with pytest.raises(UnknownPayload):
        Codec(Edited).dump(Reacted)


def test_blocks_that_a_reply_may_hold_are_all_known() -> None:
    known = {kind.__name__ for kind in get_args(Block)}
    assert known <= set(codec._types)
