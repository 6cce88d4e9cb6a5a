"""Forged traffic: each kind gets its status, a log line that says nothing of the content, and has no effect."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from time import time
from typing import Any

import jwt
import pytest
import structlog
from aiohttp import ClientSession
from pydantic import SecretStr
from sqlalchemy import func, select, text

import commands
from adapters.teams import Teams, TeamsSettings
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from storage.database.database import Database
from storage.tables import inbox
from tests.adapters.teams.activities import APP, SERVICE, TENANT, Json, message
from tests.servers.issuer import ISSUER, Issuer, SigningKey
from tests.servers.process import free_port

SECRET_WORDS = "dit blijft tussen ons"
"""In every forged message: must never be logged."""


REFUSALS = (400, 401, 403, 413, 415, 503)


@dataclass
class Doorway:
    """The bot's address, as a stranger sees it."""

    issuer: Issuer
    database: Database
    http: ClientSession
    url: str
    refused: list[int] = field(default_factory=list)
    """The status of every refusal."""

    def token(self, **claims: Any) -> str:  # Any: claims
        return self.issuer.token(APP, SERVICE, **claims)

    async def knock(
        self,
        token: str | None,
        activity: object = None,
        *,
        body: bytes | None = None,
        scheme: str = "Bearer",
        content_type: str | None = "application/json",
    ) -> int:
        headers = {"Authorization": f"{scheme} {token}"} if token is not None else {}
        if content_type:
            headers["Content-Type"] = content_type
        sent = body if body is not None else json.dumps(activity or message(SECRET_WORDS)).encode()
        skip = () if content_type else ("Content-Type",)
        async with self.http.post(self.url, data=sent, headers=headers, skip_auto_headers=skip) as answer:
            if answer.status in REFUSALS:
                self.refused.append(answer.status)
            return answer.status

    async def kept(self) -> int:
        """How many events were stored."""
        return await self.database.read(lambda tx: tx.execute(select(func.count()).select_from(inbox)).scalar_one())


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Doorway]:
    """Whatever a test sends: every refusal is logged once, with its status and why, and without what was said."""
    async with Issuer() as issuer, ClientSession() as http:
        port = free_port()
        settings = TeamsSettings(
            listen=f"127.0.0.1:{port}",
            app_id=APP,
            tenant=TENANT,
            secret=SecretStr("niet raden"),
            service_hosts=frozenset({"teams.test"}),
            openid_url=issuer.openid_url,
            login_url=issuer.url,
        )
        teams = Teams(settings, clock=utc_now)
        serving = asyncio.create_task(Cafe(database, Commands.within(commands), [teams]).run())
        await teams.listening()
        doorway = Doorway(issuer, database, http, f"http://127.0.0.1:{port}{settings.path}")
        with structlog.testing.capture_logs() as logged:
            yield doorway
        assert SECRET_WORDS not in str(logged)
        refusals = [line for line in logged if line["event"] == "refused"]
        assert sorted(line["status"] for line in refusals) == sorted(doorway.refused)
        assert all(line["why"] and line["peer"] for line in refusals)
        serving.cancel()
        await asyncio.wait([serving])


async def test_teams_itself_is_let_in(door: Doorway) -> None:
    assert await door.knock(door.token()) == 202
    assert await door.kept() == 1


STRANGER = SigningKey("first")
"""Somebody else's key, under the id of the issuer's."""


def claims() -> Json:
    """Of a token that is good, but for its signature."""
    return {"iss": ISSUER, "aud": APP, "serviceurl": SERVICE, "nbf": int(time()), "exp": int(time()) + 600}


FORGERIES: Mapping[str, Callable[[Doorway], str]] = {
    "garbage": lambda _: "garbage",
    "three parts of garbage": lambda _: "a.b.c",
    "nothing": lambda _: "",
    "alg none": lambda _: jwt.encode(claims(), "", algorithm="none", headers={"kid": "first"}),
    "a shared secret": lambda _: jwt.encode(claims(), "x" * 64, algorithm="HS256", headers={"kid": "first"}),
    "expired": lambda door: door.token(exp=int(time()) - 301),
    "not yet valid": lambda door: door.token(nbf=int(time()) + 600),
    "without an end": lambda door: door.token(exp=None),
    "wrong audience": lambda door: door.issuer.token("00000000-0000-4000-8000-00000000dead", SERVICE),
    "wrong issuer": lambda door: door.token(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
    "wrong key": lambda door: door.token(key=STRANGER),
    "unknown kid": lambda door: door.token(key=SigningKey("nobody", private=STRANGER.private)),
    "no kid": lambda _: jwt.encode(claims(), STRANGER.private, algorithm="RS256"),
    "another service URL": lambda door: door.issuer.token(APP, "https://teams.test/amer/"),
    "no service URL": lambda door: door.token(serviceurl=None),
}


@pytest.mark.parametrize("how", FORGERIES)
async def test_a_forged_token_is_refused(door: Doorway, how: str) -> None:
    assert await door.knock(FORGERIES[how](door)) == 401
    assert await door.kept() == 0


async def test_no_token_is_refused(door: Doorway) -> None:
    assert await door.knock(None) == 401
    assert await door.knock(door.token(), scheme="Basic") == 401
    assert await door.kept() == 0


async def test_a_key_without_endorsement_for_teams_is_refused(door: Doorway) -> None:
    door.issuer.keys = [SigningKey("first", endorsements=())]
    assert await door.knock(door.token()) == 401
    assert await door.kept() == 0


async def test_a_foreign_tenant_is_refused(door: Doorway) -> None:
    stranger = {"tenant": {"id": "00000000-0000-4000-8000-00000000beef"}}
    assert await door.knock(door.token(), message(SECRET_WORDS, channelData=stranger)) == 403
    assert await door.knock(door.token(), message(SECRET_WORDS, channelData={}, conversation={"id": "a:1"})) == 403
    assert await door.kept() == 0


@pytest.mark.parametrize(
    "service",
    [
        "https://teams.test.evil.example/",
        "https://evil.example/teams.test/",
        "https://teams.test@evil.example/",
        "https://user@teams.test/",
        "http://teams.test/",
        "https://teams.test:8443/",
        "http://127.0.0.1:9/",
        "https://localhost/",
        "https://[::1/",
        "",
    ],
)
async def test_a_service_url_that_is_not_allowed_is_refused(door: Doorway, service: str) -> None:
    """Also when the token vouches for it: our own token would go there."""
    token = door.issuer.token(APP, service)
    assert await door.knock(token, message(SECRET_WORDS, serviceUrl=service)) == 403
    assert await door.kept() == 0


async def test_another_channel_is_refused(door: Doorway) -> None:
    assert await door.knock(door.token(), message(SECRET_WORDS, channelId="emulator")) == 403
    assert await door.kept() == 0


async def test_a_replayed_activity_has_no_second_effect(door: Doorway) -> None:
    assert [await door.knock(door.token()) for _ in range(3)] == [202, 202, 202]
    assert await door.kept() == 1


async def test_a_body_of_10_mb_is_refused(door: Doorway) -> None:
    assert await door.knock(door.token(), body=b'{"text": "' + b"x" * 10_000_000 + b'"}') == 413
    assert await door.kept() == 0


@pytest.mark.parametrize("body", [b"{", b"", b"[]", b"null", b'"message"', b"\xff\xfe", b"[" * 100_000])
async def test_bad_json_is_refused(door: Doorway, body: bytes) -> None:
    assert await door.knock(door.token(), body=body) == 400
    assert await door.kept() == 0


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
async def test_another_content_type_is_refused(door: Doorway, content_type: str | None) -> None:
    assert await door.knock(door.token(), content_type=content_type) == 415
    assert await door.kept() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"from": None},
        {"conversation": None},
        {"entities": "x"},
        {"entities": ["x"]},
        {"attachments": [1]},
        {"type": "invoke", "name": "adaptiveCard/action", "value": 3},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"data": {"line": 3}}}},
        {"type": "conversationUpdate", "membersAdded": [1]},
    ],
)
async def test_an_authentic_activity_of_another_shape_is_refused(door: Doorway, changes: dict[str, object]) -> None:
    assert await door.knock(door.token(), {**message(SECRET_WORDS), **changes}) == 400
    assert await door.kept() == 0


@pytest.mark.parametrize("kind", ["event", "typing", "messageReaction", "trace", "handoff", None, 3])
async def test_an_unknown_kind_of_activity_is_acknowledged_and_forgotten(door: Doorway, kind: object) -> None:
    assert await door.knock(door.token(), {**message(SECRET_WORDS), "type": kind}) == 202
    assert await door.kept() == 0


async def test_an_unknown_invoke_is_answered_as_such(door: Doorway) -> None:
    assert await door.knock(door.token(), {**message(), "type": "invoke", "name": "task/fetch", "value": {}}) == 501


async def test_a_flood_of_invented_keys_does_not_hammer_the_key_server(door: Doorway) -> None:
    assert await door.knock(door.token()) == 202
    invented = [door.token(key=SigningKey(f"invented-{number}", private=STRANGER.private)) for number in range(50)]
    assert set(await asyncio.gather(*map(door.knock, invented))) == {401}
    assert door.issuer.fetched == 1


async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(door: Doorway, database: Database) -> None:
    await database.write(lambda tx: tx.execute(text("ALTER TABLE inbox RENAME TO away")))
    assert await door.knock(door.token()) == 503
    invoke = {**message(), "type": "invoke", "name": "adaptiveCard/action"}
    assert await door.knock(door.token(), {**invoke, "value": {"action": {"data": {"line": "hulp"}}}}) == 503
    await database.write(lambda tx: tx.execute(text("ALTER TABLE away RENAME TO inbox")))
    assert await door.knock(door.token()) == 202
    assert await door.kept() == 1
