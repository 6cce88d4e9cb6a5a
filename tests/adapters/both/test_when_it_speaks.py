"""When the bot speaks, listens to what belongs to a question, or ignores: every address in every place, both platforms.

The events are what the platforms send, from the adapters' doors to what is stored and what goes out.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from nio import SyncResponse
from sqlalchemy import select

from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import Login
from adapters.matrix.direct import DirectChats
from adapters.matrix.inflow import Inflow
from adapters.matrix.patience import Patience
from adapters.matrix.position import Position
from adapters.matrix.rooms import Raw
from adapters.matrix.settings import MatrixSettings
from adapters.matrix.sound import sound_sync
from adapters.teams import Teams
from adapters.teams.parse import event_id
from bot.chat.adapter import Undeliverable
from bot.chat.message import Conversation, Identity, Kind, Message
from storage import tables
from storage.database.database import Database
from tests.adapters.teams.activities import BOT, TENANT, in_channel, message
from tests.adapters.teams.conftest import development
from tests.cafe import Door, Doorway
from tests.small_map import draw

SPEAK, LISTEN, IGNORE = "speak", "listen", "ignore"
US, SOMEBODY, OTHER = "@plek:plek.test", "@adviseur-water:plek.test", "@aanjager:plek.test"
PILL = f'<a href="https://matrix.to/#/{US}">PLeK</a>'
MATRIX_LINK = '<a href="matrix:u/plek:plek.test">PLeK</a>'
Json = dict[str, Any]

MATRIX_PLACES = ("room", "thread", "spoken", "reply to others", "reply to us", "question", "card", "direct")
TEAMS_PLACES = ("channel", "thread", "spoken", "question", "quote of the card", "quote of us", "group", "personal")
CALLS = dict.fromkeys(MATRIX_PLACES + TEAMS_PLACES, SPEAK)
SILENT = {
    **dict.fromkeys(MATRIX_PLACES + TEAMS_PLACES, IGNORE),
    **dict.fromkeys(("reply to us", "quote of us", "direct", "personal"), SPEAK),
    **dict.fromkeys(("question", "card", "quote of the card"), LISTEN),
}
EDIT = {**CALLS, "question": LISTEN, "card": LISTEN, "quote of the card": LISTEN}
"""What belonged to a question is corrected there."""

ON_MATRIX: dict[str, tuple[Json, dict[str, str]]] = {
    "a pill": ({"body": "PLeK: hulp", "formatted_body": f"{PILL}: hulp"}, CALLS),
    "a matrix: link": ({"body": "PLeK hulp", "formatted_body": f"{MATRIX_LINK} hulp"}, CALLS),
    "a matrix.to link": ({"body": f"https://matrix.to/#/{US} hulp"}, CALLS),
    "a list without text": ({"body": "hulp", "m.mentions": {"user_ids": [US]}}, {**CALLS, "card": LISTEN}),
    # (Clients list whoever is replied to: in reply to a card that says nothing.)
    "its name": ({"body": "PLeK: hulp"}, CALLS),
    "its name and a comma": ({"body": "plek, hulp"}, CALLS),
    "its id": ({"body": f"{US} hulp"}, CALLS),
    "its prefix": ({"body": "!plek hulp"}, CALLS),
    "in the middle": ({"body": "hulp PLeK netwerken", "formatted_body": f"hulp {PILL} netwerken"}, CALLS),
    "alone": ({"body": "PLeK", "formatted_body": PILL}, CALLS),
    "nothing": ({"body": "hulp"}, SILENT),
    "its name in a URL": ({"body": "kijk op https://plek.test/PLeK: daar"}, SILENT),
    "its name in passing": ({"body": "dat staat ook in PLeK volgens mij"}, SILENT),
}
ON_TEAMS: dict[str, tuple[Json, dict[str, str]]] = {
    "a mention": ({"text": "<at>PLeK</at> hulp", "entities": [{"type": "mention", "text": "<at>PLeK</at>"}]}, CALLS),
    "an entity without text": ({"text": "<at>PLeK</at> hulp", "entities": [{"type": "mention"}]}, CALLS),
    "in the middle": (
        {"text": "hulp <at>PLeK</at> netwerken", "entities": [{"type": "mention", "text": "<at>PLeK</at>"}]},
        CALLS,
    ),
    "alone": ({"text": "<at>PLeK</at>", "entities": [{"type": "mention", "text": "<at>PLeK</at>"}]}, CALLS),
    "nothing": ({"text": "hulp"}, SILENT),
    "its name in a URL": ({"text": "kijk op https://plek.test/PLeK: daar"}, SILENT),
    "its name in passing": ({"text": "dat staat ook in PLeK volgens mij"}, SILENT),
}
ONLY_HEARD = {"its name": ({"text": "PLeK: hulp"}, CALLS), "its name and a comma": ({"text": "plek, hulp"}, CALLS)}
"""Without the permission to hear threads these never come."""


class Far(Doorway):
    """The way out of one platform."""

    def __init__(self, platform: str) -> None:
        super().__init__()
        self.platform = platform


class Remembering(Homeserver):
    """The real connection, of a homeserver that knows what was said."""

    def __init__(self, settings: MatrixSettings, login: Login) -> None:
        super().__init__(settings, login)
        self.events: dict[str, Json] = {}

    async def event(self, _room: str, event: str) -> Raw:
        if event not in self.events:
            raise Undeliverable("unknown")
        return self.events[event]


async def of(door: Door, event: str) -> str:
    """What came of an event."""
    await door.cafe.settled()
    key = f"{door.far.platform}:{event}"
    told = await door.database.read(
        lambda tx: tx.execute(select(tables.outbox.c.id).where(tables.outbox.c.trace == key)).first()
    )
    said = tables.question_messages
    held = await door.database.read(lambda tx: tx.execute(select(said.c.id).where(said.c.key == key)).first())
    return LISTEN if held else SPEAK if told else IGNORE


@asynccontextmanager
async def cafe(database: Database, platform: str) -> AsyncIterator[Door]:
    await database.write(draw)
    async with Door(database, far=Far(platform)) as door:
        door.far.buttons = None
        yield door


async def prepare(
    door: Door, who: Identity, chat: Conversation, place: Callable[[str], Conversation]
) -> dict[str, str]:
    """Somebody signed up, got an answer in one thread, and put a question in another: the messages of ours there."""
    numbers = count(1)

    async def says(text: str, where: Conversation, **more: Any) -> str:
        said = Message(f"prepared-{next(numbers)}", where, who, text, door.clock(), **more)
        await door.cafe.dispatcher.store([said])
        await door.cafe.settled()
        return [each.native_id for each in door.far.sent if each.conversation.key == where.key][-1]

    told = {"name": "Adviseur Water", "organisation": "Gemeente Voorbeeld", "organisation_kind": "gemeente"}
    told |= {"position": "", "regions": "", "themes": "", "knows": "", "found": "ja"}
    await says("aanmelden", chat, values=told)
    ours = {"us": await says("hulp", place("spoken"))}
    await says("vraag Hoe meet je fijnstof bij een school?", place("question"))
    for _step in range(3):
        if any(each.reply.subject for each in door.far.sent):
            break
        await says("ja", place("question"))
    ours["card"] = next(each.native_id for each in door.far.sent if each.reply.subject)
    return ours


async def wrong(
    table: dict[str, tuple[Json, dict[str, str]]],
    places: tuple[str, ...],
    outcome: Callable[[str, Json, bool], Awaitable[str]],
) -> dict[tuple[str, str], str]:
    """What came out otherwise than the table has it; and by an edit that adds the address."""
    found = {}
    for place in places:
        for address, (said, expected) in table.items():
            if (came := await outcome(place, said, False)) != expected[place]:
                found[place, address] = came
        if (came := await outcome(place, next(iter(table.values()))[0], True)) != EDIT[place]:
            found[place, "an edit"] = came
    return found


@pytest.mark.parametrize("encrypted", [False, True])
async def test_on_matrix(database: Database, tmp_path: Path, encrypted: bool) -> None:
    login = {"access_token": "x", "device_id": "x"}
    at = {"homeserver": "http://127.0.0.1:9", "user": US, "store": tmp_path / "matrix", **login}
    settings = MatrixSettings.model_validate(at)
    async with cafe(database, "matrix") as door:
        server = Remembering(settings, Login(US, "DEVICE", "token", "pickle"))
        direct, numbers = DirectChats(server), count(1)
        direct._user_of["!direct:plek.test"] = SOMEBODY
        receiver, position = door.cafe.dispatcher, Position(token="before")
        inflow = Inflow(server, settings, receiver, Patience(), position, direct, door.clock, "PLeK")
        room, chat = "!bodem:plek.test", Conversation("matrix", "!direct:plek.test", Kind.personal)

        def thread(name: str) -> Conversation:
            return Conversation("matrix", room, Kind.channel, thread=f"${name}", name="Bodem")

        server.events["$other"] = {"type": "m.room.message", "sender": OTHER, "content": {"body": "Wie kent de ZZS?"}}
        state = [{"type": "m.room.encryption", "state_key": "", "content": {}}] if encrypted else []

        def relation(place: str) -> Json:
            answers = {"reply to others": "$other", "reply to us": ours["us"], "card": ours["card"]}
            if place in answers:
                return {"m.relates_to": {"m.in_reply_to": {"event_id": answers[place]}}}
            below = {"rel_type": "m.thread", "event_id": f"${place}"}
            return {"m.relates_to": below} if place in ("thread", "spoken", "question") else {}

        async def happens(where: str, said: Json) -> list[str]:
            stamp = {"origin_server_ts": int(door.clock().timestamp() * 1000)}
            event = {"type": "m.room.message", "event_id": f"${next(numbers)}", "sender": SOMEBODY, **stamp, **said}
            server.events[event["event_id"]] = event
            described = [{**each, "event_id": f"${next(numbers)}", "sender": OTHER, **stamp} for each in state]
            timeline = {"events": [event], "limited": False, "prev_batch": "x"}
            told = {"timeline": timeline, "state": {"events": described}}
            whole = {"next_batch": "x", "device_one_time_keys_count": {}, "to_device": {"events": []}}
            rooms = {"join": {where: told}, "invite": {}, "leave": {}}
            sync = SyncResponse.from_dict(sound_sync({**whole, "rooms": rooms}))
            assert isinstance(sync, SyncResponse)
            events = await inflow.take(sync, catching_up=False)
            await receiver.store(events)
            return [event["event_id"]]

        await happens(room, {"content": {"msgtype": "m.notice", "body": "we are here from now on"}})
        ours = await prepare(door, Identity("matrix", SOMEBODY, "Adviseur Water"), chat, thread)

        async def outcome(place: str, said: Json, edited: bool) -> str:
            where = chat.id if place == "direct" else room
            content = {"msgtype": "m.text", "m.mentions": {}, **said, **relation(place)}
            if not edited:
                (event,) = await happens(where, {"content": content})
                return await of(door, event)
            first = {**content, "body": "hulp", "formatted_body": ""}
            (original,) = await happens(where, {"content": first})
            await door.cafe.settled()
            held = await of(door, original)
            new = {"msgtype": "m.text", "m.mentions": {}, **said}
            replaces = {"rel_type": "m.replace", "event_id": original}
            changed = {**new, "body": f"* {said['body']}", "m.new_content": new, "m.relates_to": replaces}
            (event,) = await happens(where, {"content": changed})
            return held if held == LISTEN else await of(door, event)

        found = await wrong(ON_MATRIX, MATRIX_PLACES, outcome)
        assert not found, "\n".join(map(str, found.items()))
        await server.close()


@pytest.mark.parametrize("hears", [False, True])
async def test_on_teams(database: Database, hears: bool) -> None:
    async with cafe(database, "teams") as door:
        teams = Teams(development(9).model_copy(update={"hears_threads": hears}), clock=door.clock)
        numbers, receiver = count(5_000_000), door.cafe.dispatcher
        channel, now = "19:bodem@thread.tacv2", door.clock().isoformat()
        who = Identity("teams", f"{TENANT}/00000000-0000-4000-8000-000000000003", "Adviseur Water")
        chat = Conversation("teams", "a:adviseur", Kind.personal)
        roots = {"thread": "1", "spoken": "2", "question": "3"}

        def thread(name: str) -> Conversation:
            return Conversation("teams", channel, Kind.channel, thread=roots[name], name="Bodem")

        ours = await prepare(door, who, chat, thread)

        def activity(place: str, said: Json, number: str, **changes: Any) -> Json:
            entities = [{**each, "mentioned": {"id": BOT, "name": "PLeK"}} for each in said.get("entities", ())]
            told = {**said, "entities": entities}
            quoted = {"quote of us": ours["us"], "quote of the card": ours["card"]}.get(place)
            if quoted:
                told["text"] = f'<quoted messageId="{quoted}"/>{told["text"]}'
            if place in ("personal", "group"):
                base = message("", id=number, timestamp=now)
                if place == "group":
                    base["conversation"] = {"id": "19:groep@thread.v2", "conversationType": "groupChat"}
            else:
                base = in_channel("", thread=roots.get(place, "1" if quoted else number), id=number, timestamp=now)
            return {**base, **told, **changes}

        async def outcome(place: str, said: Json, edited: bool) -> str:
            number = str(next(numbers))
            first = activity(place, {"text": "hulp"} if edited else said, number)
            await teams._take(first, receiver)
            event = event_id(first)
            if not edited:
                return await of(door, event)
            held = await of(door, event)
            edit = activity(place, said, number, type="messageUpdate")
            await teams._take(edit, receiver)
            return held if held == LISTEN else await of(door, await _latest_edit(door, event))

        table = {**ON_TEAMS, **ONLY_HEARD} if hears else ON_TEAMS
        if not hears:  # what does not name us never comes in, but in private
            deaf = dict.fromkeys(SILENT, IGNORE) | {"personal": SPEAK}
            table = {address: (said, deaf if came is SILENT else came) for address, (said, came) in table.items()}
            by_edit = {**EDIT, "question": SPEAK, "quote of the card": SPEAK}
        else:
            by_edit = EDIT
        found = await wrong(table, TEAMS_PLACES, outcome)
        wrongly = {key: came for key, came in found.items() if key[1] != "an edit" or came != by_edit[key[0]]}
        assert not wrongly, "\n".join(map(str, wrongly.items()))


async def _latest_edit(door: Door, event: str) -> str:
    await door.cafe.settled()
    like = tables.inbox.c.event_id.startswith(f"teams:{event}/edit/", autoescape=True)
    found = await door.database.read(lambda tx: tx.execute(select(tables.inbox.c.event_id).where(like)).scalar())
    return str(found).removeprefix("teams:")
