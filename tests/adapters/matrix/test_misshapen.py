"""Whatever stands in a sync, the others in it are heard: nothing raises, and no event is the end of reading."""

import copy
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import structlog
from nio import SyncResponse

from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import Login
from adapters.matrix.direct import DirectChats
from adapters.matrix.inflow import Inflow
from adapters.matrix.patience import Patience
from adapters.matrix.position import Position
from adapters.matrix.settings import MatrixSettings
from adapters.matrix.sound import sound_sync
from bot.chat.adapter import Undeliverable
from bot.chat.message import Message
from storage.database.database import Database
from tests.adapters.misshapen import SEED, TIMES, Json, Kept, misshapen

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BOT, MEMBER = "@plek:plek.test", "@adviseur-water:plek.test"
STAMP = 1_793_610_000_000
"""After the bot started."""
PILL = f'<a href="https://matrix.to/#/{BOT}">PLeK</a> <b>hulp</b>'


def _event(kind: str, content: Json, **more: Any) -> Json:  # Any: JSON
    return {"type": kind, "sender": MEMBER, "origin_server_ts": STAMP, "content": content, **more}


def _said(body: str, **more: Any) -> Json:  # Any: JSON
    mentions = {"user_ids": [BOT]}
    return _event("m.room.message", {"msgtype": "m.text", "body": body, "m.mentions": mentions, **more})


BASES: list[Json] = [
    _said("PLeK hulp", format="org.matrix.custom.html", formatted_body=PILL),
    _said("hulp", **{"m.relates_to": {"rel_type": "m.thread", "event_id": "$1", "m.in_reply_to": {"event_id": "$2"}}}),
    _said("* hulp", **{"m.new_content": {"body": "hulp"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "$1"}}),
    _event("m.room.message", {"msgtype": "m.file", "body": "a.pdf", "filename": "a.pdf", "url": "mxc://plek.test/a"}),
    _event("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "1\ufe0f\u20e3"}}),
    _event("m.room.redaction", {"redacts": "$1"}, redacts="$1"),
    _event("m.room.member", {"membership": "join", "displayname": "A"}, state_key=MEMBER),
    _event("m.room.power_levels", {"users": {MEMBER: 50}}, state_key=""),
    _event("m.room.create", {"room_version": "10", "predecessor": {"room_id": "!b:plek.test"}}, state_key=""),
    _event("m.room.name", {"name": "Bodem"}, state_key=""),
    _event("m.room.join_rules", {"join_rule": "public"}, state_key=""),
    _event("m.room.tombstone", {"replacement_room": "!b:plek.test"}, state_key=""),
    _event("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "session_id": "x", "ciphertext": "x",
                                "sender_key": "x", "device_id": "x"}),
]  # fmt: skip


class Unanswering(Homeserver):
    """The real connection, of a homeserver that knows nothing."""

    async def call(self, *_args: object, **_query: object) -> Json:
        raise Undeliverable("unknown")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Nio tells of each misshapen event, whole."""
    nio = logging.getLogger("nio")
    before = nio.level
    nio.setLevel(logging.ERROR)
    yield
    nio.setLevel(before)


@pytest.fixture
def inflow(tmp_path: Path, database: Database) -> tuple[Inflow, Kept]:
    login = Login(BOT, "DEVICE", "token", "pickle")
    settings = MatrixSettings.model_validate(
        {
            "homeserver": "http://127.0.0.1:9",
            "user": BOT,
            "store": tmp_path / "matrix",
            "access_token": "x",
            "device_id": "x",
        }
    )
    server = Unanswering(settings, login)
    kept = Kept(database, NOW)
    position = Position(token="before")  # of a sync
    return Inflow(server, settings, kept, Patience(), position, DirectChats(server), lambda: NOW, "PLeK"), kept


def response(number: int, events: list[Json], random: Random) -> SyncResponse:
    """A sync with one room that all are in."""
    timeline = [{"event_id": f"${number}-{place}", **event} for place, event in enumerate(events)]
    room = {"timeline": {"events": timeline, "limited": False, "prev_batch": "x"}, "state": {"events": []}}
    where = random.choice(["join", "join", "join", "leave"])
    rooms: Json = {"join": {}, "invite": {}, "leave": {}}
    rooms[where] = {f"!bodem-{number}:plek.test": room}
    whole = {"next_batch": str(number), "rooms": rooms, "device_one_time_keys_count": {}, "to_device": {"events": []}}
    return SyncResponse.from_dict(sound_sync(whole))


@pytest.mark.hypothesis  # `make fuzz` takes those
async def test_no_misshapen_event_keeps_the_others_from_being_heard(inflow: tuple[Inflow, Kept]) -> None:
    reading, kept = inflow
    random = Random(SEED)  # no secret
    with structlog.testing.capture_logs() as logged:
        for number in range(100 * TIMES):
            events = [misshapen(random, random.choice(BASES)) for _ in range(10)]
            sync = response(number, [*events, copy.deepcopy(BASES[0])], random)
            if not isinstance(sync, SyncResponse):
                continue
            left = bool(sync.rooms.leave)
            heard = await reading.take(sync, catching_up=False)
            await kept.store(heard)
            assert left or any(isinstance(each, Message) and each.id == f"${number}-10" for each in heard)
    assert [line for line in logged if "not understood" in line["event"]] == []
    assert len(kept.events) > 100 * TIMES
