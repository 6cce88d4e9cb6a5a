"""From the homeserver's JSON to events: what is meant for the bot, and that nothing breaks the parser."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.matrix import parse
from adapters.matrix.buttons import SEEDS, number_of
from adapters.matrix.parse import Where
from adapters.matrix.rooms import Room
from adapters.matrix.written import Me
from bot.chat.message import Kind, Message

BOT = "@plek:plek.test"
MEMBER = "@adviseur-water:plek.test"
ME = Me(BOT, "!plek", "PLeK")
ROOM = Where("!bodem", personal=False)
CHAT = Where("!chat", personal=True)


def said(body: str, /, **more: Any) -> dict[str, Any]:
    content = {"msgtype": "m.text", "body": body, **more}
    stamp = 1_760_000_000_000
    return {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": MEMBER,
        "origin_server_ts": stamp,
        "content": content,
    }


def understood(raw: dict[str, Any], where: Where = ROOM) -> Message:
    message = parse.message(raw, where, ME)
    assert message
    return message


NOBODY: dict[str, Any] = {"m.mentions": {}}
MENTION = {"m.mentions": {"user_ids": [BOT]}}
PILL = f'<a href="https://matrix.to/#/{BOT}">PLeK</a>'


def pilled(html: str) -> dict[str, Any]:
    return said("zonder opmaak", format="org.matrix.custom.html", formatted_body=html, **NOBODY)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (said("!plek netwerken"), "netwerken"),
        (said("!PLEK: netwerken flevoland"), "netwerken flevoland"),
        (said("!plek"), ""),
        (said("PLeK: netwerken", **MENTION), "netwerken"),
        (said("PLeK netwerken", **MENTION), "netwerken"),
        (said("netwerken @PLeK", **MENTION), "netwerken"),
        (said(f"{BOT} netwerken", **MENTION), "netwerken"),
        (said("PLeK: netwerken", formatted_body=f"{PILL}: netwerken"), "netwerken"),
        (said("Kennismakelaar netwerken", formatted_body=PILL.replace("PLeK", "Kennismakelaar")), "netwerken"),
        (said("netwerken over !plek", **MENTION), "netwerken over !plek"),
        (said("PLeK: netwerken", **NOBODY), "netwerken"),
        (said("plek, wie kent de ZZS?", **NOBODY), "wie kent de ZZS?"),
        (said("@plek netwerken"), "netwerken"),
        (said(f"{BOT} netwerken", **NOBODY), "netwerken"),
        (said("@PLeK:", **NOBODY), ""),
        (said(f"wie kent https://matrix.to/#/{BOT} de ZZS?"), "wie kent de ZZS?"),
        (said("[PLeK](matrix:u/plek:plek.test?action=chat) netwerken"), "netwerken"),
        (pilled(f"Hoi {PILL}, wie kent de <b>ZZS</b>?"), "Hoi, wie kent de ZZS?"),
        (pilled(f"wie kent {PILL.replace('@', '%40')} de <b>ZZS</b>?"), "wie kent de ZZS?"),
        (pilled(f"wie kent de <b>ZZS</b> {PILL}?"), "wie kent de ZZS?"),
        (pilled('<a href="matrix:u/plek:plek.test">PLeK</a> <i>netwerken</i>'), "netwerken"),
        (said("wie kent PLeK de ZZS?", formatted_body=f"wie kent {PILL} de ZZS?"), "wie kent de ZZS?"),
        (said("PLeK", formatted_body=PILL), ""),
        (said("wie kent de ZZS?", **MENTION), "wie kent de ZZS?"),
        (said("wie kent de PLeKschool?", **MENTION), "wie kent de PLeKschool?"),
    ],
)
def test_what_addresses_the_bot_is_left_out(raw: dict[str, Any], text: str) -> None:
    message = understood(raw)
    assert message.addressed
    assert message.text == text


@pytest.mark.parametrize(
    "raw",
    [
        said("netwerken"),
        said("!plekken om te vergaderen"),
        said("PLeK is een mooie naam", **NOBODY),
        said("PLeK", **NOBODY),
        said("Lees https://plek.test: daar staat het", **NOBODY),
        said("plek://netwerken"),
        said("plek:elders.test is een adres"),
        said("@plek:elders.test netwerken"),
        said("de naam is PLeK, denk ik", **NOBODY),
        said("https://matrix.to/#/#plek:plek.test netwerken"),
        said("https://matrix.to/#/!plek:plek.test/$1 netwerken"),
        said("hallo", **{"m.mentions": {"user_ids": ["@aanjager:plek.test"]}}),
        # Mentioned only in the quote of what is replied to.
        said("ja", formatted_body=f"<mx-reply><blockquote>{PILL} hulp</blockquote></mx-reply>ja"),
        said("!plek hulp", msgtype="m.notice"),
        said("* !plek hulp", **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}}),
        {**said("!plek hulp"), "sender": BOT},
    ],
)
def test_what_is_not_for_the_bot_is_left(raw: dict[str, Any]) -> None:
    assert parse.message(raw, ROOM, ME) is None


def test_everything_in_a_direct_chat_is_for_the_bot() -> None:
    message = understood(said("netwerken"), CHAT)
    assert message.addressed
    assert message.conversation.kind is Kind.personal
    assert message.conversation.thread is None


def test_a_message_in_a_room_begins_its_own_thread_and_one_in_a_thread_stays_there() -> None:
    assert understood(said("!plek hulp")).conversation.thread == "$1"
    relation = {"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}
    assert understood(said("!plek hulp", **relation)).conversation.thread == "$root"
    undecided = understood(said("hulp", **relation))
    assert undecided.conversation.thread == "$root"
    assert not undecided.addressed


def test_the_quote_of_what_is_replied_to_is_left_out() -> None:
    relation = {"m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}}
    message = understood(said(f"> <{BOT}> Wat is de naam?\n> (kort)\n\nVeenweide", **relation), CHAT)
    assert message.text == "Veenweide"
    assert message.reply_to == "$0"
    assert understood(said("> niet van ons"), CHAT).text == "> niet van ons"
    assert understood(said(">50 mg nitraat is te veel", **relation), CHAT).text == ">50 mg nitraat is te veel"


def test_a_file_is_linked_and_its_caption_read() -> None:
    message = understood(said("leeg.pdf", msgtype="m.file", url="mxc://plek.test/1"), CHAT)
    assert message.text == ""
    assert message.attachments[0].url == f"https://matrix.to/#/{quote(CHAT.room)}/{quote(message.id)}"
    captioned = said("vraag over bodem", msgtype="m.file", filename="a.pdf", url="mxc://plek.test/1")
    assert understood(captioned, CHAT).text == "vraag over bodem"


def test_a_correction_is_by_whoever_wrote_it() -> None:
    new = {"m.new_content": {"msgtype": "m.text", "body": "!plek netwerken"}}
    edit = {**said("* x", **new, **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}}), "event_id": "$2"}
    corrected = parse.edited(edit, said("!plek hulp"), ROOM, ME)
    assert corrected
    assert (corrected.id, corrected.message.id, corrected.message.text) == ("$2", "$1", "netwerken")
    assert corrected.message.conversation.thread == "$1"
    assert parse.edited({**edit, "sender": "@ander:plek.test"}, said("!plek hulp"), ROOM, ME) is None


def test_every_button_is_known_with_and_without_its_variation_selector() -> None:
    for number, seed in enumerate(SEEDS, 1):
        assert number_of(seed) == number
        assert number_of(seed.replace("\N{VARIATION SELECTOR-16}", "")) == number
    assert number_of("👍") is None


def test_creators_of_newer_rooms_moderate_without_being_listed() -> None:
    content: dict[str, Any] = {"room_version": "12", "additional_creators": ["@kernteam:plek.test"]}
    create: dict[str, Any] = {"type": "m.room.create", "sender": MEMBER, "content": content}
    powers: dict[str, Any] = {
        "type": "m.room.power_levels",
        "content": {"users": {"@hoog:plek.test": 50, "@laag:plek.test": 49}},
    }
    new, old = Room("!new"), Room("!old:plek.test")
    for raw in (create, powers):
        new.take(raw, BOT)
        old.take(raw, BOT)
    old.take({**create, "content": {"room_version": "11"}}, BOT)
    assert new.moderators(50) == (MEMBER, "@hoog:plek.test", "@kernteam:plek.test")
    assert old.moderators(50) == ("@hoog:plek.test",)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
known_keys = st.sampled_from(
    [
        *(
            "type",
            "sender",
            "event_id",
            "content",
            "msgtype",
            "body",
            "formatted_body",
            "m.mentions",
            "user_ids",
            "url",
        ),
        *("m.relates_to", "rel_type", "m.in_reply_to", "key", "m.new_content", "redacts", "origin_server_ts", "file"),
        *("users", "additional_creators", "room_version", "predecessor", "state_key", "membership", "name", "filename"),
    ]
)
known_values = st.sampled_from(
    [
        *("m.room.message", "m.reaction", "m.room.redaction", "m.text", "m.file", "m.replace", "m.thread", BOT, "$1"),
        *("m.room.create", "m.room.power_levels", "m.room.member", "m.room.name", "m.room.tombstone", MEMBER, SEEDS[0]),
    ]
)
parts = st.recursive(
    known_values | anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(known_keys, inner, max_size=5),
    max_leaves=10,
)
events = st.dictionaries(known_keys, parts, max_size=6)
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Other tests may keep the machine busy."""


@slowly
@given(events, events)
def test_nothing_that_anybody_sends_breaks_the_parser(raw: dict[str, Any], original: dict[str, Any]) -> None:
    for where in (ROOM, CHAT):
        for found in (
            parse.message(raw, where, ME),
            parse.reacted(raw, where, ME),
            parse.deleted(raw, where, ME),
            parse.edited(raw, original, where, ME),
        ):
            assert found is None or (found.id and found.sender.id != BOT)
    parse.corrects(raw)
    room = Room("!bodem")
    room.take(raw, BOT)
    assert all(isinstance(user, str) for user in room.moderators(50))
    assert room.version >= 0
    assert room.predecessor != ""
    assert room.replacement != ""


@slowly
@given(st.text(), st.text())
def test_any_words_are_heard_as_they_were_said(body: str, html: str) -> None:
    raw = said(body, formatted_body=html, format="org.matrix.custom.html")
    message = understood(raw, replace(CHAT))
    assert message.text in body


def test_a_request_to_compare_keys_is_no_message_and_a_tick_is_no_button() -> None:
    wanted = said("wants to verify", msgtype="m.key.verification.request", to=BOT)
    assert parse.message(wanted, CHAT, ME) is None
    assert parse.asks_to_verify(wanted, ME)
    assert not parse.asks_to_verify({**wanted, "content": {**wanted["content"], "to": MEMBER}}, ME)
    assert not parse.asks_to_verify(said("!plek hulp"), ME)

    def put(key: str) -> dict[str, Any]:
        relation = {"rel_type": "m.annotation", "event_id": "$0", "key": key}
        return {**said(""), "type": "m.reaction", "content": {"m.relates_to": relation}}

    tick = parse.reacted(put("\u2705"), ROOM, ME)
    assert tick
    assert (tick.sign, tick.number, tick.shown) == ("\u2705", 0, True)
    assert parse.reacted(put("\N{THUMBS UP SIGN}"), ROOM, ME) is None
    button = parse.reacted(put(SEEDS[2]), ROOM, ME)
    assert button
    assert (button.sign, button.number, button.shown) == ("", 3, False)
