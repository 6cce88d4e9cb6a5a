"""Sending to Teams on a bad day: nothing is lost, nothing is said twice, and limits are obeyed."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import update

from adapters.teams import connector as connector_module
from adapters.teams.connector import Blocked, Connectors
from adapters.teams.credentials import AHEAD, Tokens
from adapters.teams.parse import conversation
from adapters.teams.settings import Limits
from bot.app import utc_now
from bot.chat.adapter import RetryLater, Undeliverable
from bot.chat.reply import say
from bot.chat.texts import Language
from bot.cli import health
from storage import tables
from storage.database.database import Database
from storage.messaging import backlog
from tests.adapters.teams.activities import in_channel, message
from tests.adapters.teams.conftest import Office, development, opened_office, serving
from tests.servers.process import free_port
from tests.servers.teams_connector import DROPPED, HANGS, Connector, Fault

CHAT = "a:adviseur"
HULP = {"type": "message", "text": "hulp"}


async def parked(database: Database) -> list[str]:
    return [str(each.failure) for each in await database.read(backlog.unsent, parked=True, limit=9)]


async def test_a_message_is_answered_where_it_was_said(office: Office) -> None:
    assert await office.post(message("hulp")) == 202
    await office.connector.until(lambda: bool(office.connector.sent))
    assert "Netwerken" in office.connector.texts(CHAT)[0]


async def test_a_mention_in_a_channel_is_answered_in_its_thread(office: Office) -> None:
    await office.post(in_channel("hulp"))
    await office.connector.until(lambda: bool(office.connector.sent))
    assert office.connector.sent[0][0] == "19:bodem@thread.tacv2;messageid=1690000000000"


async def test_the_activity_is_acknowledged_before_the_answer_is_sent(office: Office) -> None:
    office.connector.gate.clear()
    assert await office.post(message("hulp")) == 202
    office.connector.gate.set()
    await office.connector.until(lambda: bool(office.connector.sent))


async def test_a_redelivered_activity_is_answered_once(office: Office) -> None:
    office.connector.gate.clear()
    for _ in range(3):
        assert await office.post(message("hulp")) == 202
    office.connector.gate.set()
    await office.post(message("netwerken", id="2"))
    await office.connector.until(lambda: len(office.connector.sent) == 2)
    assert len([text for text in office.connector.texts(CHAT) if "Wat ik kan" in text]) == 1


async def test_a_429_is_obeyed_by_its_own_hint(office: Office) -> None:
    office.connector.faults.append(Fault(429, {"Retry-After": "0.2"}))
    await office.post(message("hulp"))
    await office.connector.until(lambda: bool(office.connector.sent))
    assert len(office.connector.calls) == 2


@pytest.mark.parametrize("fault", [Fault(500, applied=True), Fault(502, body="<html>"), Fault(503), DROPPED])
async def test_an_unclear_failure_is_recorded_and_not_repeated(
    office: Office, database: Database, fault: Fault
) -> None:
    office.connector.faults.append(fault)
    await office.post(message("hulp"))
    await office.post(message("netwerken", id="2"))
    await office.connector.until(lambda: len(office.connector.calls) == 2)
    await office.cafe.settled()
    assert len(await parked(database)) == 1
    assert len([text for text in office.connector.texts(CHAT) if "Wat ik kan" in text]) <= 1


@pytest.mark.parametrize("fault", [Fault(429, {"Retry-After": "600"}), Fault(500), Fault(503), DROPPED], ids=str)
async def test_while_the_service_fails_health_says_so_and_the_rest_keeps_its_order(
    office: Office, database: Database, fault: Fault
) -> None:
    office.connector.faults.append(fault)
    await office.post(message("hulp"))
    await office.connector.until(lambda: len(office.connector.calls) == 1)
    await seen_and_recovered_from(office, database)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits less long for an answer than it does in earnest."""
    monkeypatch.setattr("adapters.teams.adapter.SEND_WITHIN", ClientTimeout(total=4))


@pytest.mark.usefixtures("impatient")
async def test_while_the_service_hangs_health_says_so_and_the_rest_keeps_its_order(
    database: Database,
) -> None:
    async with opened_office(database) as office:
        office.connector.faults.append(HANGS)
        await office.post(message("hulp"))
        await office.connector.until(lambda: len(office.connector.calls) == 1)
        assert (await health.examine(office.cafe))["outbox"].detail.startswith("1 waiting")
        await seen_and_recovered_from(office, database)


async def seen_and_recovered_from(office: Office, database: Database) -> None:
    """While the first answer does not arrive health says so; an operator retries it, and the next comes behind it."""
    await office.cafe.settled()
    found = await health.examine(office.cafe)
    assert found["teams"].verdict is health.Verdict.warning
    assert "did not arrive" in found["teams"].detail
    await database.write(backlog.retry, utc_now())  # what may have arrived waits for an operator
    await database.write(lambda tx: tx.execute(update(tables.outbox).values(due_at=utc_now(), lease_until=None)))
    await office.post(message("netwerken", id="2"))
    office.cafe.delivery.wake()
    await office.connector.until(lambda: len(office.connector.sent) >= 2)
    await office.cafe.settled()
    texts = office.connector.texts(CHAT)
    assert "Wat ik kan" in texts[0]
    assert "Wat ik kan" not in texts[-1]
    assert (await health.examine(office.cafe))["teams"].verdict is health.Verdict.ok


async def test_a_service_that_hangs_is_given_up_on_and_may_have_got_it() -> None:
    async with Connector() as connector, ClientSession(timeout=ClientTimeout(total=0.3)) as http:
        connector.gate.clear()
        with pytest.raises(RetryLater) as failure:
            await Connectors(http, None).send(connector.url, CHAT, HULP)
    assert failure.value.ambiguous


async def test_a_403_stops_that_conversation_visibly(office: Office, database: Database) -> None:
    office.connector.faults.append(Fault(403, body='{"error": {"code": "MessageWritesBlocked", "message": "blocked"}}'))
    await office.post(message("hulp"))
    await office.connector.until(lambda: len(office.connector.calls) == 1)
    await office.cafe.settled()
    (why,) = await parked(database)
    assert "MessageWritesBlocked" in why


async def test_what_is_sent_to_a_place_that_refused_us_does_not_reach_teams_again(office: Office) -> None:
    await office.post(message("hulp"))
    await office.connector.until(lambda: bool(office.connector.sent))
    await office.cafe.settled()
    teams = office.cafe.adapters["teams"]
    place = conversation({**message(), "serviceUrl": office.connector.url})
    office.connector.faults.append(Fault(403))
    for number in range(3):
        with pytest.raises(Undeliverable):
            await teams.send(place, say("Nieuws").localised(Language("nl")), key=str(number), replaces=None)
    assert len(office.connector.calls) == 2, "one answer, one refusal, and then nothing"


async def test_the_limit_of_a_thread_is_obeyed_before_teams_says_so(database: Database) -> None:
    hour = Limits(per_thread=((2, 3600.0),), per_tenant=((1000, 1.0),))
    port = free_port()
    async with (
        Connector() as connector,
        ClientSession() as http,
        serving(database, development(port, hour)) as cafe,
    ):
        office = Office(cafe, connector, http, f"http://127.0.0.1:{port}/api/messages")
        place = conversation({**message(), "serviceUrl": connector.url})
        news = say("Nieuws").localised(Language("nl"))
        for number in range(2):
            await cafe.adapters["teams"].send(place, news, key=str(number), replaces=None)
        with pytest.raises(RetryLater) as failure:
            await cafe.adapters["teams"].send(place, news, key="2", replaces=None)
        assert failure.value.after is not None
        assert len(connector.sent) == 2
        await office.post(in_channel("hulp"))
        await connector.until(lambda: len(connector.sent) == 3)


async def test_who_unblocks_the_bot_is_answered_again(office: Office) -> None:
    office.connector.faults.append(Fault(403))
    await office.post(message("hulp"))
    await office.connector.until(lambda: len(office.connector.calls) == 1)
    await office.cafe.settled()
    await office.post(message("hulp", id="2"))
    await office.connector.until(lambda: bool(office.connector.sent))


async def test_an_answer_in_one_conversation_does_not_wait_for_another(office: Office) -> None:
    office.connector.faults.append(Fault(429, {"Retry-After": "600"}))
    await office.post(message("hulp"))
    await office.connector.until(lambda: len(office.connector.calls) == 1)
    await office.post(in_channel("hulp", id="2"))
    await office.connector.until(lambda: bool(office.connector.sent))


async def test_who_has_no_chat_with_the_bot_hears_in_the_channel_how_to_begin_one(database: Database) -> None:
    port, link = free_port(), "https://teams.microsoft.com/l/app/the-catalogue"
    settings = development(port).model_copy(update={"chat_link": link})
    async with Connector() as connector, ClientSession() as http, serving(database, settings) as cafe:
        office = Office(cafe, connector, http, f"http://127.0.0.1:{port}/api/messages")
        office.connector.unreachable.add("00000000-0000-4000-8000-000000000003")
        await office.post(in_channel("mijn gegevens"))
        await office.connector.until(lambda: bool(office.connector.sent))
    (told,) = office.connector.posts.values()
    assert f'<a href="{link}">' in told["text"]
    assert len(told["text"]) < 300, "short"
    assert office.connector.sent[0][0] == "19:bodem@thread.tacv2;messageid=1690000000000"
    assert told["text"].startswith("<p><at>Adviseur Water</at>, ik kan je nog geen persoonlijk bericht sturen.")
    (mention,) = told["entities"]
    assert mention["mentioned"] == {"id": "00000000-0000-4000-8000-000000000003", "name": "Adviseur Water"}


async def test_a_private_answer_goes_to_the_chat_and_the_channel_hears_so(office: Office) -> None:
    await office.post(in_channel("mijn gegevens"))
    await office.connector.until(lambda: len(office.connector.sent) == 2)
    assert [place for place, _ in office.connector.sent] == [
        "a:00000000-0000-4000-8000-000000000003",
        "19:bodem@thread.tacv2;messageid=1690000000000",
    ]


class Moments:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Vault:
    """Hands out numbered tokens that are good for an hour."""

    def __init__(self) -> None:
        self.handed = 0
        self.open = asyncio.Event()
        self.open.set()

    async def fetch(self) -> tuple[str, float]:
        await self.open.wait()
        self.handed += 1
        return f"token-{self.handed}", 3600.0


async def test_the_token_is_fetched_once_and_renewed_before_it_ends() -> None:
    vault, clock = Vault(), Moments()
    tokens = Tokens(vault.fetch, clock)
    assert await asyncio.gather(*(tokens.token() for _ in range(20))) == ["token-1"] * 20
    clock.now = 3600 - AHEAD + 1
    vault.open.clear()
    assert await tokens.token() == "token-1"  # nobody waits while a new one is fetched
    vault.open.set()
    tokens.forget()
    assert await tokens.token() == "token-2"
    assert vault.handed == 2


async def test_every_send_bears_the_token_and_a_401_gets_a_new_one() -> None:
    vault = Vault()
    async with Connector() as connector, ClientSession() as http:
        connectors = Connectors(http, Tokens(vault.fetch, Moments()))
        await connectors.send(connector.url, CHAT, HULP)
        connector.faults.append(Fault(401))
        with pytest.raises(RetryLater) as refused:
            await connectors.send(connector.url, CHAT, HULP)
        assert not refused.value.ambiguous
        await connectors.send(connector.url, CHAT, HULP)
    assert [call.authorization for call in connector.calls] == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


async def test_a_client_is_built_once_for_each_service(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK builds one for each message."""
    built: list[object] = []
    sdk: Any = connector_module.ConnectorClient  # type: ignore[attr-defined]  # Any: the SDK's, which has no types

    def building(*given: Any, **more: Any) -> Any:
        built.append(sdk)
        return sdk(*given, **more)

    monkeypatch.setattr(connector_module, "ConnectorClient", building)
    async with Connector() as one, Connector() as other, ClientSession() as http:
        connectors = Connectors(http, None)
        for connector in (one, other, one, other):
            await connectors.send(connector.url, CHAT, HULP)
    assert len(built) == 2


async def test_replacing_and_deleting_may_be_repeated_after_an_unclear_failure() -> None:
    async with Connector() as connector, ClientSession() as http:
        connectors = Connectors(http, None)
        number = str(await connectors.send(connector.url, CHAT, HULP))
        for faults in ([Fault(500)], [DROPPED, DROPPED]):  # once, aiohttp repeats a PUT by itself
            connector.faults += faults
            with pytest.raises(RetryLater) as failure:
                await connectors.update(connector.url, CHAT, number, {"type": "message", "text": "anders"})
            assert not failure.value.ambiguous
        await connectors.update(connector.url, CHAT, number, {"type": "message", "text": "anders"})
        assert connector.texts(CHAT) == ["anders"]
        await connectors.delete(connector.url, CHAT, number)
        assert connector.posts == {}


async def test_a_message_that_is_gone_cannot_be_replaced_and_blocks_nothing() -> None:
    async with Connector() as connector, ClientSession() as http:
        connectors = Connectors(http, None)
        with pytest.raises(Undeliverable) as failure:
            await connectors.update(connector.url, CHAT, "1", HULP)
        assert not isinstance(failure.value, Blocked)


async def test_a_service_that_cannot_be_reached_got_nothing() -> None:
    async with ClientSession() as http:
        with pytest.raises(RetryLater) as failure:
            await Connectors(http, None).send("http://127.0.0.1:9/", CHAT, HULP)
    assert not failure.value.ambiguous


async def test_the_hint_of_a_429_is_in_seconds() -> None:
    async with Connector() as connector, ClientSession() as http:
        connector.faults += [Fault(429, {"Retry-After": "7"}), Fault(429)]
        hints = []
        for _ in range(2):
            with pytest.raises(RetryLater) as failure:
                await Connectors(http, None).send(connector.url, CHAT, HULP)
            hints.append(failure.value.after)
    assert hints == [timedelta(seconds=7), timedelta(seconds=5)]
